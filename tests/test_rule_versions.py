"""Versions of the specification that rules name: they are true, and the report says which were left out."""

import re

import pytest
from msgspec.structs import replace

from ztlint.core import VERSIONS, Example, Kind, Rule
from ztlint.engine.examples import run_example
from ztlint.rulebook import load_rulebook

RULEBOOK = load_rulebook()
RULES = [rule for rule in RULEBOOK.rules if rule.kind is Kind.OPENAPI]
_CLAIM = re.compile(r"""(?m)^(\s*\{?\s*["']?(?:openapi|swagger)["']?:\s*["']?)([0-9]\.[0-9])[0-9.]*""")


def version_of(example: Example) -> str:
    found = _CLAIM.search(example.text)
    assert found, f"{example.name} claims no version"
    return found[2]


def in_version(example: Example, version: str) -> Example:
    return replace(example, text=_CLAIM.sub(rf"\g<1>{version}.0", example.text, count=1))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples_are_of_versions_that_the_rule_names(rule: Rule) -> None:
    assert rule.versions
    assert set(rule.versions) <= set(VERSIONS)
    assert {version_of(example) for example in rule.examples if example.bad} <= set(rule.versions)


NOT_SHOWN: dict[str, str] = {"ZTA707": "2.0 has one host, which strict alone takes up"}
"""Rules that find nothing in an example of a version that they name, and why they name it all the same."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_something_in_each_version_that_it_names(rule: Rule) -> None:
    """In an example of that version, or in one of another 3.x that claims to be of this one: they are written
    alike, but for 2.0.
    """
    bad = [example for example in rule.examples if example.bad]
    silent = [version for version in rule.versions if not _finds(rule, bad, version)]
    assert silent == [] or rule.id in NOT_SHOWN


def _finds(rule: Rule, bad: list[Example], version: str) -> bool:
    if any(version_of(example) == version for example in bad):
        return True
    others = [in_version(example, version) for example in bad if version_of(example) != "2.0"]
    return version != "2.0" and any(run_example(rule, one, RULEBOOK) == list(one.lines) for one in others)
