"""The chain of references that leads from an operation to a place in another file."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ztlint.documents import Node, Unresolved
from ztlint.openapi import Api, Operation, Origin

MAX_STEPS = 300_000
"""Values that are looked through for the chains of one definition from their own operations. After that all
start at the root, which is looked through once.
"""

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
    goals = [id(above.value) for above in _upwards(node) if isinstance(above.value, dict | list)]
    return tuple(link.reference for link in _search(api, operations).find(goals))


def _search(api: Api, operations: Sequence[Operation]) -> "_Search":
    """One for each first operation, so that its next chain goes on where the last one ended."""
    spent: list[int] = api.remember("chain steps", lambda: [0])
    if not operations or spent[0] > MAX_STEPS:
        return api.remember("ways from root", lambda: _Search(api, [api.root], spent))
    index = operations[0].index
    return api.remember(f"ways from {index}", lambda: _Search(api, _starts(api, operations[0]), spent))


def _upwards(node: Node) -> Iterator[Node]:
    current: Node | None = node
    while current is not None:
        yield current
        current = current.parent


def _starts(api: Api, operation: Operation) -> list[Node]:
    """Where clients meet an operation in the root document; what its siblings refer to is left out."""
    item = api.root.get(_SECTIONS.get(operation.origin, ""), operation.path)
    if item is None or not isinstance(item.value, dict) or item.document is not api.document:
        return [api.root]
    own = [item.get(key) for key in (operation.method, "parameters", "additionalOperations")]
    return [item] if "$ref" in item.value else [node for node in own if node is not None]


class _Search:
    """Breadth first, so that the way which people would look at comes out."""

    def __init__(self, api: Api, starts: Iterable[Node], spent: list[int]) -> None:
        self._api = api
        self._pending = deque(starts)
        self._came_by: dict[int, tuple[_Link, int] | None] = {
            id(start.value): None for start in self._pending
        }
        self._spent = spent

    def find(self, goals: Sequence[int]) -> list[_Link]:
        """The links to one of ``goals``, the first of which is preferred where several are known already."""
        met = next((goal for goal in goals if goal in self._came_by), None)
        while met is None and self._pending:
            met = self._step(frozenset(goals))
        return self._back(met) if met is not None else []

    def _step(self, goals: frozenset[int]) -> int | None:
        node = self._pending.popleft()
        met = None
        for link in _links(self._api, node):
            target = id(link.target.value)
            self._spent[0] += 1
            if target not in self._came_by:
                self._came_by[target] = (link, id(node.value))
                self._pending.append(link.target)
                met = target if met is None and target in goals else met
        return met

    def _back(self, target: int) -> list[_Link]:
        links: list[_Link] = []
        step = self._came_by[target]
        while step is not None:
            links.append(step[0])
            step = self._came_by[step[1]]
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
