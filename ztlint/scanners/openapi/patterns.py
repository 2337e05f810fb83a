"""Checks of regular expressions that guard input."""

import re
from collections.abc import Iterator

from ztlint.documents import Node
from ztlint.openapi import Api, Schema, types_of
from ztlint.scanners.openapi import regex
from ztlint.scanners.openapi.hit import Hit, Options, check

_NEVER_ENOUGH = 1_000_000


def _input_pattern(schema: Schema) -> str:
    pattern = schema.node.value.get("pattern")
    return pattern if schema.reach.input and isinstance(pattern, str) else ""


def _hit(api: Api, schema: Schema, values: dict[str, object], keyword: str = "pattern") -> Hit:
    """The same pattern at many places has one cause."""
    pattern = _input_pattern(schema)
    node = schema.node.get(keyword) or schema.node
    operations = api.operations_in(schema.reach.input)
    return Hit(node, {"pattern": shorten(pattern), **values}, operations, cause=f"pattern {pattern}")


def shorten(pattern: str) -> str:
    return pattern if len(pattern) <= 60 else pattern[:57] + "..."


_NOT_BLANK = (r"\S", r"\S+", r"[^\s]", r"[^\s]+", "[^ ]", "[^ ]+")
"""Something has to be there, whatever stands around it."""


@check(given="schemas")
def unanchored_pattern(api: Api, schema: Schema, _: Options) -> Iterator[Hit]:
    """A pattern that a value may match anywhere inside (JSON Schema 2020-12 section 6.4: not anchored)."""
    pattern = _input_pattern(schema)
    kinds = types_of(schema.node.value)
    if kinds and "string" not in kinds:
        return  # a pattern says nothing of it
    if pattern in _NOT_BLANK:
        return
    if pattern and not regex.matches_all(pattern) and not regex.contained_words(pattern):
        missing = regex.missing_anchors(pattern)
        if missing:
            yield _hit(api, schema, {"missing": missing})


@check(given="schemas")
def match_all_pattern(api: Api, schema: Schema, _: Options) -> Iterator[Hit]:
    """A pattern that every value matches."""
    pattern = _input_pattern(schema)
    if pattern and regex.matches_all(pattern):
        yield _hit(api, schema, {})


@check(given="schemas")
def exponential_pattern(api: Api, schema: Schema, _: Options) -> Iterator[Hit]:
    """A pattern that a backtracking engine may need exponential time for."""
    pattern = _input_pattern(schema)
    if pattern and regex.exponential(pattern):
        yield _hit(api, schema, {})
    for pattern, node in _patterns_of_keys(schema):
        if regex.exponential(pattern):
            operations = api.operations_in(schema.reach.input)
            values = {"pattern": shorten(pattern)}
            on_key = node.step != "pattern"
            yield Hit(node, values, operations, cause=f"pattern {pattern}", on_key=on_key)


def _patterns_of_keys(schema: Schema) -> Iterator[tuple[str, Node]]:
    """What names of properties have to match, and where that is written."""
    if not schema.reach.input:
        return
    holder = schema.node.get("patternProperties")
    yield from holder.items() if holder else ()
    named = schema.node.get("propertyNames", "pattern")
    if named is not None and isinstance(named.value, str):
        yield named.value, named


_NOT_REGULAR = re.compile(r"(?<!\\)(?:\\\\)*(?:\(\?(?:[=!]|<[=!])|\\[1-9]|\\k<)")


@check(given="schemas")
def lookaround_in_pattern(api: Api, schema: Schema, _: Options) -> Iterator[Hit]:
    """A pattern with look-around or a back reference, which engines in linear time (RE2, Go, Rust) refuse."""
    pattern = _input_pattern(schema)
    if pattern and _NOT_REGULAR.search(pattern):
        yield _hit(api, schema, {})


@check(given="schemas")
def pattern_contradicts_length(api: Api, schema: Schema, _: Options) -> Iterator[Hit]:
    """Lengths that no value can have and match the pattern as well: one of the two is wrong."""
    pattern = _input_pattern(schema)
    width = regex.width(pattern) if pattern else None
    if width is None:
        return
    shortest, longest = width
    least, most = schema.node.value.get("minLength", 0), schema.node.value.get("maxLength", _NEVER_ENOUGH)
    if not isinstance(least, int) or not isinstance(most, int):
        return
    if most < shortest:
        yield _hit(api, schema, {"keyword": "maxLength", "limit": most, "width": shortest}, "maxLength")
    elif least > longest:
        yield _hit(api, schema, {"keyword": "minLength", "limit": least, "width": longest}, "minLength")
