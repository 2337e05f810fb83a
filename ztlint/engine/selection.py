"""Which rules a run evaluates."""

from collections.abc import Iterable

from msgspec.structs import replace

from ztlint.config import nearest
from ztlint.core import PACK, Kind, Rule
from ztlint.engine.policy import ALL, is_demanded, may_be_ignored
from ztlint.engine.settings import Settings
from ztlint.errors import RuleError, UsageError
from ztlint.rulebook import Rulebook

STRUCTURE = "invalid-structure"
"""The check that validates against the specification's own schema, and takes a second to load."""

WAIVERS = "waivers"
"""The body (``engine: waivers``) of rules about waivers, which hold whatever kinds are scanned."""


def choose(rulebook: Rulebook, settings: Settings) -> tuple[Rule, ...]:
    """Raises UsageError for a name that no rule has, and where no rule is left."""
    check_names(rulebook, (*settings.select, *settings.ignore))
    check_names(rulebook, (entry.rule for entry in settings.waivers), tags=False)
    if settings.policy:
        groups = (ALL, *map(str, Kind))
        banned = (name for ban in settings.policy.bans for name in ban.rules if name not in groups)
        check_names(rulebook, banned)
    chosen = tuple(
        _adapted(rule, settings)
        for rule in rulebook.rules
        if is_chosen(rule, settings) or is_unavoidable(rule, settings)
    )
    if not chosen and not rulebook.broken:  # what is broken is told in the report
        raise UsageError("no rule is left to evaluate", "Loosen --only, --skip, --select or --ignore.")
    return chosen


_OF_REVISIONS = ("revisions", "lock")
"""What rules about two revisions look at; the latter hold for one revision as well."""


def is_chosen(rule: Rule, settings: Settings) -> bool:
    given = rule.body.get("given") if rule.kind is Kind.DRIFT else None
    if rule.kind is Kind.DRIFT and (
        given not in _OF_REVISIONS if settings.revisions else given == "revisions"
    ):
        return False
    if rule.kind not in settings.kinds and not is_about_waivers(rule):
        return False
    if _is_named(rule, settings.ignore) or (not settings.structure and _validates(rule)):
        return False
    if {rule.id, rule.name} & set(settings.select):
        return True  # by its own name whatever the profile is; a tag chooses among the profile's rules
    if any(tag.startswith(PACK) and tag in settings.select for tag in rule.tags):
        return True
    return settings.profile in rule.profiles and (not settings.select or _is_named(rule, settings.select))


def is_unavoidable(rule: Rule, settings: Settings) -> bool:
    """Whether the policy has it evaluated."""
    if is_demanded(rule, settings):
        return True
    plain = replace(settings, ignore=(), select=())
    return not may_be_ignored(rule, settings) and is_chosen(rule, plain)


def _adapted(rule: Rule, settings: Settings) -> Rule:
    """With the profile's own options; those of a profile that the policy asks for come first."""
    asked = settings.policy.profile if settings.policy else None
    options = rule.profiles.get(asked if asked and asked in rule.profiles else settings.profile)
    if not options:
        return rule
    return replace(rule, body={**rule.body, "then": {**rule.body["then"], **options}})


def _validates(rule: Rule) -> bool:
    check: object = rule.body.get("then", {}).get("check")
    return check == STRUCTURE


def is_about_waivers(rule: Rule) -> bool:
    return rule.body.get("engine") == WAIVERS


def _is_named(rule: Rule, names: Iterable[str]) -> bool:
    return any(name in (rule.id, rule.name) or name in rule.tags for name in names)


def check_names(rulebook: Rulebook, names: Iterable[str], *, tags: bool = True) -> None:
    """Raises UsageError for the first that is no rule's id or name, nor a tag where those may stand. Rules
    that did not load are told apart, and may be named.
    """
    known = {*rulebook.by_id, *rulebook.by_name, *rulebook.unloaded}
    if tags:
        known |= {tag for rule in rulebook.rules for tag in rule.tags}
    for name in names:
        if name not in known:
            meant = nearest(name, sorted(known))
            advice = f"Did you mean '{meant}'?" if meant else "`ztlint rules list` shows all rules."
            raise UsageError(f"no rule{' or tag' if tags else ''} is called '{name}'", advice)


def rule_named(rulebook: Rulebook, name: str) -> Rule:
    """Raises UsageError for what is neither an id nor a name."""
    if name in rulebook.unloaded:
        broken = rulebook.unloaded[name]
        raise RuleError(f"{name} did not load: {broken.path}: {broken.reason}", broken.advice)
    check_names(rulebook, (name,), tags=False)
    return rulebook.by_id.get(name) or rulebook.by_name[name]
