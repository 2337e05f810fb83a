"""Secrets in one file's bytes."""

from bisect import bisect_left
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from ztlint.core import Finding, Location, Span
from ztlint.documents import LineIndex, Undecodable, code_points, decode, is_wide
from ztlint.rulebook import fill
from ztlint.scanners.secrets.identity import cause
from ztlint.scanners.secrets.pattern import Candidate
from ztlint.scanners.secrets.place import in_place
from ztlint.scanners.secrets.verdict import Verdict, judge
from ztlint.sources import Source


class Searcher(Protocol):
    """A matcher, or one that knows the blob before."""

    def candidates(self, data: bytes) -> Iterator[Candidate]: ...


@dataclass(frozen=True, slots=True)
class Hit:
    """A candidate and the verdict on it."""

    candidate: Candidate
    verdict: Verdict


def scan_source(matcher: Searcher, source: Source) -> Iterator[Finding]:
    """Findings in the order of their places. Bytes that are no text are scanned as they are."""
    if is_wide(source.data):
        yield from _scan_wide(matcher, source)
        return
    data = source.data.removeprefix(BOM_UTF8)
    if hits := find_hits(matcher, data):
        lines = LineIndex(data.decode("utf-8", "replace"))
        yield from _placed(source, hits, data, lines)


def _scan_wide(matcher: Searcher, source: Source) -> Iterator[Finding]:
    """UTF-16 and UTF-32; and as they are, since a false mark in front would hide all that follows."""
    text = decode(source.data)
    if not isinstance(text, Undecodable):
        data, lines = text.encode("utf-8", "surrogatepass"), LineIndex(text)
        yield from _placed(source, find_hits(matcher, data), data, lines)
    yield from (as_finding(hit, source, None) for hit in find_hits(matcher, source.data))


def find_hits(matcher: Searcher, data: bytes) -> list[Hit]:
    """Every secret once: of matches that overlap, the one that says most."""
    hits = [Hit(candidate, judge(candidate)) for candidate in matcher.candidates(data)]
    if len(hits) > 1:
        hits = list(_distinct(hits))
    return sorted(hits, key=lambda hit: (hit.candidate.start, hit.candidate.rule.id))


def _distinct(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Of a key inside a larger secret, or a value that two rules know, the worse and surer one stays."""
    taken: list[tuple[int, int]] = []  # sorted, and none overlaps another
    for hit in sorted(hits, key=_weight):
        place = (hit.candidate.start, hit.candidate.end)
        at = bisect_left(taken, place)
        before = at == 0 or taken[at - 1][1] <= place[0]
        if before and (at == len(taken) or place[1] <= taken[at][0]):
            taken.insert(at, place)
            yield hit


def _weight(hit: Hit) -> tuple[int, int, int, int, str]:
    candidate, verdict = hit.candidate, hit.verdict
    length = candidate.end - candidate.start
    return (-verdict.severity, -verdict.confidence, -length, candidate.start, candidate.rule.id)


def as_finding(hit: Hit, source: Source, span: Span | None) -> Finding:
    candidate, verdict = hit.candidate, hit.verdict
    prefix = candidate.groups.get("prefix", b"").decode("ascii", "replace")
    finding = Finding(
        rule=candidate.rule,
        location=Location(source.path, span=span, commit=source.commit),
        message=fill(candidate.rule.message, {"prefix": prefix}),
        severity=verdict.severity,
        confidence=verdict.confidence,
        cause=cause(candidate.rule.id, candidate.secret),
        evidence=verdict.evidence,
        author_date=source.author_date,
    )
    return in_place(finding)


def _placed(source: Source, hits: Sequence[Hit], data: bytes, lines: LineIndex) -> Iterator[Finding]:
    ends = {offset for hit in hits for offset in (hit.candidate.start, hit.candidate.end)}
    points = code_points(data, ends)
    for hit in hits:
        span = lines.span(points[hit.candidate.start], points[hit.candidate.end])
        yield as_finding(hit, source, span)
