"""Edits of data as edits of text: in every style, changing nothing but what they say."""

import codecs
import json
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ztlint.core import Action, Edit
from ztlint.documents import Document, parse, pointer_of
from ztlint.fixes import Unproven, fixed, locate


def write_only(pointer: str) -> Edit:
    return Edit("f.yaml", pointer, Action.INSERT, "writeOnly", value=True)


def address(pointer: str, value: str = "https://x.example/v1") -> Edit:
    return Edit("f.yaml", pointer, Action.SET, value=value)


def security(pointer: str) -> Edit:
    return Edit("f.yaml", pointer, Action.RENAME, "security")


def out(pointer: str) -> Edit:
    return Edit("f.yaml", pointer, Action.REMOVE)


STYLES = {
    # Insertions
    "block, after the type": ("p:\n  type: string\n  x: 1\n", write_only("/p"), "p:\n  type: string\n  writeOnly: true\n  x: 1\n"),
    "block, the comment stays with its key": ("p:\n  type: string   # why\n", write_only("/p"), "p:\n  type: string   # why\n  writeOnly: true\n"),
    "block, after the format": ("p:\n  type: string\n  format: password\n\n\nq: 1\n", write_only("/p"), "p:\n  type: string\n  format: password\n  writeOnly: true\n\n\nq: 1\n"),
    "block, no final line end": ("p:\n  type: string", write_only("/p"), "p:\n  type: string\n  writeOnly: true"),
    "block, trailing blanks stay": ("p:\n  type: string  \t\n", write_only("/p"), "p:\n  type: string  \t\n  writeOnly: true\n"),
    "block, CR LF": ("p:\r\n  type: string\r\nq: 1\r\n", write_only("/p"), "p:\r\n  type: string\r\n  writeOnly: true\r\nq: 1\r\n"),
    "block, CR LF and no final line end": ("p:\r\n  type: string", write_only("/p"), "p:\r\n  type: string\r\n  writeOnly: true"),
    "block, CR": ("p:\r  type: string\rq: 1\r", write_only("/p"), "p:\r  type: string\r  writeOnly: true\rq: 1\r"),
    "block, deeply indented": ("a:\n        p:\n                type: string\n", write_only("/a/p"), "a:\n        p:\n                type: string\n                writeOnly: true\n"),
    "block, behind a dash": ("a:\n- type: string\n  x: 1\n", write_only("/a/0"), "a:\n- type: string\n  writeOnly: true\n  x: 1\n"),
    "block, behind two dashes": ("a:\n- -   type: string\n", write_only("/a/0/0"), "a:\n- -   type: string\n      writeOnly: true\n"),
    "block, quoted keys": ("'p':\n  'type': 'string'\n", write_only("/p"), "'p':\n  'type': 'string'\n  'writeOnly': true\n"),
    "block, blanks around the colon": ("p:\n  type :   string\n", write_only("/p"), "p:\n  type :   string\n  writeOnly :   true\n"),
    "block, only a container inside": ("p:\n  allOf:\n    - {a: 1}\n", write_only("/p"), "p:\n  writeOnly: true\n  allOf:\n    - {a: 1}\n"),
    "block, only a folded text inside": ("p:\n  description: >-\n    a\n    b\n", write_only("/p"), "p:\n  writeOnly: true\n  description: >-\n    a\n    b\n"),
    "block, beside a reference": ("p:\n  $ref: '#/q'\nq: {}\n", write_only("/p"), "p:\n  $ref: '#/q'\n  writeOnly: true\nq: {}\n"),
    "block, a plain text over two lines is no neighbour": ("p:\n  description: one\n    two\n  x: 1\n", write_only("/p"), "p:\n  description: one\n    two\n  x: 1\n  writeOnly: true\n"),
    "block, an anchor in front": ("p: &a\n  type: string\nq: *a\n", write_only("/p"), "p: &a\n  type: string\n  writeOnly: true\nq: *a\n"),
    "block, found through the alias": ("p: &a\n  type: string\nq: *a\n", write_only("/q"), "p: &a\n  type: string\n  writeOnly: true\nq: *a\n"),
    "block, an alias as neighbour": ("s: &s string\np:\n  type: *s\n", write_only("/p"), "s: &s string\np:\n  type: *s\n  writeOnly: true\n"),
    "block, wide characters before it": ("é: 😀\np:\n  type: string\n", write_only("/p"), "é: 😀\np:\n  type: string\n  writeOnly: true\n"),
    "flow": ("p: {type: string}\n", write_only("/p"), "p: {type: string, writeOnly: true}\n"),
    "flow, not the last": ("p: {type: string, x: [1]} # c\n", write_only("/p"), "p: {type: string, writeOnly: true, x: [1]} # c\n"),
    "flow, a trailing comma": ("p: { type: string, }\n", write_only("/p"), "p: { type: string, writeOnly: true, }\n"),
    "flow, over lines": ("p: {\n  type: string,\n  x: 1\n}\n", write_only("/p"), "p: {\n  type: string,\n  writeOnly: true,\n  x: 1\n}\n"),
    "flow, over lines with a comment": ("p: {\n  type: string, # c\n  x: 1\n}\n", write_only("/p"), "p: {\n  writeOnly: true,\n  type: string, # c\n  x: 1\n}\n"),
    "flow, over lines with a comment behind the last": ("p: {\n  type: string # c\n}\n", write_only("/p"), "p: {\n  writeOnly: true,\n  type: string # c\n}\n"),
    "flow, only a container inside": ("p: {allOf: [{a: 1}]}\n", write_only("/p"), "p: {writeOnly: true, allOf: [{a: 1}]}\n"),
    "flow, empty": ("p: {}\n", write_only("/p"), "p: {writeOnly: true}\n"),
    "flow, empty in brackets": ("a: {p: { }}\n", write_only("/a/p"), "a: {p: {writeOnly: true }}\n"),
    "JSON, pretty": ('{\n  "p": {\n    "type": "string"\n  }\n}\n', write_only("/p"), '{\n  "p": {\n    "type": "string",\n    "writeOnly": true\n  }\n}\n'),
    "JSON, tabs": ('{\n\t"p": {\n\t\t"type": "string",\n\t\t"x": 1\n\t}\n}', write_only("/p"), '{\n\t"p": {\n\t\t"type": "string",\n\t\t"writeOnly": true,\n\t\t"x": 1\n\t}\n}'),
    "JSON, minified": ('{"p":{"type":"string","x":1}}', write_only("/p"), '{"p":{"type":"string","writeOnly":true,"x":1}}'),
    "JSON, minified, a container": ('{"p":{"allOf":[]}}', write_only("/p"), '{"p":{"writeOnly":true,"allOf":[]}}'),
    "JSON, minified, empty": ('{"p":{}}', write_only("/p"), '{"p":{"writeOnly":true}}'),
    "JSON, CR LF": ('{\r\n "p": {\r\n  "type": "string"\r\n }\r\n}', write_only("/p"), '{\r\n "p": {\r\n  "type": "string",\r\n  "writeOnly": true\r\n }\r\n}'),
    "JSON, another key twice": ('{"a":1,"a":2,"p":{"type":"string"}}', write_only("/p"), '{"a":1,"a":2,"p":{"type":"string","writeOnly":true}}'),
    "JSON with comments is flow style": ('{\n  # c\n  "p": {"type": "string"}\n}\n', write_only("/p"), '{\n  # c\n  "p": {"type": "string", "writeOnly": true}\n}\n'),
    # Values
    "plain": ("u: http://x.example/v1  # c\n", address("/u"), "u: https://x.example/v1  # c\n"),
    "plain, in brackets": ("a: [http://x.example/v1, 2]\n", address("/a/0"), "a: [https://x.example/v1, 2]\n"),
    "single quotes": ("u: 'http://x.example/v1'\n", address("/u"), "u: 'https://x.example/v1'\n"),
    "single quotes, a quote inside": ("u: 'http'\n", address("/u", "it's"), "u: 'it''s'\n"),
    "double quotes": ('u: "http://x.example/v1" \n', address("/u"), 'u: "https://x.example/v1" \n'),
    "plain, what needs quotes": ("u: a\n", address("/u", "a: b"), 'u: "a: b"\n'),
    "plain, what would be a number": ("u: a\n", address("/u", "12"), 'u: "12"\n'),
    "JSON value": ('{"u":"http:\\/\\/x"}', address("/u"), '{"u":"https://x.example/v1"}'),
    "an anchored value is shared": ("u: &u http://x\nv: *u\n", address("/u"), None),
    "an alias as value": ("u: &u http://x\nv: *u\n", address("/v"), None),
    "a tagged value": ("u: !!str http://x\n", address("/u"), None),
    "a folded value": ("u: >-\n  http://x\n", address("/u"), None),
    "a value over two lines": ("u: 'http://x\n  y'\n", address("/u"), None),
    # Keys
    "key": ("secuirty :\n  - a: []\n", security("/secuirty"), "security :\n  - a: []\n"),
    "key in quotes": ('"secuirty": []\n', security("/secuirty"), '"security": []\n'),
    "key in brackets": ("a: {Security: []}\n", security("/a/Security"), "a: {security: []}\n"),
    "key with a question mark": ("? secuirty\n: []\n", security("/secuirty"), "? security\n: []\n"),
    "JSON key": ('{"secuirty" : []}', security("/secuirty"), '{"security" : []}'),
    "a key that is there already": ("secuirty: []\nsecurity: []\n", security("/secuirty"), None),
    "a key that stands twice": ("secuirty: []\nsecuirty: []\n", security("/secuirty"), None),
    "an anchored key": ("&k secuirty: []\nb: *k\n", security("/secuirty"), None),
    # Items
    "item": ("a:\n  - http\n  - https\n", out("/a/0"), "a:\n  - https\n"),
    "last item": ("a:\n  - https\n  - http\nb: 1\n", out("/a/1"), "a:\n  - https\nb: 1\n"),
    "last item of the text": ("a:\n- https\n- http", out("/a/1"), "a:\n- https"),
    "last item of the text, CR LF": ("a:\r\n- https\r\n- http", out("/a/1"), "a:\r\n- https"),
    "item with members": ("a:\n- url: http://x\n  d: {q: [1]}\n- url: y\n", out("/a/0"), "a:\n- url: y\n"),
    "item, comments beside it stay": ("a:\n# one\n- 1\n# two\n- 2\n", out("/a/0"), "a:\n# one\n# two\n- 2\n"),
    "item with a comment": ("a:\n- 1 # why\n- 2\n", out("/a/0"), None),
    "item with a comment inside": ("a:\n- b: 1\n  # why\n  c: 2\n- 2\n", out("/a/0"), None),
    "item with an anchor": ("a:\n- &x 1\n- *x\n", out("/a/0"), None),
    "the only item": ("a:\n- 1\n", out("/a/0"), None),
    "item in brackets": ("a: [http, https]\n", out("/a/0"), "a: [https]\n"),
    "last item in brackets": ("a: [https, http] # c\n", out("/a/1"), "a: [https] # c\n"),
    "item in brackets, a comment between": ("a: [http, # c\n https]\n", out("/a/0"), None),
    "JSON item": ('{"a":["http","https"]}', out("/a/0"), '{"a":["https"]}'),
    "JSON item, pretty": ('{"a": [\n  {"u": "x"},\n  {"u": "y"}\n]}', out("/a/0"), '{"a": [\n  {"u": "y"}\n]}'),
    "last JSON item, pretty": ('{"a": [\n  {"u": "x"},\n  {"u": {"y": []}}\n]}', out("/a/1"), '{"a": [\n  {"u": "x"}\n]}'),
    # What can't be told
    "a merge key": ("b: &b\n  type: string\np:\n  <<: *b\n", write_only("/p"), None),
    "a value that a merge key brings": ("b: &b\n  u: http://x\np:\n  <<: *b\n", address("/p/u"), None),
    "a key that is there": ("p:\n  type: string\n  writeOnly: false\n", write_only("/p"), None),
    "no such place": ("p: 1\n", write_only("/q/r"), None),
    "no mapping": ("p: 1\n", write_only("/p"), None),
    "a mapping with a question mark": ("p:\n  ? type\n  : string\n", write_only("/p"), None),
    "brackets behind a comment": ("p: { # c\n  allOf: [1]\n}\n", write_only("/p"), None),
}  # fmt: skip


