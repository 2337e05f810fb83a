"""Which fixes go together in one pass."""

from bisect import bisect_right, insort
from collections.abc import Iterable

from msgspec import Struct, field

from ztlint.core import Fix, Replacement


class _Taken(Struct):
    """What is to be replaced already, by file. Two insertions at one place exclude one another as well: which
    comes first would be chance.
    """

    replacements: set[Replacement] = field(default_factory=set)
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def leaves_room_for(self, one: Replacement) -> bool:
        if one in self.replacements:
            return True
        spans = self.spans.get(one.path, [])
        start, end = one.span.start, one.span.end
        at = bisect_right(spans, (start, end))
        before = at == 0 or (spans[at - 1][0] < start and spans[at - 1][1] <= start)
        after = at == len(spans) or (spans[at][0] > start and spans[at][0] >= end)
        return before and after

    def take(self, one: Replacement) -> None:
        if one not in self.replacements:
            self.replacements.add(one)
            insort(self.spans.setdefault(one.path, []), (one.span.start, one.span.end))


def together(fixes: Iterable[Fix]) -> list[Fix]:
    """As many as do not overlap, the first ones first. What is left is found again by the next run."""
    taken, chosen = _Taken(), []
    for fix in fixes:
        if _fits(fix, taken):
            for replacement in fix.replacements:
                taken.take(replacement)
            chosen.append(fix)
    return chosen


def _fits(fix: Fix, taken: _Taken) -> bool:
    own = _Taken()
    for one in dict.fromkeys(fix.replacements):
        if not (taken.leaves_room_for(one) and own.leaves_room_for(one)):
            return False
        own.take(one)
    return True
