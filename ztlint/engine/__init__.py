"""From settings to a Report: the only part that schedules.

Each part is imported from its own module, so that a commit hook loads no more than it needs.
"""
