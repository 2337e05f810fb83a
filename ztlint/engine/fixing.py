"""``--fix``: fixes that are certain, tried on copies in memory, proven, and only then written."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from ztlint.core import Change, Edit, Failure, Finding, Fix, Location, Report
from ztlint.documents.store import Read
from ztlint.engine.finish import in_order, merged
from ztlint.engine.gather import Gathered, gather
from ztlint.engine.history import NO_HISTORY
from ztlint.engine.hush import Hush, hushed, hushed_text, make_hush, without_words
from ztlint.engine.inspect import inspect
from ztlint.engine.inspection import Inspection
from ztlint.engine.plan import Plan, make_plan
from ztlint.engine.progress import SILENT, Progress
from ztlint.engine.run import conclude
from ztlint.engine.settings import Mode, Settings
from ztlint.engine.text import text_of_bytes
from ztlint.engine.waived import waive
from ztlint.errors import UsageError
from ztlint.fixes import Unproven, fixed, together
from ztlint.rulebook import Rulebook
from ztlint.sources import Large, Source, rewrite

MAX_ROUNDS = 3
"""Trials. A file whose fixes can't be proven is left out of the next; after the last none is written."""

_INTEGRITY = "integrity"
"""The topic of rules about the document itself, of which a fix must not cause any finding."""


class Fixed(Struct, frozen=True):
    """``report`` says what is left; in a dry run what is there. ``changes`` are for showing, in a dry run."""

    report: Report
    fixes: int
    files: int
    changes: tuple[Change, ...] = ()


class _Draft(Struct, frozen=True):
    """A file before and after its fixes."""

    before: bytes
    after: bytes


class _Trial(Struct, frozen=True):
    """What an inspection of the drafts in place of their files came to."""

    fixing: tuple[Finding, ...]
    drafts: Mapping[str, _Draft]
    gathered: Gathered
    inspection: Inspection


def fix(settings: Settings, rulebook: Rulebook, progress: Progress = SILENT, *, dry_run: bool) -> Fixed:
    """Raises UsageError where what is looked at is not the working tree, and for other wrong usage."""
    if settings.scope.mode is not Mode.TREE:
        raise UsageError("--fix changes files of the working tree", "Leave out what looks at git's objects.")
    plan = make_plan(settings, rulebook)
    gathered = gather(settings, progress)
    inspection = inspect(plan, gathered, progress)
    trial = _proven_trial(plan, _Trial((), {}, gathered, inspection), progress)
    if dry_run:
        inspection.failures += trial.inspection.failures if trial.drafts else []
        report = conclude(plan, gathered, inspection, NO_HISTORY)
        return Fixed(report, len(trial.fixing), len(trial.drafts), tuple(_changes(plan, inspection, trial)))
    written = _written(plan, trial)
    trial = trial if written == set(trial.drafts) else _tried(plan, trial, written, progress)
    report = conclude(plan, trial.gathered, trial.inspection, NO_HISTORY)
    return Fixed(report, len(trial.fixing), len(trial.drafts))


def _proven_trial(plan: Plan, first: _Trial, progress: Progress) -> _Trial:
    """The trial whose drafts are all proven; the first one with none where no draft is."""
    kept = _kept(first.inspection)
    fixing = _together(
        finding for finding in kept if finding.fix and _may_change(finding.fix, first.inspection)
    )
    failures: list[Failure] = []
    trial = first
    for _ in range(MAX_ROUNDS):
        drafts, reasons = _drafts(first.gathered.read, fixing)
        if not reasons:
            if not drafts:
                break
            trial = _inspected(plan, fixing, drafts, progress)
            reasons = _disproof(kept, trial)
            if not reasons:
                break
        failures += [_left_alone(path, reason) for path, reason in reasons.items()]
        fixing = tuple(one for one in fixing if not _paths(one) & reasons.keys())
    else:
        failures += [_left_alone(path, "the other files could not be proven") for path in trial.drafts]
        fixing = ()
    if not fixing:
        trial = first
    trial.inspection.failures += failures
    return trial


def _kept(inspection: Inspection) -> list[Finding]:
    """Findings that nobody has accepted, in the order of the report."""
    return in_order(merged(waive(inspection.findings, inspection).kept))


