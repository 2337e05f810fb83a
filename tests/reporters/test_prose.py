"""Markdown of rule files as plain lines."""

import pytest

from ztlint.reporters.prose import plain_lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("one\ntwo\n\nthree", ["one two", "three"]),
        ("Do:\n\n    put:\n      a: 1\n\nOr not.", ["Do:", "    put:", "      a: 1", "Or not."]),
        ("Do:\n\n```yaml\nput:\n\n  a: 1\n```\nOr not.", ["Do:", "    put:", "      a: 1", "Or not."]),
        ("- one\n  more\n- two", ["- one more", "- two"]),
        ("wrapped\n    by hand", ["wrapped by hand"]),
        ("a\x1b\n\n    b\x1b", ["a\\x1b", "    b\\x1b"]),
    ],
)
def test_paragraphs_are_joined_and_code_keeps_its_lines(text: str, lines: list[str]) -> None:
    assert list(plain_lines(text)) == lines
