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
    found: dict[int, tuple[Parameter, list[Operation]]] = {}
    for operation in _operations(api):
        for parameter in operation.parameters:
            found.setdefault(id(parameter.node.value), (parameter, []))[1].append(operation)
    return (UsedParameter(parameter, tuple(users)) for parameter, users in found.values())


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
