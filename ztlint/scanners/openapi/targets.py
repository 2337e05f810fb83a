"""What declarative checks see of a target, whatever its selector."""

from collections.abc import Mapping
from functools import singledispatch
from typing import Any

from msgspec import Struct

from ztlint.documents import Node
from ztlint.openapi import Api, Operation, Property, Reach, Schema, types_of
from ztlint.scanners.openapi.linear import searcher
from ztlint.scanners.openapi.selectors import (
    Part,
    PathItem,
    UsedBody,
    UsedHeader,
    UsedMedia,
    UsedParameter,
    UsedResponse,
    UsedScheme,
    UsedServer,
)


class Target(Struct, frozen=True):
    """A selected node, its name, and the operations it belongs to: some, or the mask of them. What a target
    has none of is empty.
    """

    node: Node
    name: str
    operations: tuple[Operation, ...] = ()
    mask: int = 0
    status: str = ""
    place: str = ""
    section: str = ""
    schema: Any = None


@singledispatch
def target_of(target: object) -> Target:
    raise TypeError(type(target).__name__)


@target_of.register
def _(target: Api) -> Target:
    return Target(target.root, target.root.text("info", "title"))


@target_of.register
def _(target: Operation) -> Target:
    return Target(target.node, target.method, (target,))


@target_of.register
def _(target: UsedScheme) -> Target:
    return Target(target.scheme.node, target.scheme.name, target.operations, place=target.scheme.place)


@target_of.register
def _(target: UsedParameter) -> Target:
    one = target.parameter
    return Target(one.node, one.name, target.operations, place=one.place, schema=one.schema.value)


@target_of.register
def _(target: UsedServer) -> Target:
    return Target(_holder(target.server.node), target.server.url, target.operations)


def _holder(node: Node) -> Node:
    """The server object, whose address is what the model points at."""
    return node.parent if node.parent is not None and node.step == "url" else node


@target_of.register
def _(target: Schema) -> Target:
    value = target.node.value
    return Target(target.node, str(target.node.step), mask=_reached_by(target.reach), schema=value)


@target_of.register
def _(target: UsedResponse) -> Target:
    return Target(
        target.response.node, target.response.status, target.operations, status=target.response.status
    )


@target_of.register
def _(target: UsedHeader) -> Target:
    return Target(target.node, target.name, target.operations, status=target.response.status)


@target_of.register
def _(target: UsedMedia) -> Target:
    return Target(target.media.node, target.media.type, target.operations)


@target_of.register
def _(target: UsedBody) -> Target:
    return Target(target.node, "requestBody", target.operations)


@target_of.register
def _(target: PathItem) -> Target:
    return Target(target.node, target.path, target.operations)


@target_of.register
def _(target: Part) -> Target:
    return Target(target.node, target.name, section=target.section)


@target_of.register(Property)
def _(target: Property) -> Target:
    return Target(target.node, target.name, mask=_reached_by(target.reach), schema=target.schema.value)


def _reached_by(reach: Reach) -> int:
    """The operations that take it in; where none does, those that give it out."""
    return reach.input or reach.output | reach.error


def operations_of(target: Target, api: Api) -> tuple[Operation, ...]:
    return api.operations_in(target.mask) if target.mask else target.operations


def in_sight(target: Target, options: Mapping[str, Any], api: Api) -> bool:
    """Whether the options let a target in."""
    return (
        _one_of(options, "types", types_of(target.schema))
        and _one_of(options, "statuses", {target.status, target.status[:1] + "XX"})
        and _one_of(options, "places", {target.place})
        and _one_of(options, "sections", {target.section})
        and _is_called(operations_of(target, api) if _ABOUT_OPERATIONS & options.keys() else (), options)
    )


_ABOUT_OPERATIONS = frozenset({"methods", "paths"})


def _is_called(operations: tuple[Operation, ...], options: Mapping[str, Any]) -> bool:
    if not _one_of(options, "methods", {operation.method for operation in operations}):
        return False
    return "paths" not in options or any(searcher(options["paths"])(op.path) for op in operations)


def _one_of(options: Mapping[str, Any], key: str, found: set[str] | frozenset[str]) -> bool:
    """Names are compared as they are, methods and statuses whatever their case."""
    wanted = options.get(key)
    if wanted is None:
        return True
    return bool({str(name).lower() for name in wanted} & {name.lower() for name in found})
