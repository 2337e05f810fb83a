"""Two revisions of one definition, and the checks that look at them."""

from collections.abc import Callable, Iterator

from msgspec import Struct, field

from ztlint.openapi import Api, Operation
from ztlint.scanners.drift.hit import Hit, Options


class Change(Struct, eq=False):
    """``pairs`` are operations before and after, ``added`` those that are new."""

    base: Api
    head: Api
    pairs: list[tuple[Operation, Operation]] = field(default_factory=list)
    added: list[Operation] = field(default_factory=list)


Run = Callable[[Change, Options], Iterator[Hit]]
CHECKS: dict[str, Run] = {}
LOCK_CHECKS: frozenset[str] = frozenset({"loosened-route"})
"""Checks that look at two revisions of routes.lock."""


def check(function: Run) -> Run:
    """Register a function as the check of its own name, in kebab-case."""
    CHECKS[function.__name__.replace("_", "-")] = function
    return function
