"""What holds for each format: it reads, its columns and paths are true, and nothing in it is a command."""

import base64
import json
import re
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from all_formats import PATHS, github_commands, page, readable, render
from gitlab_schema import schema
from msgspec.structs import replace
from rich_report import CLEAN, FINDINGS, OPEN, RICH, SECRET, WEIRD_PATH, finding, place

from ztlint.core import Columns, Failure, Fix, Kind, Location, Related, Report, Repository, Skipped, Span
from ztlint.documents import LineIndex
from ztlint.reporters import (
    REPORTERS,
    render_github,
    render_gitlab_sast,
    render_gitlab_secrets,
    render_html,
    render_junit,
    render_markdown,
    render_rdjson,
)
from ztlint.reporters.links import permalink

NOTHING = replace(CLEAN, coverage=replace(CLEAN.coverage, files=0, size=0), status=3)
INCOMPLETE = replace(CLEAN, failures=(Failure("a.yaml", "not YAML", "Correct it.", 3, 7),), status=4)


def with_findings(*findings: object) -> Report:
    return replace(RICH, findings=findings, failures=(), waived=(), baselined=())


@pytest.mark.parametrize(
    "report", [CLEAN, RICH, NOTHING, INCOMPLETE], ids="clean rich nothing incomplete".split()
)
@pytest.mark.parametrize("name", REPORTERS)
def test_any_outcome_reads(name: str, report: Report) -> None:
    text = render(name, report)
    if name in ("json", "sarif", "rdjson", "gitlab-codequality", "gitlab-sast", "gitlab-secrets"):
        json.loads(text)
    assert readable(name, text) is not None
    assert text == "" or text.endswith("\n")
    if report is INCOMPLETE:
        assert "not YAML" in readable(name, text)


@pytest.mark.parametrize("name", PATHS)
@pytest.mark.parametrize(
    "path",
    [
        "a b/c#d",
        "100%41.yaml",
        "é/😀.yaml",
        "[v2](x).yaml",
        "new\nline",
        "a:b,c",
        "a\\b|c`d",
        "<i>&amp;\"'",
        "##[error]x",
    ],
)
def test_names_of_files_come_back(name: str, path: str) -> None:
    rule = SECRET if name == "gitlab-secrets" else OPEN
    found = PATHS[name](render(name, with_findings(finding(rule, Location(path), "m"))))
    shown = path.replace("\n", "\\n") if name == "html" else path
    shown = shown.replace("##[", "## [") if name == "github" else shown
    assert shown in found


TEXT = "é😀{token}"  # é: 1 UTF-16 unit, 2 bytes; 😀: 2 units, 4 bytes
LINES = LineIndex(TEXT)
HERE = Location("a.yaml", None, LINES.span(2, 9), columns=LINES.columns(2, 9))


def test_columns_are_in_the_units_of_each_format() -> None:
    report = with_findings(finding(OPEN, HERE, "m"))
    region = json.loads(render("sarif", report))["runs"][0]["results"][0]["locations"][0]["physicalLocation"][
        "region"
    ]
    assert (region["startColumn"], region["endColumn"]) == (4, 11)
    (diagnostic,) = json.loads(render_rdjson(report))["diagnostics"]
    assert diagnostic["location"]["range"] == {
        "start": {"line": 1, "column": 7},
        "end": {"line": 1, "column": 14},
    }
    properties = github_commands(render_github(report))[0][1]
    assert (properties["col"], properties["endColumn"]) == ("3", "10")
    assert render("concise", report).startswith("a.yaml:1:3: ")
    assert "a.yaml:1:3: " in ET.fromstring(render_junit(report)).find(".//failure").text
    assert json.loads(render("json", report))["findings"][0]["location"]["columns"]["utf8"] == [7, 14]


def test_columns_hold_in_files_of_one_long_line() -> None:
    lines = LineIndex("\n" + "😀é" * 5_000 + "x" + "é" * 3_000)
    at = 1 + 10_000
    assert lines.columns(at, at + 1) == Columns((15_001, 15_002), (30_001, 30_002))
    assert lines.columns(1, at + 2).utf8 == (1, 30_004)


