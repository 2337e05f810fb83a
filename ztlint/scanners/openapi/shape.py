"""Shapes: which nodes were written out more than once, so that copies of one mistake become one finding."""

import hashlib
from typing import Any

from ztlint.documents import Node
from ztlint.openapi import Api

# Keywords whose members are named by the author: a property may be called `description`.
_NAMES = frozenset({"properties", "patternProperties", "dependentSchemas", "headers", "responses", "content"})
# Keywords that speak to people only (JSON Schema 2020-12 section 9, OpenAPI's additions to it).
_PROSE = frozenset(
    {"title", "summary", "description", "example", "examples", "externalDocs", "deprecated", "$comment"}
)
_NAMED_BY: dict[str, int] = {"components": 3, "definitions": 2, "parameters": 2, "responses": 2}
"""Sections of the root whose members have a name that others refer to, and how deep those stand."""

_LENGTH = 16


def copies(api: Api, node: Node, label: str) -> str:
    """A key that is the same wherever ``node`` was written out alike, for what ``label`` names in it. Empty
    for a component: that has a name, is mended in one place, and is a cause of its own.
    """
    return "" if _named(api, node) else f"{label} of {shape(api, node.value)}"


def _named(api: Api, node: Node) -> bool:
    """Whether a node is what references lead to: a component, or a file or a top-level member of one."""
    steps = node.steps
    if node.document is not api.document:
        return len(steps) < 2 or len(steps) == _NAMED_BY.get(str(steps[0]), 0)
    return bool(steps) and len(steps) == _NAMED_BY.get(str(steps[0]), 0)


def shape(api: Api, value: Any) -> str:
    """A digest of what a value says to machines: prose, examples and extensions are left out, so that copies
    stay copies when somebody words one of them better. Each container is digested once.
    """
    known: dict[tuple[int, bool], str] = api.remember("shapes", dict)
    return _digest(value, known, named=False)


def _digest(value: Any, known: dict[tuple[int, bool], str], *, named: bool) -> str:
    """``named``: the keys are names that the author chose, and not keywords. Documents are no deeper than
    ``MAX_DEPTH``.
    """
    if not isinstance(value, dict | list):
        return repr(value)
    key = (id(value), named)
    if key not in known:
        text = _of_list(value, known) if isinstance(value, list) else _of_dict(value, known, named=named)
        known[key] = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
    return known[key]


def _of_list(value: list[Any], known: dict[tuple[int, bool], str]) -> str:
    return "[" + ",".join(_digest(item, known, named=False) for item in value) + "]"


def _of_dict(value: dict[str, Any], known: dict[tuple[int, bool], str], *, named: bool) -> str:
    members = sorted(
        f"{key!r}:{_digest(child, known, named=not named and key in _NAMES)}"
        for key, child in value.items()
        if named or not (key in _PROSE or key.startswith("x-"))
    )
    return "{" + ",".join(members) + "}"