def after(text: str | bytes, *edits: Edit) -> bytes | Unproven | None:
    """None where an edit has no place that is certain."""
    data = text.encode() if isinstance(text, str) else text
    documents = parse("f.yaml", data)
    assert isinstance(documents, list), documents
    located = [locate(edit, documents[edit.part]) for edit in edits]
    return fixed("f.yaml", data, edits) if all(located) else None


@pytest.mark.parametrize(("before", "edit", "expected"), STYLES.values(), ids=STYLES)
def test_an_edit_in_every_style(before: str, edit: Edit, expected: str | None) -> None:
    assert after(before, edit) == (None if expected is None else expected.encode())


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-32-be", codecs.BOM_UTF32_BE),
        ("utf-16-le", b""),
    ],
)
def test_encoding_and_byte_order_mark_stay(encoding: str, mark: bytes) -> None:
    before = "title: an é and a 😀, long enough to be known by its zeros\r\nu: http://x\r\n"
    data = mark + before.encode(encoding)
    assert after(data, address("/u")) == mark + before.replace("http://x", "https://x.example/v1").encode(
        encoding
    )


def test_many_edits_are_made_in_one_pass() -> None:
    before = "u: http://x\np: {type: string}\nsecuirty: []\na: [http, https]\n"
    edits = (out("/a/0"), security("/secuirty"), address("/u"), write_only("/p"), write_only("/p"))
    expected = b"u: https://x.example/v1\np: {type: string, writeOnly: true}\nsecurity: []\na: [https]\n"
    assert after(before, *edits) == expected


