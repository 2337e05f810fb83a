"""The commands beside check."""

import json
from pathlib import Path

import jsonschema
import pytest
from running import Run, write

from ztlint import __version__
from ztlint.cli import entry
from ztlint.cli.entry import invoke
from ztlint.rulebook import LANGUAGES, rules_folder

RULE = """\
id: ACME001
kind: openapi
title: Server without TLS
severity: high
confidence: high
message: "Operations are served over plain http by {host}"
why: Because everybody on the way can read along and change what is sent.
fix: Serve it over https, and redirect what still comes over http.
given: servers
then: {check: cleartext-server}
examples:
  - name: http
    bad: |
      openapi: 3.1.0
      servers:
        - url: http://api.example.com # finding
      paths: {/a: {get: {}}}
  - name: https
    good: |
      openapi: 3.1.0
      servers:
        - url: https://api.example.com
      paths: {/a: {get: {}}}
"""


def test_version(tmp_path: Path, ztlint: Run) -> None:
    assert ztlint(tmp_path, "--version").out == f"ztlint {__version__}\n"


def test_help_names_all_commands(tmp_path: Path, ztlint: Run) -> None:
    result = ztlint(tmp_path, "--help")
    assert result.status == 0
    assert all(name in result.out for name in ("check", "config", "rules"))


@pytest.mark.parametrize("name", ["ZTA301", "cleartext-server"])
def test_a_rule_is_shown_by_id_and_by_name(tmp_path: Path, ztlint: Run, name: str) -> None:
    page = ztlint(tmp_path, "rules", "show", name).out
    assert all(part in page for part in ("ZTA301", "cleartext-server", "Why", "How to fix it", "CWE-319"))


def test_an_unknown_rule_is_told_with_the_nearest_one(tmp_path: Path, ztlint: Run) -> None:
    result = ztlint(tmp_path, "rules", "show", "cleartext-servr")
    assert (result.status, "Did you mean 'cleartext-server'?" in result.err) == (2, True)


def test_all_rules_are_listed(tmp_path: Path, ztlint: Run) -> None:
    files = [path for path in rules_folder().rglob("*.yaml") if path.parent.name not in LANGUAGES]
    assert len(ztlint(tmp_path, "rules", "list").out.splitlines()) == len(files)


@pytest.mark.parametrize(
    ("text", "status", "says"),
    [
        (RULE, 0, "2 examples of 1 rules, 0 wrong"),
        (RULE.replace("https://api", "http://api"), 1, "'https': expected on lines [], found on [3]"),
        (RULE.replace(" # finding", ""), 2, "examples/0"),
        (RULE.replace("severity: high", "severity: hihg"), 2, "severity"),
        ("a: [", 2, "cannot be parsed"),
    ],
)
def test_a_pack_is_tested_by_its_own_examples(
    tmp_path: Path, ztlint: Run, text: str, status: int, says: str
) -> None:
    write(tmp_path, "pack/server-without-tls.yaml", text)
    for target in ("pack", "pack/server-without-tls.yaml"):
        result = ztlint(tmp_path, "rules", "test", target)
        assert (result.status, says in result.out + result.err) == (status, True), result.out + result.err


@pytest.mark.parametrize("target", ["nowhere", "empty"])
def test_a_pack_without_rules_is_wrong_usage(tmp_path: Path, ztlint: Run, target: str) -> None:
    (tmp_path / "empty").mkdir()
    assert ztlint(tmp_path, "rules", "test", target).status == 2


def test_the_configuration_in_force_is_shown_with_its_origins(
    tmp_path: Path, ztlint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, ".ztlint.yaml", "exclude: [old]\nprofile: strict\nfail-on: high\n")
    monkeypatch.setenv("ZTLINT_PROFILE", "default")
    lines = ztlint(tmp_path, "config", "show", "--fail-on", "medium").out.splitlines()
    assert 'fail-on = "medium"  (--fail-on)' in lines
    assert 'profile = "default"  (ZTLINT_PROFILE)' in lines
    assert f'exclude = ["old"]  ({tmp_path / ".ztlint.yaml"})' in lines
    assert "allow-incomplete = false  (default)" in lines


def test_lists_may_come_from_the_environment(
    tmp_path: Path, ztlint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZTLINT_SELECT", "ZTA101,ZTA301")
    assert 'select = ["ZTA101", "ZTA301"]  (ZTLINT_SELECT)' in ztlint(tmp_path, "config", "show").out


def test_the_environment_names_a_configuration_and_isolated_leaves_it_out(
    tmp_path: Path, ztlint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = write(tmp_path, "elsewhere/ci.toml", 'fail-on = "high"\n')
    monkeypatch.setenv("ZTLINT_CONFIG", str(other))
    assert f'fail-on = "high"  ({other})' in ztlint(tmp_path, "config", "show").out
    assert 'fail-on = "low"  (default)' in ztlint(tmp_path, "config", "show", "--isolated").out


def test_the_published_schema_is_a_schema(tmp_path: Path, ztlint: Run) -> None:
    schema = json.loads(ztlint(tmp_path, "config", "schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)


def test_a_defect_is_reported_without_the_text_of_the_error(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_arguments: object) -> int:
        raise RuntimeError("top-" + "secret")

    monkeypatch.setattr(entry, "_run", broken)
    assert invoke([]) == 4
    message = capfd.readouterr().err
    assert all(part in message for part in ("RuntimeError", __version__, "Python", "report"))
    assert "secret" not in message
    monkeypatch.setenv("ZTLINT_DEBUG", "1")
    with pytest.raises(RuntimeError):
        invoke([])


def test_an_interrupted_run_ends_in_130(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("ztlint.cli.check.run", interrupted)
    assert invoke(["check"]) == 130
    assert "interrupted" in capfd.readouterr().err
