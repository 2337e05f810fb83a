"""SARIF as its readers need it. docs/sarif.md says what validates it further."""

import gzip
import json
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from accepts import assert_github_accepts
from msgspec.structs import replace
from rich_report import (
    CLEAN,
    COMMIT,
    FIELD,
    FINDINGS,
    NOTE,
    OPEN,
    RICH,
    SECRET,
    TOKEN,
    WEIRD_PATH,
    finding,
    place,
)

from ztlint.core import Finding, Location, Related, Report, Repository, Severity, Span
from ztlint.reporters import render_sarif


def run_of(report: Report, **options: Any) -> dict[str, Any]:
    run: dict[str, Any] = json.loads(render_sarif(report, **options))["runs"][0]
    return run


def results_of(*findings: Finding) -> list[dict[str, Any]]:
    """Of all runs."""
    runs = json.loads(render_sarif(replace(RICH, findings=findings)))["runs"]
    return [result for run in runs for result in run["results"]]


def region_of(location: Location) -> dict[str, Any]:
    region: dict[str, Any] = results_of(finding(OPEN, location, "m"))[0]["locations"][0]["physicalLocation"][
        "region"
    ]
    return region


@pytest.mark.parametrize("report", [RICH, CLEAN])
def test_github_accepts_it(report: Report) -> None:
    assert_github_accepts(json.loads(render_sarif(report)))


def test_a_clean_run_has_results_and_all_its_rules() -> None:
    run = run_of(CLEAN)
    assert run["results"] == []
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [rule.id for rule in RICH.rules]


def test_a_finding_of_a_rule_that_was_not_listed_lists_it() -> None:
    run = run_of(replace(RICH, rules=()))
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [
        "ZTA101",
        "ZTA401",
        "ZTA701",
        "ZTA301",
    ]
    assert_github_accepts({"version": "2.1.0", "runs": [run]})


@pytest.mark.parametrize(("category", "id_"), [("ztlint-history", "ztlint-history/"), ("a/b/", "a/b/")])
def test_a_category_ends_in_a_slash(category: str, id_: str) -> None:
    assert run_of(RICH, category=category)["automationDetails"] == {"id": id_}


def test_without_a_category_the_upload_action_chooses() -> None:
    assert "automationDetails" not in run_of(RICH)


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        ({}, [None, "ztlint-history/"]),
        ({"category": "api/"}, ["api/", "api-history/"]),
        ({"history": "commits"}, [None, "ztlint-commits/"]),
    ],
)
def test_secrets_of_the_history_are_a_run_of_their_own_category(
    options: dict[str, str], ids: list[str | None]
) -> None:
    log = json.loads(render_sarif(RICH, **options))
    assert [run.get("automationDetails", {}).get("id") for run in log["runs"]] == ids
    today, past = log["runs"]
    assert [result["ruleId"] for result in past["results"]] == ["ZTS001"]
    assert all("commit" not in result["properties"] for result in today["results"])
    assert [rule["id"] for rule in past["tool"]["driver"]["rules"]] == ["ZTS001"]
    assert past["invocations"] == today["invocations"]


def test_a_clean_history_is_a_run_too_so_that_its_alerts_close() -> None:
    clean = replace(CLEAN, coverage=replace(CLEAN.coverage, commits=3))
    runs = json.loads(render_sarif(clean))["runs"]
    assert [run["results"] for run in runs] == [[], []]


def test_commits_alone_close_no_alerts_of_files() -> None:
    alone = replace(RICH, findings=FINDINGS[3:4], coverage=replace(RICH.coverage, files=0))
    (run,) = json.loads(render_sarif(alone))["runs"]
    assert run["automationDetails"]["id"] == "ztlint-history/"


@pytest.mark.parametrize(
    ("needle", "start", "end"),
    [("宠物", 20, 22), ("😀宠物", 18, 22), ("delete:", 5, 12), ("{security: []}", 19, 33)],
)
def test_columns_count_utf16_code_units(needle: str, start: int, end: int) -> None:
    region = region_of(place(WEIRD_PATH, needle))
    assert (region["startColumn"], region["endColumn"]) == (start, end)
    assert region["snippet"]["text"] == needle
    assert "properties" not in region


