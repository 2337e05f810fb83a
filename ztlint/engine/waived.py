"""Which waivers hold in a run, and which of them it can judge."""

from collections.abc import Iterable
from pathlib import Path

from ztlint.config import WaiverEntry, waiver_places
from ztlint.core import Finding, Kind, Location, Rule
from ztlint.engine.inspection import Inspection
from ztlint.engine.settings import Mode, Settings
from ztlint.waivers import Matching, Outcome, Problem, Waiver, apply, matches_path


def waive(findings: Iterable[Finding], inspection: Inspection) -> Outcome:
    plan = inspection.plan
    rules = {**plan.rulebook.by_name, **plan.rulebook.by_id}
    return apply(
        findings,
        (*inspection.waivers.values(), *_configured(plan.settings, inspection)),
        rules=rules,
        judges=lambda waiver, problem: _judges(inspection, waiver, rules.get(waiver.rule), problem),
        today=plan.today,
    )


def _configured(settings: Settings, inspection: Inspection) -> list[Waiver]:
    """Waivers of the configuration, in the place where that has them."""
    if not settings.waivers or settings.configuration is None:
        return []
    path = _path_of(settings.configuration, settings.root)
    lines, spans = waiver_places(settings.configuration, len(settings.waivers))
    inspection.texts.setdefault(path, lines)
    return [
        _of_entry(entry, Location(path, span=span))
        for entry, span in zip(settings.waivers, spans, strict=True)
    ]


def _of_entry(entry: WaiverEntry, place: Location) -> Waiver:
    scope = Matching(entry.path, entry.pointer)
    return Waiver(entry.rule, scope, place, entry.reason.strip(), entry.owner, entry.expires)


def _path_of(configuration: Path, root: Path) -> str:
    """Relative to the root; of a file from elsewhere only its name."""
    absolute = configuration.absolute()
    return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else absolute.name


def _judges(inspection: Inspection, waiver: Waiver, rule: Rule | None, problem: Problem) -> bool:
    """Whether the waiver's rule was evaluated on all that the waiver speaks of."""
    if waiver.rule in inspection.plan.rulebook.unloaded:
        return False
    if rule is not None and rule.id not in inspection.plan.wanted:
        return False
    kind = rule.kind if rule else Kind.OPENAPI
    if isinstance(waiver.scope, Matching):
        if kind is Kind.SECRETS and problem is Problem.UNUSED:
            return _saw_all_history(inspection)
        if inspection.whole:
            return True  # files that are gone are judged as well
    return any(matches_path(waiver.scope, path) for path in inspection.judged(kind))


def _saw_all_history(inspection: Inspection) -> bool:
    scope = inspection.plan.settings.scope
    narrowed = scope.since or scope.revisions
    return inspection.whole and scope.mode is Mode.HISTORY and not narrowed
