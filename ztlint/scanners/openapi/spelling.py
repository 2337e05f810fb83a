"""Names that are nearly right: how far they are from one that is, and whether that one is meant for sure."""

import difflib
import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from ztlint.openapi import tokens

MAX_DISTANCE = 2
_LONGEST = 100


@lru_cache(maxsize=4096)
def edit_distance(one: str, two: str) -> int:
    """Insertions, deletions, replacements and swaps of neighbours between two short words; more than
    ``MAX_DISTANCE`` is not told apart where the lengths say it.
    """
    if abs(len(one) - len(two)) > MAX_DISTANCE:
        return MAX_DISTANCE + 1
    rows = [list(range(len(two) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(two, 1):
            row.append(min(rows[-1][j] + 1, row[j - 1] + 1, rows[-1][j - 1] + (a != b)))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], rows[-2][j - 2] + 1)
        rows.append(row)
    return rows[-1][-1]


def nearest_two(name: str, known: Sequence[str]) -> list[str]:
    """The nearest first; none where nothing is near."""
    return difflib.get_close_matches(name, known, n=2)


def surely_meant(name: str, near: Sequence[str], words: Collection[str] = ()) -> bool:
    """Whether the nearest is meant: it differs by case or separators alone, or by one letter that makes no
    other word. A word of the API itself (``words``) is spelled as it should be, a number says which one is
    meant, and typing errors hardly ever hit the first letter (``get`` is not ``set``).
    """
    if not near or max(map(len, (name, *near))) > _LONGEST:
        return False
    if len(near) > 1 and edit_distance(name, near[1]) <= MAX_DISTANCE:
        return False
    if not name.isascii() or re.findall("[0-9]+", name) != re.findall("[0-9]+", near[0]):
        return False
    if letters(name) == letters(near[0]) != "":
        return True
    pairs = list(zip(tokens(name), tokens(near[0]), strict=False))
    wrong = [(one, other) for one, other in pairs if one != other]
    return (
        len(tokens(name)) == len(tokens(near[0]))
        and edit_distance(name, near[0]) == 1
        and bool(wrong)
        and all(one[0] == other[0] and one not in words for one, other in wrong)
    )


def letters(name: str) -> str:
    """Without case and separators."""
    return re.sub(r"[^a-z0-9]", "", name.lower())
