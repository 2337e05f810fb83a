"""Secrets from end to end: found, never shown, accepted, remembered by history."""

import json
from pathlib import Path
from typing import Any

import pytest
from running import Checkout, Run, github_token, write
from test_run import CLEAN, found, report_of

TOKEN = github_token()
RULE = "ZTS001"
HYGIENE = ("ZTA911", "ZTA912", "ZTA913")


def secrets_in(report: dict[str, Any]) -> list[tuple[str, str, int]]:
    return [place for place in found(report) if place[0] in (RULE, *HYGIENE)]


def test_a_token_is_found_and_no_format_shows_it(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "deploy.sh", f"#!/bin/sh\nTOKEN={TOKEN}\n")
    assert secrets_in(report_of(ztlint, tmp_path)) == [(RULE, "deploy.sh", 2)]
    for output in ("text", "json", "sarif"):
        result = ztlint(tmp_path, "check", "-o", output)
        assert TOKEN[4:12] not in result.out + result.err


@pytest.mark.parametrize("arguments", [("--only", "openapi"), ("--select", "cleartext-server")])
def test_a_token_is_hidden_also_where_nobody_looks_for_it(
    tmp_path: Path, ztlint: Run, arguments: tuple[str, ...]
) -> None:
    server = f"servers: [{{url: 'http://api.example.com', description: {TOKEN}}}]"
    write(tmp_path, "openapi.yaml", CLEAN.replace("servers: [{url: https://api.example.com}]", server))
    write(tmp_path, "broken.yaml", f"openapi: 3.0.0\na: *{TOKEN}\n")
    for output in ("text", "json", "sarif"):
        result = ztlint(tmp_path, "check", "-o", output, *arguments)
        assert "broken.yaml" in result.out
        assert TOKEN[4:12] not in result.out + result.err


def test_one_token_in_two_files_is_one_finding(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "a.env", f"T={TOKEN}\n")
    write(tmp_path, "b.env", f"\nT={TOKEN}\n")
    write(tmp_path, "c.env", f"T={github_token('b')}\n")
    report = report_of(ztlint, tmp_path)
    assert secrets_in(report) == [(RULE, "a.env", 1), (RULE, "c.env", 1)]
    assert [finding["count"] for finding in report["findings"]] == [2, 1]


def test_bytes_that_are_no_text_are_searched(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "core.bin", b"\xff\xfe\xfd\n\0\0" + f" T={TOKEN} ".encode() + b"\x80")
    report = report_of(ztlint, tmp_path)
    assert [(item["rule"], item["location"]["path"]) for item in report["findings"]] == [(RULE, "core.bin")]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.env", "T={} # ztlint: ignore[ZTS001] revoked in May\n", []),
        ("a.js", "t = '{}' // ztlint: ignore[github-token] revoked in May\n", []),
        ("a.js", "// ztlint: ignore[ZTS001] revoked in May\nt = '{}'\n", []),
        ("a.env", "T={} # ztlint: ignore[ZTS001]\n", ["ZTA911", RULE]),
        ("a.env", "T={} # ztlint: ignore[ZTS002] revoked in May\n", ["ZTA913", RULE]),
    ],
)
def test_comments_waive_secrets_in_any_file(
    tmp_path: Path, ztlint: Run, path: str, text: str, expected: list[str]
) -> None:
    write(tmp_path, path, text.format(TOKEN))
    rules = sorted(rule for rule, _, _ in secrets_in(report_of(ztlint, tmp_path)))
    assert rules == expected


def test_json_definitions_waive_secrets_at_the_node(tmp_path: Path, ztlint: Run) -> None:
    waiver = {"ignore": [{"rule": RULE, "reason": "revoked in May"}]}
    info = {"title": TOKEN, "version": "1", "x-ztlint": waiver}
    definition = {"openapi": "3.1.0", "info": info, "paths": {}, "x-other": github_token("b")}
    write(tmp_path, "openapi.json", json.dumps(definition, indent=1))
    assert secrets_in(report_of(ztlint, tmp_path)) == [(RULE, "openapi.json", 16)]


@pytest.fixture
def leaked(checkout: Checkout) -> Checkout:
    """A token that was committed and then removed."""
    checkout.write("old.env", f"\nT={TOKEN}\n")
    checkout.commit()
    checkout.write("old.env", "T=\n")
    checkout.commit()
    return checkout


def test_history_has_what_the_tree_has_no_more(leaked: Checkout, ztlint: Run) -> None:
    assert secrets_in(report_of(ztlint, leaked.root)) == []
    report = report_of(ztlint, leaked.root, "--history")
    assert secrets_in(report) == [(RULE, "old.env", 2)]
    (finding,) = report["findings"]
    first = leaked.git("rev-list", "--max-parents=0", "HEAD").strip()
    assert finding["location"]["commit"] == first
    assert finding["location"]["excerpt"]["lines"][1].startswith("T=***")


@pytest.mark.parametrize("arguments", [("--exclude", "*.env"), ("other",)])
def test_history_is_narrowed_by_paths_and_exclusions(
    leaked: Checkout, ztlint: Run, arguments: tuple[str, ...]
) -> None:
    leaked.write("other/a.txt", "a")
    assert secrets_in(report_of(ztlint, leaked.root, "--history", *arguments)) == []


def test_a_range_has_what_its_commits_brought(leaked: Checkout, ztlint: Run) -> None:
    assert secrets_in(report_of(ztlint, leaked.root, "--range", "HEAD~1..HEAD")) == []
    leaked.write("new.env", f"T={github_token('b')}\n")
    leaked.commit()
    report = report_of(ztlint, leaked.root, "--range", "HEAD~1..HEAD")
    assert secrets_in(report) == [(RULE, "new.env", 1)]


def test_pushed_commits_are_those_that_pre_commit_names(
    leaked: Checkout, ztlint: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, last = leaked.git("rev-list", "--reverse", "HEAD").split()
    for before, after, expected in (("", "", 1), ("0" * 40, last, 1), (first, last, 0)):
        monkeypatch.setenv("PRE_COMMIT_FROM_REF", before)
        monkeypatch.setenv("PRE_COMMIT_TO_REF", after)
        report = report_of(ztlint, leaked.root, "--pushed")
        assert len(secrets_in(report)) == expected


def test_the_configuration_waives_history(leaked: Checkout, ztlint: Run) -> None:
    entry = f"{{rule: {RULE}, path: old.env, reason: revoked in May}}"
    leaked.write(".ztlint.yaml", f"waivers:\n  - {entry}\n")
    assert secrets_in(report_of(ztlint, leaked.root, "--history")) == []
    # Without the history nobody can tell whether the waiver is still needed.
    assert secrets_in(report_of(ztlint, leaked.root)) == []


def test_a_comment_waives_the_history_of_its_file(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("a.env", f"T={TOKEN}\n")
    checkout.commit()
    checkout.write("a.env", f"T={TOKEN} # ztlint: ignore[ZTS001] revoked in May\n")
    checkout.commit()
    assert secrets_in(report_of(ztlint, checkout.root, "--history")) == []


def test_staged_secrets_are_found_and_unstaged_ones_are_not(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("a.env", f"T={TOKEN}\n")
    checkout.git("add", "a.env")
    checkout.write("a.env", "T=\n")
    checkout.write("b.env", f"T={github_token('b')}\n")
    assert secrets_in(report_of(ztlint, checkout.root, "--staged")) == [(RULE, "a.env", 1)]
