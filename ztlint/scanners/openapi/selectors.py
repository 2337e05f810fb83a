"""Selectors: the names that a rule's ``given`` may use, and what each stands for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from msgspec import Struct

from ztlint.documents import Node
from ztlint.openapi import Api, Media, Operation, Origin, Parameter, Property, Response, Scheme, Server

_Target = TypeVar("_Target")


class UsedScheme(Struct, frozen=True):
    """A security scheme with the operations that ask for it."""

    scheme: Scheme
    operations: tuple[Operation, ...]


class UsedParameter(Struct, frozen=True):
    """A parameter, once for each place it is written, with the operations that take it."""

    parameter: Parameter
    operations: tuple[Operation, ...]


class UsedServer(Struct, frozen=True):
    """A server with the operations that answer there."""

    server: Server
    operations: tuple[Operation, ...]


class UsedResponse(Struct, frozen=True):
    """A response, once for each place it is written, with the operations that give it."""

    response: Response
    operations: tuple[Operation, ...]


class UsedHeader(Struct, frozen=True):
    """A header of a response. ``name`` is as it is written."""

    name: str
    node: Node
    response: Response
    operations: tuple[Operation, ...]


class UsedMedia(Struct, frozen=True):
    """A request or response body in one media type."""

    media: Media
    operations: tuple[Operation, ...]


class UsedBody(Struct, frozen=True):
    """A request body: its object, or 2.0's ``body`` parameter."""

    node: Node
    operations: tuple[Operation, ...]


class PathItem(Struct, frozen=True):
    """A path template with what clients call there."""

    path: str
    node: Node
    operations: tuple[Operation, ...]


class Part(Struct, frozen=True):
    """Something with a name of its own: ``section`` is ``info``, ``tags``, ``schemas``, and so on."""

    section: str
    name: str
    node: Node


def _operations(api: Api) -> Iterator[Operation]:
    return (operation for operation in api.operations if operation.origin is Origin.PATH)


def _outbound(api: Api) -> Iterator[Operation]:
    return (operation for operation in api.operations if operation.origin is not Origin.PATH)


def _schemes(api: Api) -> Iterator[UsedScheme]:
    """Once for each scheme that is written out: a second name that refers to it is the same scheme."""
    users: dict[int, list[Operation]] = {id(scheme.node.value): [] for scheme in api.schemes.values()}
    known: dict[int, set[int]] = {}
    for operation in api.operations:
        authority = operation.authority
        if id(authority) not in known:
            schemes = (r.scheme for way in authority.alternatives for r in way.requirements)
            known[id(authority)] = {id(scheme.node.value) for scheme in schemes if scheme is not None}
        for identity in known[id(authority)]:
            users[identity].append(operation)
    written = {id(scheme.node.value): scheme for scheme in reversed(api.schemes.values())}
    return (UsedScheme(scheme, tuple(users[id(scheme.node.value)])) for scheme in reversed(written.values()))


def _parameters(api: Api) -> Iterator[UsedParameter]:
    found = ((parameter.node, parameter, op) for op in _operations(api) for parameter in op.parameters)
    return (UsedParameter(parameter, users) for parameter, users in _together(found))


def caller_parameters(api: Api) -> tuple[UsedParameter, ...]:
    """The targets of ``parameters``, for checks that look at bodies as well."""
    return api.remember("caller parameters", lambda: tuple(_parameters(api)))


def server_groups(operations: Iterable[Operation]) -> list[tuple[tuple[Server, ...], list[Operation]]]:
    """Servers with the operations that share them: what is inherited is looked at once."""
    groups: dict[int, tuple[tuple[Server, ...], list[Operation]]] = {}
    for operation in operations:
        groups.setdefault(id(operation.servers), (operation.servers, []))[1].append(operation)
    return list(groups.values())


def _servers(api: Api) -> Iterator[UsedServer]:
    for servers, operations in server_groups(_operations(api)):
        users = tuple(operations)
        yield from (UsedServer(server, users) for server in servers)


