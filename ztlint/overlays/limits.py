"""Every limit on what overlays may do. Behind each stands a Failure."""

MAX_ACTIONS = 5_000
"""Of one overlay."""

MAX_WORK = 6_000_000
"""Values that all overlays of one definition may look at, copy and write."""

MAX_GROWTH = 500_000
"""Values that overlays may add to one definition, counted as often as they stand in it."""
