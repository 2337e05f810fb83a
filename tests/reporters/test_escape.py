"""No character from input drives a terminal, reorders text, or stops an encoder."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztlint.reporters.escape import dump_json, one_line, visible

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("plain é😀 [a] \\", "plain é😀 [a] \\"),
        ("\x1b[31m", "\\x1b[31m"),
        ("a\nb\rc\td", "a\\nb\\rc\\td"),
        ("\x00\x7f\x9b", "\\x00\\x7f\\x9b"),
        ("\u202aa\u202e\u2066b\u2069", "\\u202aa\\u202e\\u2066b\\u2069"),
        ("\u2028\u200f\u061c", "\\u2028\\u200f\\u061c"),
        (b"caf\xe9".decode("utf-8", "surrogateescape"), "caf\\xe9"),
        ("\ud83d", "\\ud83d"),
    ],
)
def test_a_dangerous_character_is_shown_as_its_escape(raw: str, shown: str) -> None:
    assert visible(raw) == shown


def test_prose_becomes_one_line() -> None:
    assert one_line("  a\n  b\x1b\n\nc ") == "a b\\x1b c"


@given(ANY_TEXT)
def test_what_is_visible_is_one_line_that_prints_and_encodes(text: str) -> None:
    shown = visible(text)
    shown.encode()
    assert len(shown.splitlines()) <= 1
    assert not any(ord(c) < 32 or 0x7F <= ord(c) <= 0x9F for c in shown)
    assert visible(shown) == shown


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(JSON, st.integers(0, 4))
def test_json_reads_back_as_it_was_but_for_lone_surrogates(value: object, depth: int) -> None:
    text = dump_json(value, depth)
    text.encode()
    plain = json.loads(json.dumps(value))
    assert text.endswith("\n")
    if not any("\ud800" <= c <= "\udfff" for c in json.dumps(plain, ensure_ascii=False)):
        assert json.loads(text) == plain


def test_json_escapes_what_would_drive_a_terminal_and_keeps_its_value() -> None:
    text = dump_json({"k": "\x1b\x9b\u202e"}, 1)
    assert text == '{\n  "k": "\\u001b\\u009b\\u202e"\n}\n'


@pytest.mark.parametrize(
    ("raw", "read"),
    [("\udcff", "\\xff"), ("\ud800", "\\ud800"), ("\ud83d\ude00", "\\ud83d\\ude00"), ("😀", "😀")],
)
def test_a_lone_surrogate_is_no_trap_for_a_strict_parser(raw: str, read: str) -> None:
    assert json.loads(dump_json([raw], 1)) == [read]


def test_containers_deeper_than_asked_stand_on_one_line() -> None:
    assert dump_json({"a": [{"b": [1]}], "c": [], "d": map(str, ())}, 2) == (
        '{\n  "a": [\n    {"b": [1]}\n  ],\n  "c": [],\n  "d": []\n}\n'
    )
