"""Members of bodies: the properties of one request or response, through references and composition."""

from collections.abc import Iterable, Iterator

from ztlint.documents import Node
from ztlint.openapi import Api, Media

_PARTS = ("allOf", "oneOf", "anyOf", "then", "else")
_MOST = 2_000
"""Schemas of one body that are looked at."""


def members(api: Api, schema: Node, below: int = 0) -> Iterator[tuple[str, Node]]:
    """Name and schema of each property of a value, its composed parts included. ``below``: how many levels of
    objects and lists inside it as well. A list's properties are those of its items.
    """
    pending = [(api.resolve(schema), below)]
    visited: set[tuple[int, int]] = set()
    while pending and len(visited) < _MOST:
        node, left = pending.pop()
        if not isinstance(node.value, dict) or (id(node.value), left) in visited:
            continue
        visited.add((id(node.value), left))
        pending.extend((part, left) for part in _parts(api, node))
        properties = node.get("properties")
        for name, child in properties.items() if properties else ():
            target = api.resolve(child)
            yield name, target
            if left:
                pending.append((target, left - 1))


def _parts(api: Api, node: Node) -> Iterator[Node]:
    for keyword in _PARTS:
        listed = node.get(keyword)
        if listed is not None:
            yield from (api.resolve(part) for part in listed.elements())
            if isinstance(listed.value, dict):
                yield api.resolve(listed)
    items = node.get("items")
    if items is not None:
        yield api.resolve(items)


def schemas_of(media: Iterable[Media]) -> Iterator[Node]:
    return (one.schema for one in media if one.schema is not None)
