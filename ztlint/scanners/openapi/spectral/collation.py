"""The order that readers expect of names: JavaScript's ``localeCompare``, near enough.

Punctuation comes before digits, digits before letters; case decides where nothing else does, small first.
"""

import unicodedata
from typing import Any

from ztlint.scanners.openapi.spectral.values import number

_PUNCTUATION = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"


def compare(left: Any, right: Any) -> int:
    """Below zero, zero, above zero. Texts that are numbers are ordered as numbers beside numbers."""
    if not (isinstance(left, str) and isinstance(right, str)) or (_is_number(right) and _is_number(left)):
        first, second = number(left), number(right)
        return (first > second) - (first < second)
    one, other = _key(left), _key(right)
    return (one > other) - (one < other)


def _is_number(value: Any) -> bool:
    return not isinstance(value, str) or number(value) == number(value)


def _key(name: str) -> tuple[list[tuple[int, Any]], list[bool], str]:
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return [_weight(char) for char in plain.lower()], [char.isupper() for char in plain], name


def _weight(char: str) -> tuple[int, Any]:
    at = _PUNCTUATION.find(char)
    if at >= 0:
        return 0, at
    return (1 if char.isdigit() else 2), char
