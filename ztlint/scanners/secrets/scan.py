"""Secrets in one file's bytes."""

from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from ztlint.core import Evidence, Finding, Location, Span
from ztlint.documents import LineIndex, Undecodable, code_points, decode, is_wide
from ztlint.rulebook import fill
from ztlint.scanners.secrets.allowed import allowed_evidence
from ztlint.scanners.secrets.deep import Descent, Inner
from ztlint.scanners.secrets.hits import Hit, find_hits
from ztlint.scanners.secrets.identity import cause
from ztlint.scanners.secrets.matcher import Look, Matcher
from ztlint.scanners.secrets.pattern import Candidate
from ztlint.scanners.secrets.place import in_place
from ztlint.scanners.secrets.settle import settle
from ztlint.scanners.secrets.unfold import Gap, is_container
from ztlint.sources import Source


class Searcher(Protocol):
    """A matcher, or one that knows the blob before."""

    @property
    def matcher(self) -> Matcher: ...
    def look(self, data: bytes) -> Look: ...
    def at(self, path: str) -> "Searcher": ...


def scan_source(searcher: Searcher, source: Source) -> Iterator[Finding | Gap]:
    """Findings in the order of their places, then what was not unfolded. Bytes that are no text are scanned
    as they are. Rules about files of that name have their say.
    """
    return scan_bytes(searcher.at(source.path), source)


def scan_bytes(searcher: Searcher, source: Source) -> Iterator[Finding | Gap]:
    """The same with rules that were chosen already."""
    shown = searcher.matcher.shows_rejected
    for told in _scan_bytes(searcher, source):
        if isinstance(told, Gap) or shown or not told.rejected:
            yield told


def _scan_bytes(searcher: Searcher, source: Source) -> Iterator[Finding | Gap]:
    if is_wide(source.data):
        yield from _scan_wide(searcher, source)
        return
    data = source.data.removeprefix(BOM_UTF8)
    yield from _scan(searcher, source, data, None)


def _scan_wide(searcher: Searcher, source: Source) -> Iterator[Finding | Gap]:
    """UTF-16 and UTF-32; and as they are, since a false mark in front would hide all that follows."""
    text = decode(source.data)
    if not isinstance(text, Undecodable):
        yield from _scan(searcher, source, text.encode("utf-8", "surrogatepass"), LineIndex(text))
    patterns = searcher.look(source.data).patterns
    hits = find_hits(searcher.matcher.candidates(source.data, patterns)) if patterns else []
    yield from (as_finding(hit, source, None) for hit in hits)


def _scan(
    searcher: Searcher, source: Source, data: bytes, lines: LineIndex | None
) -> Iterator[Finding | Gap]:
    seen = look_into(searcher, data)
    if seen.hits or seen.inner:
        lines = lines or LineIndex(data.decode("utf-8", "replace"))
        yield from placed(source, seen, data, lines)
    yield from seen.gaps


class Seen(Struct, frozen=True):
    """What stands in some bytes, what they unfold to, and what was not unfolded."""

    hits: Sequence[Hit] = ()
    inner: Sequence[Inner] = ()
    gaps: Sequence[Gap] = ()


def look_into(searcher: Searcher, data: bytes) -> Seen:
    look = searcher.look(data)
    hits = find_hits(searcher.matcher.candidates(data, look.patterns)) if look.patterns else []
    if not look.encodings and not is_container(data):
        return Seen(hits)
    descent = Descent(searcher.matcher)
    found = descent.into(data, look.encodings)
    standing, inner = settle(hits, found, searcher.matcher.is_distinctive)
    return Seen(standing, inner, tuple(descent.budget.gaps))


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
        evidence=(*verdict.evidence, *_of_candidate(candidate)),
        author_date=source.author_date,
        rejected=candidate.opinion.rejected if candidate.opinion else "",
    )
    return in_place(finding)


def _of_candidate(candidate: Candidate) -> Iterator[Evidence]:
    yield from (Evidence("other part", part.place) for part in candidate.parts)
    yield from allowed_evidence(candidate.allowed)


def placed(source: Source, seen: Seen, data: bytes, lines: LineIndex) -> Iterator[Finding]:
    places = [(hit.candidate.start, hit.candidate.end) for hit in seen.hits]
    points = code_points(
        data, {end for place in (*places, *(one.place or () for one in seen.inner)) for end in place}
    )
    for hit, (start, end) in zip(seen.hits, places, strict=True):
        yield as_finding(hit, source, lines.span(points[start], points[end]))
    for one in seen.inner:
        span = lines.span(*(points[end] for end in one.place)) if one.place else None
        yield _unfolded(one, as_finding(one.hit, source, span))


def _unfolded(inner: Inner, finding: Finding) -> Finding:
    """Where in it: the path stays that of the file, which is what there is to change."""
    ways = ", ".join(inner.ways)
    place = f"{ways}, {inner.member}" if inner.member else ways
    return replace(
        finding,
        message=f"{finding.message}, inside {inner.member or ways}",
        evidence=(*finding.evidence, Evidence("unfolded", place)),
    )
