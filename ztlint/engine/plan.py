"""Everything that is settled before the first byte is read."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from ztlint.core import Kind, Rule
from ztlint.engine.hush import points_at_secret
from ztlint.engine.policy import NO_BANS, Bans, bans_of, told_of_rules
from ztlint.engine.public import Intents
from ztlint.engine.selection import choose, is_chosen
from ztlint.engine.settings import Settings
from ztlint.rulebook import Rulebook, language_of
from ztlint.scanners import code, secrets
from ztlint.sources.base import Base, base_of


class Plan(Struct, frozen=True):
    """``wanted`` are the ids of ``rules``; ``for_definitions`` has besides those that know what to hide.

    ``languages`` are those of code rules that were chosen. Where ``semgrep`` is not there and nobody
    ``asks_for_code``, no code rule is among the ``rules``.
    """

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
    languages: frozenset[str] = frozenset()
    semgrep: Path | None = None
    asks_for_code: bool = False

    @property
    def intents(self) -> Intents:
        return Intents(self.settings.public, self.today, self.bans)

    def looks_for(self, kind: Kind) -> bool:
        return kind in self.settings.kinds

    def has_code_rules_for(self, path: str) -> bool:
        language = language_of(path)
        return language is not None and language.folder in self.languages


def make_plan(settings: Settings, rulebook: Rulebook) -> Plan:
    """The matcher holds all secrets rules whatever was selected, since excerpts hide every secret; but those
    of packs only where they are wanted, since the others cost time and are right too seldom.
    """
    chosen = choose(rulebook, settings)
    languages = frozenset(language for rule in chosen for language in rule.body.get("semgrep", ()))
    semgrep = code.find_program() if languages else None
    asked = _asks_for_code(chosen, settings)
    rules = chosen if semgrep or asked else tuple(rule for rule in chosen if rule.kind is not Kind.CODE)
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
        languages=languages,
        semgrep=semgrep,
        asks_for_code=asked,
        overruled=(
            *settings.overruled,
            *told_of_rules(rule for rule in rules if not is_chosen(rule, settings)),
        ),
    )


def _asks_for_code(rules: Sequence[Rule], settings: Settings) -> bool:
    """Whether somebody named code rules, so that not to evaluate them is a failure."""
    if Kind.CODE in settings.named:
        return True
    chosen = [rule for rule in rules if rule.kind is Kind.CODE]
    named = {name for rule in chosen for name in (rule.id, rule.name)}
    return bool(named & set(settings.select)) or (bool(chosen) and len(chosen) == len(rules))
