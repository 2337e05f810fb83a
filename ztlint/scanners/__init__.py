"""Where scanners live. They yield findings; only the engine schedules them."""