def _together(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    fixable = [(finding.fix, finding) for finding in findings if finding.fix]
    chosen = {id(one) for one in together(one for one, _ in fixable)}
    return tuple(finding for one, finding in fixable if id(one) in chosen)


def _may_change(fix: Fix, inspection: Inspection) -> bool:
    """Files that were given or discovered. What a reference leads to besides is not ours to change."""
    return all(edit.path in inspection.seen for edit in fix.edits)


def _paths(finding: Finding) -> set[str]:
    return {edit.path for edit in finding.fix.edits} if finding.fix else set()


def _drafts(read: Read, fixing: Iterable[Finding]) -> tuple[dict[str, _Draft], dict[str, str]]:
    """By path what the files become, and why some become nothing."""
    edits: dict[str, list[Edit]] = {}
    for edit in (edit for finding in fixing if finding.fix for edit in finding.fix.edits):
        edits.setdefault(edit.path, []).append(edit)
    drafts, reasons = {}, {}
    for path, some in edits.items():
        before = read(path)
        after = Unproven(before.reason) if isinstance(before, Failure) else fixed(path, before, some)
        if isinstance(after, Unproven):
            reasons[path] = after.reason
        elif isinstance(before, bytes):
            drafts[path] = _Draft(before, after)
    return drafts, reasons


def _inspected(
    plan: Plan, fixing: tuple[Finding, ...], drafts: dict[str, _Draft], progress: Progress
) -> _Trial:
    """The same run once more, with the drafts in place of their files."""
    found = gather(plan.settings, progress)

    def read(path: str) -> bytes | Failure:
        return drafts[path].after if path in drafts else found.read(path)

    gathered = replace(found, sources=_with_drafts(found.sources, drafts), read=read)
    return _Trial(fixing, drafts, gathered, inspect(plan, gathered, progress))


def _with_drafts(
    sources: Iterable[Source | Large | Failure], drafts: Mapping[str, _Draft]
) -> Iterator[Source | Large | Failure]:
    for source in sources:
        draft = drafts.get(source.path)
        yield replace(source, data=draft.after) if draft and isinstance(source, Source) else source


def _disproof(before: list[Finding], trial: _Trial) -> dict[str, str]:
    """By path why its draft must not be written: a finding is still there, or the document is worse."""
    after = _kept(trial.inspection)
    left = {_key(finding) for finding in after}
    excess = Counter(map(_rule_and_path, after))
    excess.subtract(Counter(map(_rule_and_path, before)))
    excess.update(Counter(map(_rule_and_path, trial.fixing)))
    reasons: dict[str, str] = {}
    for finding in trial.fixing:
        if _key(finding) in left and excess[_rule_and_path(finding)] > 0:
            reasons |= dict.fromkeys(_paths(finding), f"{finding.rule.id} would still be there")
    for finding in after:
        if finding.rule.topic == _INTEGRITY and excess[_rule_and_path(finding)] > 0:
            path = finding.location.path
            guilty = {path} & trial.drafts.keys() or trial.drafts.keys()
            reasons |= dict.fromkeys(guilty, f"{finding.rule.id} would be new")
    return reasons


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.rule.id, finding.location.path, finding.cause


def _rule_and_path(finding: Finding) -> tuple[str, str]:
    return finding.rule.id, finding.location.path


def _left_alone(path: str, reason: str) -> Failure:
    advice = "Make the change by hand, and please report it if you see nothing special about the file."
    return Failure(path, f"was not fixed: {reason}", advice)


def _written(plan: Plan, trial: _Trial) -> set[str]:
    """The paths that were written."""
    written: set[str] = set()
    for path, draft in trial.drafts.items():
        failure = rewrite(plan.settings.root, path, draft.before, draft.after)
        if failure:
            trial.inspection.failures.append(failure)
        else:
            written.add(path)
    return written


def _tried(plan: Plan, trial: _Trial, written: set[str], progress: Progress) -> _Trial:
    """What the files are now, where some could not be written."""
    drafts = {path: draft for path, draft in trial.drafts.items() if path in written}
    fixing = tuple(finding for finding in trial.fixing if _paths(finding) <= written)
    failures = [failure for failure in trial.inspection.failures if failure.path in trial.drafts]
    now = _inspected(plan, fixing, drafts, progress)
    now.inspection.failures += failures
    return now


def _changes(plan: Plan, inspection: Inspection, trial: _Trial) -> Iterator[Change]:
    before, after = (make_hush(plan.matcher, one.kept, one.texts) for one in (inspection, trial.inspection))
    for path, draft in sorted(trial.drafts.items()):
        yield Change(
            hushed(path, before), _shown(draft.before, before, path), _shown(draft.after, after, path)
        )


def _shown(data: bytes, hush: Hush, path: str) -> str:
    """Values that are secrets by what stands near them in one place are secrets in all places."""
    return without_words(hushed_text(text_of_bytes(data), hush, Location(path)), hush)
