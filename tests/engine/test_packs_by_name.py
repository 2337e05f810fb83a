"""Rules of packs that are evaluated only where the pack is selected."""

from pathlib import Path

from ztlint.core import Kind
from ztlint.engine.plan import make_plan
from ztlint.engine.selection import choose
from ztlint.engine.settings import Settings
from ztlint.rulebook import load_rulebook

RULEBOOK = load_rulebook()
PACK = {rule.id for rule in RULEBOOK.rules if "pack:secrets-low" in rule.tags}


def chosen(*select: str, profile: str = "default") -> set[str]:
    return {rule.id for rule in choose(RULEBOOK, Settings(root=Path("/"), select=select, profile=profile))}


def test_no_profile_and_no_other_tag_selects_a_pack() -> None:
    assert len(PACK) >= 100
    assert not PACK & (chosen() | chosen(profile="strict") | chosen("secrets"))


def test_its_name_does_alone_and_beside_others() -> None:
    assert chosen("pack:secrets-low") == PACK
    assert chosen("openapi", "secrets", "drift", "code", "pack:secrets-low") == chosen() | PACK


def test_one_of_its_rules_can_be_named() -> None:
    assert chosen("gitea-token") == {RULEBOOK.by_name["gitea-token"].id}


def test_what_is_not_selected_is_not_searched_for() -> None:
    plan = make_plan(Settings(root=Path("/"), kinds=frozenset({Kind.SECRETS})), RULEBOOK)
    assert not PACK & {pattern.rule.id for pattern in plan.matcher.patterns}
