"""Ways of writing several words as one name (https://docs.stoplight.io: casing).

Read word by word and not with one expression: digits make those ambiguous, and slow on long names.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

CASES = ("flat", "camel", "pascal", "kebab", "cobol", "snake", "macro")

_SEPARATORS = {"kebab": "-", "cobol": "-", "snake": "_", "macro": "_"}
_UPPER = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_LOWER = frozenset("abcdefghijklmnopqrstuvwxyz")
_DIGITS = frozenset("0123456789")


def matches_case(name: str, options: Mapping[str, Any]) -> bool:
    """``options``: ``type``, ``disallowDigits``, and a ``separator`` (``char``, ``allowLeading``) in it."""
    digits = frozenset() if options.get("disallowDigits") else _DIGITS
    separator = options.get("separator") or {}
    char, case = separator.get("char", ""), options["type"]
    if separator.get("allowLeading") and char and name.startswith(char):
        name = name[1:]
        if not name:
            return True
    groups = name.split(char) if char and char != _SEPARATORS.get(case) else [name]
    return all(_is_group(group, case, digits) for group in groups) and not _breaks_off(groups[:-1], case)


def _is_group(name: str, case: str, digits: frozenset[str]) -> bool:
    if case in ("camel", "pascal"):
        return _is_humped(name, _LOWER if case == "camel" else _UPPER, digits)
    letters = _UPPER if case in ("cobol", "macro") else _LOWER
    separator = _SEPARATORS.get(case)
    words = name.split(separator) if separator else [name]
    return name[:1] in letters and all(word and set(word) <= letters | digits for word in words)


def _is_humped(name: str, first: frozenset[str], digits: frozenset[str]) -> bool:
    """A capital is followed by a small letter or a digit, or ends the name."""
    if not name or name[0] not in first or not set(name) <= _UPPER | _LOWER | digits:
        return False
    return not any(one in _UPPER and other in _UPPER for one, other in pairwise(name[1:]))


def _breaks_off(groups: list[str], case: str) -> bool:
    """Whether a capital ends a group that is not the last."""
    return case in ("camel", "pascal") and any(len(group) > 1 and group[-1] in _UPPER for group in groups)
