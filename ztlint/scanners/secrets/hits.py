"""Candidates and the verdicts on them: every secret once."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from msgspec import Struct

from ztlint.scanners.secrets.generic import STORED
from ztlint.scanners.secrets.pattern import Candidate
from ztlint.scanners.secrets.verdict import Verdict, judge


class Hit(Struct, frozen=True):
    """A candidate and the verdict on it."""

    candidate: Candidate
    verdict: Verdict


def find_hits(candidates: Iterable[Candidate]) -> list[Hit]:
    """Every secret once: of matches that overlap, the one that says most."""
    hits = [Hit(candidate, judge(candidate)) for candidate in candidates]
    if len(hits) > 1:
        hits = list(_distinct(hits))
    return sorted(hits, key=lambda hit: (hit.candidate.start, hit.candidate.rule.id))


def _distinct(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Of a key inside a larger secret, or a value that two rules know, the worse and surer one stays."""
    taken: list[tuple[int, int]] = []  # sorted, and none overlaps another
    for hit in sorted(hits, key=precedence):
        place = (hit.candidate.start, hit.candidate.end)
        at = bisect_left(taken, place)
        before = at == 0 or taken[at - 1][1] <= place[0]
        if before and (at == len(taken) or place[1] <= taken[at][0]):
            taken.insert(at, place)
            yield hit
            for part in hit.candidate.parts:
                _take(taken, (part.start, part.end))


def _take(taken: list[tuple[int, int]], place: tuple[int, int]) -> None:
    """Of both halves of a credential there is one finding, unless a worse one stands there already."""
    at = bisect_left(taken, place)
    if (at == 0 or taken[at - 1][1] <= place[0]) and (at == len(taken) or place[1] <= taken[at][0]):
        taken.insert(at, place)


def precedence(hit: Hit) -> tuple[object, ...]:
    """What is sorted first stands for what overlaps it."""
    return (is_refused(hit), yields(hit), generality(hit), weight(hit))


def generality(hit: Hit) -> int:
    """A format, or a file with one purpose, says more than a place, and that more than a name."""
    match = hit.candidate.rule.body["match"]
    return 2 if match.get("general") else int(match.get("generic", STORED) != STORED)


def is_refused(hit: Hit) -> bool:
    """Whether it counts for nothing, and is there only to be listed."""
    return hit.candidate.is_refused


def yields(hit: Hit) -> bool:
    """Whether its rule came with the repository, and may not stand in for one of ours."""
    return bool(hit.candidate.rule.body["match"].get("yields"))


def weight(hit: Hit) -> tuple[int, int, int, int, str]:
    candidate, verdict = hit.candidate, hit.verdict
    length = candidate.end - candidate.start
    return (-verdict.severity, -verdict.confidence, -length, candidate.start, candidate.rule.id)
