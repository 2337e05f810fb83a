"""Users' own rules: found, looked at before they run, and never in the way of the others."""

import json
import os
from pathlib import Path

import pytest
from running import Checkout, Run, write

DEFINITION = """\
openapi: 3.1.0
info: {title: t, version: "1"}
servers: [{url: "http://api.example.com"}]
paths:
  /orders:
    get:
      responses: {"200": {description: Orders}}
"""
RULE = """\
id: ACME001
kind: openapi
title: Operation without an owner
severity: medium
confidence: high
message: "{operations} has no {field}"
why: Nobody knows whom to ask when this operation is attacked at night.
fix: Name the team in x-owner.
given: operations
then: {check: required, field: x-owner}
examples:
  - name: none
    bad: |
      openapi: 3.1.0
      paths:
        /a:
          get: # finding
            responses: {"200": {description: d}}
  - name: one
    good: |
      openapi: 3.1.0
      paths:
        /a:
          get: {x-owner: team-a, responses: {"200": {description: d}}}
"""
SECRET = """\
id: ACME900
kind: secrets
title: Acme key in the clear
severity: high
confidence: high
message: An Acme key stands in the clear
why: Whoever finds the key can order whatever the company sells, without limit.
fix: Take it out, and have it replaced by the team that runs the shop.
revoke: Ask the team that runs the shop to revoke it.
match:
  pattern: '\\b(acme_[0-9a-f]{24})\\b'
  keywords: [acme_]
examples:
  - {name: a key, bad: "key = acme_‖0123456789abcdef01234567 # finding"}
  - {name: no key, good: "acme_shop"}
"""
KEY = "acme_" + "f3a91c0d7e5b2846" + "0b9d6a1e"


@pytest.fixture
def repository(checkout: Checkout) -> Checkout:
    checkout.write("openapi.yaml", DEFINITION)
    checkout.write("rules/operation-without-owner.yaml", RULE)
    return checkout


def check(repository: Checkout, ztlint: Run, *arguments: str) -> tuple[int, str, str]:
    result = ztlint(repository.root, "check", "-o", "text", *arguments)
    return result.status, result.out, result.err


def test_rules_of_a_folder_run_beside_ours(repository: Checkout, ztlint: Run) -> None:
    status, out, err = check(repository, ztlint, "--rules", "rules")
    assert (status, err.count("ACME")) == (1, 0)
    assert "ACME001" in out
    assert "'GET /orders' has no x-owner" in out
    assert "ZTA301" in out


