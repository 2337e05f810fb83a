"""What is found twice, as it stands and unfolded, counts once."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from ztlint.core import Rule
from ztlint.scanners.secrets.deep import Inner
from ztlint.scanners.secrets.hits import Hit, generality, is_refused, precedence, weight, yields


def settle(
    hits: Sequence[Hit], inner: Iterable[Inner], is_distinctive: Callable[[Rule], bool]
) -> tuple[list[Hit], list[Inner]]:
    """Of an archive's secrets, those in members stay: they say more than a place in packed bytes. In text,
    what can be read as it stands goes before what must be unfolded, unless that is worse or surer.
    """
    found = list(_once(inner))
    packed = {one.identity for one in found if one.place is None}
    standing = [hit for hit in hits if _identity(hit) not in packed]
    if not standing:
        return [], found
    kept: list[Inner] = []
    beaten: set[int] = set()
    places = [(hit.candidate.start, hit.candidate.end) for hit in standing]
    for one in found:
        over = _overlapping(places, one)
        rivals = [standing[index] for index in over]
        if any(_rank(rival) <= _rank(one.hit) for rival in rivals):
            continue
        kept.append(one)
        beaten.update(
            index
            for index, rival in zip(over, rivals, strict=True)
            if rival.candidate.rule is one.hit.candidate.rule or not is_distinctive(rival.candidate.rule)
        )
    return [hit for index, hit in enumerate(standing) if index not in beaten], kept


def _identity(hit: Hit) -> tuple[str, bytes]:
    return hit.candidate.rule.id, hit.candidate.secret


def _rank(hit: Hit) -> tuple[bool, bool, int, int, int]:
    return (is_refused(hit), yields(hit), generality(hit), *weight(hit)[:2])


def _overlapping(places: Sequence[tuple[int, int]], one: Inner) -> range:
    """Hits do not overlap one another, so starts and ends are in order alike."""
    if one.place is None:
        return range(0)
    start, end = one.place
    return range(
        bisect_right(places, start, key=lambda place: place[1]),
        bisect_left(places, end, key=lambda place: place[0]),
    )


def _once(inner: Iterable[Inner]) -> Iterator[Inner]:
    """Of what is the same secret at the same place, the way through most archives. In the order of places."""
    best: dict[object, Inner] = {}
    for one in inner:
        key = (one.identity, one.place)
        if key not in best or _depth(one) > _depth(best[key]):
            best[key] = one
    ordered = sorted(best.values(), key=lambda one: (one.hit.candidate.rule.id, one.place or ()))
    whole = (
        part for _, group in groupby(ordered, lambda one: one.hit.candidate.rule.id) for part in _whole(group)
    )
    yield from sorted(whole, key=lambda one: (one.place or (), one.hit.candidate.rule.id, one.member))


def _depth(inner: Inner) -> int:
    return inner.member.count("!") + bool(inner.member)


def _whole(inner: Iterable[Inner]) -> Iterator[Inner]:
    """Without what is only a part of its neighbour: two readings of the same bytes may find more and less."""
    before: Inner | None = None
    for one in inner:
        if before is None:
            before = one
        elif not _same_bytes(before, one):
            yield before
            before = one
        else:
            before = min(before, one, key=lambda either: precedence(either.hit))
    if before is not None:
        yield before


def _same_bytes(one: Inner, other: Inner) -> bool:
    if one.place is None or other.place is None or other.place[0] >= one.place[1]:
        return False
    first, second = one.hit.candidate.secret, other.hit.candidate.secret
    return first in second or second in first
