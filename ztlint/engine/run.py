"""One run from settings to Report: gather, look, waive, complete."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from ztlint.core import VERSIONS, Coverage, Failure, Inapplicable, Kind, Location, Report, Waived
from ztlint.documents import Files, LineIndex
from ztlint.documents.line_hash import line_hashes
from ztlint.engine.allowed import sift
from ztlint.engine.barrier import barrier
from ztlint.engine.finish import completed, merged, order
from ztlint.engine.gaps import failures_of, skipped_of
from ztlint.engine.gather import Gathered, gather
from ztlint.engine.history import look_back, text_in_history
from ztlint.engine.hush import Hush, hushed, hushed_failure, hushed_skipped, make_hush
from ztlint.engine.hygiene import hygiene_findings
from ztlint.engine.inspection import Inspection
from ztlint.engine.overlays import overlays_of
from ztlint.engine.owners import owners
from ztlint.engine.plan import Plan, make_plan
from ztlint.engine.progress import SILENT, Progress
from ztlint.engine.settings import SCANNED, Settings
from ztlint.engine.status import status
from ztlint.engine.waived import waive
from ztlint.rulebook import Rulebook
from ztlint.scanners.secrets import HistoryScan
from ztlint.sources import describe


def run(settings: Settings, rulebook: Rulebook, progress: Progress = SILENT) -> Report:
    """Raises ZtlintError for wrong usage; all other trouble is in the Report."""
    plan = make_plan(settings, rulebook)
    gathered = gather(settings, progress)
    past = look_back(plan, progress)
    inspection = inspect(plan, gathered, progress)
    return conclude(plan, gathered, inspection, past)


def inspect(plan: Plan, gathered: Gathered, progress: Progress = SILENT) -> Inspection:
    overlays = overlays_of(plan.settings, gathered.read, gathered.named)
    inspection = Inspection(plan, Files(gathered.read), gathered.named, gathered.whole, overlays=overlays)
    for done, source in enumerate(gathered.sources, 1):
        with barrier(source.path, "the inspection", inspection.failures):
            inspection.look_at(source)
        progress.step("files", done, gathered.total)
    for link in gathered.links:
        with barrier(link, "the inspection", inspection.failures):
            inspection.look_at_link(link)
    for source in owners(gathered, inspection):
        inspection.look_at_definition(source)
    if plan.looks_for(Kind.DRIFT):
        inspection.compare_code()
    if plan.looks_for(Kind.OPENAPI):
        inspection.failures += overlays.failures(whole=gathered.whole)
    return inspection


def conclude(plan: Plan, gathered: Gathered, inspection: Inspection, past: HistoryScan) -> Report:
    settings = plan.settings
    sifted = sift((*inspection.findings, *past.findings), inspection)
    outcome = waive(sifted.kept, inspection)
    problems = hygiene_findings((*outcome.problems, *sifted.problems), plan.rules, plan.rulebook)
    hush = make_hush(plan.matcher, inspection.kept, inspection.texts)
    text = partial(_text, plan, inspection, past)
    hashes = partial(_hashes, plan, inspection, past)
    finish = partial(completed, text=text, hush=hush, hashes=hashes)
    accepted = sorted((*outcome.waived, *sifted.waived), key=lambda waived: order(waived.finding))
    accepted_findings = finish([waived.finding for waived in accepted])
    gaps = (*inspection.gaps, *past.gaps)
    failures = (
        *gathered.failures,
        *inspection.failures,
        *past.failures,
        *sifted.failures,
        *failures_of(gaps),
    )
    report = Report(
        findings=tuple(finish(merged([*outcome.kept, *problems]))),
        failures=_failures(failures, plan, hush),
        coverage=_coverage(plan, gathered, inspection, past, hush),
        rules=plan.rules,
        waived=tuple(map(Waived, accepted_findings, (hushed(waived.reason, hush) for waived in accepted))),
        repository=describe(settings.root) if settings.provenance else None,
    )
    return replace(
        report,
        status=status(
            report,
            settings.fail_on,
            allow_incomplete=settings.allow_incomplete,
            may_be_nothing=settings.scope.pushed
            is not None,  # deletions, and what the other side has already
        ),
    )


def _text(plan: Plan, inspection: Inspection, past: HistoryScan, location: Location) -> LineIndex | None:
    if location.commit is None:
        return inspection.texts.get(location.path)
    return text_in_history(plan, past, location.commit, location.path)


def _hashes(
    plan: Plan, inspection: Inspection, past: HistoryScan, location: Location, lines: Iterable[int]
) -> dict[int, str]:
    """None where nobody asked for them, or where GitHub would read other text than we do."""
    text = _text(plan, inspection, past, location)
    mark = inspection.marks.get(location.path, "")
    if text is None or mark is None or not plan.settings.line_hashes:
        return {}
    return line_hashes(mark + text.text, lines)


def _failures(failures: Iterable[Failure], plan: Plan, hush: Hush) -> tuple[Failure, ...]:
    """Each once, sorted. A kind that was asked for and has no scanner was not looked at either, nor was what
    a rule would have seen that did not load.
    """
    missing = [
        Failure(".", f"this version has no scanner for {kind}", f"Leave it out with --skip {kind}.")
        for kind in plan.settings.kinds - SCANNED
    ]
    told = {hushed_failure(failure, hush) for failure in (*failures, *missing, *plan.rulebook.broken)}
    return tuple(sorted(told, key=lambda f: (f.path, f.line or 0, f.column or 0, f.reason)))


def _coverage(
    plan: Plan, gathered: Gathered, inspection: Inspection, past: HistoryScan, hush: Hush
) -> Coverage:
    return Coverage(
        files=inspection.files + len(inspection.overlays.applied.keys() - inspection.seen),
        definitions=len(inspection.roots),
        operations=inspection.operations,
        routes=inspection.routes,
        commits=past.commits,
        blobs=past.blobs,
        size=inspection.size + past.size,
        rules=len(plan.rules),
        skipped=tuple(
            hushed_skipped(skipped, hush)
            for skipped in (
                *gathered.skipped,
                *inspection.overlays.skipped(),
                *inspection.skipped,
                *past.skipped,
                *skipped_of((*inspection.gaps, *past.gaps)),
            )
        ),
        inapplicable=tuple(_inapplicable(plan, inspection)),
    )


def _inapplicable(plan: Plan, inspection: Inspection) -> Iterator[Inapplicable]:
    for rule in plan.rules:
        if rule.kind is Kind.OPENAPI:
            for version in VERSIONS:
                if inspection.versions[version] and version not in rule.versions:
                    yield Inapplicable(rule.id, version, inspection.versions[version])
