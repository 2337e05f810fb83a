"""docs/coverage.md: every row of other tools' rules once, and no rule that does not exist."""

import re
from pathlib import Path

from ztlint.core import Rule
from ztlint.rulebook import load_rulebook

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "coverage.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if re.match(r"\| [A-Z]{2}[0-9]{2} \|", line)
]
# How many rows each group of the comparison has.
GROUPS = {"AU": 43, "AZ": 13, "TR": 13, "DE": 17, "IV": 54, "RC": 8, "EH": 12, "IN": 9, "SX": 5, "SF": 2, "WH": 4, "MI": 13}  # fmt: skip
NAMED = re.compile(r"(ZT[A-Z][0-9]{3})([◦•]?)")
RULES = load_rulebook().by_id


def test_every_row_is_there_once() -> None:
    wanted = [f"{group}{number:02}" for group, count in GROUPS.items() for number in range(1, count + 1)]
    assert len(wanted) == 193
    assert [row[0] for row in ROWS] == wanted


def test_every_answer_is_one_of_three_and_says_how_or_why() -> None:
    for row in ROWS:
        assert len(row) == 4, row
        assert row[2] in ("covered", "better", "left out"), row
        assert bool(NAMED.search(row[3])) if row[2] == "covered" else len(row[3]) > 5, row
        assert row[2] != "better" or NAMED.search(row[3]), row


def test_every_rule_that_is_named_exists_in_the_profiles_that_are_said() -> None:
    for row in ROWS:
        for identity, mark in NAMED.findall(row[3]):
            assert identity in RULES, row
            assert mark == _mark(RULES[identity]), (row[0], identity)


def _mark(rule: Rule) -> str:
    if "default" in rule.profiles:
        return ""
    return "•" if "strict" in rule.profiles else "◦"


MOVED = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if re.match(r"\| `api[0-9]", line)
]


def test_whoever_comes_from_the_owasp_ruleset_finds_each_rule_in_that_profile() -> None:
    assert len({row[0] for row in MOVED}) == len(MOVED) == 32
    for row in MOVED:
        for identity, mark in NAMED.findall(row[1]):
            assert "compat-owasp" in RULES[identity].profiles, row
            assert mark == _mark(RULES[identity]), row
