"""YAML is typed as YAML 1.2 says, keeps its positions, and hostile streams end in a Failure."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ztlint.core import Failure
from ztlint.documents import Document, parse


def one(text: str, path: str = "a.yaml") -> Document:
    documents = parse(path, text.encode())
    assert isinstance(documents, list), documents
    return documents[0]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("on", "on"),
        ("yes", "yes"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("200", 200),
        ("0o17", 15),
        ("0x1F", 31),
        ("017", 17),
        ("1_000", "1_000"),
        ("12:30:45", "12:30:45"),
        ("2024-01-01", "2024-01-01"),
        ("1.5e3", 1500.0),
        ("-.5", -0.5),
        ("3.1.0", "3.1.0"),
        ("'200'", "200"),
        ('"true"', "true"),
        ("!!str 200", "200"),
        ("!!int '7'", 7),
        ("=", "="),
    ],
)
def test_scalars_mean_what_the_author_of_a_definition_means(written: str, meant: object) -> None:
    value = one(f"key: {written}\n").data["key"]
    assert value == meant
    assert type(value) is type(meant)


def test_keys_are_strings() -> None:
    data = one("200: a\non: b\n404: {null: c}\n").data
    assert data == {"200": "a", "on": "b", "404": {"null": "c"}}


@pytest.mark.parametrize(
    ("steps", "line", "column", "found"),
    [
        (("paths",), 1, 1, "paths"),
        (("paths", "/é😀", "get"), 2, 11, "get"),
        (("paths", "/é😀", "get", "tags", 1), 4, 9, "🐍"),
        (("paths", "/é😀", "get", "text"), 5, 10, "'|'"),
        (("paths", "/é😀", "get", "absent"), 2, 11, "get"),
    ],
)
def test_spans_count_code_points(steps: tuple[str | int, ...], line: int, column: int, found: str) -> None:
    document = one("paths:\n  /é😀: {  get: {\n tags: [🐉,\n        🐍],\n  text:  '|'}}\n")
    span = document.span(steps)
    assert document.text[span.start : span.end] == found
    assert (span.start_line, span.start_column) == (line, column)


def test_crlf_and_lone_cr_end_lines_and_unicode_separators_do_not() -> None:
    document = one('a: 1\r\nb: 2\rc: "x\u2028y"\nd: 4\n')
    assert [document.span((key,)).start_line for key in "abcd"] == [1, 2, 3, 4]


def test_a_byte_order_mark_shifts_nothing() -> None:
    documents = parse("a.yaml", b"\xef\xbb\xbfa: 1\n")
    assert isinstance(documents, list)
    assert documents[0].span(("a",)).start_column == 4


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-be"])
def test_other_unicode_encodings_are_read_by_their_mark(encoding: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    documents = parse("a.yaml", f"{mark}a: é".encode(encoding))
    assert isinstance(documents, list)
    assert documents[0].data == {"a": "é"}


def test_a_stream_has_several_documents_with_positions_of_their_own() -> None:
    documents = parse("a.yaml", b"a: 1\n---\nb: 2\n")
    assert isinstance(documents, list)
    assert [(d.part, d.data, d.span(tuple(d.data)).start_line) for d in documents] == [
        (0, {"a": 1}, 1),
        (1, {"b": 2}, 3),
    ]


def test_duplicate_keys_are_kept_with_their_place() -> None:
    document = one("a:\n  b: 1\n  c: 2\n  b: 3\n")
    assert document.data == {"a": {"b": 3, "c": 2}}
    assert [
        (d.pointer, document.lines.span(d.start, d.end).start_line) for d in document.positions.duplicates
    ] == [("/a/b", 4)]
    assert document.span(("a", "b")).start_line == 4


def test_merge_keys_lend_keys_that_are_not_there() -> None:
    document = one("x: &x {a: 1, b: 2}\ny:\n  <<: *x\n  b: 3\nz: {<<: [*x, {c: 4}]}\nq: {'<<': 5}\n")
    assert document.data["y"] == {"b": 3, "a": 1}
    assert document.data["z"] == {"a": 1, "b": 2, "c": 4}
    assert document.data["q"] == {"<<": 5}
    assert [(m.pointer, m.keys) for m in document.positions.merges] == [
        ("/y", ("a",)),
        ("/z", ("a", "b", "c")),
    ]
    assert document.span(("y", "a")).start_line == 1


BOMB = "a: &a [1,1,1,1,1,1,1,1,1,1]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 10)}]\n" for i in range(10)
)


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        (BOMB, "once aliases are expanded", 7),
        ("a: &a [*a]\n", "recursive", 1),
        ("a: *b\n", "not defined", 1),
        ("[" * 100_000, "nested deeper", 1),
        ("\n" + "- " * 100_000, "nested deeper", 2),
        ("a: 1\nb: \0\n", "U+0000", 2),
        ("a: 1\n\tb: 2\n", "cannot", 2),
        ("? [a]\n: 1\n", "as a key", 1),
        ("a: &a [1]\n*a : 2\n", "as a key", 2),
        ("<<: 5\n", "merge key", 1),
        ("a: 'x\n", "cannot be parsed", 2),
    ],
)
def test_hostile_and_broken_streams_are_failures_with_a_line(text: str, reason: str, line: int) -> None:
    failure = parse("a.yaml", text.encode())
    assert isinstance(failure, Failure)
    assert reason in failure.reason
    assert failure.line == line


def test_invalid_utf8_is_a_failure_at_the_bad_byte() -> None:
    failure = parse("a.yaml", b"a: 1\nb: \xc3\xa9\xff\n")
    assert isinstance(failure, Failure)
    assert (failure.line, failure.column) == (2, 5)


SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)


def places(value: object, steps: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], object]]:
    found = [(steps, value)]
    if isinstance(value, dict):
        found += [place for key, child in value.items() for place in places(child, (*steps, key))]
    elif isinstance(value, list):
        found += [place for i, child in enumerate(value) for place in places(child, (*steps, i))]
    return found


@given(VALUES, st.sampled_from([None, 1]))
def test_json_data_comes_back_with_each_value_at_its_span(value: object, indent: int | None) -> None:
    text = json.dumps({"root": value}, indent=indent)
    documents = parse("a.json", text.encode())
    assert isinstance(documents, list)
    document = documents[0]
    assert document.data == {"root": value}
    for steps, found in places(value, ("root",)):
        span = document.span(steps)
        shown = (
            json.loads(document.text[span.start : span.end]) if not isinstance(found, dict | list) else None
        )
        assert shown == (found if shown is not None else None)


@given(st.binary(max_size=200), st.sampled_from(["a.yaml", "a.json"]))
def test_no_bytes_raise(data: bytes, path: str) -> None:
    assert isinstance(parse(path, data), list | Failure)


@given(st.text(alphabet="ab:-[]{}&*!|>'\"#% \n\t<,?", max_size=60))
def test_no_yaml_like_text_raises_and_all_spans_lie_inside(text: str) -> None:
    documents = parse("a.yaml", text.encode())
    for document in documents if isinstance(documents, list) else ():
        for steps, _ in places(document.data):
            span = document.span(steps)
            assert 0 <= span.start <= span.end <= len(text)
            assert span.start_line == span.end_line


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_ends_before_its_line_end(end: str) -> None:
    lines = one(f"a: 1{end}b: 22{end}c: 3").lines
    assert [lines.line(number) for number in (1, 2, 3, 4)] == ["a: 1", "b: 22", "c: 3", ""]
