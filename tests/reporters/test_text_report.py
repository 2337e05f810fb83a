"""The text reporter: carets under the span, what is left out, when it is silent."""

import pytest
from msgspec.structs import replace
from rich_report import CLEAN, FINDINGS, RICH, WEIRD_PATH, place

from ztlint.core import Coverage, Excerpt, Failure, Location, Report, Skipped, Span
from ztlint.reporters import coverage_line, render_text, status_line
from ztlint.reporters.source_line import MAX_CHARACTERS, source_line


def on_one_line(line: str, needle: str, skipped: int = 0) -> Location:
    start = line.index(needle)
    span = Span(start, start + len(needle), 1, start + 1, 1, start + len(needle) + 1)
    return Location("a", None, span, None, Excerpt(1, (line[skipped:],), skipped))


@pytest.mark.parametrize(
    ("line", "needle", "text", "carets"),
    [
        ("key: value", "value", "key: value", "     ^^^^^"),
        ("\tkey: value", "key", "    key: value", "    ^^^"),
        ("a\tb", "b", "a   b", "    ^"),
        ("宠物: x", "x", "宠物: x", "      ^"),
        ("x 宠物", "宠物", "x 宠物", "  ^^^^"),
        ("e\u0301: x", "x", "e\u0301: x", "   ^"),
        ("\x1b[: x", "x", "\\x1b[: x", "       ^"),
        ("x: \x1b", "\x1b", "x: \\x1b", "   ^^^^"),
        ("\u202ex", "x", "\\u202ex", "      ^"),
        ("key:", "", "key:", "^"),
    ],
)
def test_carets_stand_under_the_span(line: str, needle: str, text: str, carets: str) -> None:
    shown = source_line(on_one_line(line, needle))
    assert shown is not None
    assert (shown.text, shown.carets) == (text, carets)


@pytest.mark.parametrize("before", [0, 5, 31, 500, 100_000])
@pytest.mark.parametrize("after", [0, 70, 100_000])
@pytest.mark.parametrize("skipped", [0, 3])
def test_a_long_line_is_cut_around_the_span(before: int, after: int, skipped: int) -> None:
    line = "x" * before + "SECRET" + "y" * after
    shown = source_line(on_one_line(line, "SECRET", min(skipped, before)))
    assert shown is not None
    assert len(shown.text) <= MAX_CHARACTERS + 6
    at = shown.carets.index("^")
    assert shown.text[at : at + len(shown.carets.strip())] == "SECRET"


def test_a_span_over_lines_is_underlined_to_the_end_of_its_first() -> None:
    location = Location("a", None, Span(2, 9, 1, 3, 2, 4), None, Excerpt(1, ("ab: |", "  text")))
    shown = source_line(location)
    assert shown is not None
    assert shown.carets == "  ^^^"


def test_a_span_longer_than_the_line_ends_with_it() -> None:
    shown = source_line(Location("a", None, Span(0, 99, 1, 1, 1, 100), None, Excerpt(1, ("short",))))
    assert shown is not None
    assert shown.carets == "^^^^^"


@pytest.mark.parametrize(
    "location", [Location("a"), replace(on_one_line("x", "x"), excerpt=Excerpt(5, ("y",)))]
)
def test_without_the_line_there_is_none_to_show(location: Location) -> None:
    assert source_line(location) is None


def test_nothing_found_and_nothing_failed_is_silence() -> None:
    assert render_text(CLEAN) == ""


def test_nothing_found_but_something_not_looked_at_is_said() -> None:
    text = render_text(
        replace(CLEAN, failures=(Failure("a.yaml", "not YAML", "Correct it.", 3, 7),), status=4)
    )
    assert "a.yaml:3:7  not YAML\n    Correct it.\n" in text
    assert "no findings; 1 thing could not be looked at" in text


def test_why_and_fix_stand_once_in_each_file_for_one_rule() -> None:
    text = render_text(replace(RICH, findings=FINDINGS[4:6]))
    assert text.count("ZTA101") == 2
    assert text.count("    why ") == text.count("    fix ") == 1


def test_colours_and_links_only_add_escapes() -> None:
    colored = render_text(RICH, color=True, links=True)
    assert "\x1b]8;;https://github.com/ztlint/ztlint/blob/main/docs/rules/ZTA101.md\x1b\\ZTA101" in colored
    assert "\x1b" not in render_text(RICH)
    assert "\x1b]8" not in render_text(RICH, color=True)


def test_a_place_can_be_opened_from_the_terminal() -> None:
    location = place(WEIRD_PATH, "delete")
    assert location.span is not None
    assert f"{WEIRD_PATH}:5:5" in render_text(RICH)


@pytest.mark.parametrize(
    ("coverage", "line"),
    [
        (Coverage(), "nothing was looked at"),
        (Coverage(files=1, definitions=1, operations=1), "1 API definition (1 operation), 1 file"),
        (
            Coverage(318, 14, 212, 1482, 9239, skipped=(Skipped("too large", 2),)),
            (
                "14 API definitions (212 operations), 318 files, 1 482 commits, 9 239 blobs; "
                "2 files skipped (too large)"
            ),
        ),
        (
            Coverage(files=1_234_567, skipped=(Skipped("a\nb\x1b", 1),)),
            "1 234 567 files; 1 file skipped (a b\\x1b)",
        ),
    ],
)
def test_the_coverage_line_counts_what_was_looked_at(coverage: Coverage, line: str) -> None:
    assert coverage_line(replace(CLEAN, coverage=coverage)) == line


FAILED = (Failure("a", "b", "c"),)


@pytest.mark.parametrize(
    ("status", "failures", "says"),
    [
        (0, (), "status 0: everything was looked at, and nothing is at or above the limit"),
        (
            0,
            FAILED,
            "status 0: nothing is at or above the limit; 1 thing could not be looked at, which was allowed",
        ),
        (1, (), "status 1: findings at or above the limit"),
        (1, FAILED, "status 1: findings at or above the limit (1 thing could not be looked at)"),
        (2, (), "status 2: wrong usage or configuration"),
        (3, (), "status 3: nothing to look at"),
        (4, FAILED, "status 4: incomplete (1 thing could not be looked at)"),
        (130, (), "status 130: interrupted"),
        (99, (), "status 99: unknown"),
    ],
)
def test_the_status_line_says_what_the_status_means(
    status: int, failures: tuple[Failure, ...], says: str
) -> None:
    assert status_line(Report((), failures, Coverage(size=1), (), status=status)) == says


def test_where_something_was_left_out_not_everything_was_looked_at() -> None:
    coverage = Coverage(files=1, size=1, skipped=(Skipped("another repository", 1),))
    line = status_line(Report((), (), coverage, (), status=0))
    assert line == "status 0: nothing is at or above the limit in what was looked at"
