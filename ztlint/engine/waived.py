"""Which waivers hold in a run, and which of them it can judge."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from ztlint.config import WaiverEntry, entry_places
from ztlint.core import Finding, Kind, Location, Rule
from ztlint.engine.inspection import Inspection
from ztlint.engine.settings import Mode, Settings
from ztlint.waivers import Declaration, Matching, Outcome, Problem, Waiver, apply, fault, matches_path


def waive(findings: Iterable[Finding], inspection: Inspection) -> Outcome:
    plan = inspection.plan
    rules = {**plan.rulebook.by_name, **plan.rulebook.by_id}
    outcome = apply(
        findings,
        (*inspection.waivers.values(), *_configured(plan.settings, inspection)),
        rules=rules,
        judges=lambda waiver, problem: _judges(inspection, waiver, rules.get(waiver.rule), problem),
        today=plan.today,
        objection=lambda waiver, rule: plan.bans.objection(rule, waiver.owner, waiver.expires, plan.today),
    )
    return replace(outcome, problems=(*outcome.problems, *_of_declarations(inspection)))


def _configured(settings: Settings, inspection: Inspection) -> list[Waiver]:
    """Waivers of the configuration, in the place where that has them."""
    places = _places(settings, inspection, "waivers", len(settings.waivers))
    return [_of_entry(entry, place) for entry, place in zip(settings.waivers, places, strict=True)]


def _places(settings: Settings, inspection: Inspection, key: str, count: int) -> list[Location]:
    """Where the entries under a key of the configuration stand."""
    if not count or settings.configuration is None:
        return []
    path = _path_of(settings.configuration, settings.root)
    lines, spans = entry_places(settings.configuration, key, count)
    inspection.texts.setdefault(path, lines)
    return [Location(path, span=span) for span in spans]


def _of_declarations(inspection: Inspection) -> Iterator[tuple[Problem, Declaration]]:
    """What is wrong with declarations that operations are public. That one speaks of no operation can be told
    only where all definitions were looked at.
    """
    plan = inspection.plan
    if not plan.looks_for(Kind.OPENAPI):
        return
    whole = not inspection.failures
    judged = inspection.judged(Kind.OPENAPI) if whole else frozenset()
    for place, declaration in inspection.declarations.items():
        if found := fault(declaration, plan.today):
            yield found, declaration
        elif place not in inspection.declaring and place[0] in judged:
            yield Problem.UNUSED, declaration
    public = plan.settings.public
    places = _places(plan.settings, inspection, "public", len(public))
    for entry, location in zip(public, places, strict=False):
        subject = entry.operation or f"{(entry.method or '').upper()} {entry.path}".strip()
        declaration = Declaration(subject, location, entry.reason.strip(), entry.expires, entry.owner)
        used = entry in inspection.spoken_of
        problem = fault(declaration, plan.today) or (None if used else Problem.UNUSED)
        if problem and (used or (whole and inspection.whole)):
            yield problem, declaration


def refusals(refused: Iterable[tuple[Waiver, str]], others: int) -> Iterator[str]:
    """Sentences about waivers that a policy does not let hold, and about what other tools' files accept."""
    for waiver, told in refused:
        place = waiver.location
        line = f":{place.span.start_line}" if place.span else ""
        yield f"the waiver of '{waiver.rule}' in {place.path}{line} does not hold: {told}"
    if others:
        yield f"{others} findings that files of other tools accept are not accepted"


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
            return saw_all_history(inspection)
        if inspection.whole and kind is not Kind.CODE:
            return True  # files that are gone are judged as well
    return any(matches_path(waiver.scope, path) for path in inspection.judged(kind))


def saw_all_history(inspection: Inspection) -> bool:
    scope = inspection.plan.settings.scope
    narrowed = scope.since or scope.revisions or scope.pushed
    return inspection.whole and scope.mode is Mode.HISTORY and not narrowed
