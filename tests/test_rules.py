"""Every rule file: well formed, and right about its own examples."""

import re

import pytest

from ztlint.core import Example, Kind, Rule
from ztlint.engine.examples import example_findings, run_example
from ztlint.rulebook import load_rulebook, rules_folder
from ztlint.rulebook.message import fields

RULEBOOK = load_rulebook()
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}: {example.name}")
    for rule in RULEBOOK.rules
    if rule.kind is not Kind.CODE  # their samples are run together: tests/code/test_code_rules.py
    for example in rule.examples
]
PREFIXES = {"openapi": "ZTA", "secrets": "ZTS", "code": "ZTC", "gateway": "ZTG", "drift": "ZTD"}


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_findings_start_exactly_on_the_marked_lines(rule: Rule, example: Example) -> None:
    assert run_example(rule, example, RULEBOOK) == list(example.lines)


@pytest.mark.parametrize("rule", RULEBOOK.rules, ids=lambda rule: rule.id)
def test_a_rule_is_well_formed(rule: Rule) -> None:
    assert re.fullmatch(PREFIXES[rule.kind] + r"[0-9]{3}", rule.id)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    assert (rules_folder() / rule.kind / rule.topic / f"{rule.name}.yaml").is_file() or (
        rules_folder() / rule.kind / f"{rule.name}.yaml"
    ).is_file()
    assert any(example.bad for example in rule.examples)
    assert rule.kind is Kind.CODE or any(not example.bad for example in rule.examples)
    assert "TODO" not in rule.why + rule.fix


def test_every_file_is_a_rule() -> None:
    """A file that is wrong stops no other, so nothing else would tell."""
    assert RULEBOOK.broken == ()


def test_ids_names_and_titles_are_unique() -> None:
    for labels in zip(*((rule.id, rule.name, rule.title) for rule in RULEBOOK.rules), strict=True):
        assert len(set(labels)) == len(RULEBOOK.rules)


def test_messages_of_findings_have_no_field_left_open() -> None:
    """Each rule's first bad example stands for it; a misspelt field would stay in braces."""
    for rule in RULEBOOK.rules:
        if rule.kind is Kind.CODE:
            assert not fields(rule.message)
            continue
        example = next(example for example in rule.examples if example.bad)
        for finding in example_findings(rule, example, RULEBOOK):
            left = [name for name in fields(rule.message) if f"{{{name}}}" in finding.message]
            assert left == [], f"{rule.id}: {finding.message}"
