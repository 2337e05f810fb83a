"""One run from settings to Report: gather, look, waive, complete."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from ztlint.core import VERSIONS, Coverage, Failure, Inapplicable, Kind, Report
from ztlint.engine.gaps import failures_of, passed_over, skipped_of
from ztlint.engine.gather import Gathered, gather
from ztlint.engine.history import look_back
from ztlint.engine.hush import Hush, hushed_failure, hushed_skipped
from ztlint.engine.inspect import inspect
from ztlint.engine.inspection import Inspection
from ztlint.engine.known import split, stale
from ztlint.engine.plan import Plan, make_plan
from ztlint.engine.policy import told_of_baseline
from ztlint.engine.progress import SILENT, Progress
from ztlint.engine.settings import SCANNED, Settings
from ztlint.engine.settle import settle
from ztlint.engine.since_base import since_base
from ztlint.engine.status import status
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


def conclude(plan: Plan, gathered: Gathered, inspection: Inspection, past: HistoryScan) -> Report:
    settings = plan.settings
    settled = settle(plan, inspection, past)
    hush = settled.hush
    gaps = (*inspection.gaps, *past.gaps)
    new, known, refused = split(settled.kept, plan)
    change = since_base(plan, new, gathered, inspection)
    failures = (
        *gathered.failures,
        *inspection.failures,
        *past.failures,
        *settled.failures,
        *change.failures,
        *failures_of(gaps),
    )
    report = Report(
        findings=tuple(change.touched),
        failures=_failures(failures, plan, hush),
        coverage=_coverage(plan, gathered, inspection, past, hush),
        rules=plan.rules,
        waived=tuple(settled.waived),
        baselined=tuple(known),
        untouched=tuple(change.untouched),
        baseline=settings.baseline.name if settings.baseline else None,
        stale=tuple(stale(plan, known, inspection, failed=bool(failures))),
        base=plan.base.name if plan.base else None,
        overruled=(*plan.overruled, *settled.overruled, *told_of_baseline(refused)),
        rejected=settled.rejected,
        repository=describe(settings.root) if settings.provenance else None,
    )
    return replace(
        report,
        status=status(
            report,
            settings.fail_on,
            allow_incomplete=settings.allow_incomplete,
            # A push may be of deletions only, and of what the other side has already.
            may_be_nothing=settings.scope.may_be_nothing or settings.scope.pushed is not None,
        ),
    )


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
        engines=tuple(inspection.engines),
        skipped=tuple(
            hushed_skipped(skipped, hush)
            for skipped in (
                *gathered.skipped,
                *inspection.overlays.skipped(),
                *inspection.skipped,
                *past.skipped,
                *skipped_of((*inspection.gaps, *past.gaps)),
                *passed_over((*inspection.passed_over, *past.passed_over)),
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
