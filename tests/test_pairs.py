"""Pairs of definitions that differ in one planted weakness: it is found, by a rule about it, and nothing else is."""

from pathlib import Path

import pytest
from recall import PAIRS, Judgement, judge, read_pairs

ALL = read_pairs(PAIRS)

MISSED = frozenset(Path(__file__).with_name("missed_pairs.txt").read_text("utf-8").split())
"""What is known not to be found. A name that no longer belongs here fails as well."""


@pytest.fixture(scope="module")
def judgements() -> dict[str, Judgement]:
    return {judgement.pair.name: judgement for judgement in judge(ALL)}


@pytest.mark.parametrize("name", [pair.name for pair in ALL])
def test_a_weakness_is_found_by_a_rule_about_it(name: str, judgements: dict[str, Judgement]) -> None:
    assert (judgements[name].profile is None) == (name in MISSED), judgements[name]


@pytest.mark.parametrize("name", [pair.name for pair in ALL])
def test_nothing_is_said_of_the_good_twin_alone(name: str, judgements: dict[str, Judgement]) -> None:
    assert judgements[name].wrong["default"] == frozenset()


def test_nearly_all_pairs_are_found() -> None:
    assert len(MISSED) <= len(ALL) * 0.05
