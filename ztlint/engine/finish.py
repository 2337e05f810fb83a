"""From what was found to what is reported: merged, shown, identified, sorted."""

from collections.abc import Callable, Iterable, Mapping

from msgspec.structs import replace

from ztlint.core import Finding, Kind, Location
from ztlint.documents import LineIndex
from ztlint.engine.excerpt import excerpt
from ztlint.engine.fingerprint import fingerprinted
from ztlint.engine.hush import Hush, hushed_finding, hushed_text, without_words
from ztlint.scanners import secrets

Text = Callable[[Location], LineIndex | None]
"""The text that a location stands in, today's or a commit's."""

Hashes = Callable[[Location, Iterable[int]], Mapping[int, str]]
"""GitHub's hashes of some lines of the file that a location is in."""


def merged(findings: Iterable[Finding]) -> list[Finding]:
    """One finding for one secret, and for one place that several definitions reach."""
    findings = list(findings)
    found = [finding for finding in findings if finding.rule.kind is Kind.SECRETS]
    places: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        if finding.rule.kind is not Kind.SECRETS:
            place = finding.location
            key = (finding.rule.id, place.path, place.part, place.pointer, place.span, finding.cause)
            places[key] = _joined(places[key], finding) if key in places else finding
    return [*places.values(), *secrets.merge(found)]


def _joined(one: Finding, other: Finding) -> Finding:
    operations = tuple(dict.fromkeys((*one.operations, *other.operations)))
    fix = one.fix if one.fix == other.fix else None  # what is certain in one definition may break the other
    return replace(one, operations=operations, count=max(one.count, other.count), fix=fix)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By place, then rule: what a reader of one file expects."""
    return sorted(findings, key=order)


def order(finding: Finding) -> tuple[object, ...]:
    place = finding.location
    span = (place.span.start, place.span.end) if place.span else (0, 0)
    return (place.path, *span, finding.rule.id, place.commit or "", place.pointer or "", finding.cause)


def completed(findings: Iterable[Finding], text: Text, hush: Hush, hashes: Hashes) -> list[Finding]:
    """Findings in order, with excerpts, hashes and fingerprints, and no secret in any of their words."""
    ordered = in_order(findings)
    shown = _Shown(text, hush)
    wanted: dict[tuple[str, str | None], set[int]] = {}
    for finding in ordered:
        if finding.location.span:
            wanted.setdefault(_file(finding.location), set()).add(finding.location.span.start_line)
    known = {file: hashes(Location(file[0], commit=file[1]), lines) for file, lines in wanted.items()}
    placed = (_placed(finding, shown, known.get(_file(finding.location), {})) for finding in ordered)
    return list(fingerprinted(hushed_finding(finding, hush) for finding in placed))


def _file(location: Location) -> tuple[str, str | None]:
    return location.path, location.commit


class _Shown:
    """Texts with their secrets masked, each made once."""

    def __init__(self, text: Text, hush: Hush) -> None:
        self._text = text
        self._hush = hush
        self._known: dict[tuple[str, str | None], tuple[LineIndex, LineIndex] | None] = {}

    def with_excerpt(self, location: Location) -> Location:
        if location.span is None:
            return location
        texts = self._texts(location)
        if texts is None:
            return location
        lines, masked = texts
        shown = excerpt(masked, location.span)
        quiet = tuple(without_words(text, self._hush) for text in shown.lines)
        end = min(location.span.end, lines.line_end(location.span.start))
        columns = lines.columns(location.span.start, max(location.span.start, end))
        return replace(location, excerpt=replace(shown, lines=quiet), columns=columns)

    def _texts(self, location: Location) -> tuple[LineIndex, LineIndex] | None:
        """As it is written, for counting, and masked, for showing; one text where both count alike."""
        file = _file(location)
        if file not in self._known:
            lines = self._text(location)
            masked = lines and LineIndex(hushed_text(lines.text, self._hush, location))
            plain = masked if lines is None or lines.text.isascii() else lines
            self._known[file] = (plain, masked) if plain and masked else None
        return self._known[file]


def _placed(finding: Finding, shown: _Shown, hashes: Mapping[int, str]) -> Finding:
    location = shown.with_excerpt(finding.location)
    if location.span:
        location = replace(location, line_hash=hashes.get(location.span.start_line))
    related = tuple(replace(other, location=shown.with_excerpt(other.location)) for other in finding.related)
    return replace(finding, location=location, related=related)
