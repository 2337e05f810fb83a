"""Which lines of a text are not in the one before: a comparison in time n log n, whatever the texts are."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

_ROUNDS = 64
"""Times that the lines of both texts may be looked at."""

Range = tuple[int, int, int, int]
"""Of the text before and of the one after: start and end, the end exclusive."""


def changed_lines(before: Sequence[str], after: Sequence[str]) -> frozenset[int]:
    """Numbers, from 1, of lines of ``after`` that were added or changed.

    Equal beginnings and ends are taken off, and what is left is parted at lines that both sides have once,
    in their common order. Where nothing parts it any more, it counts as changed: sooner a line too many.
    """
    changed: set[int] = set()
    todo: list[Range] = [(0, len(before), 0, len(after))]
    left_to_do = _ROUNDS * (len(before) + len(after))
    while todo:
        a, b, c, d = _trimmed(before, after, todo.pop())
        if c == d:
            continue
        left_to_do -= b - a + d - c
        anchors = _anchors(before[a:b], after[c:d]) if a < b and left_to_do > 0 else []
        if not anchors:
            changed.update(range(c + 1, d + 1))
            continue
        left, top = a, c
        for one, other in [*((a + x, c + y) for x, y in anchors), (b, d)]:
            todo.append((left, one, top, other))
            left, top = one + 1, other + 1
    return frozenset(changed)


def _trimmed(before: Sequence[str], after: Sequence[str], where: Range) -> Range:
    a, b, c, d = where
    while a < b and c < d and before[a] == after[c]:
        a, c = a + 1, c + 1
    while a < b and c < d and before[b - 1] == after[d - 1]:
        b, d = b - 1, d - 1
    return a, b, c, d


def _anchors(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of places of lines that stand once on each side, as many as have one order."""
    once = {line for line, count in Counter(before).items() if count == 1}
    once &= {line for line, count in Counter(after).items() if count == 1}
    places = {line: index for index, line in enumerate(before) if line in once}
    return _increasing([(places[line], index) for index, line in enumerate(after) if line in once])


def _increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part whose first members grow (patience sorting)."""
    ends: list[int] = []
    tops: list[int] = []
    below: list[int] = []
    for index, (first, _) in enumerate(pairs):
        at = bisect_left(ends, first)
        below.append(tops[at - 1] if at else -1)
        ends[at : at + 1] = [first]
        tops[at : at + 1] = [index]
    found: list[tuple[int, int]] = []
    index = tops[-1] if tops else -1
    while index >= 0:
        found.append(pairs[index])
        index = below[index]
    return found[::-1]
