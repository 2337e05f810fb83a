"""JSON is parsed at full speed and located when somebody asks."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztlint.core import Failure
from ztlint.documents import Document, parse


def test_a_duplicate_key_keeps_the_last_value_and_its_place() -> None:
    text = '{"a": {"x": [1, {"deep": 2}]},\n "b": 1,\n "a": {"y": {"z": "q"}}}'
    documents = parse("a.json", text.encode())
    assert isinstance(documents, list)
    document = documents[0]
    assert document.data == {"a": {"y": {"z": "q"}}, "b": 1}
    assert [duplicate.pointer for duplicate in document.positions.duplicates] == ["/a"]
    assert document.span(("a", "y", "z")).start_line == 3
    assert document.span(("b",)).start_line == 2


def test_escaped_keys_are_found() -> None:
    documents = parse("a.json", b'{"a\\u002fb": {"~": 1}}')
    assert isinstance(documents, list)
    assert documents[0].span(("a/b", "~")).start_column == 20


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ('{"a": 1,}', "cannot be parsed", 1),
        ('{\n"a": NaN}', "not JSON", 1),
        ("[" * 100_000, "nested deeper", 1),
        ("[" * 300 + "]" * 300, "nested deeper", 1),
        ('{"a": ' * 100_000, "nested deeper", 1),
        ('{"a": ' + "9" * 5000 + "}", "digits", 1),
        ('{\n"a": 1 "b"', "delimiter", 2),
        ('{"a":\n"\\ud83d"}', "surrogate", 2),
        ("", "", 1),
    ],
)
def test_broken_and_hostile_json_is_a_failure_with_a_line(text: str, reason: str, line: int) -> None:
    failure = parse("a.json", text.encode())
    if not text:
        assert failure == []
        return
    assert isinstance(failure, Failure)
    assert reason in failure.reason
    assert failure.line == line


def test_a_surrogate_pair_is_one_character() -> None:
    documents = parse("a.json", b'{"a": "\\ud83d\\ude00"}')
    assert isinstance(documents, list)
    assert documents[0].data == {"a": "😀"}


def test_flow_style_yaml_that_only_looks_like_json_is_read() -> None:
    documents = parse("a.yaml", b"{openapi: 3.1.0, # comment\n paths: {},}")
    assert isinstance(documents, list)
    assert documents[0].data == {"openapi": "3.1.0", "paths": {}}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=30,
)


@given(VALUES, st.sampled_from([None, 0, 3, "\t"]), st.sampled_from([(",", ":"), (" ,\r\n", " : ")]))
def test_a_single_place_is_found_as_all_of_them_are(
    value: Any, indent: int | str | None, separators: tuple[str, str]
) -> None:
    text = json.dumps([value], indent=indent, separators=separators, ensure_ascii=False)
    documents = parse("a.json", f" {text}\n".encode("utf-8", "replace"))
    assert isinstance(documents, list)
    (document,) = documents
    positions = document.positions
    of_all = Document(document.path, document.text, document.data, lambda: positions)
    for steps in ways(document.data):
        for key in (False, True):
            assert document.span(steps, key=key) == of_all.span(steps, key=key)


def ways(value: Any) -> Iterator[tuple[str | int, ...]]:
    """The steps to every value, and to some that are not there."""
    yield from ((), ("nowhere",), (99, "x"))
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, child in items:
        yield from ((step, *others) for others in ways(child))
