"""Which waivers hold in a run, and which of them it can judge."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from ztlint.config import WaiverEntry, waiver_places
from ztlint.core import Finding, Kind, Location, Rule
from ztlint.engine.inspection import Inspection
from ztlint.engine.plan import Plan
from ztlint.engine.settings import Mode, Settings
from ztlint.waivers import Matching, Outcome, Waiver, apply, matches_path


def waive(findings: Iterable[Finding], inspection: Inspection, plan: Plan, *, whole: bool) -> Outcome:
    settings = plan.settings
    configured = _configured(settings, inspection)
    rules = {**plan.rulebook.by_name, **plan.rulebook.by_id}
    return apply(
        findings,
        (*inspection.waivers.values(), *configured),
        rules=rules,
        looked=lambda waiver: _is_judged(waiver, rules, inspection, plan, whole=whole),
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


def _is_judged(
    waiver: Waiver, rules: Mapping[str, Rule], inspection: Inspection, plan: Plan, *, whole: bool
) -> bool:
    """Whether the waiver's rule was evaluated on all that the waiver speaks of."""
    rule = rules.get(waiver.rule)
    if rule is not None and rule.id not in plan.wanted:
        return False
    kind = rule.kind if rule else Kind.OPENAPI
    looked_at = inspection.judged(kind, whole=whole)
    if any(matches_path(waiver.scope, path) for path in looked_at):
        return True
    # A glob may speak of files that are gone. For secrets, only the whole history can tell.
    everything = whole and (kind is not Kind.SECRETS or plan.settings.scope.mode is Mode.HISTORY)
    return everything and isinstance(waiver.scope, Matching) and not plan.settings.scope.since
