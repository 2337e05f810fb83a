"""Constraints on what comes in that were taken away or widened."""

from collections.abc import Iterator
from typing import Any

from ztlint.documents import Node
from ztlint.openapi import Api, Operation
from ztlint.scanners.drift.hit import Hit, Options, at_node
from ztlint.scanners.drift.revisions.change import Change, check

MAX_PAIRS = 50_000
"""Pairs of schemas that are compared for one definition."""

_UPPER = ("maxLength", "maximum", "exclusiveMaximum", "maxItems", "maxProperties")
_LOWER = ("minLength", "minimum", "exclusiveMinimum", "minItems", "minProperties")
_KEYS = ("pattern", "format", "enum", "const", "multipleOf")


@check
def loosened_constraint(change: Change, options: Options) -> Iterator[Hit]:  # noqa: ARG001 - checks
    """Parameters and properties of bodies that let in more than before."""
    seen: set[tuple[int, int]] = set()
    found: dict[str, Hit] = {}
    for old, new in change.pairs:
        for name, before, after in _compared(old, new):
            for path, one, other in _schemas(change, name, before, after, seen):
                for told, key in _loosened(one, other):
                    node = other.get(key) if other.get(key) is not None else other
                    place = at_node(node or other, on_key=True)
                    cause = f"{other.pointer} {key}"
                    values = {"name": path, "change": told, "operation": new.label}
                    found.setdefault(
                        f"{place.path}{cause}", Hit(place, cause, values, operations=(new.label,))
                    )
    yield from found.values()


def _compared(old: Operation, new: Operation) -> Iterator[tuple[str, Node, Node]]:
    """Parameters by name and place (path parameters by their order), bodies by media type."""
    before = {(one.name, one.place): one.schema for one in old.parameters}
    ordered = [one for one in old.parameters if one.place == "path"]
    renamed = dict(zip((one.name for one in new.parameters if one.place == "path"), ordered, strict=False))
    for one in new.parameters:
        schema = before.get((one.name, one.place))
        if schema is None and one.place == "path" and one.name in renamed:
            schema = renamed[one.name].schema
        if schema is not None:
            yield f"parameter '{one.name}'", schema, one.schema
    bodies = {media.type: media.schema for media in old.bodies}
    for media in new.bodies:
        schema = bodies.get(media.type)
        if schema is not None and media.schema is not None:
            yield "body", schema, media.schema


def _schemas(
    change: Change, name: str, before: Node, after: Node, seen: set[tuple[int, int]]
) -> Iterator[tuple[str, Node, Node]]:
    """Schemas at the same place in both, each pair once."""
    stack = [(name, before, after)]
    while stack and len(seen) < MAX_PAIRS:
        path, old, new = stack.pop()
        one, other = _resolved(change.base, old), _resolved(change.head, new)
        key = (id(one.value), id(other.value))
        if key in seen or not isinstance(one.value, dict) or not isinstance(other.value, dict):
            continue
        seen.add(key)
        yield path, one, other
        known, fresh = one.get("properties"), other.get("properties")
        for inner, node in fresh.items() if fresh is not None else ():
            was = known.get(inner) if known is not None else None
            if was is not None:
                stack.append((f"property '{inner}'", was, node))
        for keyword in ("items", "additionalProperties"):
            was, now = one.get(keyword), other.get(keyword)
            if was is not None and now is not None:
                stack.append((f"{keyword} of {path}", was, now))
        was, now = one.get("allOf"), other.get("allOf")
        if was is not None and now is not None:
            stack += [(path, a, b) for a, b in zip(was.elements(), now.elements(), strict=False)]


def _resolved(api: Api, node: Node) -> Node:
    found = api.schema(node)
    return found if not isinstance(found.value, dict) or "$ref" not in found.value else api.resolve(found)


def _loosened(one: Node, other: Node) -> Iterator[tuple[str, str]]:
    """What changed in words, and the keyword."""
    old, new = one.value, other.value
    yield from _bounds(old, new)
    for key in _KEYS:
        if key in old and key not in new and not _is_replaced(key, new):
            yield f"{key} was removed", key
    if isinstance(old.get("enum"), list) and isinstance(new.get("enum"), list):
        more = [value for value in new["enum"] if value not in old["enum"]]
        if more and len(new["enum"]) > len(old["enum"]):
            yield f"enum takes {len(more)} values more", "enum"
    for key in ("additionalProperties", "unevaluatedProperties"):
        if old.get(key) is False and new.get(key) is not False:
            yield f"{key} are let in", key


def _bounds(old: dict[str, Any], new: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key in _UPPER:
        if _is_number(old.get(key)) and not _holds(new, key, old[key], upper=True):
            yield _told(key, old[key], new.get(key)), key
    for key in _LOWER:
        if _is_number(old.get(key)) and old[key] > 0 and not _holds(new, key, old[key], upper=False):
            yield _told(key, old[key], new.get(key)), key


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _holds(new: dict[str, Any], key: str, old: float, *, upper: bool) -> bool:
    """Whether the bound is as tight as before, or values are listed one by one."""
    if "enum" in new or "const" in new:
        return True
    value: Any = new.get(key)
    if value is None or not _is_number(value):
        return "pattern" in new and key in ("maxLength", "minLength")
    return bool(value <= old if upper else value >= old)


def _is_replaced(key: str, new: dict[str, Any]) -> bool:
    """A list of values is tighter than a pattern or a format; a pattern may say what a format did."""
    return "enum" in new or "const" in new or (key == "format" and "pattern" in new)


def _told(key: str, old: Any, new: Any) -> str:
    return f"{key} was {old} and is {new}" if new is not None else f"{key} of {old} was removed"
