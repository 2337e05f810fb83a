"""Bounds of texts, lists and numbers that a description tells in words."""

import re

from ztlint.scanners.openapi.amounts import PROSE_CAP

_LENGTHS = re.compile(
    r"\b(?:char(?:acter)?s?|lengths?|letters?|digits?|bytes?|symbols?|longer)\b", re.IGNORECASE
)
_PLACES = re.compile(
    r"\b(?:decimals?|digits?|fraction\w*|precision|char(?:acter)?s?|[0-9]{1,2} ?dp)\b", re.IGNORECASE
)
_SENTENCES = re.compile(r"[.;]\s|\n")
_MOST_PROSE = 20_000
"""Characters of a description that are read: a bound further down is told to nobody."""


def bound_told(kind: str, prose: str) -> bool:
    """Whether words bound a value of a kind: the length of a text, the size of a number, the entries of a
    list. What bounds something else (the characters of an entry, the decimals of a price) is none.
    """
    return any(_bounds(kind, sentence) for sentence in _SENTENCES.split(prose[:_MOST_PROSE]))


def _bounds(kind: str, sentence: str) -> bool:
    if not PROSE_CAP.search(sentence):
        return False
    if kind == "string":
        return _LENGTHS.search(sentence) is not None
    return kind in ("array", "number") and not _PLACES.search(sentence)
