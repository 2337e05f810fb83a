"""From what was found to what is reported: merged, shown, identified, sorted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from ztlint.core import Finding, Kind, Location
from ztlint.documents import LineIndex
from ztlint.documents.line_hash import line_hashes
from ztlint.engine.excerpt import excerpt
from ztlint.engine.fingerprint import fingerprinted
from ztlint.engine.hush import Hush, hushed_finding, hushed_text
from ztlint.scanners import secrets

Text = Callable[[Location], LineIndex | None]
"""The text that a location stands in, today's or a commit's."""


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
    return replace(one, operations=operations, count=max(one.count, other.count))


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By place, then rule: what a reader of one file expects."""
    return sorted(findings, key=order)


def order(finding: Finding) -> tuple[object, ...]:
    place = finding.location
    span = (place.span.start, place.span.end) if place.span else (0, 0)
    return (place.path, *span, finding.rule.id, place.commit or "", place.pointer or "", finding.cause)


def completed(findings: Iterable[Finding], text: Text, hush: Hush, *, line_hash: bool) -> list[Finding]:
    """Findings in order, with excerpts, hashes and fingerprints, and no secret in any of their words."""
    ordered = in_order(findings)
    by_text: dict[tuple[str, str | None], list[Finding]] = {}
    for finding in ordered:
        by_text.setdefault((finding.location.path, finding.location.commit), []).append(finding)
    placed: dict[int, Finding] = {}
    for group in by_text.values():
        lines = text(group[0].location)
        shown = _with_text(group, lines, hush, line_hash=line_hash) if lines else group
        placed.update((id(old), new) for old, new in zip(group, shown, strict=True))
    return list(fingerprinted(hushed_finding(placed[id(old)], hush) for old in ordered))


def _with_text(
    findings: Sequence[Finding], lines: LineIndex, hush: Hush, *, line_hash: bool
) -> list[Finding]:
    shown = LineIndex(hushed_text(lines.text, hush, findings[0].location))
    wanted = sorted({f.location.span.start_line for f in findings if f.location.span}) if line_hash else []
    hashes = line_hashes(lines.text, wanted) if wanted else {}
    return [_placed(finding, shown, hashes) for finding in findings]


def _placed(finding: Finding, shown: LineIndex, hashes: Mapping[int, str]) -> Finding:
    span = finding.location.span
    if span is None:
        return finding
    location = replace(finding.location, excerpt=excerpt(shown, span), line_hash=hashes.get(span.start_line))
    return replace(finding, location=location)
