"""Whether what a pattern matches shows by itself what it is."""

import re
from collections.abc import Iterable
from typing import Any

_ENOUGH = 3  # characters in a row
_FEW = 8  # characters of a class that are as good as one


def is_distinctive(source: str) -> bool:
    """Whether a match holds letters or signs that are always the same."""
    return _longest_fixed(parsed(source)) >= _ENOUGH


def parsed(source: str) -> Any:
    """Only the parser inside of ``re`` knows what a pattern is made of."""
    return re._parser.parse(source)  # type: ignore[attr-defined]  # noqa: SLF001


def _longest_fixed(parsed: Iterable[tuple[Any, Any]]) -> int:
    """How many characters in a row are always the same, or one of a few; words in any case don't count."""
    longest = here = 0
    for operation, what in parsed:
        name = str(operation)
        here = here + 1 if name == "LITERAL" or (name == "IN" and _size(what) <= _FEW) else 0
        inner = 0
        if name == "SUBPATTERN" and not what[1] & re.IGNORECASE:
            inner = _longest_fixed(what[-1])
        elif name == "BRANCH":
            inner = min(_longest_fixed(branch) for branch in what[1])
        longest = max(longest, here, inner)
    return longest


def _size(members: Iterable[tuple[Any, Any]]) -> int:
    return sum(what[1] - what[0] + 1 if str(name) == "RANGE" else 1 for name, what in members)
