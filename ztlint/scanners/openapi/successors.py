"""Checks of what an older version still takes that a newer one refuses."""

from collections.abc import Iterator
from typing import Any, TypeGuard

from ztlint.documents import Node
from ztlint.openapi import Api, Operation, path_version, segments, types_of
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.members import members, schemas_of

_MOST = ("maxLength", "maximum", "exclusiveMaximum", "maxItems", "maxProperties")
_LISTS = ("pattern", "enum", "const")
_SUFFICE = {
    "pattern": ("enum", "const", "format"),
    "enum": ("const", "pattern"),
    "const": ("enum",),
    "maximum": ("exclusiveMaximum", "enum"),
    "exclusiveMaximum": ("maximum", "enum"),
    "maxLength": ("enum", "const", "pattern"),
}
"""What stands for a constraint where the older version says it otherwise."""


@check(given="operations")
def old_version_looser(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """An older twin of the same operation that takes what the newer one refuses: a longer text, a larger
    number, any value where there is a list, properties that nobody described. One finding for an API.
    """
    version = path_version(operation.path)
    if version is None:
        return
    for other in api.siblings.versions.get((operation.method, segments(operation.path)), ()):
        if (path_version(other.path) or 0) <= version:
            continue
        found = next(_looser(api, operation, other), None)
        if found is not None:
            node, name, keyword, strict = found
            values = {"name": name, "keyword": keyword, "newer": other.label}
            related = ((strict, f"The newer '{other.label}' has '{keyword}'"),)
            yield Hit(node, values, (operation,), "looser", related=related, on_key=_keyed(node))
            return


def _keyed(node: Node) -> bool:
    return isinstance(node.step, str) and isinstance(node.value, (dict, list))


def _looser(api: Api, old: Operation, new: Operation) -> Iterator[tuple[Node, str, str, Node]]:
    """Places in the older operation, what they are called, the keyword that they lack, and where it is."""
    before, after = _taken(api, old), _taken(api, new)
    for name, node in before.items():
        other = after.get(name)
        if other is None or other.value is node.value:
            continue
        for keyword in _lacking(node.value, other.value):
            yield node, name.partition(" ")[2] or "body", keyword, other


def _taken(api: Api, operation: Operation) -> dict[str, Node]:
    """Schemas of parameters and of properties of the body, by place and name."""
    found = {f"{one.place} {one.name}": one.schema for one in operation.parameters}
    for schema in schemas_of(operation.bodies):
        root = api.resolve(schema)
        found.setdefault("body ", root)
        for name, node in members(api, root):
            found.setdefault(f"body {name}", node)
    return found


def _lacking(old: Any, new: Any) -> Iterator[str]:
    if not isinstance(old, dict) or not isinstance(new, dict) or types_of(old) != types_of(new):
        return
    for keyword in _MOST:
        limit, before = new.get(keyword), old.get(keyword)
        wider = before > limit if _number(before) and _number(limit) else not _otherwise(old, keyword)
        if _number(limit) and wider:
            yield keyword
    for keyword in _LISTS:
        if keyword in new and keyword not in old and not _otherwise(old, keyword):
            yield keyword
    if _closed(new) and "properties" in old and not _closed(old):
        yield "additionalProperties"
    if new.get("readOnly") is True and old.get("readOnly") is not True:
        yield "readOnly"


def _closed(value: dict[str, Any]) -> bool:
    return any(value.get(keyword) is False for keyword in ("additionalProperties", "unevaluatedProperties"))


def _otherwise(value: dict[str, Any], keyword: str) -> bool:
    return bool(value.keys() & set(_SUFFICE.get(keyword, ())))


def _number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