def test_the_document_of_a_stream_that_is_meant() -> None:
    edit = Edit("f.yaml", "/u", Action.SET, value="b", part=1)
    assert after("u: a\n---\nu: a\n", edit) == b"u: a\n---\nu: b\n"


def test_columns_count_utf16_code_units() -> None:
    documents = parse("f.yaml", "a: {😀: 1, u: x}\n".encode())
    assert isinstance(documents, list)
    found = locate(address("/a/u"), documents[0])
    assert found is not None
    assert found.span.start_column == 14
    assert found.columns.utf16 == (15, 16)


def test_a_changed_file_is_not_proven() -> None:
    assert isinstance(fixed("f.yaml", b"v: http://x\n", [address("/u")]), Unproven)
    assert isinstance(fixed("f.yaml", b"u: [\n", [address("/u")]), Unproven)


KEYS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6)
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
)
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


def _places(value: Any, steps: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    return [(steps, value), *(place for key, child in children for place in _places(child, (*steps, key)))]


@st.composite
def documents_with_edits(draw: st.DrawFn) -> tuple[str, Edit, Any]:
    """JSON in some layout, an edit of it, and the data as they must be afterwards."""
    data = draw(st.dictionaries(KEYS, DATA, min_size=1, max_size=4))
    indent, ascii_only = draw(st.sampled_from([None, 0, 2, "\t"])), draw(st.booleans())
    separators = draw(st.sampled_from([None, (",", ":")]))
    text = json.dumps(data, indent=indent, ensure_ascii=ascii_only, separators=separators)
    steps, value = draw(st.sampled_from(_places(data)[1:]))
    holder = data
    for step in steps[:-1]:
        holder = holder[step]
    pointer, last = pointer_of(steps), steps[-1]
    if isinstance(value, dict) and "writeOnly" not in value:
        value["writeOnly"] = True
        return text, write_only(pointer), data
    if isinstance(value, str):
        holder[last] = draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=8))
        return text, address(pointer, holder[last]), data
    if isinstance(holder, list) and len(holder) > 1:
        del holder[last]
        return text, out(pointer), data
    if isinstance(last, str) and "security" not in holder:
        holder["security"] = holder.pop(last)
        return text, security(pointer), data
    return text, address("/nowhere/at/all"), data


