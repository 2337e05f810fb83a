"""Profiles choose rules and thresholds; what a version can't say is counted."""

from pathlib import Path

import pytest
from running import write

from ztlint.core import PROFILES, Inapplicable, Kind
from ztlint.engine.run import run
from ztlint.engine.selection import choose
from ztlint.engine.settings import Settings
from ztlint.rulebook import load_rulebook

RULE = """
id: {id}
kind: openapi
title: {title}
severity: low
confidence: high
message: "{{operations}}"
why: This rule exists only to be chosen, and finds what another one finds.
fix: There is nothing to mend in a test.
given: parameters
then: {{check: unbounded-page-size, default: 1000}}
{more}
examples:
  - {{name: a, bad: "a # finding"}}
  - {{name: b, good: "b"}}
"""
DEFINITION = """
openapi: 3.0.3
info: {title: t, version: "1"}
paths:
  /a:
    get:
      parameters: [{name: limit, in: query, schema: {type: integer, maximum: 500, default: 500}}]
      responses: {"200": {description: d}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    more = {
        "ABC001": "",
        "ABC002": "profiles: {strict: {default: 100}}",
        "ABC003": "profiles: {compat-owasp: , strict: }",
        "ABC004": "versions: ['3.1', '3.2']",
    }
    for number, text in more.items():
        write(tmp_path, f"rules/{number.lower()}.yaml", RULE.format(id=number, title=f"T{number}", more=text))
    write(tmp_path, "api/openapi.yaml", DEFINITION)
    return tmp_path


@pytest.mark.parametrize(
    ("profile", "ids", "found"),
    [
        ("default", ["ABC001", "ABC004"], []),
        ("strict", ["ABC001", "ABC002", "ABC003", "ABC004"], ["ABC002"]),
        ("fapi2", ["ABC001", "ABC004"], []),
        ("compat-owasp", ["ABC003"], []),
    ],
)
def test_a_profile_is_a_choice_of_rules_and_thresholds(
    folder: Path, profile: str, ids: list[str], found: list[str]
) -> None:
    settings = Settings(folder / "api", kinds=frozenset({Kind.OPENAPI}), profile=profile)
    report = run(settings, load_rulebook(folder / "rules"))
    assert [rule.id for rule in report.rules] == ids
    assert [finding.rule.id for finding in report.findings] == found


def test_a_rule_that_a_version_cannot_break_is_listed_in_the_coverage(folder: Path) -> None:
    report = run(Settings(folder / "api", kinds=frozenset({Kind.OPENAPI})), load_rulebook(folder / "rules"))
    assert report.coverage.inapplicable == (Inapplicable("ABC004", "3.0", 1),)


@pytest.mark.parametrize("profile", PROFILES)
def test_secrets_are_looked_for_in_every_profile(profile: str) -> None:
    rulebook = load_rulebook()
    chosen = choose(rulebook, Settings(Path("/"), profile=profile))
    expected = {rule.id for rule in rulebook.of_kind(Kind.SECRETS) if "pack:secrets-low" not in rule.tags}
    assert len(expected) > 250
    assert expected <= {rule.id for rule in chosen}


@pytest.mark.parametrize(
    ("select", "ids"), [("openapi", ["ABC001", "ABC004"]), ("ABC002", ["ABC002"]), ("abc003", ["ABC003"])]
)
def test_a_tag_chooses_among_the_rules_of_the_profile_and_a_name_among_all(
    folder: Path, select: str, ids: list[str]
) -> None:
    rulebook = load_rulebook(folder / "rules")
    assert [rule.id for rule in choose(rulebook, Settings(folder / "api", select=(select,)))] == ids


CROSSING = """
openapi: 3.1.0
info: {title: t, version: "1"}
paths:
  /contracts/{number}/archive:
    post:
      security: [{login: [contracts]}]
      parameters: [{name: number, in: path, required: true, schema: {type: string, format: uuid}}]
      responses: {"204": {description: d}}
  /contracts/drafts/{action}: {post: {security: [{login: [drafts]}], responses: {"204": {description: d}}}}
components: {securitySchemes: {login: {type: openIdConnect, openIdConnectUrl: "https://id.test/c"}}}
"""


@pytest.mark.parametrize(("profile", "found"), [("default", []), ("strict", ["ZTA207"])])
def test_a_format_keeps_crossing_paths_apart_but_not_in_strict(
    tmp_path: Path, profile: str, found: list[str]
) -> None:
    write(tmp_path, "openapi.yaml", CROSSING)
    kinds = frozenset({Kind.OPENAPI})
    report = run(Settings(tmp_path, kinds=kinds, profile=profile, select=("ZTA207",)), load_rulebook())
    assert [finding.rule.id for finding in report.findings] == found


INSIDE = """
swagger: "2.0"
info: {title: t, version: "1"}
host: HOST
schemes: [https]
paths: {/pets: {get: {responses: {"200": {description: d}}}}}
"""


@pytest.mark.parametrize(
    ("host", "profile", "found"),
    [
        ("pets.shop.svc.cluster.local", "default", []),
        ("pets.shop.svc.cluster.local", "strict", ["ZTA707"]),
        ("10.20.0.14:8080", "strict", ["ZTA707"]),
        ("pets", "strict", ["ZTA707"]),
        ("localhost:8080", "strict", []),
        ("pets.example.com", "strict", []),
    ],
)
def test_a_host_that_only_answers_inside_is_told_in_strict(
    tmp_path: Path, host: str, profile: str, found: list[str]
) -> None:
    write(tmp_path, "openapi.yaml", INSIDE.replace("HOST", host))
    kinds = frozenset({Kind.OPENAPI})
    report = run(Settings(tmp_path, kinds=kinds, profile=profile, select=("ZTA707",)), load_rulebook())
    assert [finding.rule.id for finding in report.findings] == found