def test_without_the_line_the_region_says_that_its_columns_are_code_points() -> None:
    region = region_of(replace(place(WEIRD_PATH, "{security: []}"), excerpt=None, columns=None))
    assert region["startColumn"] == 18
    assert region["properties"] == {"columnsIn": "unicodeCodePoints"}


def test_a_region_ends_on_the_line_where_it_starts() -> None:
    location = place(WEIRD_PATH, "delete:")  # the engine's columns are those of the first line
    region = region_of(replace(location, span=Span(79, 140, 5, 5, 7, 3)))
    assert (region["startLine"], region["endLine"], region["endColumn"]) == (5, 5, 12)


def test_a_finding_on_a_whole_file_stands_on_line_1() -> None:
    assert region_of(Location("a"))["startLine"] == 1


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("we ird/a b#c%é😀.py", "we%20ird/a%20b%23c%25%C3%A9%F0%9F%98%80.py"),
        ("a:b", "a%3Ab"),
        ("[x]\\y", "%5Bx%5D%5Cy"),
        ("new\nline", "new%0Aline"),
        ("\udce9", "%E9"),
        ("\ud800", "%EF%BF%BD"),
        ("", "."),
    ],
)
def test_paths_are_encoded_by_segment(path: str, uri: str) -> None:
    artifact = results_of(finding(OPEN, Location(path), "m"))[0]["locations"][0]["physicalLocation"][
        "artifactLocation"
    ]
    assert artifact == {"uri": uri, "uriBaseId": "%SRCROOT%"}


def test_a_path_of_any_bytes_comes_back_from_its_uri() -> None:
    raw = bytes(range(1, 256)).replace(b"/", b"")
    uri = results_of(finding(OPEN, Location(raw.decode("utf-8", "surrogateescape")), "m"))[0]["locations"][0][
        "physicalLocation"
    ]["artifactLocation"]["uri"]
    assert unquote_to_bytes(uri) == raw


def test_findings_of_one_rule_on_one_line_are_one_result() -> None:
    (result,) = results_of(*FINDINGS[4:6])
    assert result["message"]["text"] == (
        "'GET /b' can be called without authentication. 1 more finding of this rule on the same line. "
        "See ['GET /c' can be called without authentication](1)."
    )
    assert result["relatedLocations"][0]["physicalLocation"]["region"]["snippet"]["text"] == '"/c"'


def test_findings_of_two_rules_or_commits_on_one_line_stay_apart() -> None:
    here = place(WEIRD_PATH, "delete")
    apart = (
        finding(OPEN, here, "a"),
        finding(FIELD, here, "a"),
        finding(OPEN, replace(here, commit=COMMIT), "a"),
    )
    assert len(results_of(*apart)) == 3


def test_the_merged_result_has_the_worst_level() -> None:
    mild, severe = FINDINGS[4:6]
    (result,) = results_of(replace(mild, severity=Severity.INFO), severe)
    assert result["level"] == "error"


def test_fingerprints_are_githubs_and_our_own() -> None:
    fingerprints = results_of(FINDINGS[0])[0]["partialFingerprints"]
    assert fingerprints == {
        "primaryLocationLineHash": FINDINGS[0].location.line_hash,
        "ztlint/v1": FINDINGS[0].fingerprint,
    }


def test_a_pointer_and_the_operation_are_logical_locations() -> None:
    logical = results_of(FINDINGS[0])[0]["locations"][0]["logicalLocations"]
    assert logical == [
        {"name": "delete", "fullyQualifiedName": "/paths/~1pets~1{petId}/delete", "kind": "property"},
        {"fullyQualifiedName": "DELETE /pets/{petId}", "kind": "operation"},
    ]


@pytest.mark.parametrize(
    ("pointer", "name", "kind"),
    [("/servers/0", "0", "value"), ("/paths/~1a~0b", "/a~b", "property"), ("", None, "object")],
)
def test_a_logical_location_has_its_last_step_as_its_name(pointer: str, name: str | None, kind: str) -> None:
    (logical,) = results_of(finding(OPEN, Location("a", pointer), "m"))[0]["locations"][0]["logicalLocations"]
    assert (logical.get("name"), logical["kind"]) == (name, kind)


