"""The operation table: every callable operation with its parameters, bodies and responses."""

import datetime as dt
from collections.abc import Iterable, Iterator

from msgspec import Struct

from ztlint.documents import Node
from ztlint.openapi.authority import effective_authority
from ztlint.openapi.intent import intended_public
from ztlint.openapi.model import (
    Authority,
    Media,
    Operation,
    Origin,
    Parameter,
    Response,
    Server,
    Version,
)
from ztlint.openapi.schemes import Resolve, Schemes
from ztlint.openapi.servers import own_servers

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")


class Context(Struct, frozen=True):
    """What reading an operation needs from its definition."""

    root: Node
    version: Version
    schemes: Schemes
    resolve: Resolve
    mapping: Resolve
    root_servers: tuple[Server, ...]
    root_authority: Authority
    today: dt.date
    schema: Resolve

    @property
    def two(self) -> bool:
        return self.version.major == 2

    def at(self, node: Node, key: str) -> Node | None:
        """A member, or what it refers to: the specification has references in some places, bundlers follow
        them in all.
        """
        child = node.get(key)
        return child if child is None else self.resolve(child)


class _Place(Struct, frozen=True):
    """Where an operation was met."""

    method: str
    path: str
    origin: Origin
    node: Node
    path_item: Node


def read_operations(context: Context) -> tuple[Operation, ...]:
    """Callbacks may have callbacks, and references may lead back: each of those is read once."""
    operations: list[Operation] = []
    pending = [*_path_operations(context)]
    called: set[int] = set()
    for place in pending:
        operations.append(_operation(len(operations), place, context))
        for callback in _callback_operations(place.node, context):
            if id(callback.node.value) not in called:
                called.add(id(callback.node.value))
                pending.append(callback)
    return tuple(operations)


def _path_operations(context: Context) -> Iterator[_Place]:
    for section, origin in (("paths", Origin.PATH), ("webhooks", Origin.WEBHOOK)):
        container = context.root.get(section)
        for path, item in container.items() if container else ():
            if not path.startswith("x-"):
                yield from _of_path_item(path, origin, item, context)


def _of_path_item(path: str, origin: Origin, written: Node, context: Context) -> Iterator[_Place]:
    """Beside the ``$ref`` of a path item there may be operations of its own (OpenAPI 3.1 section 4.8.9)."""
    item = context.mapping(written)
    yield from _of_item(path, origin, item, context)
    if item is not written:
        yield from (own for own in _of_item(path, origin, written, context) if item.get(own.method) is None)


def _of_item(path: str, origin: Origin, item: Node, context: Context) -> Iterator[_Place]:
    """Definitions in many files also put ``$ref`` at the operation, which the specification leaves open."""
    for method, node in item.items():
        if method in _METHODS and isinstance(node.value, dict):
            yield _Place(method, path, origin, context.mapping(node), item)
    additional = context.at(item, "additionalOperations")  # OpenAPI 3.2 section 4.9
    for method, node in additional.items() if additional else ():
        if isinstance(node.value, dict):
            yield _Place(method.lower(), path, origin, context.mapping(node), item)


def _callback_operations(operation: Node, context: Context) -> Iterator[_Place]:
    callbacks = context.at(operation, "callbacks")
    for _, callback in callbacks.items() if callbacks else ():
        for expression, item in context.resolve(callback).items():
            if not expression.startswith("x-"):
                yield from _of_path_item(expression, Origin.CALLBACK, item, context)


def _operation(index: int, place: _Place, context: Context) -> Operation:
    node = place.node
    parameters, bodies = _inputs(place, context)
    tags = node.get("tags")
    return Operation(
        index=index,
        method=place.method,
        path=place.path,
        origin=place.origin,
        node=node,
        path_item=place.path_item,
        id=node.text("operationId"),
        tags=tuple(tag.value for tag in tags.elements() if isinstance(tag.value, str)) if tags else (),
        deprecated=node.value.get("deprecated") is True,
        parameters=parameters,
        bodies=bodies,
        responses=tuple(_responses(node, context)),
        servers=own_servers(place.path_item, node, context.root, context.version, context.resolve)
        or context.root_servers,
        authority=effective_authority(context.at(node, "security"), context.root_authority, context.schemes),
        intended_public=intended_public(node, context.today),
    )