INJECTION = "x\n::error::owned\r\n::set-output name=a::b %0A::warning:: ##[error]y ##vso[task] | `c` <script>alert(1)</script> [l](http://evil.example) ![i](x) @team www.evil.example </title> ]]> --> {{7}} *b*"
HOSTILE = with_findings(
    replace(
        finding(
            replace(OPEN, title=INJECTION, why=INJECTION, fix=INJECTION),
            Location(INJECTION, INJECTION),
            INJECTION,
        ),
        operations=(INJECTION,),
        related=(Related(Location(INJECTION), INJECTION),),
    )
)
HOSTILE = replace(
    HOSTILE,
    failures=(Failure(INJECTION, INJECTION, INJECTION, 1),),
    coverage=replace(RICH.coverage, skipped=(Skipped(INJECTION, 2, (INJECTION,)),)),
    repository=Repository("https://github.com/a/b", "ab" * 20, INJECTION),
)


@pytest.mark.parametrize("name", REPORTERS)
def test_no_line_is_a_command_of_a_runner(name: str) -> None:
    for line in render(name, HOSTILE).splitlines():
        if line.lstrip().startswith("::"):
            assert name == "github"
            assert line.startswith(("::error file=", "::warning file=", "::notice "))
            assert "##[" not in line


def test_a_workflow_command_holds_all_of_its_text() -> None:
    (_, properties, text), *others = github_commands(render_github(HOSTILE))
    assert len(others) == 2
    assert set(properties) == {"file", "line", "title"}
    assert properties["file"] == INJECTION.replace("##[", "## [")
    assert "\n" not in text


def test_a_page_runs_and_loads_nothing_of_others() -> None:
    text = render_html(HOSTILE)
    parsed = page(text)
    tags = [tag for tag, _ in parsed.elements]
    assert tags.count("script") == tags.count("style") == 1
    assert not {"img", "link", "iframe", "object", "embed", "base", "svg"} & set(tags)
    assert not any(name.startswith("on") or name == "style" for _, found in parsed.elements for name in found)
    assert not any("src" in found for _, found in parsed.elements)
    assert INJECTION.replace("\n", "\\n").replace("\r", "\\r") in "".join(parsed.text)
    policy = next(found["content"] for _, found in parsed.elements if found.get("http-equiv"))
    assert policy.startswith("default-src 'none'; ")
    assert all(
        found["href"].startswith(("https://github.com/", "#")) for tag, found in parsed.elements if tag == "a"
    )


def test_the_policy_of_a_page_names_its_style_and_script() -> None:
    import hashlib

    text = render_html(RICH)
    for tag in ("style", "script"):
        content = text.partition(f"<{tag}>")[2].partition(f"</{tag}>")[0]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in text


def test_a_page_says_all_without_scripts() -> None:
    parsed = page(render_html(RICH))
    details = [found for tag, found in parsed.elements if tag == "details"]
    assert len(details) == len(FINDINGS)
    assert not any("hidden" in found for found in details)
    form = next(found for tag, found in parsed.elements if tag == "form")
    assert "hidden" in form, "filters appear with the script that makes them work"
    labelled = {found.get("for") for tag, found in parsed.elements if tag == "label"}
    assert {"rule", "path"} <= labelled


def test_a_page_marks_the_place_and_no_more() -> None:
    text = render_html(with_findings(FINDINGS[1]))
    assert "x-owner: 😀 <mark>{security: []}</mark>" in text


def test_a_page_of_many_findings_says_how_many_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ztlint.reporters.html.page.MAX_FINDINGS", 2)
    text = render_html(RICH)
    assert text.count("<details") == 2
    assert "The 2 most severe of 7" in text


def test_markdown_is_text_and_links_of_our_own() -> None:
    text = render_markdown(HOSTILE, command="ztlint check '```' a")
    for line in text.splitlines():
        if line.startswith("|"):
            cells = re.split(r"(?<!\\)\|", line)
            assert len(cells) in (4, 5, 6)
            assert not re.search(r"(?<!\\)<(?!https://github\.com/)", line.split("`", 1)[0])
    assert set(re.findall(r"\]\(<(https://[^/]+)", text)) == {"https://github.com"}
    assert not re.search(r"https?://evil|www\.evil", text.partition("`")[0]), "no address links itself"
    assert "@team" not in text.partition("`")[0]
    assert text.rstrip().endswith("````\nztlint check '```' a\n````")


