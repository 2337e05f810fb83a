"""Checks of definitions that two readers understand differently: the gateway one way, the service another."""

import re
from collections.abc import Iterator
from typing import Any

from ztlint.documents import Node
from ztlint.openapi import Api, Operation, Schema, types_of
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.selectors import PathItem, UsedMedia, UsedScheme, UsedServer

_TEMPLATE = re.compile(r"\{([^{}/]*)\}")


@check(given="servers")
def undefined_server_variable(_: Api, used: UsedServer, __: Options) -> Iterator[Hit]:
    """A name in braces for which the server defines no variable: every reader fills in what it likes."""
    node = used.server.node
    holder = node.parent if node.step == "url" and node.parent is not None else None
    if holder is None:
        return
    variables = holder.get("variables")
    known = dict(variables.items()) if variables else {}
    for name in dict.fromkeys(_TEMPLATE.findall(holder.text("url"))):
        if name not in known:
            yield Hit(node, {"name": name}, used.operations)


@check(given="paths")
def parameters_declared_twice(api: Api, item: PathItem, _: Options) -> Iterator[Hit]:
    """Parameters of one list with the same name and place; header names whatever their case (RFC 9110)."""
    for holder in (item.node, *(operation.node for operation in item.operations)):
        listed = api.resolve(holder).get("parameters")
        seen: set[tuple[str, str]] = set()
        for entry in listed.elements() if listed else ():
            node = api.resolve(entry)
            name, place = node.text("name"), node.text("in")
            key = (name.lower() if place == "header" else name, place)
            if name and key in seen:
                yield Hit(entry, {"name": name, "place": place}, item.operations)
            seen.add(key)


@check(given="operations")
def path_parameters_mismatched(_: Api, operation: Operation, __: Options) -> Iterator[Hit]:
    """A name in braces that no parameter describes, or a path parameter that the template does not have."""
    spelled = {name.rstrip("*+") for name in _TEMPLATE.findall(operation.path)}
    declared = {parameter.name for parameter in operation.parameters if parameter.place == "path"}
    wrong = [f"'{name}' is in the path and not described" for name in sorted(spelled - declared)]
    wrong += [f"'{name}' is described and not in the path" for name in sorted(declared - spelled)]
    if wrong:
        yield Hit(operation.node, {"what": wrong[0]}, (operation,), cause=operation.path, on_key=True)


@check(given="api")
def operation_ids_shared(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """One operationId for several operations."""
    first: dict[str, Operation] = {}
    for operation in api.operations:
        other = first.setdefault(operation.id, operation) if operation.id else operation
        if other.node.value is not operation.node.value:
            node = operation.node.get("operationId") or operation.node
            yield Hit(node, {"id": operation.id}, (operation, other), cause=operation.id)


@check(given="api")
def paths_alike(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """Templates that differ in the names of their parameters only, with a method in common."""
    first: dict[tuple[str, str], Operation] = {}
    for operation in api.siblings.all:
        other = first.setdefault((_TEMPLATE.sub("{}", operation.path), operation.method), operation)
        if other.path != operation.path:
            yield Hit(
                operation.path_item, {"other": other.path}, (operation,), cause=operation.path, on_key=True
            )


_LOWER_UPPER = (
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
)


@check(given="input-schemas")
def bounds_crossed(api: Api, schema: Schema, _: Options) -> Iterator[Hit]:
    """A lower bound above the upper one: who reads one of them only lets through what the other forbids."""
    value = schema.node.value
    for lower, upper in _LOWER_UPPER:
        least, most = _number(value.get(lower)), _number(value.get(upper))
        if least is not None and most is not None and least > most:
            values = {"lower": lower, "upper": upper}
            node = schema.node.get(lower) or schema.node
            yield Hit(node, values, api.operations_in(schema.reach.input))


def _number(value: Any) -> float | None:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


@check(given="media-types")
def undescribed_body(_: Api, used: UsedMedia, __: Options) -> Iterator[Hit]:
    """A JSON body of a request that may be anything: no schema, an empty one, or an object of which nothing
    is said. One finding for an API.
    """
    media = used.media
    if "json" not in media.type or not any(body is media for op in used.operations for body in op.bodies):
        return
    if media.schema is None or _says_nothing(media.schema.value):
        yield Hit(media.node, {}, used.operations, cause="api", on_key=True)


_SAYS = frozenset(
    """properties allOf anyOf oneOf not if enum const additionalProperties patternProperties propertyNames
    items maxProperties unevaluatedProperties dependentSchemas $ref""".split()
)


def _says_nothing(value: Any) -> bool:
    """Nothing about an object; a schema of another type says something."""
    if not isinstance(value, dict):
        return value is True
    kinds = types_of(value)
    return not (_SAYS & value.keys()) and (not kinds or "object" in kinds)


@check(given="schemes")
def unused_scheme(api: Api, used: UsedScheme, _: Options) -> Iterator[Hit]:
    """A scheme that no operation asks for, while others are asked for."""
    if not used.operations and api.authenticates:
        yield Hit(used.scheme.node, {"name": used.scheme.name}, on_key=True)


_HOLDERS = {
    "parameters": "parameters",
    "requestBody": "requestBodies",
    "responses": "responses",
    "schema": "schemas",
}
_SECTION = re.compile(r"#/components/([A-Za-z]+)/")


@check(given="operations")
def reference_to_other_section(_: Api, operation: Operation, __: Options) -> Iterator[Hit]:
    """A ``$ref`` for a parameter, body or response that leads to a component of another kind."""
    for holder, wanted in _HOLDERS.items():
        listed = operation.node.get(holder)
        for node in _entries(listed) if listed else ():
            found = _SECTION.match(node.text("$ref"))
            if found and found[1] != wanted:
                place = node.get("$ref") or node
                yield Hit(place, {"found": found[1], "wanted": wanted}, (operation,))


def _entries(node: Node) -> Iterator[Node]:
    """The node itself where it may be a reference, and the entries of a list or mapping."""
    yield node
    yield from node.elements()
    yield from (child for _, child in node.items())
