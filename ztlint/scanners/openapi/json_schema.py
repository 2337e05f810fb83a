"""JSON Schemas inside of rules: nothing is fetched, and no pattern or reference makes them slow."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import jsonschema
from jsonschema.exceptions import SchemaError, best_match
from referencing import Registry
from referencing.exceptions import Unresolvable

from ztlint.scanners.openapi.linear import PatternError, searcher, slow

Steps = tuple[str | int, ...]

MAX_REFERENCES = 10_000
"""References followed for one value: of some schemas every level doubles them."""
_UNUSED = ("$dynamicRef", "$recursiveRef", "$schema", "$id", "$anchor", "$dynamicAnchor")
_LONGEST = 120


class SchemaTooSlowError(Exception):
    """A schema that leads through too many references."""


def schema_fault(schema: Any) -> str:
    """What is wrong with a rule's schema; empty if it may be used."""
    try:
        jsonschema.Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        return str(error.message)[:_LONGEST]
    for key, value in _keywords(schema):
        if key in _UNUSED:
            return f"'{key}' can't be used here"
        if key == "$ref" and not str(value).startswith("#"):
            return "references may lead inside of the schema only"
        if fault := _pattern_fault(key, value):
            return fault
    return ""


def _keywords(schema: Any) -> Iterator[tuple[str, Any]]:
    """Every key and value, of whatever is in the schema: also of what only looks like one."""
    stack = [schema]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            yield from value.items()
            stack.extend(value.values())
        elif isinstance(value, list):
            stack.extend(value)


def _pattern_fault(key: str, value: Any) -> str:
    if key == "pattern" and isinstance(value, str):
        try:
            searcher(value)
        except PatternError as error:
            return f"the pattern {value[:40]} {error}"
    if key == "patternProperties" and isinstance(value, dict):
        return next((f"the pattern {one[:40]} {slow(one)}" for one in value if slow(one)), "")
    return ""


def misfit(schema: Any, value: Any) -> tuple[Steps, str] | None:
    """Where a value does not fit, and why; None where it fits."""
    validator, count = _validator(_Same(schema))
    count.clear()
    try:
        error = best_match(validator.iter_errors(value))
    except Unresolvable:
        return (), "the schema refers to what is not in it"
    return None if error is None else (tuple(error.absolute_path), _reason(error))


def _reason(error: Any) -> str:
    """Without the value itself where that may be long."""
    return str(error.message).split("\n", maxsplit=1)[0][:_LONGEST]


class _Same:
    """A schema by identity: rules live as long as the run."""

    def __init__(self, schema: Any) -> None:
        self.schema = schema

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.schema is self.schema

    def __hash__(self) -> int:
        return id(self.schema)


@lru_cache(maxsize=64)
def _validator(same: _Same) -> tuple[Any, list[Any]]:
    """A validator, and the references that it has followed."""
    followed: list[Any] = []
    follow = jsonschema.Draft202012Validator.VALIDATORS["$ref"]

    def reference(validator: Any, ref: Any, instance: Any, schema: Any) -> Iterator[Any]:
        followed.append(ref)
        if len(followed) > MAX_REFERENCES:
            raise SchemaTooSlowError
        yield from follow(validator, ref, instance, schema) or ()

    def pattern(_: Any, expression: Any, instance: Any, __: Any) -> Iterator[Any]:
        if isinstance(instance, str) and not searcher(expression)(instance):
            yield jsonschema.ValidationError(f"does not match {expression}")

    own = {"$ref": reference, "pattern": pattern}
    kind: Any = jsonschema.validators.extend(jsonschema.Draft202012Validator, own)  # type: ignore[no-untyped-call]
    return kind(same.schema, registry=Registry()), followed
