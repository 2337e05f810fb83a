"""What a policy makes of the settings, and of what the repository accepts for itself."""

import datetime as dt
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from ztlint.config import Policy
from ztlint.core import Kind, Rule, Severity, Waived
from ztlint.engine.settings import Settings

FORBIDDEN = "the policy forbids it"

ALL = "*"
"""All rules, in a policy, where the name of a kind stands for all of that kind."""

_SHOWN = 5  # rules that are named in one sentence


class Bans(Struct, frozen=True):
    """Ids of the rules for which each act is forbidden, and what else the policy asks of waivers."""

    policy: Policy | None = None
    rules: Mapping[str, frozenset[str]] | None = None

    def forbid(self, act: str, rule: Rule) -> bool:
        return bool(self.rules) and rule.id in (self.rules or {}).get(act, ())

    def of(self, act: str) -> frozenset[str]:
        return (self.rules or {}).get(act, frozenset())

    def objection(self, rule: Rule | None, owner: str | None, expires: str | None, today: dt.date) -> str:
        """Why a waiver must not hold, or (without a rule) a declaration; empty where it may."""
        if rule is not None and self.forbid("waive", rule):
            return FORBIDDEN
        return self.policy.objection(owner, expires, today) if self.policy else ""


NO_BANS = Bans()


def bans_of(policy: Policy | None, rules: Iterable[Rule]) -> Bans:
    if policy is None or not policy.bans:
        return Bans(policy)
    found: dict[str, set[str]] = {}
    rules = tuple(rules)
    for ban in policy.bans:
        ids = {rule.id for rule in rules if _names(ban.rules, rule)}
        for act in ban.acts:
            found.setdefault(act, set()).update(ids)
    return Bans(policy, {act: frozenset(ids) for act, ids in found.items()})


def _names(names: Iterable[str], rule: Rule) -> bool:
    own = (ALL, rule.id, rule.name, rule.kind.value, *rule.tags)
    return any(name in own for name in names)


def is_demanded(rule: Rule, settings: Settings) -> bool:
    """Whether the policy has a rule evaluated, whatever the configuration says: by the profile that it asks
    for, or by its own name among those that must not be ignored.
    """
    policy = settings.policy
    if policy is None or rule.kind not in settings.kinds:
        return False
    if policy.profile and policy.profile in rule.profiles:
        return True
    named = (name for ban in policy.bans if "ignore" in ban.acts for name in ban.rules)
    return any(name in (rule.id, rule.name) for name in named)


def may_be_ignored(rule: Rule, settings: Settings) -> bool:
    policy = settings.policy
    bans = (ban for ban in policy.bans if "ignore" in ban.acts) if policy else ()
    return not any(_names(ban.rules, rule) for ban in bans)


def enforced(settings: Settings) -> Settings:
    """The settings as the policy has them, with what it changed."""
    policy = settings.policy
    if policy is None:
        return settings
    told: list[str] = []
    settings = replace(settings, named=settings.named | frozenset(map(Kind, policy.kinds)))
    kinds = frozenset(map(Kind, policy.kinds)) - settings.kinds
    if kinds:
        told.append(f"{', '.join(sorted(kinds))} is scanned for as well")
        settings = replace(settings, kinds=settings.kinds | kinds)
    limit = Severity[policy.fail_on.upper()] if policy.fail_on else settings.fail_on
    if limit < settings.fail_on:
        told.append(f"findings of severity {limit.label} fail the run, not only {settings.fail_on.label}")
        settings = replace(settings, fail_on=limit)
    if policy.complete and settings.allow_incomplete:
        told.append("what could not be looked at fails the run")
        settings = replace(settings, allow_incomplete=False)
    if policy.everything and settings.exclude:
        told.append(f"what {len(settings.exclude)} globs exclude is looked at")
        settings = replace(settings, exclude=())
    return replace(settings, overruled=tuple(told))


def told_of_rules(rules: Iterable[Rule]) -> tuple[str, ...]:
    """Of rules that are evaluated although the configuration leaves them out."""
    ids = sorted(rule.id for rule in rules)
    if not ids:
        return ()
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    are = "is evaluated, which was" if len(ids) == 1 else "are evaluated, which were"
    return (f"{', '.join(ids[:_SHOWN])}{more} {are} left out",)


def contested(waived: Iterable[Waived], bans: Bans, today: dt.date) -> tuple[list[Waived], list[Waived]]:
    """What others' files accept, and what of that must not hold."""
    holding: list[Waived] = []
    refused: list[Waived] = []
    for one in waived:
        objection = bans.objection(one.finding.rule, one.owner, one.expires, today)
        (refused if objection else holding).append(one)
    return holding, refused


def told_of_baseline(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    what = "1 finding counts" if count == 1 else f"{count} findings count"
    return (f"{what} although the baseline lists what was found",)
