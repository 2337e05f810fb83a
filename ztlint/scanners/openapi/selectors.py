"""Selectors: the names that a rule's ``given`` may use, and what each stands for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ztlint.openapi import Api, Operation, Origin, Parameter, Scheme, Server


@dataclass(frozen=True, slots=True)
class UsedScheme:
    """A security scheme with the operations that ask for it."""

    scheme: Scheme
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class UsedParameter:
    """A parameter, once for each place it is written, with the operations that take it."""

    parameter: Parameter
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class UsedServer:
    """A server with the operations that answer there."""

    server: Server
    operations: tuple[Operation, ...]


def _operations(api: Api) -> Iterator[Operation]:
    return (operation for operation in api.operations if operation.origin is Origin.PATH)


def _outbound(api: Api) -> Iterator[Operation]:
    return (operation for operation in api.operations if operation.origin is not Origin.PATH)


def _schemes(api: Api) -> Iterator[UsedScheme]:
    """Once for each scheme that is written out: a second name that refers to it is the same scheme."""
    users: dict[int, list[Operation]] = {id(scheme.node.value): [] for scheme in api.schemes.values()}
    for operation in api.operations:
        schemes = (r.scheme for way in operation.authority.alternatives for r in way.requirements)
        for identity in {id(scheme.node.value) for scheme in schemes if scheme is not None}:
            users[identity].append(operation)
    written = {id(scheme.node.value): scheme for scheme in reversed(api.schemes.values())}
    return (UsedScheme(scheme, tuple(users[id(scheme.node.value)])) for scheme in reversed(written.values()))


def _parameters(api: Api) -> Iterator[UsedParameter]:
    found: dict[int, tuple[Parameter, list[Operation]]] = {}
    for operation in _operations(api):
        for parameter in operation.parameters:
            found.setdefault(id(parameter.node.value), (parameter, []))[1].append(operation)
    return (UsedParameter(parameter, tuple(users)) for parameter, users in found.values())


def _servers(api: Api) -> Iterator[UsedServer]:
    found: dict[tuple[int, str], tuple[Server, list[Operation]]] = {}
    for operation in _operations(api):
        for server in operation.servers:
            found.setdefault((id(server.node.parent and server.node.parent.value), server.url), (server, []))[
                1
            ].append(operation)
    return (UsedServer(server, tuple(users)) for server, users in found.values())


SELECTORS: Mapping[str, Callable[[Api], Iterable[object]]] = {
    "all-operations": lambda api: api.operations,
    "api": lambda api: (api,),
    "operations": _operations,
    "outbound-operations": _outbound,
    "parameters": _parameters,
    "properties": lambda api: api.properties,
    "schemas": lambda api: (s for s in api.reach.schemas.values() if s.reach.any()),
    "schemes": _schemes,
    "servers": _servers,
}
