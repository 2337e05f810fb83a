"""Runs over real folders and repositories, seen through the JSON report."""

import json
from pathlib import Path
from typing import Any

import pytest
from running import Checkout, Run, write

API = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
servers:
  - url: http://api.example.com
security: [{key: []}]
components:
  securitySchemes:
    key: {type: http, scheme: bearer}
paths:
  /pets:
    get:
      operationId: listPets
      responses: {"200": {description: OK}, "401": {description: No}, "429": {description: Slow, headers: {Retry-After: {schema: {type: integer}}}}}
"""
CLEAN = API.replace("http://", "https://")
SERVER = "cleartext-server"
SERVER_ID = "ZTA301"


def report_of(ztlint: Run, folder: Path, *arguments: str) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(ztlint(folder, "check", "-o", "json", *arguments).out)
    return report


def found(report: dict[str, Any]) -> list[tuple[str, str, int]]:
    return [
        (finding["rule"], finding["location"]["path"], finding["location"]["span"]["start_line"])
        for finding in report["findings"]
    ]


def test_a_definition_is_known_by_its_content(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "pets.txt", API)
    write(tmp_path, "openapi.yaml", "a: [one, two]\n")
    report = report_of(ztlint, tmp_path, "--select", SERVER)
    assert found(report) == [(SERVER_ID, "pets.txt", 4)]
    assert (report["coverage"]["files"], report["coverage"]["definitions"]) == (2, 1)


def test_a_fragment_is_reported_once_and_is_no_definition_of_its_own(tmp_path: Path, ztlint: Run) -> None:
    shared = "servers:\n  - url: http://api.example.com\n"
    for name in ("a.yaml", "b.yaml"):
        write(tmp_path, name, CLEAN.replace("/pets:\n", "/pets:\n    $ref: item.yaml\n  /cats:\n"))
    write(tmp_path, "item.yaml", shared + "get:\n  responses: {'200': {description: OK}}\n")
    report = report_of(ztlint, tmp_path, "--select", SERVER)
    assert found(report) == [(SERVER_ID, "item.yaml", 2)]
    assert report["coverage"]["definitions"] == 2


def test_every_document_of_a_stream_is_looked_at(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "all.yaml", f"{CLEAN}---\nkind: ConfigMap\n---\n{API}")
    line = CLEAN.count("\n") + 3 + 4
    assert found(report_of(ztlint, tmp_path, "--select", SERVER)) == [(SERVER_ID, "all.yaml", line)]


def test_an_unresolved_file_makes_the_run_incomplete(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "a.yaml", CLEAN + "  /cats:\n    $ref: cats.yaml\n")
    report = report_of(ztlint, tmp_path)
    assert [failure["path"] for failure in report["failures"]] == ["cats.yaml"]


def test_what_git_ignores_is_left_out_unless_it_is_named(checkout: Checkout, ztlint: Run) -> None:
    checkout.write(".gitignore", "build/\n")
    checkout.write("build/openapi.yaml", API)
    assert found(report_of(ztlint, checkout.root, "--select", SERVER)) == []
    named = report_of(ztlint, checkout.root, "--select", SERVER, "build/openapi.yaml")
    assert found(named) == [(SERVER_ID, "build/openapi.yaml", 4)]


def test_paths_are_relative_to_the_repository_wherever_one_stands(checkout: Checkout, ztlint: Run) -> None:
    checkout.write("services/pets/openapi.yaml", API)
    checkout.write("other/openapi.yaml", API)
    folder = checkout.root / "services"
    assert found(report_of(ztlint, folder, "--select", SERVER)) == [
        (SERVER_ID, "services/pets/openapi.yaml", 4)
    ]


def test_excluded_files_are_counted(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "old/openapi.yaml", API)
    write(tmp_path, "openapi.yaml", CLEAN)
    report = report_of(ztlint, tmp_path, "--exclude", "old/")
    assert found(report) == []
    assert report["coverage"]["skipped"] == [
        {"reason": "excluded by configuration", "count": 1, "paths": ["old/openapi.yaml"]}
    ]


def test_two_runs_are_byte_identical_wherever_the_checkout_lies(tmp_path: Path, ztlint: Run) -> None:
    outputs = set()
    for folder in (tmp_path / "one", tmp_path / "another" / "place"):
        write(folder, "b/openapi.yaml", API)
        write(folder, "a/openapi.yaml", API.replace("bearer", "basic"))
        write(folder, "broken.yaml", "openapi: 3.0.0\n\tx")
        for output in ("json", "sarif", "text"):
            outputs.add((output, ztlint(folder, "check", "-o", output).out))
    assert len(outputs) == 3


def test_fingerprints_are_unique_and_survive_lines_added_above(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "openapi.yaml", API)
    before = report_of(ztlint, tmp_path)["findings"]
    write(tmp_path, "openapi.yaml", "# a comment\n\n" + API)
    after = report_of(ztlint, tmp_path)["findings"]
    prints = [finding["fingerprint"] for finding in before]
    assert prints == [finding["fingerprint"] for finding in after]
    assert len(set(prints)) == len(prints) > 0


def test_long_lines_are_cut_around_the_finding(tmp_path: Path, ztlint: Run) -> None:
    text = '{"openapi": "3.1.0", "x-long": "' + "y" * 5000
    text += '", "servers": [{"url": "http://api.example.com"}], "paths": {"/a": {"get": {}}}}'
    write(tmp_path, "openapi.json", text)
    (finding,) = report_of(ztlint, tmp_path, "--select", SERVER)["findings"]
    excerpt = finding["location"]["excerpt"]
    column = finding["location"]["span"]["start_column"]
    (line,) = excerpt["lines"]
    assert len(line) <= 200
    assert line[column - 1 - excerpt["skipped"] :].startswith('"http://api.example.com"')


PASSWORD = "Sommer" + "2031"


@pytest.mark.parametrize("selected", ["cleartext-server", "credentials-in-server-url"])
def test_a_password_in_a_url_is_shown_by_no_rule_and_no_format(
    tmp_path: Path, ztlint: Run, selected: str
) -> None:
    write(tmp_path, "openapi.yaml", API.replace("http://", f"http://deploy:{PASSWORD}@"))
    for output in ("text", "json", "sarif"):
        result = ztlint(tmp_path, "check", "--select", selected, "-o", output)
        assert (result.status, PASSWORD in result.out + result.err) == (1, False)


def test_configured_public_operations_are_public_by_intent(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "openapi.yaml", CLEAN + "    post:\n      security: []\n      responses: {}\n")
    select = ("--select", "authentication")
    assert found(report_of(ztlint, tmp_path, *select)) != []
    write(tmp_path, ".ztlint.yaml", "public: [{path: /pets, method: post, reason: sign-up}]\n")
    assert found(report_of(ztlint, tmp_path, *select)) == []
