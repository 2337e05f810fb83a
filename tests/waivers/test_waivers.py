"""What waivers cover, wherever they are written."""

import datetime as dt

import pytest

from ztlint.core import Confidence, Finding, Kind, Location, References, Rule, Severity
from ztlint.documents import Document, LineIndex, parse
from ztlint.waivers import (
    Below,
    Matching,
    OnLine,
    Problem,
    Waiver,
    apply,
    covers,
    inline_waivers,
    node_waivers,
)

TODAY = dt.date(2030, 6, 15)


def rule(identifier: str = "ZTA101", name: str = "open-door") -> Rule:
    return Rule(
        id=identifier,
        name=name,
        title="A door",
        kind=Kind.OPENAPI,
        topic="doors",
        severity=Severity.LOW,
        confidence=Confidence.HIGH,
        message="A door",
        why="",
        fix="",
        references=References(),
        tags=(),
        body={},
    )


def finding(
    pointer: str | None = None, line: int = 3, path: str = "api.yaml", commit: str | None = None
) -> Finding:
    span = LineIndex("\n" * 20).span(line - 1, line - 1)
    place = Location(path, pointer=pointer, span=span, commit=commit)
    return Finding(rule(), place, "A door", Severity.LOW, Confidence.HIGH, cause=pointer or "secret")


def document(text: str, path: str = "api.yaml") -> Document:
    documents = parse(path, text.encode())
    assert isinstance(documents, list)
    return documents[0]


def lines_covered(path: str, text: str) -> list[tuple[str, int, str]]:
    documents = parse(path, text.encode()) if path.endswith(("yaml", "json")) else []
    assert isinstance(documents, list)
    waivers = inline_waivers(path, LineIndex(text), documents)
    return [(w.rule, w.scope.line, w.reason) for w in waivers if isinstance(w.scope, OnLine)]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.yaml", "a: 1 # ztlint: ignore[ZTA101] why not", [("ZTA101", 1, "why not")]),
        ("a.yaml", "# ztlint: ignore[ZTA101] why not\na: 1", [("ZTA101", 2, "why not")]),
        ("a.yaml", "#ztlint: ignore[ZTA101]\na: 1", [("ZTA101", 2, "")]),
        ("a.yaml", "a: 1 # ztlint: ignore[A, B] x", [("A", 1, "x"), ("B", 1, "x")]),
        (
            "a.yaml",
            "# ztlint: ignore[A] x\n  # ztlint: ignore[B] y\na: 1",
            [("A", 3, "x"), ("B", 3, "y")],
        ),
        ("a.yaml", "a:\n  b: # ztlint: ignore[A] x\n    c: 1", [("A", 2, "x")]),
        ("a.yaml", "a: |\n  # ztlint: ignore[A] x\n  text", []),
        ("a.yaml", 'a: "# ztlint: ignore[A] x"', []),
        ("a.yaml", "a: it's # ztlint: ignore[A] x", [("A", 1, "x")]),
        ("a.py", "a = 'it\\'s' # ztlint: ignore[A] x", [("A", 1, "x")]),
        ("a.py", "a = f('# ztlint: ignore[A] x')", []),
        ("a.md", "Write `# ztlint: ignore[A] x` on the line.", []),
        ("a.md", "It's <!-- ztlint: ignore[A] x --> so", [("A", 1, "x --> so")]),
        ("a.json", '{"a": "// ztlint: ignore[A] x"}', []),
        ("a.js", "let a = 1 // ztlint: ignore[A] x", [("A", 1, "x")]),
        ("a.html", "<p>\n<!-- ztlint: ignore[A] x -->\n<b>", [("A", 3, "x")]),
        ("a.sql", "select 1 -- ztlint: ignore[A] x", [("A", 1, "x")]),
        ("a.ini", "; ztlint: ignore[A] x\na = 1", [("A", 2, "x")]),
        ("a.css", "a {} /* ztlint: ignore[A] x */", [("A", 1, "x")]),
        ("a.txt", "a ztlint: ignore[A] x", []),
        ("a.txt", "a # ztlint: ignore A x", []),
        ("a.txt", "one\r\n# ztlint: ignore[A] x\r\nthree", [("A", 3, "x")]),
    ],
)
def test_comments_cover_their_line_or_the_next(
    path: str, text: str, expected: list[tuple[str, int, str]]
) -> None:
    assert lines_covered(path, text) == expected


NODE = """
paths:
  /a:
    x-ztlint:
      ignore:
        - {rule: ZTA101, reason: behind the gateway, owner: me, expires: 2031-01-01}
    get: {}
  /ab: {}
"""