def test_a_secret_of_the_history_names_commit_date_and_path() -> None:
    (result,) = results_of(FINDINGS[3])
    assert f"commit '{COMMIT}' of 2024-05-06T07:08:09+02:00, 'deploy/prod.env'" in result["message"]["text"]
    assert result["properties"]["commit"] == COMMIT
    assert result["properties"]["authorDate"] == "2024-05-06T07:08:09+02:00"
    assert result["properties"]["evidence"] == ["checksum: valid"]
    assert TOKEN not in json.dumps(result)


def test_brackets_that_would_read_as_a_link_are_escaped() -> None:
    text = results_of(FINDINGS[1])[0]["message"]["text"]
    assert "\\[see\\](this)" in text
    assert results_of(finding(OPEN, Location("a"), "items[0] is"))[0]["message"]["text"] == "items[0] is."


def test_the_message_counts_operations_places_and_links_it_cuts() -> None:
    text = results_of(FINDINGS[1])[0]["message"]["text"]
    assert "It touches 'GET /pets/0', 'GET /pets/1', 'GET /pets/2' and 3 more operations." in text
    assert "The same cause stands in 12 places." in text
    assert text.endswith("[place 4](5) and 2 more places.")


def test_related_places_beyond_the_limit_are_counted() -> None:
    many = tuple(Related(Location("a"), f"p{n}") for n in range(150))
    (result,) = results_of(replace(FINDINGS[0], related=many))
    assert len(result["relatedLocations"]) == 100
    assert result["message"]["text"].endswith("and 145 more places.")


def test_more_results_than_github_takes_are_cut_by_severity_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ztlint.reporters.sarif.log.MAX_RESULTS", 2)
    run = run_of(RICH)
    assert [result["ruleId"] for result in run["results"]] == ["ZTA101", "ZTA101"]
    (said,) = [
        note["message"]["text"]
        for note in run["invocations"][0]["toolExecutionNotifications"]
        if note["descriptor"]["id"] == "ZTN004"
    ]
    assert said == "3 results of the lowest severities are not in this file."


def many(count: int, message: str = "m") -> Report:
    """Each on a line of its own, with as much text as findings have; severities take turns."""
    rules = (OPEN, FIELD, NOTE)
    return replace(
        CLEAN,
        findings=tuple(
            finding(
                rules[n % 3], Location("a.yaml", None, Span(n, n + 1, n + 1, 1, n + 1, 2)), f"{message}{n}"
            )
            for n in range(count)
        ),
    )


def test_25_001_findings_are_valid_cut_and_said() -> None:
    said: list[str] = []
    log = json.loads(render_sarif(many(25_001), say=said.append))
    assert_github_accepts(log)
    (run,) = log["runs"]
    assert len(run["results"]) == 25_000
    assert sum(result["level"] == "note" for result in run["results"]) == 8_333 - 1, "the least severe go"
    assert said == [
        "1 result of the lowest severities are not in this file.",
        "GitHub shows the 5 000 most severe of the 25 000 results in this file.",
    ]
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert [note["message"]["text"] for note in notes if note["descriptor"]["id"] == "ZTN004"] == said


def test_a_file_too_large_to_upload_is_cut_until_it_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ztlint.reporters.sarif.log.MAX_BYTES", 12_000)
    said: list[str] = []
    text = render_sarif(many(4_000), say=said.append)
    assert len(gzip.compress(text.encode())) <= 12_100
    assert 100 < len(json.loads(text)["runs"][0]["results"]) < 4_000
    assert len(said) == 1


@pytest.mark.parametrize(
    ("status", "successful"), [(0, True), (1, True), (2, False), (3, False), (4, False), (130, False)]
)
def test_the_invocation_has_the_exit_status(status: int, *, successful: bool) -> None:
    invocation = run_of(replace(CLEAN, status=status))["invocations"][0]
    assert invocation["executionSuccessful"] is successful
    assert invocation["exitCode"] == status
    assert invocation["exitCodeDescription"].startswith(f"status {status}: ")


