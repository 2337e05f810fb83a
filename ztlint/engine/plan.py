"""Everything that is settled before the first byte is read."""

import datetime as dt
from dataclasses import dataclass

from ztlint.core import Kind, Rule
from ztlint.engine.selection import choose
from ztlint.engine.settings import Settings
from ztlint.rulebook import Rulebook
from ztlint.scanners import secrets


@dataclass(frozen=True, slots=True)
class Plan:
    """``wanted`` are the ids of ``rules``."""

    settings: Settings
    rulebook: Rulebook
    rules: tuple[Rule, ...]
    wanted: frozenset[str]
    matcher: secrets.Matcher
    today: dt.date

    def looks_for(self, kind: Kind) -> bool:
        return kind in self.settings.kinds


def make_plan(settings: Settings, rulebook: Rulebook) -> Plan:
    """The matcher holds all secrets rules whatever was selected: excerpts hide every secret."""
    rules = choose(rulebook, settings)
    matcher = secrets.load_matcher(rulebook.of_kind(Kind.SECRETS), rulebook.digest)
    wanted = frozenset(rule.id for rule in rules)
    return Plan(settings, rulebook, rules, wanted, matcher, dt.datetime.now(tz=dt.UTC).date())
