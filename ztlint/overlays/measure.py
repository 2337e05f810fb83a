"""How large and how deep a value is, what stands in it at several places counted each time."""

from typing import Any

from ztlint.documents.document import children
from ztlint.jsonpath import Budget


def measure(value: Any, budget: Budget, known: dict[int, tuple[int, int]] | None = None) -> tuple[int, int]:
    """Values and levels. Documents are never deeper than their limit allows, so this may recurse."""
    known = {} if known is None else known
    if not isinstance(value, (dict, list)):
        return 1, 1
    if id(value) not in known:
        budget.spend(1 + len(value))
        below = [measure(child, budget, known) for child in children(value)]
        known[id(value)] = 1 + sum(size for size, _ in below), 1 + max((deep for _, deep in below), default=0)
    return known[id(value)]
