"""Secrets in one file's bytes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from ztlint.core import Finding, Location
from ztlint.documents import LineIndex, Undecodable, decode
from ztlint.rulebook import fill
from ztlint.scanners.secrets.identity import cause
from ztlint.scanners.secrets.pattern import Candidate
from ztlint.scanners.secrets.place import in_place
from ztlint.scanners.secrets.verdict import Verdict, judge
from ztlint.sources import Source

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")  # UTF-16 and UTF-32


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
    data, text = readable(source.data)
    hits = find_hits(matcher, data)
    if not hits:
        return
    lines = LineIndex(text if text is not None else data.decode("utf-8", "replace"))
    for hit in hits:
        yield in_place(_finding(hit, data, lines, source))


def readable(data: bytes) -> tuple[bytes, str | None]:
    """Bytes in which ASCII is ASCII, and their text where that had to be made already."""
    if not data.startswith(_WIDE_MARKS):
        return data.removeprefix(b"\xef\xbb\xbf"), None
    text = decode(data)
    return (data, None) if isinstance(text, Undecodable) else (text.encode("utf-8", "surrogatepass"), text)


def find_hits(matcher: Searcher, data: bytes) -> list[Hit]:
    """Every secret once: of matches that overlap, the one that says most."""
    hits = [Hit(candidate, judge(candidate)) for candidate in matcher.candidates(data)]
    if len(hits) > 1:
        hits = list(_distinct(hits))
    return sorted(hits, key=lambda hit: (hit.candidate.start, hit.candidate.rule.id))


def _distinct(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Of a key inside a larger secret, or a value that two rules know, the worse and surer one stays."""
    taken: list[tuple[int, int]] = []
    for hit in sorted(hits, key=_weight):
        start, end = hit.candidate.start, hit.candidate.end
        if all(end <= other_start or other_end <= start for other_start, other_end in taken):
            taken.append((start, end))
            yield hit


def _weight(hit: Hit) -> tuple[int, int, int, int, str]:
    candidate, verdict = hit.candidate, hit.verdict
    length = candidate.end - candidate.start
    return (-verdict.severity, -verdict.confidence, -length, candidate.start, candidate.rule.id)


def _finding(hit: Hit, data: bytes, lines: LineIndex, source: Source) -> Finding:
    candidate, verdict = hit.candidate, hit.verdict
    start, end = (points(data, offset) for offset in (candidate.start, candidate.end))
    prefix = candidate.groups.get("prefix", b"").decode("ascii", "replace")
    return Finding(
        rule=candidate.rule,
        location=Location(source.path, span=lines.span(start, end), commit=source.commit),
        message=fill(candidate.rule.message, {"prefix": prefix}),
        severity=verdict.severity,
        confidence=verdict.confidence,
        cause=cause(candidate.rule.id, candidate.secret),
        evidence=verdict.evidence,
        author_date=source.author_date,
    )


def points(data: bytes, offset: int) -> int:
    """Code points before a byte offset."""
    return len(data[:offset].decode("utf-8", "replace"))