def test_failures_and_skipped_files_are_notifications_with_their_places() -> None:
    run = run_of(RICH)
    declared = [kind["id"] for kind in run["tool"]["driver"]["notifications"]]
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert [(note["descriptor"]["id"], note["level"]) for note in notes] == [
        ("ZTN001", "note"),
        *[("ZTN002", "warning")] * 3,
        *[("ZTN003", "note")] * 2,
    ]
    assert all(declared[note["descriptor"]["index"]] == note["descriptor"]["id"] for note in notes)
    broken = notes[1]["locations"][0]["physicalLocation"]
    assert broken == {
        "artifactLocation": {"uri": "broken.yaml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3},
    }
    assert notes[3]["message"]["text"].startswith(
        "Part of the run was not looked at: the history is shallow."
    )


@pytest.mark.parametrize(
    ("uri", "emitted"),
    [
        ("https://github.com/acme/pets.git", "https://github.com/acme/pets.git"),
        ("https://user:word@example.org:8443/a/b", "https://example.org:8443/a/b"),
        ("git@github.com:acme/pets.git", "ssh://github.com/acme/pets.git"),
        ("ssh://git@example.org/a", "ssh://example.org/a"),
        ("/home/me/pets", None),
        ("file:///home/me/pets", None),
        ("C:\\pets", None),
        ("https://exa mple.org/", None),
        ("https://a@b@c/x", "https://c/x"),
        (None, None),
    ],
)
def test_the_repository_has_an_address_without_credentials_or_none(
    uri: str | None, emitted: str | None
) -> None:
    run = run_of(replace(RICH, repository=Repository(uri, "ab", None)))
    provenance = run.get("versionControlProvenance", [{}])[0]
    assert provenance.get("repositoryUri") == emitted


def test_nothing_waived_or_baselined_is_a_result() -> None:
    run = run_of(replace(CLEAN, waived=RICH.waived, baselined=RICH.baselined))
    assert run["results"] == []


def test_rules_lead_to_cwe_and_owasp_by_tags_and_by_taxonomies() -> None:
    run = run_of(RICH)
    rule = run["tool"]["driver"]["rules"][2]
    assert rule["properties"]["tags"][:5] == [
        "security",
        "external/cwe/cwe-200",
        "external/cwe/cwe-079",
        "owasp-api-2023-api3",
        "owasp-api-2023-api10",
    ]
    for related in rule["relationships"]:
        taxonomy = run["taxonomies"][related["target"]["toolComponent"]["index"]]
        assert related["target"]["id"] in [taxon["id"] for taxon in taxonomy["taxa"]]
    assert len(rule["relationships"]) == 4


@pytest.mark.parametrize(
    ("severity", "level", "number"),
    [
        (Severity.CRITICAL, "error", "9.5"),
        (Severity.HIGH, "error", "8.0"),
        (Severity.MEDIUM, "warning", "5.5"),
        (Severity.LOW, "warning", "2.5"),
        (Severity.INFO, "note", None),
    ],
)
def test_severities_have_githubs_numbers(severity: Severity, level: str, number: str | None) -> None:
    (rule,) = run_of(replace(CLEAN, rules=(replace(OPEN, severity=severity),)))["tool"]["driver"]["rules"]
    assert rule["defaultConfiguration"]["level"] == level
    assert rule["properties"].get("security-severity") == number


def test_help_shows_examples_without_marks_but_none_of_a_secret() -> None:
    rules = {rule["id"]: rule["help"]["markdown"] for rule in run_of(RICH)["tool"]["driver"]["rules"]}
    assert "```yaml\npaths:\n  /a:\n```" in rules[OPEN.id]
    assert "# finding" not in rules[OPEN.id]
    assert "```" not in rules[SECRET.id]
    assert "ztlint: ignore[ZTA701] reason" in rules[NOTE.id]


def test_a_name_like_the_id_is_told_apart() -> None:
    (rule,) = run_of(replace(CLEAN, rules=(replace(OPEN, name="ZTA101"),)))["tool"]["driver"]["rules"]
    assert rule["name"] == "RuleZTA101"


@pytest.mark.parametrize(("branch", "members"), [(None, 3), ("main", 4)])
def test_what_the_repository_lacks_is_left_out(branch: str | None, members: int) -> None:
    run = run_of(replace(RICH, repository=Repository("https://example.org/a", "ab", branch)))
    assert len(run["versionControlProvenance"][0]) == members
    run = run_of(replace(RICH, repository=Repository("https://example.org/a", None, branch)))
    assert "revisionId" not in run["versionControlProvenance"][0]
