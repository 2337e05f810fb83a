"""GitHub's primaryLocationLineHash: what makes two uploads' results the same result.

The algorithm of github/codeql-action (src/fingerprints.ts): the first 100 UTF-16 code units from a line's
start on, blanks left out and each line end as one LF, in a polynomial hash; then a count that tells equal
hashes of one file apart, from the top.
"""

import re
from collections.abc import Iterable
from itertools import accumulate

_WINDOW = 100
_FACTOR = 37
_MASK = 2**64 - 1
_END = "\uffff"  # stands after the last unit of the file, and zeros after it

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def github_text(data: bytes) -> str:
    """The text that GitHub hashes: always UTF-8, bad bytes replaced, a byte order mark kept."""
    return data.decode("utf-8", "replace")


def line_hashes(text: str, lines: Iterable[int]) -> dict[int, str]:
    """The hashes of the given lines (from 1), without those that ``text`` doesn't have."""
    units = _units(text) + _END
    rows = units.split("\n")
    before = list(accumulate(map(len, rows), initial=0))
    starts = {n: before[n - 1] + n - 1 for n in lines if 1 <= n <= len(rows)}
    asked = {n: units[start : start + _WINDOW] for n, start in starts.items()}
    heads = {window.partition("\n")[0] for window in asked.values()}
    seen = dict.fromkeys(asked.values(), 0)
    hashes: dict[int, str] = {}
    alike = (n for n, row in enumerate(rows[: max(asked, default=0)], 1) if row[:_WINDOW] in heads)
    for line in alike:
        start = before[line - 1] + line - 1
        window = units[start : start + _WINDOW]
        if window in seen:
            seen[window] += 1
            if line in asked:
                hashes[line] = f"{_hash(window):x}:{seen[window]}"
    return hashes


def _units(text: str) -> str:
    """One character for each UTF-16 code unit that counts."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(" ", "").replace("\t", "")
    return text if text.isascii() else _ASTRAL.sub(_surrogates, text)


def _surrogates(match: re.Match[str]) -> str:
    offset = ord(match[0]) - 0x10000
    return chr(0xD800 + (offset >> 10)) + chr(0xDC00 + (offset & 0x3FF))


def _hash(window: str) -> int:
    value = 0
    for unit in window.ljust(_WINDOW, "\0"):
        value = (value * _FACTOR + ord(unit)) & _MASK
    return value
