"""From what was looked at to findings that are complete: accepted ones apart, and nothing secret in any."""

from collections.abc import Iterable, Iterator
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from ztlint.core import Failure, Finding, Location, Waived
from ztlint.documents import LineIndex
from ztlint.documents.line_hash import line_hashes
from ztlint.engine.allowed import sift
from ztlint.engine.finish import completed, in_order, merged
from ztlint.engine.history import text_in_history
from ztlint.engine.hush import Hush, hushed, hushed_finding, make_hush
from ztlint.engine.hygiene import hygiene_findings
from ztlint.engine.inspection import Inspection
from ztlint.engine.known import with_identities
from ztlint.engine.plan import Plan
from ztlint.engine.policy import contested
from ztlint.engine.waived import refusals, waive
from ztlint.scanners.secrets import HistoryScan


class Settled(Struct, frozen=True):
    """``failures`` are those that came up here. ``overruled`` is what a policy did not let hold."""

    kept: list[Finding]
    waived: list[Waived]
    failures: tuple[Failure, ...]
    overruled: tuple[str, ...]
    hush: Hush
    rejected: tuple[Finding, ...] = ()


def settle(plan: Plan, inspection: Inspection, past: HistoryScan) -> Settled:
    """Kept and waived findings are told apart by fingerprints that count both: that one of several alike is
    waived does not change what the others are called.
    """
    found = [one for one in (*inspection.findings, *past.findings) if not one.rejected]
    sifted = sift(found, inspection)
    listed, refused = contested(sifted.waived, plan.bans, plan.today)
    outcome = waive((*sifted.kept, *(one.finding for one in refused)), inspection)
    problems = hygiene_findings((*outcome.problems, *sifted.problems), plan.rules, plan.rulebook)
    waived = {id(one.finding): one for one in (*outcome.waived, *listed)}
    everything = in_order([*merged([*outcome.kept, *problems]), *(one.finding for one in waived.values())])
    hush = make_hush(plan.matcher, inspection.kept, inspection.texts)
    text = partial(text_of, plan, inspection, past)
    done = with_identities(
        completed(everything, text, hush, partial(_hashes, plan, inspection, past)), plan, text, hush.hidden
    )
    pairs = [(waived.get(id(before)), after) for before, after in zip(everything, done, strict=True)]
    told = [*inspection.overruled, *refusals(outcome.refused, len(refused))]
    return Settled(
        kept=[after for accepted, after in pairs if accepted is None],
        waived=[
            replace(
                one,
                finding=after,
                reason=hushed(one.reason, hush),
                owner=one.owner and hushed(one.owner, hush),
            )
            for one, after in pairs
            if one is not None
        ],
        failures=sifted.failures,
        overruled=tuple(hushed(text, hush) for text in dict.fromkeys(told)),
        hush=hush,
        rejected=tuple(_rejected((*inspection.findings, *past.findings), hush)),
    )


def _rejected(findings: Iterable[Finding], hush: Hush) -> Iterator[Finding]:
    """Each once, and without the lines that they stand on."""
    places = {
        (one.rule.id, one.location.path, one.location.commit, one.location.span): one
        for one in findings
        if one.rejected
    }
    for one in in_order(places.values()):
        yield hushed_finding(replace(one, cause=one.rule.id), hush)


def text_of(plan: Plan, inspection: Inspection, past: HistoryScan, location: Location) -> LineIndex | None:
    if location.commit is None:
        return inspection.texts.get(location.path)
    return text_in_history(plan, past, location.commit, location.path)


def _hashes(
    plan: Plan, inspection: Inspection, past: HistoryScan, location: Location, lines: Iterable[int]
) -> dict[int, str]:
    """None where nobody asked for them, or where GitHub would read other text than we do."""
    text = text_of(plan, inspection, past, location)
    mark = inspection.marks.get(location.path, "")
    if text is None or mark is None or not plan.settings.line_hashes:
        return {}
    return line_hashes(mark + text.text, lines)
