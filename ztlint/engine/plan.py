"""Everything that is settled before the first byte is read."""

import datetime as dt
from dataclasses import dataclass

from ztlint.core import Kind, Rule
from ztlint.engine.hush import points_at_secret
from ztlint.engine.policy import NO_BANS, Bans, bans_of, told_of_rules
from ztlint.engine.selection import choose, is_chosen
from ztlint.engine.settings import Settings
from ztlint.rulebook import Rulebook
from ztlint.scanners import secrets
from ztlint.sources.base import Base, base_of


@dataclass(frozen=True, slots=True)
class Plan:
    """``wanted`` are the ids of ``rules``; ``for_definitions`` has besides those that know what to hide."""

    settings: Settings
    rulebook: Rulebook
    rules: tuple[Rule, ...]
    wanted: frozenset[str]
    for_definitions: tuple[Rule, ...]
    matcher: secrets.Matcher
    today: dt.date
    bans: Bans = NO_BANS
    overruled: tuple[str, ...] = ()
    base: Base | None = None

    def looks_for(self, kind: Kind) -> bool:
        return kind in self.settings.kinds


def make_plan(settings: Settings, rulebook: Rulebook) -> Plan:
    """The matcher holds all secrets rules whatever was selected, since excerpts hide every secret; but those
    of packs only where they are wanted, since the others cost time and are right too seldom.
    """
    rules = choose(rulebook, settings)
    wanted = frozenset(rule.id for rule in rules)
    searched = tuple(rule for rule in rulebook.of_kind(Kind.SECRETS) if rule.profiles or rule.id in wanted)
    matcher = secrets.load_matcher(searched, rulebook.digest)
    if settings.show_rejected:
        matcher = matcher.showing_rejected()
    unasked = (rule for rule in rulebook.of_kind(Kind.OPENAPI) if rule.id not in wanted)
    for_definitions = (
        *(rule for rule in rules if rule.kind is Kind.OPENAPI),
        *(rule for rule in unasked if points_at_secret(rule)),
    )
    return Plan(
        settings,
        rulebook,
        rules,
        wanted,
        for_definitions,
        matcher,
        dt.datetime.now(tz=dt.UTC).date(),
        bans_of(settings.policy, rulebook.rules),
        base=base_of(settings.root, settings.scope.diff) if settings.scope.diff is not None else None,
        overruled=(
            *settings.overruled,
            *told_of_rules(rule for rule in rules if not is_chosen(rule, settings)),
        ),
    )
