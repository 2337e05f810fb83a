"""Which answers hold a property, and which do so only where an object is asked for in the place of its id."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ztlint.documents import Node
from ztlint.openapi import Api, Edge, Operation, Origin, Property, Schema, types_of


def holding(api: Api, prop: Property, mask: int) -> int:
    """Of the operations in ``mask`` that give out a property, those whose answers hold it however they are
    asked for. Where there is none, all of them.
    """
    into = api.remember("held by", lambda: _held_by(api.reach.schemas))
    holders = _closure(into, id(prop.owner.node.value))
    held = sum(1 << op.index for op in api.operations_in(mask) if _given_out(op, holders))
    return held or mask


def _held_by(schemas: Mapping[int, Schema]) -> dict[int, list[int]]:
    into: dict[int, list[int]] = defaultdict(list)
    for key, schema in schemas.items():
        for edge in schema.edges:
            if not _in_place_of_id(schema, edge, schemas):
                into[edge.target].append(key)
    return into


def _in_place_of_id(schema: Schema, edge: Edge, schemas: Mapping[int, Schema]) -> bool:
    """One of ``anyOf: [{type: string}, {$ref: ...}]``: the id, or the object that it is the id of."""
    if edge.keyword not in ("anyOf", "oneOf") or "array" in types_of(schemas[edge.target].node.value):
        return False
    beside = (schemas[other.target].node.value for other in schema.edges if other.keyword == edge.keyword)
    return any(types_of(value) == {"string"} and "enum" not in value for value in beside)


def _closure(into: Mapping[int, Iterable[int]], key: int) -> set[int]:
    known, stack = {key}, [key]
    while stack:
        near = [other for other in into.get(stack.pop(), ()) if other not in known]
        known.update(near)
        stack.extend(near)
    return known


def _given_out(operation: Operation, holders: set[int]) -> bool:
    return any(id(node.value) in holders for node in _given(operation))


def _given(operation: Operation) -> Iterator[Node]:
    """In webhooks and callbacks the API sends the request itself."""
    answers = [media for one in operation.responses if not one.fails for media in one.media]
    for media in answers if operation.origin is Origin.PATH else operation.bodies:
        yield from media.schemas
