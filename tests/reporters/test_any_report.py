"""No reporter raises on any Report, and every output encodes, whatever text the Report holds."""

import json
import re
import subprocess
import sys

import jsonschema
from accepts import assert_github_accepts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_json_report import SCHEMA

from ztlint.core import (
    Action,
    Columns,
    Confidence,
    Coverage,
    Edit,
    Evidence,
    Example,
    Excerpt,
    Failure,
    Finding,
    Fix,
    Kind,
    Location,
    References,
    Related,
    Replacement,
    Report,
    Repository,
    Rule,
    Severity,
    Skipped,
    Span,
    Stale,
    Waived,
)
from ztlint.reporters import closing_line, coverage_line, render_json, render_sarif, render_text, status_line

NASTY = st.sampled_from(
    ["\x00", "\n", "\x1b[2J", "\u202e", "\udcff", "\ud83d", "](1)", "`" * 5, "😀", "|", "%"]
)
TEXT = st.text(st.characters(exclude_categories=()), max_size=12) | NASTY
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
MAYBE = st.none() | TEXT
COUNT = st.integers(0, 10**6)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    line, column = draw(st.integers(1, 6)), draw(st.integers(1, 300))
    end_line = line + draw(st.integers(0, 2))
    end_column = draw(st.integers(column if end_line == line else 1, 400))
    return Span(column - 1, column - 1 + draw(COUNT), line, column, end_line, end_column)


EXCERPTS = st.builds(
    Excerpt,
    st.integers(1, 4),
    st.lists(TEXT | st.text(max_size=300), max_size=4).map(tuple),
    st.sampled_from([0, 0, 5]),
)


def columns_of(span: Span) -> Columns:
    """Of a line in which each character takes two units, and four bytes."""
    start, end = span.start_column - 1, max(span.start_column, span.end_column) - 1
    return Columns((2 * start + 1, 2 * end + 1), (4 * start + 1, 4 * end + 1))


@st.composite
def locations(draw: st.DrawFn) -> Location:
    span = draw(st.none() | spans())
    columns = span and draw(st.sampled_from([None, columns_of(span)]))
    excerpt, maybe = draw(st.none() | EXCERPTS), draw(MAYBE)
    part, on_key = draw(st.integers(0, 2)), draw(st.booleans())
    return Location(draw(TEXT), draw(MAYBE), span, draw(MAYBE), excerpt, maybe, part, on_key, columns)


LOCATIONS = locations()
RULES = st.builds(
    Rule,
    id=TEXT,
    name=TEXT,
    title=TEXT,
    kind=st.sampled_from(Kind),
    topic=TEXT,
    severity=st.sampled_from(Severity),
    confidence=st.sampled_from(Confidence),
    message=TEXT,
    why=TEXT,
    fix=TEXT,
    references=st.builds(
        References,
        st.lists(st.integers(1, 2000), max_size=3).map(tuple),
        st.lists(st.sampled_from(["API1", "API10"]), max_size=2).map(tuple),
        st.lists(st.integers(1, 7), max_size=2).map(tuple),
        TEXTS,
    ),
    tags=TEXTS,
    body=st.just({}),
    examples=st.lists(st.builds(Example, TEXT, TEXT, TEXT, st.sampled_from([(), (1,)])), max_size=2).map(
        tuple
    ),
)
REPLACEMENTS = st.builds(
    lambda path, span, text: Replacement(path, span, text, columns_of(span)),
    TEXT,
    spans(),
    TEXT,
)
FIXES = st.builds(
    Fix,
    st.lists(
        st.builds(Edit, TEXT, TEXT, st.sampled_from(Action), TEXT, TEXT | st.booleans()), max_size=2
    ).map(tuple),
    st.lists(REPLACEMENTS, max_size=2).map(tuple),
)
FINDINGS = st.builds(
    Finding,
    RULES,
    LOCATIONS,
    TEXT,
    st.sampled_from(Severity),
    st.sampled_from(Confidence),
    TEXT,
    st.lists(st.builds(Evidence, TEXT, TEXT), max_size=2).map(tuple),
    st.lists(st.builds(Related, LOCATIONS, TEXT), max_size=7).map(tuple),
    TEXTS,
    COUNT,
    TEXT,
    MAYBE,
    st.none() | FIXES,
)
REPORTS = st.builds(
    Report,
    st.lists(FINDINGS, max_size=3).map(tuple),
    st.lists(
        st.builds(Failure, TEXT, TEXT, TEXT, st.none() | st.integers(1, 9), st.none() | st.integers(1, 9)),
        max_size=2,
    ).map(tuple),
    st.builds(
        Coverage,
        *[COUNT] * 7,
        st.lists(st.builds(Skipped, TEXT, COUNT, TEXTS), max_size=2).map(tuple),
    ),
    st.lists(RULES, max_size=2).map(tuple),
    st.lists(st.builds(Waived, FINDINGS, TEXT, MAYBE, MAYBE, st.booleans()), max_size=1).map(tuple),
    st.lists(FINDINGS, max_size=1).map(tuple),
    st.none() | st.builds(Repository, MAYBE, MAYBE, MAYBE),
    st.sampled_from([0, 1, 2, 3, 4, 130]),
    st.lists(FINDINGS, max_size=1).map(tuple),
    MAYBE,
    st.lists(st.builds(Stale, TEXT, TEXT, TEXT), max_size=1).map(tuple),
    MAYBE,
    TEXTS,
)
ANY_REPORT = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
OURS = re.compile(r"\x1b\[[0-9;]+m|\x1b\]8;;[!-~]*\x1b\\")
DANGEROUS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@ANY_REPORT
@given(REPORTS)
def test_json_is_valid_and_encodes(report: Report) -> None:
    text = render_json(report)
    text.encode()
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(text))


@ANY_REPORT
@given(REPORTS, MAYBE, st.booleans())
def test_sarif_is_acceptable_and_encodes(report: Report, category: str | None, accepted: bool) -> None:
    text = render_sarif(report, category=category, accepted=accepted)
    text.encode()
    assert not DANGEROUS.search(text)
    log = json.loads(text)
    assert_github_accepts(log)
    results = log["runs"][0]["results"]
    assert {"suppressions" in one for one in results} <= {accepted}
    assert {"baselineState" in one for one in results} <= {bool(report.baseline)}
    assert {"inChange" in one["properties"] for one in results} <= {bool(report.base or report.untouched)}


@ANY_REPORT
@given(REPORTS)
def test_nothing_from_input_drives_the_terminal(report: Report) -> None:
    plain = render_text(report, accepted=True)
    colored = render_text(report, color=True, links=True, accepted=True)
    colored.encode()
    assert not DANGEROUS.search(plain)
    assert OURS.sub("", colored) == plain


@ANY_REPORT
@given(REPORTS)
def test_the_last_lines_are_lines(report: Report) -> None:
    for line in (status_line(report), coverage_line(report), closing_line(report)):
        assert len(line.encode().splitlines()) == 1
        assert not DANGEROUS.search(line)


def test_formats_for_machines_are_loaded_only_when_asked_for() -> None:
    code = (
        "import sys, ztlint.reporters;"
        "print([m for m in sys.modules if m.startswith(('ztlint.reporters.sarif', 'ztlint.rulebook'))])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown == "[]\n"