def _together(
    found: Iterable[tuple[Node, _Target, Operation]],
) -> Iterator[tuple[_Target, tuple[Operation, ...]]]:
    """Each target once for each node it is written at, with all operations that lead there."""
    places: dict[int, tuple[_Target, list[Operation]]] = {}
    for node, target, operation in found:
        places.setdefault(id(node.value), (target, []))[1].append(operation)
    return ((target, tuple(users)) for target, users in places.values())


def _responses(api: Api) -> Iterator[UsedResponse]:
    found = ((response.node, response, op) for op in _operations(api) for response in op.responses)
    return (UsedResponse(response, users) for response, users in _together(found))


def _headers(api: Api) -> Iterator[UsedHeader]:
    for used in _responses(api):
        written = used.response.node.get("headers")
        for name, node in written.items() if written else ():
            yield UsedHeader(name, api.resolve(node), used.response, used.operations)


def _media_types(api: Api) -> Iterator[UsedMedia]:
    requests = ((media.node, media, op) for op in _operations(api) for media in op.bodies)
    yield from (UsedMedia(media, users) for media, users in _together(requests))
    for used in _responses(api):
        yield from (UsedMedia(media, used.operations) for media in used.response.media)


def _request_bodies(api: Api) -> Iterator[UsedBody]:
    found = ((node, node, op) for op in _operations(api) for node in [_body_of(api, op)] if node is not None)
    return (UsedBody(node, users) for node, users in _together(found))


def _body_of(api: Api, operation: Operation) -> Node | None:
    if api.version.major == 2:
        return operation.bodies[0].node if operation.bodies else None
    body = operation.node.get("requestBody")
    return api.resolve(body) if body is not None else None


def _paths(api: Api) -> Iterator[PathItem]:
    users: dict[str, list[Operation]] = {}
    for operation in _operations(api):
        users.setdefault(operation.path, []).append(operation)
    paths = api.root.get("paths")
    for path, item in paths.items() if paths else ():
        if not path.startswith("x-"):
            yield PathItem(path, Node(item.document, item.value, paths, path), tuple(users.get(path, ())))


def _info(api: Api) -> Iterator[Part]:
    """The definition as a whole stands for one that is missing."""
    yield Part("info", "info", api.root.get("info") or api.root)


def _tags(api: Api) -> Iterator[Part]:
    listed = api.root.get("tags")
    return (Part("tags", tag.text("name"), tag) for tag in (listed.elements() if listed else ()))


_SECTIONS_OF_2 = {
    "definitions": "schemas",
    "parameters": "parameters",
    "responses": "responses",
    "securityDefinitions": "securitySchemes",
}


def _components(api: Api) -> Iterator[Part]:
    """What has a name under ``components``; 2.0's sections count under the names of OpenAPI 3."""
    components = api.root.get("components")
    sections = [(name, api.resolve(node)) for name, node in components.items()] if components else []
    if api.version.major == 2:
        named = ((section, api.root.get(key)) for key, section in _SECTIONS_OF_2.items())
        sections = [(section, node) for section, node in named if node is not None]
    for section, node in sections:
        if not section.startswith("x-"):
            yield from (Part(section, name, child) for name, child in node.items())


def _input_properties(api: Api) -> Iterator[Property]:
    return (prop for prop in api.properties if prop.reach.input)


def _output_properties(api: Api) -> Iterator[Property]:
    return (prop for prop in api.properties if prop.reach.output or prop.reach.error)


SELECTORS: Mapping[str, Callable[[Api], Iterable[object]]] = {
    "all-operations": lambda api: api.operations,
    "api": lambda api: (api,),
    "components": _components,
    "headers": _headers,
    "info": _info,
    "input-properties": _input_properties,
    "input-schemas": lambda api: (s for s in api.reach.schemas.values() if s.reach.input),
    "media-types": _media_types,
    "operations": _operations,
    "outbound-operations": _outbound,
    "output-properties": _output_properties,
    "output-schemas": lambda api: (s for s in api.reach.schemas.values() if s.reach.output or s.reach.error),
    "parameters": caller_parameters,
    "paths": _paths,
    "properties": lambda api: api.properties,
    "request-bodies": _request_bodies,
    "responses": _responses,
    "schemas": lambda api: (s for s in api.reach.schemas.values() if s.reach.any()),
    "schemes": _schemes,
    "servers": _servers,
    "tags": _tags,
}
