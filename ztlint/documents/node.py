"""JSON pointers (RFC 6901), and nodes that know their way back to the root."""

from collections.abc import Iterator
from typing import Any

from ztlint.documents.document import Document


def pointer_of(steps: tuple[str | int, ...]) -> str:
    """``("paths", "/a", 0)`` to ``/paths/~1a/0``."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


_LONGEST_INDEX = 10


def split_pointer(pointer: str, data: Any) -> tuple[str | int, ...]:
    """The steps of a pointer, list indexes as integers, judged by ``data``."""
    steps: list[str | int] = []
    for part in pointer.split("/")[1:]:
        step: str | int = part.replace("~1", "/").replace("~0", "~")
        if isinstance(data, list) and part.isascii() and part.isdigit() and len(part) < _LONGEST_INDEX:
            step = int(part)
        steps.append(step)
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            data = None
    return tuple(steps)


def walk(document: Document) -> "Iterator[Node]":
    """Every mapping and sequence of a document, each once however many aliases lead to it."""
    return walk_below(Node(document, document.data))


def walk_below(top: "Node") -> "Iterator[Node]":
    """The same from one node on, itself included."""
    stack = [top]
    visited: set[int] = set()
    while stack:
        node = stack.pop()
        if id(node.value) in visited or not isinstance(node.value, (dict, list)):
            continue
        visited.add(id(node.value))
        yield node
        stack.extend(child for _, child in node.items())
        stack.extend(node.elements())


class Node:
    """A value in a document with the way to it. Cheap: the pointer is spelled out only when asked for."""

    __slots__ = ("document", "parent", "step", "value")

    def __init__(
        self, document: Document, value: Any, parent: "Node | None" = None, step: str | int = ""
    ) -> None:
        self.document = document
        self.value = value
        self.parent = parent
        self.step = step

    def __repr__(self) -> str:
        return f"Node({self.document.path}#{self.pointer})"

    @property
    def steps(self) -> tuple[str | int, ...]:
        steps: list[str | int] = []
        node = self
        while node.parent is not None:
            steps.append(node.step)
            node = node.parent
        return tuple(reversed(steps))

    @property
    def pointer(self) -> str:
        return pointer_of(self.steps)

    def get(self, *steps: str | int) -> "Node | None":
        """The node below, or None where a step does not exist."""
        node = self
        for step in steps:
            value = node.value
            if isinstance(value, dict):
                if step not in value:
                    return None
            elif not (isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value)):
                return None
            node = Node(node.document, value[step], node, step)
        return node

    def text(self, *steps: str | int) -> str:
        """The string below, or an empty string where there is none."""
        node = self.get(*steps)
        return node.value if node and isinstance(node.value, str) else ""

    def items(self) -> Iterator[tuple[str, "Node"]]:
        """Key and node of each member; nothing where the value is not a mapping."""
        if isinstance(self.value, dict):
            for key, value in self.value.items():
                yield key, Node(self.document, value, self, key)

    def elements(self) -> Iterator["Node"]:
        """The node of each item; nothing where the value is not a sequence."""
        if isinstance(self.value, list):
            for index, value in enumerate(self.value):
                yield Node(self.document, value, self, index)
