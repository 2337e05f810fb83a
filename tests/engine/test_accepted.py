"""Waivers from end to end: written in files, seen in reports."""

from pathlib import Path
from typing import Any

import pytest
from running import Checkout, Run, write
from test_run import API, SERVER, SERVER_ID, found, report_of


def commented(comment: str) -> str:
    return API.replace("http://api.example.com", f"http://api.example.com  # ztlint: {comment}")


HYGIENE = ("ZTA911", "ZTA912", "ZTA913")


def rules_of(report: dict[str, Any]) -> list[str]:
    """Ids of findings about transport and about waivers; nothing else is asked here."""
    return [rule for rule, _, _ in found(report) if rule in (SERVER_ID, *HYGIENE)]


@pytest.mark.parametrize(
    ("name", "reason", "expected"),
    [
        (SERVER_ID, "in the mesh", []),
        (SERVER, "in the mesh", []),
        (SERVER_ID, "", [SERVER_ID, "ZTA911"]),
        ("ZTA101", "in the mesh", [SERVER_ID, "ZTA913"]),
        ("ZTA9999", "in the mesh", [SERVER_ID, "ZTA913"]),
        ("ZTS9999", "in the mesh", [SERVER_ID, "ZTA913"]),
    ],
)
def test_a_comment_waives_with_a_reason(
    tmp_path: Path, ztlint: Run, name: str, reason: str, expected: list[str]
) -> None:
    write(tmp_path, "openapi.yaml", commented(f"ignore[{name}] {reason}"))
    report = report_of(ztlint, tmp_path)
    assert rules_of(report) == expected
    waived = [(item["finding"]["rule"], item["reason"]) for item in report["waived"]]
    assert waived == ([] if expected else [(SERVER_ID, "in the mesh")])


def test_an_unknown_rule_in_a_waiver_is_told_with_the_nearest_one(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "openapi.yaml", commented("ignore[cleartext-sever] in the mesh"))
    assert "'cleartext-server' may be meant" in ztlint(tmp_path, "check").out


def test_waivers_are_judged_only_by_runs_that_could_have_used_them(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "openapi.yaml", API + "# ztlint: ignore[ZTA101] all is well\n")
    assert "ZTA913" in rules_of(report_of(ztlint, tmp_path))
    for arguments in (("--ignore", "ZTA101"), ("--select", SERVER, "--select", "waiver-unused")):
        assert "ZTA913" not in rules_of(report_of(ztlint, tmp_path, *arguments))
    assert "ZTA913" not in rules_of(report_of(ztlint, tmp_path, "--only", "secrets"))


def test_text_about_waivers_in_other_files_is_no_waiver(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "README.md", "Write `# ztlint: ignore[ZTA101]` or\n# ztlint: ignore[ZTA9999]\n")
    assert ztlint(tmp_path, "check").status == 0


def test_our_own_sarif_is_no_source_of_waivers(tmp_path: Path, ztlint: Run) -> None:
    """Its help texts show how to write one."""
    write(tmp_path, "openapi.yaml", API)
    ztlint(tmp_path, "check", "-o", "sarif=out.sarif")
    assert "ztlint: ignore[" in (tmp_path / "out.sarif").read_text()
    assert not any(rule in HYGIENE for rule, _, _ in found(report_of(ztlint, tmp_path)))


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("{rule: cleartext-server, path: openapi.yaml, reason: in the mesh}", []),
        ("{rule: ZTA301, path: '**/*.yaml', pointer: /servers, reason: in the mesh}", []),
        (
            "{rule: ZTA301, path: openapi.yaml, pointer: /paths, reason: in the mesh}",
            ["ZTA913", SERVER_ID],
        ),
        ("{rule: ZTA301, path: gone.yaml, reason: in the mesh}", ["ZTA913", SERVER_ID]),
        ("{rule: ZTA301, path: openapi.yaml}", ["ZTA911", SERVER_ID]),
        (
            "{rule: ZTA301, path: openapi.yaml, reason: in the mesh, expires: 2001-01-01}",
            ["ZTA912", SERVER_ID],
        ),
    ],
)
def test_the_configuration_waives(tmp_path: Path, ztlint: Run, entry: str, expected: list[str]) -> None:
    write(tmp_path, "openapi.yaml", API)
    write(tmp_path, ".ztlint.yaml", f"waivers:\n  - {entry}\n")
    assert rules_of(report_of(ztlint, tmp_path)) == expected


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        (".ztlint.yaml", "fail-on: low\nwaivers:\n  - {rule: ZTA301, path: openapi.yaml}\n", 3),
        (".ztlint.toml", '\n[[waivers]]\nrule = "ZTA301"\npath = "openapi.yaml"\n', 2),
        (".ztlint.toml", 'waivers = [{rule = "ZTA301", path = "openapi.yaml"}]\n', 1),
        ("pyproject.toml", '\n\n[[tool.ztlint.waivers]]\nrule = "ZTA301"\npath = "openapi.yaml"\n', 3),
    ],
)
def test_a_bad_waiver_of_the_configuration_is_reported_where_it_stands(
    tmp_path: Path, ztlint: Run, name: str, text: str, line: int
) -> None:
    write(tmp_path, "openapi.yaml", API)
    write(tmp_path, name, text)
    assert ("ZTA911", name, line) in found(report_of(ztlint, tmp_path))


def test_a_configured_waiver_of_an_unknown_rule_is_wrong_usage(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "openapi.yaml", API)
    write(tmp_path, ".ztlint.yaml", "waivers: [{rule: ZTA301x, path: a, reason: b}]\n")
    result = ztlint(tmp_path, "check")
    assert (result.status, "Did you mean 'ZTA301'?" in result.err) == (2, True)