@pytest.mark.parametrize(
    ("pointer", "line", "expected"),
    [
        ("/paths/~1a", 3, True),
        ("/paths/~1a/get", 7, True),
        ("/paths/~1ab", 8, False),
        ("/paths", 2, False),
    ],
)
def test_an_entry_covers_its_node_and_everything_below(pointer: str, line: int, expected: bool) -> None:
    (waiver,) = node_waivers(document(NODE))
    assert (waiver.rule, waiver.reason, waiver.owner, waiver.expires) == (
        "ZTA101",
        "behind the gateway",
        "me",
        "2031-01-01",
    )
    assert covers(waiver.scope, finding(pointer, line)) is expected


@pytest.mark.parametrize(
    ("entry", "rule_written", "reason"),
    [
        ("{rule: ZTA101, reason: x}", "ZTA101", "x"),
        ("[{rule: ZTA101}]", "ZTA101", ""),
        ("[ZTA101]", "ZTA101", ""),
        ("ZTA101", "ZTA101", ""),
        ("[{reason: x}]", "", "x"),
        ("[{rule: 7, reason: [x]}]", "7", "['x']"),
        ("[[]]", "[]", ""),
    ],
)
def test_entries_of_any_shape_are_read_as_far_as_they_go(entry: str, rule_written: str, reason: str) -> None:
    (waiver,) = node_waivers(document(f"x-ztlint: {{ignore: {entry}}}"))
    assert (waiver.rule, waiver.reason) == (rule_written, reason)


@pytest.mark.parametrize(
    ("glob", "pointer", "expected"),
    [
        ("api.yaml", None, True),
        ("*.yaml", None, True),
        ("sub/*.yaml", None, False),
        ("**/api.yaml", "/paths", True),
        ("api.yaml", "/paths/~1a", True),
        ("api.yaml", "/pa", False),
        ("api.yam", None, False),
    ],
)
def test_a_glob_and_a_pointer_cover_what_they_name(glob: str, pointer: str | None, expected: bool) -> None:
    assert covers(Matching(glob, pointer), finding("/paths/~1a")) is expected


def test_a_folder_in_a_glob_covers_its_files() -> None:
    assert covers(Matching("sub", None), finding(path="x/sub/api.yaml"))
    assert not covers(Matching("/sub", None), finding(path="subway/api.yaml"))


def test_history_is_covered_by_globs_only() -> None:
    old = finding(line=3, commit="c0ffee")
    assert covers(Matching("api.yaml", None), old)
    assert not covers(OnLine("api.yaml", 3), old)
    assert not covers(Below("api.yaml", 0, ""), old)


def waiver(
    reason: str = "why not", expires: str | None = None, name: str = "ZTA101", line: int = 3
) -> Waiver:
    return Waiver(name, OnLine("api.yaml", line), Location("api.yaml"), reason, expires=expires)


@pytest.mark.parametrize(
    ("written", "waives", "problem"),
    [
        (waiver(), True, None),
        (waiver(name="open-door"), True, None),
        (waiver(expires="2030-06-15"), True, None),
        (waiver(expires="2030-06-14"), False, Problem.EXPIRED),
        (waiver(expires="soon"), False, Problem.EXPIRED),
        (waiver(reason=""), False, Problem.WITHOUT_REASON),
        (waiver(line=4), False, Problem.UNUSED),
        (waiver(name="ZTA999"), False, Problem.UNUSED),
    ],
)
def test_only_good_waivers_waive_and_the_others_are_told(
    written: Waiver,
    waives: bool,
    problem: Problem | None,
) -> None:
    known = {"ZTA101": rule(), "open-door": rule()}
    outcome = apply([finding()], [written], rules=known, judges=lambda _, __: True, today=TODAY)
    assert [accepted.reason for accepted in outcome.waived] == (["why not"] if waives else [])
    assert len(outcome.kept) == (0 if waives else 1)
    assert [found for found, _ in outcome.problems] == ([problem] if problem else [])


def test_a_waiver_that_this_run_cannot_judge_is_no_problem() -> None:
    for written in (waiver(line=9), waiver(reason=""), waiver(expires="2000-01-01")):
        assert not apply([], [written], rules={}, judges=lambda _, __: False, today=TODAY).problems


def test_what_is_waived_today_is_waived_in_the_history_of_the_same_file() -> None:
    old, elsewhere = finding(line=9, commit="c0ffee"), finding(line=9, commit="c0ffee", path="b.yaml")
    outcome = apply(
        [finding(), old, elsewhere],
        [waiver()],
        rules={"ZTA101": rule()},
        judges=lambda _, __: True,
        today=TODAY,
    )
    assert [accepted.finding for accepted in outcome.waived] == [finding(), old]
    assert outcome.kept == (elsewhere,)