def test_markdown_stays_below_githubs_limit() -> None:
    skipped = tuple(Skipped("x" * 5_000 + str(n), 1, ("y" * 5_000,) * 3) for n in range(500))
    failures = tuple(Failure("z" * 5_000, "y" * 9_000, "x" * 9_000) for _ in range(500))
    huge = tuple(finding(OPEN, Location("|" * 5_000), "[" * 50_000) for _ in range(2_000))
    report = replace(RICH, findings=huge, failures=failures, coverage=replace(RICH.coverage, skipped=skipped))
    text = render_markdown(report, command="c" * 2_000_000)
    assert len(text.encode()) <= 901_000
    assert "the most severe 20 of 2 000" in text


def test_annotations_beyond_ten_of_a_type_are_counted() -> None:
    many = tuple(finding(OPEN, Location(f"{n:02}.yaml"), f"m{n}") for n in range(25))
    commands = github_commands(render_github(with_findings(*FINDINGS, *many)))
    errors = [text for type_, _, text in commands if type_ == "error"]
    assert len(errors) == 10
    assert errors[0].startswith("A key of the test service"), "the worst first"
    assert commands[-1][0] == "notice"
    assert commands[-1][2].startswith("19 more annotations not shown, ")


def test_ten_notices_leave_one_for_what_was_left_out() -> None:
    many = tuple(replace(FINDINGS[2], location=Location(f"{n}.yaml")) for n in range(12))
    commands = github_commands(render_github(with_findings(*many)))
    assert [type_ for type_, _, _ in commands] == ["notice"] * 10
    assert commands[-1][2].startswith("3 more")


def test_junit_counts_its_cases_and_names_each_once() -> None:
    twice = replace(RICH, findings=(*FINDINGS, *FINDINGS[:2]))
    suite = ET.fromstring(render_junit(twice)).find("testsuite")
    cases = suite.findall("testcase")
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("12", "9", "3")
    assert len({(case.get("classname"), case.get("name")) for case in cases}) == len(cases) == 12


@pytest.mark.parametrize(("report", "errors"), [(CLEAN, 0), (NOTHING, 1)])
def test_junit_has_a_case_where_nothing_was_found(report: Report, errors: int) -> None:
    (case,) = ET.fromstring(render_junit(report)).iter("testcase")
    assert len(case) == errors


def test_junit_drops_what_xml_cannot_hold() -> None:
    text = render_junit(with_findings(finding(OPEN, Location("a\x00\ufffe"), "\x08\uffff]]>\ud800")))
    assert ET.fromstring(text).find(".//failure").get("message") == "\\x08\ufffd]]>\\ud800"


@pytest.mark.parametrize("type_", ["sast", "secret_detection"])
@pytest.mark.parametrize("report", [RICH, CLEAN, NOTHING, INCOMPLETE, HOSTILE])
def test_gitlab_takes_its_security_reports(report: Report, type_: str) -> None:
    made = json.loads({"sast": render_gitlab_sast, "secret_detection": render_gitlab_secrets}[type_](report))
    jsonschema.Draft7Validator(schema(type_)).validate(made)
    kinds = [one.rule.kind is Kind.SECRETS for one in report.findings]
    assert len(made["vulnerabilities"]) == kinds.count(type_ == "secret_detection")
    assert made["scan"]["status"] == ("success" if report.status in (0, 1) else "failure")
    assert [note["level"] for note in made["scan"]["messages"]].count("warn") == len(report.failures)


def test_a_secret_names_its_commit_and_shows_no_source() -> None:
    (found,) = json.loads(render_gitlab_secrets(RICH))["vulnerabilities"]
    assert found["location"]["commit"] == {"sha": "1f" * 20, "date": "2024-05-06T07:08:09+02:00"}
    assert "raw_source_code_extract" not in found


@pytest.mark.parametrize(
    ("repository", "sha"),
    [(RICH.repository, "ab" * 20), (None, "0" * 40), (Repository(None, None, None), "0" * 40)],
)
def test_a_secret_of_today_is_at_the_head(repository: Repository | None, sha: str) -> None:
    today = finding(SECRET, place("deploy/prod.env", "REGION"), "m")
    (found,) = json.loads(render_gitlab_secrets(replace(with_findings(today), repository=repository)))[
        "vulnerabilities"
    ]
    assert found["location"]["commit"]["sha"] == sha


