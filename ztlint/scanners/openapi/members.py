"""Members of bodies: the properties of one request or response, through references and composition."""

from collections.abc import Iterable, Iterator

from ztlint.documents import Node
from ztlint.openapi import Api, Media
from ztlint.openapi.reach import SAME_INSTANCE

_PARTS = SAME_INSTANCE | {"items", "prefixItems"}
_MOST = 2_000
"""Schemas of one body that are looked at."""


def members(api: Api, schema: Node, below: int = 0) -> Iterator[tuple[str, Node]]:
    """Name and schema of each property of a value, its composed parts included. ``below``: how many levels of
    objects and lists inside it as well. A list's properties are those of its items. ``schema`` must be one
    that an operation takes in or gives out.
    """
    schemas = api.reach.schemas
    pending = [(id(api.resolve(schema).value), below)]
    visited: set[tuple[int, int]] = set()
    while pending and len(visited) < _MOST:
        key, left = pending.pop()
        if key not in schemas or (key, left) in visited:
            continue
        visited.add((key, left))
        for edge in schemas[key].edges:
            if edge.keyword == "properties":
                yield edge.name, schemas[edge.target].node
                if left:
                    pending.append((edge.target, left - 1))
            elif edge.keyword in _PARTS:
                pending.append((edge.target, left))


def schemas_of(media: Iterable[Media]) -> Iterator[Node]:
    return (one.schema for one in media if one.schema is not None)
