"""A definition as rulesets see it: with every ``$ref`` replaced by what it leads to, or as it is written."""

from collections.abc import Iterator
from typing import Any

from ztlint.documents import Document, DocumentStore, Node, Unresolved


class Spot:
    """A value and the way to it. The way goes through references, ``node`` is where the value stands.

    ``key`` is a string in mappings, a number in sequences, and None at the root.
    """

    __slots__ = ("_node", "document", "key", "parent", "tree", "value")

    def __init__(  # noqa: PLR0913, PLR0917 - made for every value that is looked at
        self,
        tree: "Tree",
        value: Any,
        document: Document,
        parent: "Spot | None" = None,
        key: str | int | None = None,
        node: Node | None = None,
    ) -> None:
        self.tree = tree
        self.value = value
        self.document = document
        self.parent = parent
        self.key = key
        self._node = node

    @property
    def node(self) -> Node:
        if self._node is None:
            self._node = self.written
        return self._node

    @property
    def written(self) -> Node:
        """Where the value or the reference to it stands: the place of the key."""
        if self.parent is None or self.key is None:
            return Node(self.document, self.value)
        above = self.parent.node
        return Node(above.document, above.value[self.key], above, self.key)

    @property
    def is_container(self) -> bool:
        return type(self.value) is dict or type(self.value) is list

    def __iter__(self) -> "Iterator[Spot]":
        """The values directly below, in the order in which they are written."""
        value, enter = self.value, self.tree.enter
        if type(value) is dict:
            for key, item in value.items():
                yield enter(self, key, item)
        elif type(value) is list:
            for index, item in enumerate(value):
                yield enter(self, index, item)

    def child(self, key: str) -> "Spot | None":
        """The value below; of a sequence the one with that number."""
        value = self.value
        if type(value) is dict:
            return self.tree.enter(self, key, value[key]) if key in value else None
        if type(value) is list and key.isascii() and key.isdigit() and len(key) < 10:
            index = int(key)
            return self.tree.enter(self, index, value[index]) if index < len(value) else None
        return None

    @property
    def steps(self) -> tuple[str | int, ...]:
        """The way from the root, through references."""
        steps: list[str | int] = []
        spot = self
        while spot.parent is not None and spot.key is not None:
            steps.append(spot.key)
            spot = spot.parent
        return tuple(reversed(steps))


class Tree:
    """All values of a definition. Nothing is copied: one value behind a thousand references is one value."""

    def __init__(self, document: Document, store: DocumentStore, *, resolved: bool) -> None:
        self.root = Spot(self, document.data, document)
        self._store = store
        self._resolved = resolved
        self._targets: dict[int, Node | None] = {}
        self._containers: list[Spot] | None = None
        self._by_key: dict[str, list[Spot]] | None = None
        self._referenced: set[tuple[str, str]] | None = None

    def enter(self, parent: Spot, key: str | int, value: Any) -> Spot:
        document = parent.document
        if self._resolved and type(value) is dict and "$ref" in value:
            target = self._target(value, document)
            if target is not None:
                return Spot(self, target.value, target.document, parent, key, target)
        return Spot(self, value, document, parent, key)

    def _target(self, value: dict[str, Any], document: Document) -> Node | None:
        """What a reference leads to; None where it leads nowhere, and then it stands for itself."""
        mark = id(value)
        if mark not in self._targets:
            found = self._store.resolve(Node(document, value)) if isinstance(value["$ref"], str) else None
            self._targets[mark] = None if found is None or isinstance(found, Unresolved) else found
        return self._targets[mark]

    @property
    def containers(self) -> list[Spot]:
        """Every mapping and sequence, each once however many references lead to it, outer ones first."""
        if self._containers is None:
            self._containers = list(self.below(self.root))
        return self._containers

    def below(self, start: Spot) -> Iterator[Spot]:
        """The container itself and every one below it, each once."""
        seen: set[int] = set()
        stack = [start]
        while stack:
            spot = stack.pop()
            if spot.is_container and id(spot.value) not in seen:
                seen.add(id(spot.value))
                yield spot
                inner = [child for child in spot if child.is_container]
                stack.extend(reversed(inner))

    def holding(self, key: str) -> list[Spot]:
        """The containers that have the key."""
        if self._by_key is None:
            self._by_key = {}
            for spot in self.containers:
                if type(spot.value) is dict:
                    for name in spot.value:
                        self._by_key.setdefault(name, []).append(spot)
        return self._by_key.get(key, [])

    @property
    def referenced(self) -> set[tuple[str, str]]:
        """Path and pointer of everything that a reference leads to."""
        if self._referenced is None:
            pairs = ((spot, item) for spot in self.containers for item in _children(spot.value))
            written = ((spot.document, item) for spot, item in pairs if type(item) is dict and "$ref" in item)
            nodes = (self._target(item, document) for document, item in written)
            self._referenced = {(node.document.path, node.pointer) for node in nodes if node is not None}
        return self._referenced


def _children(value: Any) -> Iterator[Any]:
    yield from value.values() if isinstance(value, dict) else value