@pytest.mark.parametrize(
    ("repository", "moment", "time"),
    [
        (RICH.repository, None, "2026-11-25T12:00:00"),
        (RICH.repository, "2020-01-02T03:04:05+00:00", "2020-01-02T03:04:05"),
        (None, "2020-01-02T03:04:05+00:00", "2020-01-02T03:04:05"),
    ],
)
def test_the_times_of_a_scan_are_the_same_for_the_same_commit(
    repository: Repository | None, moment: str | None, time: str
) -> None:
    scan = json.loads(render_gitlab_sast(replace(RICH, repository=repository), moment=moment))["scan"]
    assert scan["start_time"] == scan["end_time"] == time


def test_a_time_that_nothing_gives_is_now_and_said() -> None:
    scan = json.loads(render_gitlab_sast(replace(RICH, repository=None)))["scan"]
    assert scan["messages"][-1]["value"].endswith("so it is now.")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", scan["start_time"])


def test_identities_at_gitlab_do_not_move_with_lines() -> None:
    first = finding(OPEN, HERE, "m")
    moved = replace(first, location=replace(HERE, span=replace(HERE.span, start_line=9, end_line=9)))
    ids = [
        json.loads(render_gitlab_sast(with_findings(one)))["vulnerabilities"][0]["id"]
        for one in (first, moved)
    ]
    assert ids[0] == ids[1]
    codes = [
        json.loads(render("gitlab-codequality", with_findings(one)))[0]["fingerprint"]
        for one in (first, moved)
    ]
    assert codes[0] == codes[1]


def test_code_quality_is_empty_when_clean_and_unique_when_not() -> None:
    assert json.loads(render("gitlab-codequality", CLEAN)) == []
    entries = json.loads(render("gitlab-codequality", replace(RICH, findings=FINDINGS * 3)))
    assert len({entry["fingerprint"] for entry in entries}) == len(entries) == 24
    assert {entry["severity"] for entry in entries} <= {"info", "minor", "major", "critical", "blocker"}
    assert not any(entry["location"]["path"].startswith("./") for entry in entries)


def test_a_fix_of_one_change_is_a_suggestion_in_bytes() -> None:
    fix = FINDINGS[1].fix
    assert fix is not None
    version = replace(fix, replacements=fix.replacements[1:])
    (one,) = json.loads(render_rdjson(with_findings(replace(FINDINGS[1], fix=version))))["diagnostics"]
    assert one["suggestions"] == [
        {
            "range": {"start": {"line": 2, "column": 26}, "end": {"line": 2, "column": 33}},
            "text": "x-version",
        }
    ]
    (both,) = json.loads(render_rdjson(with_findings(FINDINGS[1])))["diagnostics"]
    assert "suggestions" not in both, "each would be taken without the other"


@pytest.mark.parametrize(
    ("uri", "link"),
    [
        ("https://github.com/acme/pets.git", "https://github.com/acme/pets/blob/{}/a%20b#L1"),
        ("git@github.com:acme/pets.git", "https://github.com/acme/pets/blob/{}/a%20b#L1"),
        ("https://gitlab.acme.org/a/b/c", "https://gitlab.acme.org/a/b/c/-/blob/{}/a%20b#L1"),
        ("https://git.acme.org/a/b", None),
        ("/home/me/pets", None),
        (None, None),
    ],
)
def test_a_place_has_an_address_where_the_host_is_known(uri: str | None, link: str | None) -> None:
    repository = Repository(uri, "ab" * 20, "main")
    assert permalink(repository, Location("a b")) == (link and link.format("ab" * 20))
    assert permalink(Repository(uri, "main", None), Location("a")) is None


def test_spans_over_lines_and_fixes_of_history_suit_annotations() -> None:
    span = Span(0, 9, 1, 1, 3, 2)
    properties = github_commands(render_github(with_findings(finding(OPEN, Location("a", None, span), "m"))))[
        0
    ][1]
    assert (properties["endLine"], "col" in properties) == ("3", False)
    past = replace(FINDINGS[3], fix=Fix((), FINDINGS[1].fix.replacements[:1]))
    assert "suggestions" not in json.loads(render_rdjson(with_findings(past)))["diagnostics"][0]


def test_a_weird_path_leads_to_its_line_in_the_repository() -> None:
    assert f"blob/{'ab' * 20}/api/pet%20store%20%231%20100%25%20%C3%A9" in render_html(RICH)
    assert WEIRD_PATH in "".join(page(render_html(RICH)).text)
