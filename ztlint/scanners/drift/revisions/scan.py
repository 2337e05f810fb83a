"""Rules about revisions over one definition, or over one lock file."""

from collections.abc import Iterator

from ztlint.core import Failure, Finding, Location, Rule
from ztlint.documents import LineIndex
from ztlint.routes.lock import Locked
from ztlint.scanners.drift.hit import Hit
from ztlint.scanners.drift.revisions.change import CHECKS, LOCK_CHECKS, Change
from ztlint.scanners.drift.revisions.locks import loosened
from ztlint.scanners.drift.scan import finding_of


def scan_change(change: Change, rules: tuple[Rule, ...]) -> Iterator[Finding | Failure]:
    """Findings rule by rule, at places of the newer revision. A rule that raises becomes one Failure."""
    for rule in rules:
        options = rule.body["then"]
        run = CHECKS.get(options["check"])
        if run is None:
            continue
        try:
            hits = list(run(change, options))
        except Exception as error:  # noqa: BLE001 - the barrier: one rule's fault must not cost the run
            reason = f"rule {rule.id} failed with {type(error).__name__}"
            advice = f"Please report it; --ignore {rule.id} leaves the rule out."
            yield Failure(change.head.document.path, reason, advice)
        else:
            yield from (finding_of(rule, hit) for hit in hits)


def scan_locks(
    before: list[Locked], after: list[Locked], place: tuple[str, LineIndex], rules: tuple[Rule, ...]
) -> Iterator[Finding]:
    """``place`` is the newer file: its path and its lines."""
    path, lines = place
    for rule in rules:
        if rule.body["then"]["check"] not in LOCK_CHECKS:
            continue
        for one in loosened(before, after):
            start = lines.starts[min(one.after.line, len(lines.starts)) - 1]
            span = lines.span(start, start + len(lines.line(one.after.line)))
            values = {"route": one.after.label, "change": one.told}
            hit = Hit(Location(path, span=span), one.after.label, values, operations=(one.after.label,))
            yield finding_of(rule, hit)
