"""Policies: what a repository can't allow itself."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from running import Checkout, Run, github_token, write
from test_accepted import commented
from test_run import API, CLEAN, SERVER, SERVER_ID

OPEN = (
    CLEAN
    + """\
    post:
      operationId: addPet
      security: []
      x-ztlint: {public: {reason: everybody may add pets}}
      responses: {"200": {description: OK}}
"""
)


def checked(ztlint: Run, checkout: Checkout, policy: str, *arguments: str) -> dict[str, Any]:
    place = write(checkout.root.parent / "outside", "policy.yaml", policy)
    result = ztlint(checkout.root, "check", "-o", "json", "--policy", str(place), *arguments)
    assert result.status in (0, 1, 4), result.err
    report: dict[str, Any] = json.loads(result.out)
    return report


def rules(report: dict[str, Any]) -> list[str]:
    return [finding["rule"] for finding in report["findings"]]


FORBID = f"forbid: [{{rules: [{SERVER}]}}]"


@pytest.mark.parametrize(
    "configuration",
    [
        f'ignore = ["{SERVER_ID}"]',
        'ignore = ["transport"]',
        'select = ["ZTA101"]',
        f'waivers = [{{rule = "{SERVER_ID}", path = "*", reason = "in the mesh"}}]',
    ],
)
def test_a_rule_that_must_hold_holds(checkout: Checkout, ztlint: Run, configuration: str) -> None:
    checkout.write("openapi.yaml", API)
    checkout.write(".ztlint.toml", configuration + "\n")
    loose = ztlint(checkout.root, "check", "-o", "json")
    if loose.status == 2:
        pytest.skip(loose.err)
    assert SERVER_ID not in rules(json.loads(loose.out))
    report = checked(ztlint, checkout, FORBID)
    assert SERVER_ID in rules(report)
    assert report["status"] == 1
    assert report["overruled"]


def test_comments_and_baselines_do_not_get_around_it(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("openapi.yaml", API)
    assert ztlint(checkout.root, "baseline", "create").status == 0
    report = checked(ztlint, checkout, FORBID, "--baseline", ".ztlint-baseline")
    assert SERVER_ID in rules(report)
    assert any("baseline" in told for told in report["overruled"])
    checkout.write("openapi.yaml", commented(f"ignore[{SERVER_ID}] in the mesh"))
    report = checked(ztlint, checkout, FORBID)
    assert SERVER_ID in rules(report)
    assert report["overruled"] == [
        f"the waiver of '{SERVER_ID}' in openapi.yaml:4 does not hold: the policy forbids it"
    ]
    place = checkout.root.parent / "outside" / "policy.yaml"
    (checkout.root / ".ztlint-baseline").unlink()
    made = ztlint(checkout.root, "baseline", "create", "--policy", str(place))
    assert "1 finding left out" in made.err
    assert SERVER_ID not in (checkout.root / ".ztlint-baseline").read_text()


def test_only_what_is_forbidden_is_forbidden(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("openapi.yaml", commented(f"ignore[{SERVER_ID}] in the mesh"))
    policy = f"forbid: [{{rules: [{SERVER}], to: [ignore, baseline]}}]"
    report = checked(ztlint, checkout, policy)
    assert SERVER_ID not in rules(report)
    assert report["overruled"] == []


@pytest.mark.parametrize(
    ("policy", "comment", "holds"),
    [
        ("{owner: true}", "in the mesh", False),
        ("{owner: true}", "in the mesh (owner: net)", True),
        ("{expires: true}", "in the mesh (owner: net)", False),
        ("{expires: true}", "in the mesh (owner: net, expires: 2999-12-31)", True),
        ("{max-days: 90}", "in the mesh (expires: 2999-12-31)", False),
        ("{max-days: 90}", "in the mesh", False),
        ("{max-days: 36500}", "in the mesh (expires: 2099-12-31, owner: net)", True),
    ],
)
def test_waivers_need_what_the_policy_asks_for(
    checkout: Checkout,
    ztlint: Run,
    policy: str,
    comment: str,
    holds: bool,
) -> None:
    checkout.write("openapi.yaml", commented(f"ignore[{SERVER_ID}] {comment}"))
    report = checked(ztlint, checkout, f"require: {policy}")
    assert (SERVER_ID not in rules(report)) == holds
    assert bool(report["overruled"]) != holds
    if holds:
        assert [one["reason"] for one in report["waived"]] == ["in the mesh"]


def test_an_operation_is_public_only_with_the_policys_leave(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("openapi.yaml", OPEN)
    before = set(rules(checked(ztlint, checkout, "{}")))
    forbidden = checked(ztlint, checkout, 'forbid: [{rules: ["*"], to: [declare-public]}]')
    assert set(rules(forbidden)) - before
    unowned = checked(ztlint, checkout, "require: {owner: true}")
    assert set(rules(unowned)) == set(rules(forbidden))
    assert unowned["overruled"] == [
        "the declaration that 'POST /pets' is public does not hold: the policy asks for an owner"
    ]
    other = checked(ztlint, checkout, "forbid: [{rules: [ZTA301]}]")
    assert set(rules(other)) == before
    checkout.write("openapi.yaml", OPEN.replace("{reason:", "{owner: web, reason:"))
    assert set(rules(checked(ztlint, checkout, "require: {owner: true}"))) == before


def test_limits_profiles_kinds_and_omissions(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("api/openapi.yaml", API)
    checkout.write("deploy.sh", f"export TOKEN={github_token()}\n")
    checkout.write("bad.yaml", "openapi: 3.1.0\ninfo: {title: [\n")
    checkout.write(
        ".ztlint.toml",
        'fail-on = "critical"\nexclude = ["api/**"]\nskip = ["secrets"]\nallow-incomplete = true\n',
    )
    assert ztlint(checkout.root, "check").status == 3
    policy = "require: {fail-on: high, kinds: [openapi, secrets], complete: true, everything: true, profile: strict}"
    report = checked(ztlint, checkout, policy)
    assert report["status"] == 1
    assert {SERVER_ID} < set(rules(report))
    assert any(rule.startswith("ZTS") for rule in rules(report))
    strict = json.loads(ztlint(checkout.root, "check", "-o", "json", "--profile", "strict").out)
    assert {rule["id"] for rule in strict["rules"]} <= {rule["id"] for rule in report["rules"]}
    assert len(report["overruled"]) == 5
    told = ztlint(checkout.root, "check", "--policy", str(checkout.root.parent / "outside" / "policy.yaml"))
    assert "Overruled by the policy" in told.out
    assert "5 settings overruled" in told.err


def test_what_is_stricter_than_the_policy_stays(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("openapi.yaml", API)
    report = checked(ztlint, checkout, "require: {fail-on: critical}")
    assert (report["status"], report["overruled"]) == (1, [])


@pytest.mark.parametrize("way", ["file", "link", "environment"])
def test_a_policy_that_a_change_could_loosen_is_refused(
    checkout: Checkout, ztlint: Run, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    inside = checkout.write("policy.yaml", FORBID)
    link = checkout.root.parent / "policy.yaml"
    link.symlink_to(inside)
    arguments = ["--policy", str(link if way == "link" else inside)]
    if way == "environment":
        monkeypatch.setenv("ZTLINT_POLICY", "policy.yaml")
        arguments = []
    result = ztlint(checkout.root, "check", *arguments)
    assert result.status == 2
    assert "lies in the repository" in result.err


@pytest.mark.parametrize(
    ("policy", "told"),
    [
        ("forbid: [{rules: [cleartext-sever]}]", "'cleartext-server'"),
        ("forbid: [{rules: [ZTA301], to: [waiv]}]", "waive"),
        ("requires: {}", "unknown key 'requires'"),
        ("require: {max-days: -1}", "max-days"),
        ("[", "cannot be parsed"),
    ],
)
def test_a_wrong_policy_is_wrong_usage(checkout: Checkout, ztlint: Run, policy: str, told: str) -> None:
    checkout.write("openapi.yaml", API)
    place = write(checkout.root.parent, "policy.yaml", policy)
    result = ztlint(checkout.root, "check", "--policy", str(place))
    assert result.status == 2
    assert told in result.err


def test_a_policy_that_is_missing_does_not_pass(checkout: Checkout, ztlint: Run, tmp_path: Path) -> None:
    assert ztlint(checkout.root, "check", "--policy", str(tmp_path / "none.yaml")).status == 2


def test_config_show_tells_what_a_policy_overrules(checkout: Checkout, ztlint: Run) -> None:
    place = write(checkout.root.parent, "policy.yaml", "require: {fail-on: low}")
    out = ztlint(checkout.root, "config", "show", "--fail-on", "high", "--policy", str(place)).out
    assert "overruled: findings of severity low fail the run, not only high" in out
    jsonschema.validate(
        {"forbid": [{"rules": ["*"]}]},
        json.loads(ztlint(checkout.root, "config", "schema", "--of-policy").out),
    )


def test_a_kind_stands_for_its_rules(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("deploy.sh", f"export TOKEN={github_token()}\n")
    (rule,) = rules(checked(ztlint, checkout, "{}"))
    checkout.write("deploy.sh", f"export TOKEN={github_token()} # ztlint: ignore[{rule}] a test\n")
    assert rules(checked(ztlint, checkout, "forbid: [{rules: [openapi]}]")) == []
    assert rules(checked(ztlint, checkout, "forbid: [{rules: [secrets]}]")) == [rule]
