"""The chain of references that leads from an operation to a place in another file."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ztlint.documents import Node, Unresolved
from ztlint.openapi import Api, Operation, Origin

MAX_VISITED = 5_000
"""Values that are looked through for one chain. Beyond that a finding stands without one."""

_SECTIONS = {Origin.PATH: "paths", Origin.WEBHOOK: "webhooks"}


class _Link(NamedTuple):
    """A ``$ref`` and the value that it leads to, one step."""

    reference: Node
    target: Node


def chain(api: Api, node: Node, operations: Sequence[Operation]) -> tuple[Node, ...]:
    """The ``$ref``s that lead from the first operation, or where there is none from the root, to a node of
    another file, in that order. Empty for a node of the definition's own file: its pointer says enough.
    """
    if node.document is api.document or node.document.path == api.document.path:
        return ()
    goals = {id(above.value) for above in _upwards(node) if isinstance(above.value, dict | list)}
    return tuple(link.reference for link in _shortest(api, _starts(api, operations), goals))


def _upwards(node: Node) -> Iterator[Node]:
    current: Node | None = node
    while current is not None:
        yield current
        current = current.parent


def _starts(api: Api, operations: Sequence[Operation]) -> list[Node]:
    """Where clients meet the first operation in the root document; what its siblings refer to is left out."""
    for operation in operations[:1]:
        item = api.root.get(_SECTIONS.get(operation.origin, ""), operation.path)
        if item is not None and isinstance(item.value, dict):
            own = [item.get(key) for key in (operation.method, "parameters", "additionalOperations")]
            return [item] if "$ref" in item.value else [node for node in own if node is not None]
    return [api.root]


def _shortest(api: Api, starts: Iterable[Node], goals: set[int]) -> list[_Link]:
    """Breadth first, so that the way which people would look at comes out."""
    came_by: dict[int, tuple[_Link, int] | None] = {id(start.value): None for start in starts}
    pending = deque(starts)
    while pending and len(came_by) < MAX_VISITED:
        node = pending.popleft()
        for link in _links(api, node):
            target = id(link.target.value)
            if target not in came_by:
                came_by[target] = (link, id(node.value))
                pending.append(link.target)
            if target in goals:
                return _back(came_by, target)
    return []


def _back(came_by: dict[int, tuple[_Link, int] | None], target: int) -> list[_Link]:
    links: list[_Link] = []
    step = came_by[target]
    while step is not None:
        links.append(step[0])
        step = came_by[step[1]]
    return links[::-1]


def _links(api: Api, node: Node) -> list[_Link]:
    """The references below a node, worked out once for each."""
    known: dict[int, list[_Link]] = api.remember("links", dict)
    if id(node.value) not in known:
        known[id(node.value)] = list(_find_links(api, node))
    return known[id(node.value)]


def _find_links(api: Api, node: Node) -> Iterator[_Link]:
    loaded = api.remember("loaded", lambda: frozenset(api.store.paths))
    for below in _containers(node):
        reference = below.get("$ref")
        if reference is not None and isinstance(reference.value, str):
            target = api.store.follow(below.document, reference.value, among=loaded)
            if not isinstance(target, Unresolved) and isinstance(target.value, dict | list):
                yield _Link(reference, target)


def _containers(top: Node) -> Iterator[Node]:
    """Every mapping below, in the order of the document."""
    stack = [top]
    visited: set[int] = set()
    while stack:
        node = stack.pop()
        if id(node.value) in visited or not isinstance(node.value, dict | list):
            continue
        visited.add(id(node.value))
        if isinstance(node.value, dict):
            yield node
        below = [child for _, child in node.items()] + [*node.elements()]
        stack.extend(reversed([child for child in below if isinstance(child.value, dict | list)]))
