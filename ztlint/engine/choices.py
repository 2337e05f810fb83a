"""How many ways a backtracking engine has through an expression, at most, from one place on."""

from typing import Any

MAX_CHOICES = 1_000_000

_ENDLESS = 1024
"""Turns of a repeat without an upper bound that are counted."""


def choices(tree: Any) -> int:
    """A bound, not an estimate: what excludes one another is counted as if it did not."""
    ways = 1
    for operation, what in tree:
        ways = min(ways * _of(str(operation), what), MAX_CHOICES + 1)
    return ways


def _of(operation: str, what: Any) -> int:
    if operation == "SUBPATTERN":
        return choices(what[-1])
    if operation == "BRANCH":
        return sum(map(choices, what[1]))
    if operation in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, body = what
        most = min(int(most), _ENDLESS)
        inner = choices(body)
        turns = most - min(int(least), most) + 1
        return turns if inner == 1 else min(turns * inner ** min(most, 64), MAX_CHOICES + 1)
    return 1
