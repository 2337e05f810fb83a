"""One rule file, checked against the schema: plain data, or what is wrong with it and where."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ztlint.core import Failure, nearest
from ztlint.documents import Document, parse

FINDING_MARK = "# finding"
TOKEN_SPLIT = "‖"  # noqa: S105 - a mark, not a token
"""Stands inside the tokens of secrets examples, and is taken out: no scanner trips over our rule files."""

_MAX_EXPANDED = 1000
_LONGEST = 200
_GUIDE = "See docs/writing-rules.md."

Steps = tuple[str | int, ...]


def read_rule(path: str, data: bytes) -> dict[str, Any] | Failure:
    """The rule's data, examples already taken apart."""
    document = checked(path, data, "rule.schema.json")
    if isinstance(document, Failure):
        return document
    rule: dict[str, Any] = document.data
    return {**rule, "examples": [_example(one, rule) for one in rule.get("examples", ())]}


def checked(path: str, data: bytes, schema: str) -> Document | Failure:
    """The one document of a file, where it is as the schema (the name of a file in this folder) says."""
    document = document_of(path, data)
    if isinstance(document, Failure):
        return document
    error = _best_error(document.data, schema)
    return document if error is None else at(document, *_explain(error))


def fault(file: Path, steps: Steps, reason: str, advice: str = _GUIDE) -> Failure:
    """What is wrong at one place of a rule file that has been read before."""
    try:
        document = document_of(str(file), file.read_bytes())
    except OSError:
        return Failure(str(file), reason, advice)
    return document if isinstance(document, Failure) else at(document, steps, reason, advice)


def at(document: Document, steps: Steps, reason: str, advice: str) -> Failure:
    span = document.span(steps)
    where = "/".join(str(step) for step in steps)
    told = f"{where}: {reason}" if where else reason
    return Failure(document.path, told[:_LONGEST], advice, span.start_line, span.start_column)


def document_of(path: str, data: bytes) -> Document | Failure:
    """The one document of the file. Aliases would be written out in the cache."""
    documents = parse(path, data)
    if isinstance(documents, Failure):
        return Failure(path, documents.reason, _GUIDE, documents.line, documents.column)
    if len(documents) != 1:
        return Failure(path, f"holds {len(documents)} YAML documents", "A rule is one document.", 1, 1)
    document = documents[0]
    if document.positions.duplicates:
        twice = document.positions.duplicates[0]
        line = document.lines.span(twice.start, twice.end).start_line
        return Failure(path, f"{twice.pointer} stands twice", "Keep one of them.", line)
    if document.positions.expanded > _MAX_EXPANDED:
        return Failure(path, "has too many aliases", "Write them out.", 1, 1)
    return document


@cache
def _validator(name: str) -> Any:
    """Only when the cache has nothing: jsonschema is slow to load."""
    import jsonschema  # noqa: PLC0415

    schema = json.loads(Path(__file__).with_name(name).read_text("utf-8"))
    return jsonschema.Draft202012Validator(schema)


def _best_error(data: Any, schema: str) -> Any:
    from jsonschema.exceptions import best_match  # noqa: PLC0415

    return best_match(_validator(schema).iter_errors(data))


def _explain(error: Any) -> tuple[Steps, str, str]:
    """Place, reason and advice; misspelt keys and values with what was probably meant."""
    steps, wanted, found = tuple(error.absolute_path), error.validator_value, error.instance
    if error.validator == "additionalProperties" and isinstance(found, dict):
        known = (*error.schema.get("properties", ()), *_names_of_profiles(error.schema))
        key = next((key for key in found if key not in known), "")
        return (*steps, key), "this key is not known", meant(key, known)
    if error.validator == "enum":
        return steps, f"not one of {', '.join(map(str, wanted))}", meant(str(found), map(str, wanted))
    if error.validator == "required" and isinstance(found, dict):
        missing = [name for name in wanted if name not in found]
        return steps, f"'{missing[0]}' is missing" if missing else "something is missing", _GUIDE
    if error.schema is False:
        return steps, "has no place in a rule of this kind: samples are its examples", _GUIDE
    return steps, str(error.message).split("\n", maxsplit=1)[0], _GUIDE


def _names_of_profiles(schema: Mapping[str, Any]) -> list[str]:
    patterns = schema.get("patternProperties", {})
    return [name for pattern in patterns for name in pattern.strip("^()$").split("|")]


def meant(name: str, known: Any) -> str:
    """The advice that goes with an unknown name."""
    listed = list(known)
    near = nearest(name, listed)
    return f"Did you mean '{near}'?" if near else f"Known are: {', '.join(listed)}."


def _example(example: Mapping[str, str], rule: Mapping[str, Any]) -> tuple[str, str, str, list[int]]:
    """Name, text, path and finding lines: worked out once, and cached with the rule."""
    text = (example.get("bad") or example["good"]).replace(TOKEN_SPLIT, "")
    lines = [n for n, line in enumerate(text.split("\n"), 1) if FINDING_MARK in line]
    path = "openapi.yaml" if rule["kind"] == "openapi" else "file.txt"
    return example["name"], text, example.get("path", path), lines
