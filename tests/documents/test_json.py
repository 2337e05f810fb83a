"""JSON is parsed at full speed and located when somebody asks."""

import pytest

from ztlint.core import Failure
from ztlint.documents import parse


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
