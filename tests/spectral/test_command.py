"""Rulesets on the command line, in the environment and in the configuration."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from judged import PETS, one_rule
from running import Checkout, Run, ztlint_process

RULESET = "rules:\n  title: {severity: error, given: $.info.title, then: {function: falsy}}\n"
ONLY = ("check", "--only", "openapi", "--select", "spectral")


@pytest.fixture
def api(checkout: Checkout) -> Checkout:
    checkout.write("openapi.yaml", PETS)
    checkout.write("style/r.yaml", RULESET)
    return checkout


def test_a_ruleset_beside_the_other_rules(api: Checkout, ztlint: Run) -> None:
    result = ztlint(api.root, "check", "--only", "openapi", "--spectral", "style/r.yaml", "-o", "json")
    found = {one["rule"] for one in json.loads(result.out)["findings"]}
    assert "spectral/title" in found
    assert len(found) > 1
    assert result.status == 1


def test_only_a_ruleset(api: Checkout, ztlint: Run) -> None:
    result = ztlint(api.root, *ONLY, "--spectral", "style/r.yaml")
    assert "spectral/title" in result.out
    assert result.out.count("openapi.yaml:") == 1
    assert result.status == 1


def test_no_ruleset_is_picked_up_by_itself(api: Checkout, ztlint: Run) -> None:
    for name in (".spectral.yaml", ".spectral.yml", ".spectral.json"):
        api.write(name, RULESET)
    assert "spectral/" not in ztlint(api.root, "check", "--only", "openapi").out


def test_what_is_not_run_makes_the_run_incomplete(api: Checkout, ztlint: Run) -> None:
    api.write("r.yaml", "extends: [spectral:oas]\n" + one_rule("$.nothing"))
    result = ztlint(api.root, *ONLY, "--spectral", "r.yaml")
    assert result.status == 4
    assert "r.yaml:1:11" in result.out
    assert "spectral:oas is not read" in result.out
    assert ztlint(api.root, *ONLY, "--spectral", "r.yaml", "--allow-incomplete").status == 0


def test_a_ruleset_of_which_nothing_runs_is_no_clean_run(api: Checkout, ztlint: Run) -> None:
    api.write("r.yaml", "extends: ['@stoplight/spectral-owasp-ruleset']")
    result = ztlint(api.root, "check", "--only", "openapi", "--spectral", "r.yaml")
    assert "--profile compat-owasp" in result.out
    assert "could not be looked at" in result.err
    result = ztlint(api.root, *ONLY, "--spectral", "r.yaml")
    assert result.status == 4


def test_rules_that_do_not_run_may_be_named(api: Checkout, ztlint: Run) -> None:
    api.write("r.yaml", RULESET + "  custom: {given: $, then: {function: ours}}\n")
    for name in ("custom", "spectral/custom"):
        result = ztlint(api.root, *ONLY, "--ignore", name, "--spectral", "r.yaml")
        assert "spectral/title" in result.out
        assert "the function 'ours' is not run" in result.out


def test_the_environment(api: Checkout) -> None:
    result = ztlint_process(api.root, *ONLY, ZTLINT_SPECTRAL=os.pathsep.join(["style/r.yaml"]))
    assert "spectral/title" in result.out


def test_the_configuration_names_rulesets_beside_it(api: Checkout, ztlint: Run) -> None:
    api.write("style/.ztlint.yaml", "spectral: [r.yaml]\n")
    result = ztlint(api.root / "style", "check", "..", "--only", "openapi", "--select", "spectral")
    assert "spectral/title" in result.out


def test_the_configuration_names_none_outside_of_the_repository(
    api: Checkout, ztlint: Run, tmp_path: Path
) -> None:
    (tmp_path / "outside.yaml").write_text(RULESET)
    api.write(".ztlint.yaml", "spectral: [../outside.yaml]\n")
    result = ztlint(api.root, *ONLY)
    assert result.status == 2
    assert "leads out of" in result.err


def test_the_command_line_may_name_one_from_elsewhere(api: Checkout, ztlint: Run, tmp_path: Path) -> None:
    (tmp_path / "outside.yaml").write_text(RULESET)
    assert "spectral/title" in ztlint(api.root, *ONLY, "--spectral", "../outside.yaml").out


def test_two_rulesets(api: Checkout, ztlint: Run) -> None:
    api.write("s.yaml", RULESET.replace("title:", "other:", 1))
    result = ztlint(
        api.root, *ONLY, "--spectral", "s.yaml", "--spectral", "style/r.yaml", "--spectral", "s.yaml"
    )
    assert "spectral/title" in result.out
    assert "spectral/other" in result.out
    api.write("s.yaml", RULESET)
    result = ztlint(api.root, *ONLY, "--spectral", "s.yaml", "--spectral", "style/r.yaml")
    assert result.status == 2
    assert "two of the rulesets have a rule called title" in result.err


def test_a_ruleset_that_is_missing(api: Checkout, ztlint: Run) -> None:
    assert ztlint(api.root, *ONLY, "--spectral", "nothing.yaml").status == 2


@pytest.mark.parametrize("name", ["title", "spectral/title"])
def test_rules_of_a_ruleset_can_be_selected_ignored_and_waived(api: Checkout, ztlint: Run, name: str) -> None:
    given = ("check", "--only", "openapi", "--spectral", "style/r.yaml")
    assert "spectral/title" in ztlint(api.root, *given, "--select", name).out
    assert "spectral/title" not in ztlint(api.root, *given, "--ignore", name).out
    api.write("openapi.yaml", PETS.replace("\ninfo:", f"\n# ztlint: ignore[{name}] our name\ninfo:"))
    assert ztlint(api.root, *given, "--select", name).status == 0
    api.write("openapi.yaml", PETS)
    waiver = f"waivers: [{{rule: {name}, path: openapi.yaml, pointer: /info/title, reason: our name}}]\n"
    api.write(".ztlint.yaml", waiver)
    assert ztlint(api.root, *given, "--select", name).status == 0


def test_a_rule_with_the_name_of_one_of_ours_goes_by_its_id(api: Checkout, ztlint: Run) -> None:
    api.write("r.yaml", RULESET.replace("title:", "duplicate-key:", 1))
    result = ztlint(
        api.root, "check", "--only", "openapi", "--spectral", "r.yaml", "--select", "duplicate-key"
    )
    assert "spectral/" not in result.out
    result = ztlint(api.root, *ONLY, "--spectral", "r.yaml", "--select", "spectral/duplicate-key")
    assert "spectral/duplicate-key" in result.out


def test_severities_gate_as_they_do_in_spectral_with_fail_on_medium(api: Checkout, ztlint: Run) -> None:
    api.write("r.yaml", RULESET.replace("error", "warn"))
    assert ztlint(api.root, *ONLY, "--spectral", "r.yaml").status == 1
    assert ztlint(api.root, *ONLY, "--spectral", "r.yaml", "--fail-on", "medium").status == 0
    assert ztlint(api.root, *ONLY, "--spectral", "style/r.yaml", "--fail-on", "medium").status == 1


def test_sarif_leads_to_the_page_that_the_rule_names(api: Checkout, ztlint: Run) -> None:
    api.write("r.yaml", f"documentationUrl: https://example.com/guide\n{RULESET}")
    result = ztlint(api.root, *ONLY, "--spectral", "r.yaml", "-o", "sarif")
    (rule,) = json.loads(result.out)["runs"][0]["tool"]["driver"]["rules"]
    assert (rule["id"], rule["helpUri"]) == ("spectral/title", "https://example.com/guide#title")


def test_what_is_staged_is_judged(api: Checkout, ztlint: Run) -> None:
    api.git("add", "openapi.yaml")
    api.write("openapi.yaml", PETS.replace("Pets", "''"))
    assert "spectral/title" in ztlint(api.root, *ONLY, "--staged", "--spectral", "style/r.yaml").out


def test_the_rules_are_listed(api: Checkout, ztlint: Run) -> None:
    assert "spectral/title" in ztlint(api.root, "rules", "list", "--spectral", "style/r.yaml").out


def test_runs_without_rulesets_load_nothing_for_them(api: Checkout) -> None:
    probe = (
        "import sys; from ztlint.cli.entry import invoke; invoke(['check', '--only', 'openapi']); "
        "print([n for n in sys.modules if n == 'regex' or 'openapi.spectral' in n], file=sys.stderr)"
    )
    home = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=api.root, env=home, capture_output=True, text=True, check=True
    )
    assert done.stderr.strip().endswith("[]")