def _inputs(place: _Place, context: Context) -> tuple[tuple[Parameter, ...], tuple[Media, ...]]:
    merged: dict[tuple[str, str], Node] = {}
    for owner in (place.path_item, place.node):
        listed = context.at(owner, "parameters")
        for item in listed.elements() if listed else ():
            node = context.resolve(item)
            merged[node.text("name"), node.text("in")] = node
    if context.two:
        bodies = [node for (_, where), node in merged.items() if where == "body"]
        consumes = _media_types(place.node, context.root, "consumes")
        media = tuple(_body_of_2(node, consumes, context) for node in bodies)
    else:
        body = place.node.get("requestBody")
        media = tuple(_media(context.resolve(body), context)) if body else ()
    own = [_parameter(node, context) for (_, where), node in merged.items() if where != "body"]
    return (*own, *(one for each in own for one in _in_querystring(each, context))), media


def _in_querystring(parameter: Parameter, context: Context) -> Iterator[Parameter]:
    """What a whole query string holds (OpenAPI 3.2 section 4.12.3): in the URL it looks like any other."""
    if parameter.place != "querystring":
        return
    required = parameter.schema.get("required")
    names = {str(node.value) for node in required.elements()} if required else set()
    properties = parameter.schema.get("properties")
    for name, node in properties.items() if properties else ():
        yield Parameter(name, "query", node, context.schema(node), name in names)


def _parameter(node: Node, context: Context) -> Parameter:
    schema = node if context.two else node.get("schema")
    if schema is None:
        schema = next((schema for media in _media(node, context) for schema in media.schemas), node)
    return Parameter(
        name=node.text("name"),
        place=node.text("in"),
        node=node,
        schema=context.schema(schema),
        required=node.value.get("required") is True if isinstance(node.value, dict) else False,
    )


def _body_of_2(node: Node, consumes: str, context: Context) -> Media:
    schema = node.get("schema")
    return Media(consumes, node, context.resolve(schema) if schema else None)


def _media_types(operation: Node, root: Node, key: str) -> str:
    """2.0 names media types apart from bodies; the first one stands for all."""
    for place in (operation, root):
        listed = place.get(key)
        for node in listed.elements() if listed else ():
            return str(node.value)
    return "application/json"


def _media(owner: Node, context: Context) -> Iterator[Media]:
    content = context.at(owner, "content")
    for kind, child in content.items() if content else ():
        node = context.resolve(child)
        found = [context.schema(one) for key in _SCHEMAS if (one := node.get(key)) is not None]
        yield Media(kind.lower(), node, found[0] if found else None, found[1] if len(found) > 1 else None)


_SCHEMAS = ("schema", "itemSchema")
"""The second one for sequential media types, from 3.2 on (OpenAPI 3.2 section 4.14)."""


def _responses(operation: Node, context: Context) -> Iterator[Response]:
    listed = context.at(operation, "responses")
    for status, child in listed.items() if listed else ():
        if status.startswith("x-"):
            continue
        node = context.resolve(child)
        headers = context.at(node, "headers")
        names = tuple((name.lower(), context.resolve(h)) for name, h in headers.items()) if headers else ()
        if context.two:
            schema = node.get("schema")
            produces = _media_types(operation, context.root, "produces")
            media: tuple[Media, ...] = (Media(produces, node, context.resolve(schema)),) if schema else ()
        else:
            media = tuple(_media(node, context))
        yield Response(status, node, media, names, tuple(_header_schemas(names, context)))


def _header_schemas(headers: Iterable[tuple[str, Node]], context: Context) -> Iterator[Node]:
    """Of 2.0 there are none: its headers are single values, described at the header itself."""
    for _, header in headers if not context.two else ():
        schema = header.get("schema")
        if schema is not None:
            yield context.schema(schema)
        yield from (schema for media in _media(header, context) for schema in media.schemas)