@settings(max_examples=150, deadline=None)
@given(documents_with_edits())
def test_an_edit_changes_nothing_but_what_it_says(case: tuple[str, Edit, Any]) -> None:
    text, edit, expected = case
    result = after(text, edit)
    assert not isinstance(result, Unproven)
    if result is not None:
        assert json.loads(result) == expected
        document = parse("f.yaml", text.encode())
        assert isinstance(document, list)
        assert_only_the_replacement(text, result.decode(), edit, document[0])


WORDS = st.sampled_from(
    [
        "type",
        "format",
        "a b",
        "it's",
        "#",
        "- x",
        "1",
        "true",
        "é😀",
        "x: y",
        "",
        "\\n",
        "two\nlines",
        "!t",
        "&a",
        "{",
        "~",
        "<<",
    ]
)
TREES = st.recursive(
    WORDS | st.booleans() | st.integers() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=14,
)


@st.composite
def yaml_with_edits(draw: st.DrawFn) -> tuple[str, Edit]:
    """YAML in some layout, in which one mapping is an alias of another, and an edit of it."""
    shared = draw(st.dictionaries(WORDS, TREES, min_size=1, max_size=3))
    data = {"one": shared, **draw(st.dictionaries(WORDS, TREES, max_size=3)), "other": [draw(TREES), shared]}
    text = yaml.safe_dump(
        data,
        default_flow_style=draw(st.sampled_from([None, True, False])),
        default_style=draw(st.sampled_from([None, None, "'", '"', "|"])),
        width=draw(st.sampled_from([5, 80])),
        indent=draw(st.sampled_from([2, 7])),
        line_break=draw(st.sampled_from(["\n", "\r\n", "\r"])),
        allow_unicode=draw(st.booleans()),
        sort_keys=False,
    )
    steps, value = draw(st.sampled_from(_places(data)[1:]))
    pointer = pointer_of(steps)
    new = draw(WORDS)
    choices = [out(pointer), Edit("f.yaml", pointer, Action.RENAME, new), address(pointer, new)]
    return text, draw(st.sampled_from([write_only(pointer)] if isinstance(value, dict) else choices))


@settings(max_examples=150, deadline=None)
@given(yaml_with_edits())
def test_an_edit_of_yaml_that_has_a_place_is_proven(case: tuple[str, Edit]) -> None:
    text, edit = case
    if isinstance(parse("f.yaml", text.encode()), list):
        assert not isinstance(after(text, edit), Unproven)


def assert_only_the_replacement(before: str, now: str, edit: Edit, document: Document) -> None:
    found = locate(edit, document)
    assert found is not None
    assert now == before[: found.span.start] + found.text + before[found.span.end :]