def test_several_folders_and_the_environment(
    repository: Checkout, ztlint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write("more/another.yaml", RULE.replace("ACME001", "ACME002").replace("x-owner", "x-team"))
    monkeypatch.setenv("ZTLINT_RULES", f"rules{os.pathsep}more")
    out = check(repository, ztlint)[1]
    assert ("ACME001" in out, "ACME002" in out) == (True, True)
    assert "ACME002" not in check(repository, ztlint, "--rules", "rules")[1]
    assert "ACME001" in check(repository, ztlint, "--rules", "rules", "--rules", "rules")[1]


def test_the_configuration_names_folders_from_where_it_stands(repository: Checkout, ztlint: Run) -> None:
    repository.write("api/.ztlint.yaml", "rules: [../rules]\n")
    repository.write("api/openapi.yaml", DEFINITION)
    result = ztlint(repository.root / "api", "check", ".")
    assert "ACME001" in result.out
    shown = ztlint(repository.root / "api", "config", "show").out
    assert str(repository.root / "api" / ".ztlint.yaml") in next(
        line for line in shown.splitlines() if line.startswith("rules = ")
    )


@pytest.mark.parametrize("entry", ["../outside", "/outside", "link"])
def test_a_configuration_does_not_lead_out_of_its_repository(
    repository: Checkout, ztlint: Run, entry: str, tmp_path: Path
) -> None:
    write(tmp_path, "outside/a.yaml", RULE)
    (repository.root / "link").symlink_to(tmp_path / "outside")
    repository.write(".ztlint.yaml", f"rules: [{entry}]\n")
    status, _, err = check(repository, ztlint)
    assert (status, "leads out of" in err) == (2, True), err


def test_a_configuration_that_the_user_names_may_stand_and_lead_anywhere(
    repository: Checkout, ztlint: Run, tmp_path: Path
) -> None:
    write(tmp_path, "policy/rules/owned.yaml", RULE)
    write(tmp_path, "policy/ztlint.yaml", "rules: [rules]\n")
    assert "ACME001" in check(repository, ztlint, "--config", str(tmp_path / "policy/ztlint.yaml"))[1]


@pytest.mark.parametrize("folder", ["nowhere", "empty", "openapi.yaml"])
def test_a_folder_without_rules_is_wrong_usage(repository: Checkout, ztlint: Run, folder: str) -> None:
    (repository.root / "empty").mkdir()
    status, _, err = check(repository, ztlint, "--rules", folder)
    assert (status, folder in err) == (2, True)


BROKEN = [
    pytest.param("a: [", "cannot be parsed", id="no YAML"),
    pytest.param("", "holds 0 YAML documents", id="empty"),
    pytest.param(RULE.replace("severity: medium", "severity: meduim"), "severity: not one of", id="a misspelt value"),
    pytest.param(RULE.replace("severity: medium", "severity: meduim"), "Did you mean 'medium'?", id="what is meant"),
    pytest.param(RULE.replace("title:", "titel:"), "Did you mean 'title'?", id="a misspelt key"),
    pytest.param(RULE.replace("given: operations", "given: operation"), "given: no selector", id="a selector's line"),
    pytest.param(RULE.replace("given: operations", "given: operation"), "'operations'?", id="a selector"),
    pytest.param(RULE.replace("check: required", "check: requird"), "Did you mean 'required'?", id="a check"),
    pytest.param(RULE.replace("field: x-owner", "feild: x-owner"), "then/feild: the check takes", id="an option"),
    pytest.param(RULE.replace("field: x-owner", "field: 1"), "has to be text", id="an option's type"),
    pytest.param(RULE.replace(", field: x-owner", ""), "needs field or fields", id="no option"),
    pytest.param(RULE.replace("check: required, field: x-owner", "check: public-operation, unsafe: true"), "needs the option 'share'", id="an option of a check of ours"),
    pytest.param(RULE.replace("check: required, field: x-owner", "check: cleartext-server"), "looks at servers", id="another selector's check"),
    pytest.param(RULE.replace("given: op", "profiles: {strict: {count: two}}\ngiven: op"), "profiles/strict/count", id="a profile's option"),
    pytest.param(RULE.replace("ACME001", "ZTA998"), "reserved", id="an id of ours"),
    pytest.param(RULE.replace("ACME001", "ZTA301"), "another rule is called ZTA301", id="the id of a rule of ours"),
    pytest.param(RULE.replace("kind: openapi", "kind: gateway"), "no scanner for gateway", id="a kind without scanner"),
    pytest.param(RULE.replace("given: op", "engine: waivers\ngiven: op"), "ztlint itself", id="the engine's key"),
    pytest.param(RULE + "id: ACME777\n", "stands twice", id="a key twice"),
    pytest.param(RULE.replace("check: required, field: x-owner", "check: pattern, field: a, match: '(?=a)b'"), "linear time", id="look-around"),
    pytest.param(RULE.replace("check: required, field: x-owner", "check: schema, schema: {$ref: 'https://example.com/a'}"), "inside of the schema", id="a schema elsewhere"),
    pytest.param(RULE.replace("check: required, field: x-owner", "check: schema, schema: {type: objct}"), "then/schema", id="a wrong schema"),
    pytest.param(SECRET.replace("acme_[0-9a-f]{24}", "(a+)+b"), "too many ways", id="an exponential pattern"),
    pytest.param(SECRET.replace("[0-9a-f]{24}", ".*"), "more than 1024 bytes", id="a pattern without end"),
    pytest.param(SECRET.replace("[0-9a-f]{24}", "[0-9"), "match/pattern", id="no pattern"),
    pytest.param(SECRET.replace("keywords: [acme_]", "keywords: [acme_]\n  boundary: 'a](x+x+)+y['"), "match/boundary", id="a boundary that is more"),
    pytest.param(SECRET.replace("keywords: [acme_]", "keywords: [acme_]\n  check: crc32-hx"), "'crc32-hex'?", id="a check of secrets"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "says"), BROKEN)
def test_one_broken_rule_is_told_and_the_others_run(
    repository: Checkout, ztlint: Run, text: str, says: str
) -> None:
    repository.write("rules/broken.yaml", text)
    status, out, _ = check(repository, ztlint, "--rules", "rules", "--fail-on", "critical")
    assert (status, "rules/broken.yaml" in out, says in out) == (4, True, True), out
    assert "ACME001" in out or "ACME001" in text
    assert "ZTA301" in out
    listed = ztlint(repository.root, "rules", "list", "--rules", "rules")
    assert (listed.status, says in listed.err, "ZTA301" in listed.out) == (2, True, True)
    tested = ztlint(repository.root, "rules", "test", "rules")
    assert (tested.status, says in tested.err) == (2, True)


def test_the_line_is_told(repository: Checkout, ztlint: Run) -> None:
    repository.write("rules/a.yaml", RULE.replace("severity: medium", "severity: meduim"))
    repository.write("rules/b.yaml", RULE.replace("check: required", "check: requird").replace("001", "002"))
    listed = ztlint(repository.root, "rules", "list", "--rules", "rules").err
    assert ("rules/a.yaml:4: severity" in listed, "rules/b.yaml:10: then/check" in listed) == (True, True), (
        listed
    )


def test_what_speaks_of_a_broken_rule_does_not_stop_the_run(repository: Checkout, ztlint: Run) -> None:
    repository.write("rules/broken.yaml", RULE.replace("ACME001", "ACME003").replace("given:", "gven:"))
    repository.write(
        ".ztlint.yaml",
        "rules: [rules]\nignore: [broken]\nwaivers: [{rule: ACME003, path: '*.yaml', reason: known}]\n",
    )
    status, out, _ = check(repository, ztlint, "--fail-on", "critical")
    assert (status, "ACME001" in out, "ZTA913" in out) == (4, True, False)
    shown = ztlint(repository.root, "rules", "show", "ACME003")
    assert (shown.status, "did not load" in shown.err) == (2, True)
    assert check(repository, ztlint, "--select", "ACME003")[0] == 4


def test_of_two_rules_with_one_name_the_first_counts(repository: Checkout, ztlint: Run) -> None:
    repository.write("rules/second/operation-without-owner.yaml", RULE.replace("ACME001", "ACME004"))
    status, out, _ = check(repository, ztlint, "--rules", "rules", "--fail-on", "critical")
    assert (status, "ACME001" in out, "ACME004" in out) == (4, True, False)
    assert "another rule is called operation-without-owner already" in out


def test_rules_of_a_pack_are_shown_tested_and_selected(repository: Checkout, ztlint: Run) -> None:
    repository.write(".ztlint.yaml", "rules: [rules]\n")
    assert "Operation without an owner" in ztlint(repository.root, "rules", "show", "ACME001").out
    assert "ACME001" in ztlint(repository.root, "rules", "list").out
    assert "2 examples of 1 rules, 0 wrong" in ztlint(repository.root, "rules", "test", "rules").err
    assert "ZTA301" not in check(repository, ztlint, "--select", "ACME001")[1]
    for profile in ("default", "strict", "fapi2", "compat-owasp"):
        assert "ACME001" in check(repository, ztlint, "--profile", profile)[1]


def test_secrets_of_a_pack_are_found_and_never_shown(repository: Checkout, ztlint: Run) -> None:
    repository.write("rules/acme-key.yaml", SECRET)
    repository.write("deploy.env", f"KEY={KEY}\n")
    assert ztlint(repository.root, "rules", "test", "rules/acme-key.yaml").status == 0
    status, out, _ = check(repository, ztlint, "--rules", "rules")
    assert (status, "ACME900" in out, KEY in out) == (1, True, False)


def test_a_link_out_of_a_pack_is_not_followed(repository: Checkout, ztlint: Run, tmp_path: Path) -> None:
    secret = write(tmp_path, "private.yaml", "password: hunter2-hunter2\n")
    (repository.root / "rules" / "linked.yaml").symlink_to(secret)
    os.mkfifo(repository.root / "rules" / "pipe.yaml")
    status, out, _ = check(repository, ztlint, "--rules", "rules", "--fail-on", "critical")
    assert (status, "leads out of the folder" in out, "is no file" in out) == (4, True, True)
    assert "hunter2" not in out


def test_a_rule_that_raises_costs_only_itself(
    repository: Checkout, ztlint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ours or a user's: the barrier is one."""
    from ztlint.scanners.openapi.hit import CHECKS, Check

    def raising(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(CHECKS, "required", Check("required", "any", raising, CHECKS["required"].faults))
    status, out, _ = check(repository, ztlint, "--rules", "rules", "--fail-on", "critical")
    assert (status, "rule ACME001 failed with ZeroDivisionError" in out, "ZTA301" in out) == (4, True, True)
    monkeypatch.setitem(CHECKS, "cleartext-server", Check("cleartext-server", "servers", raising))
    out = check(repository, ztlint)[1]
    assert "rule ZTA301 failed with ZeroDivisionError" in out


def test_help_leads_to_what_a_rule_names_or_to_the_guide(repository: Checkout, ztlint: Run) -> None:
    """No page of ours describes it."""
    linked = RULE.replace("ACME001", "ACME005").replace(
        "given:", "references: {links: [https://a.example/x]}\ngiven:"
    )
    repository.write("rules/linked.yaml", linked)
    result = ztlint(repository.root, "check", "--rules", "rules", "-o", "json", "--only", "openapi")
    rules = {rule["id"]: rule["help"] for rule in json.loads(result.out)["rules"]}
    assert rules["ACME001"].endswith("docs/writing-rules.md#your-own-pack")
    assert rules["ACME005"] == "https://a.example/x"
    assert rules["ZTA301"].endswith("docs/rules/ZTA301.md")


COMPOSITE = (
    SECRET.replace("ACME900", "ACME901")
    .replace("keywords: [acme_]", "keywords: [acme_]\n  with: {pattern: 'tok-[0-9a-z]{12}', lines: 1}")
    .replace("0123456789abcdef01234567 # finding", "0123456789abcdef01234567 # finding tok-‖k2j4h5g6f7d8")
)


@pytest.mark.parametrize("mode", [(), ("--staged",), ("--history",)])
def test_both_parts_of_a_credential_are_one_finding(
    checkout: Checkout, ztlint: Run, mode: tuple[str, ...]
) -> None:
    checkout.write("rules/acme-pair.yaml", COMPOSITE)
    checkout.write("both.txt", f"key = {KEY}\nsecret = tok-q8w7e6r5t4y3\n")
    checkout.write("one.txt", f"key = {KEY[:-1]}0\n\n\nsecret = tok-m8n7b6v5c4x3\n")
    checkout.commit("keys")
    result = ztlint(checkout.root, "check", "--rules", "rules", "--only", "secrets", "-o", "json", *mode)
    told = json.loads(result.out)["findings"]
    if mode != ("--staged",):
        assert [(one["rule"], one["location"]["path"]) for one in told] == [("ACME901", "both.txt")]
        assert {"name": "other part", "value": "1 line below"} in told[0]["evidence"]
    assert "q8w7e6r5t4y3" not in result.out


@pytest.mark.parametrize("hostile", ["(a+)+b", "(?=a)b", "(x|x)*y"])
def test_the_other_part_may_not_hang_either(checkout: Checkout, ztlint: Run, hostile: str) -> None:
    checkout.write("rules/acme-pair.yaml", COMPOSITE.replace("tok-[0-9a-z]{12}", hostile))
    status, out, _ = check(checkout, ztlint, "--rules", "rules")
    assert (status, "match/with/pattern" in out) == (4, True), out
