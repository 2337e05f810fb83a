"""Findings that a baseline knows, and entries of it that match nothing any more."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from ztlint.baseline import HISTORY, Baseline, Entry, of_secret
from ztlint.core import Finding, Kind, Location, Stale
from ztlint.documents import LineIndex
from ztlint.engine.hush import Range, points_at_secret
from ztlint.engine.inspection import Inspection
from ztlint.engine.plan import Plan
from ztlint.engine.settings import Mode
from ztlint.engine.waived import saw_all_history

Text = Callable[[Location], LineIndex | None]
Hidden = Mapping[str, Collection[Range]]


def with_identities(findings: Sequence[Finding], plan: Plan, text: Text, hidden: Hidden) -> list[Finding]:
    """Each with what the baseline in force knows it by; of several keys, the first whose digest it has.

    ``hidden`` are the ranges of credentials in today's files.
    """
    baseline = plan.settings.baseline
    if baseline is None:
        return list(findings)
    return [replace(finding, identity=_identity(finding, baseline, text, hidden)) for finding in findings]


def _identity(finding: Finding, baseline: Baseline, text: Text, hidden: Hidden) -> str:
    secret = _secret(finding, text, hidden)
    if secret is None:
        return finding.fingerprint
    found = [of_secret(key, finding.rule.id, secret) for key in baseline.keys]
    return next((one for one in found if one in baseline.entries), found[0])


def _secret(finding: Finding, text: Text, hidden: Hidden) -> bytes | None:
    """What tells one secret from another at the same place; None where the finding is not about one."""
    if finding.rule.kind is Kind.SECRETS:
        exact: bytes | None = getattr(finding.cause, "exact", None)
        return exact
    if not points_at_secret(finding.rule):
        return None
    place, lines = finding.location, text(finding.location)
    start, end = _written(place, hidden.get(place.path, ()))
    value = " ".join(lines.text[start:end].split()).strip("'\"") if lines else ""
    return f"{finding.fingerprint}\0{value}".encode("utf-8", "surrogateescape")


def _written(place: Location, hidden: Collection[Range]) -> Range:
    """Where the credential itself stands: after the key, where the finding stands on one."""
    if place.span is None:
        return 0, 0
    if not place.on_key:
        return place.span.start, place.span.end
    return min((one for one in hidden if one[0] >= place.span.end), default=(0, 0))


def split(findings: Iterable[Finding], plan: Plan) -> tuple[list[Finding], list[Finding], int]:
    """New findings, known ones, and how many of the new ones a policy did not let the baseline accept."""
    baseline = plan.settings.baseline
    new: list[Finding] = []
    known: list[Finding] = []
    refused = 0
    for finding in findings:
        listed = baseline is not None and finding.identity in baseline.entries
        forbidden = listed and plan.bans.forbid("baseline", finding.rule)
        refused += forbidden
        (known if listed and not forbidden else new).append(finding)
    return new, known, refused


def stale(
    plan: Plan, findings: Iterable[Finding], inspection: Inspection, *, failed: bool
) -> Iterator[Stale]:
    """Entries that this run can judge and that match none of its ``findings``: it has looked at everything,
    nothing failed, and their rules were evaluated.
    """
    baseline = plan.settings.baseline
    mode = plan.settings.scope.mode
    if baseline is None or failed or not inspection.whole or mode not in (Mode.TREE, Mode.HISTORY):
        return
    used = {finding.identity for finding in findings}
    unjudged = {_rule(rule.id) for rule in plan.rulebook.rules if rule.id not in plan.wanted}
    for entry in baseline.entries.values():
        judged = (
            entry.rule not in unjudged
            and entry.place not in inspection.unread
            and (not entry.of_history or saw_all_history(inspection))
        )
        if judged and entry.identity not in used:
            yield Stale(entry.identity, entry.rule, entry.place)


def entry_of(finding: Finding) -> Entry:
    """For a file of which people read the differences."""
    place = finding.location
    path = _printable(place.path) + (HISTORY if place.commit else "")
    return Entry(finding.identity, _rule(finding.rule.id), path)


def _printable(text: str) -> str:
    """Names of files may hold line ends."""
    return "".join(one if one.isprintable() else f"\\x{ord(one):02x}" for one in text)


def _rule(id_: str) -> str:
    """Rules of others may have spaces in their names, which part the columns."""
    return _printable(id_).replace(" ", "-")