def test_a_partial_run_does_not_judge_the_configuration(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "openapi.yaml", API)
    write(tmp_path, "other.yaml", API.replace("http:", "https:"))
    entry = "{rule: ZTA301, path: openapi.yaml, reason: in the mesh}"
    write(tmp_path, ".ztlint.yaml", f"waivers:\n  - {entry}\n")
    assert rules_of(report_of(ztlint, tmp_path, "other.yaml")) == []


def test_json_definitions_are_waived_at_the_node(tmp_path: Path, ztlint: Run) -> None:
    waiver = '"x-ztlint": {"ignore": [{"rule": "ZTA301", "reason": "in the mesh"}]}'
    server = f'{{"url": "http://api.example.com", {waiver}}}'
    write(
        tmp_path,
        "a.json",
        f'{{"openapi": "3.1.0", "servers": [{server}], "paths": {{"/a": {{"get": {{}}}}}}}}',
    )
    assert rules_of(report_of(ztlint, tmp_path)) == []


def test_waivers_in_referenced_files_count_also_where_those_are_not_staged(
    checkout: Checkout, ztlint: Run
) -> None:
    item = "servers:\n  - url: http://a.example # ztlint: ignore[ZTA301] in the mesh\nget: {responses: {}}\n"
    checkout.write("item.yaml", item)
    checkout.commit()
    checkout.write("openapi.yaml", API.replace("http:", "https:") + "  /cats:\n    $ref: item.yaml\n")
    checkout.git("add", "openapi.yaml")
    assert rules_of(report_of(ztlint, checkout.root, "--staged")) == []
    assert rules_of(report_of(ztlint, checkout.root)) == []


OPEN = """openapi: 3.0.3
info: {title: t, version: "1"}
paths:
  /a:
    delete:
      operationId: wipe
      responses: {"204": {description: d}}
"""
OPEN_ID = "ZTA104"


def about_intent(report: dict[str, Any]) -> list[str]:
    return [rule for rule, _, _ in found(report) if rule in (OPEN_ID, *HYGIENE)]


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("{reason: a sandbox}", []),
        ("{reason: a sandbox, expires: 9999-12-31}", []),
        ("{reason: a sandbox, expires: 2001-01-31}", [OPEN_ID, "ZTA912"]),
        ("{reason: a sandbox, expires: next summer}", [OPEN_ID, "ZTA912"]),
        ("{reason: a sandbox, expires: 2001}", [OPEN_ID, "ZTA912"]),
        ("{reason: ' '}", [OPEN_ID, "ZTA911"]),
        ("true", [OPEN_ID, "ZTA911"]),
    ],
)
def test_a_declaration_at_the_operation_holds_with_a_reason_and_for_its_time(
    tmp_path: Path, ztlint: Run, declared: str, expected: list[str]
) -> None:
    write(tmp_path, "openapi.yaml", OPEN + f"      x-ztlint: {{public: {declared}}}\n")
    assert about_intent(report_of(ztlint, tmp_path)) == expected


def test_a_declaration_where_no_operation_is_covers_nothing(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "openapi.yaml", OPEN + "    x-ztlint: {public: {reason: a sandbox}}\n")
    report = report_of(ztlint, tmp_path)
    assert about_intent(report) == [OPEN_ID, "ZTA913"]
    assert ("ZTA913", "openapi.yaml", 8) in found(report)
    write(tmp_path, "broken.yaml", "openapi: 3.0.3\npaths: [\n")
    assert about_intent(report_of(ztlint, tmp_path)) == [OPEN_ID]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("{operation: wipe, reason: a sandbox}", []),
        ("{path: /a, reason: a sandbox}", []),
        ("{path: /a, method: delete, reason: a sandbox, expires: 9999-12-31}", []),
        ("{operation: wipe, reason: a sandbox, expires: 2001-01-31}", ["ZTA912", OPEN_ID]),
        ("{operation: wipe, reason: ' '}", ["ZTA911", OPEN_ID]),
        ("{operation: gone, reason: a sandbox}", ["ZTA913", OPEN_ID]),
        ("{path: /a, method: post, reason: a sandbox}", ["ZTA913", OPEN_ID]),
    ],
)
def test_a_declaration_of_the_configuration_holds_alike(
    tmp_path: Path, ztlint: Run, entry: str, expected: list[str]
) -> None:
    write(tmp_path, "openapi.yaml", OPEN)
    write(tmp_path, ".ztlint.yaml", f"public:\n  - {entry}\n")
    report = report_of(ztlint, tmp_path)
    assert about_intent(report) == expected
    if expected:
        assert (expected[0], ".ztlint.yaml", 2) in found(report)


def test_only_a_run_that_saw_all_judges_what_the_configuration_declares(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "openapi.yaml", OPEN)
    write(tmp_path, "other.yaml", OPEN.replace("wipe", "clear").replace("/a", "/b"))
    text = '[[public]]\noperation = "wipe"\nreason = "a sandbox"\nexpires = 2001-01-31\n'
    write(tmp_path, ".ztlint.toml", text + '[[public]]\npath = "/gone"\nreason = "x"\n')
    assert about_intent(report_of(ztlint, tmp_path, "other.yaml")) == [OPEN_ID]
    assert about_intent(report_of(ztlint, tmp_path, "openapi.yaml")) == ["ZTA912", OPEN_ID]
    report = report_of(ztlint, tmp_path)
    assert about_intent(report) == ["ZTA912", "ZTA913", OPEN_ID, OPEN_ID]
    assert ("ZTA913", ".ztlint.toml", 5) in found(report)
    assert about_intent(report_of(ztlint, tmp_path, "--only", "secrets")) == []
    write(tmp_path, "broken.yaml", "openapi: 3.0.3\npaths: [\n")
    assert "ZTA913" not in about_intent(report_of(ztlint, tmp_path))
