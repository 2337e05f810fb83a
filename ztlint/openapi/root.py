"""The root of a definition, whose sections may stand in other files."""

from collections.abc import Callable, Iterator

from ztlint.core import Failure
from ztlint.documents import Document, Node

_NAMED = frozenset({"components"})
"""Sections that hold sections."""

_SECTIONS = (
    *("paths", "webhooks", "components", "info", "servers", "security", "tags"),
    *("definitions", "parameters", "responses", "securityDefinitions"),
)

_ADVICE = "Correct the $ref, or bundle the definition into one file."


class Root(Node):
    """Where a section is a reference, what it leads to stands for it: the specification has none there, and
    bundlers follow it.
    """

    __slots__ = ("_resolve",)

    def __init__(self, document: Document, resolve: Callable[[Node], Node]) -> None:
        super().__init__(document, document.data)
        self._resolve = resolve

    def get(self, *steps: str | int) -> Node | None:
        node: Node = Node(self.document, self.value)
        for depth, step in enumerate(steps):
            below = node.get(step)
            if below is None:
                return None
            section = depth == 0 or (depth == 1 and steps[0] in _NAMED)
            node = self._resolve(below) if section else below
        return node


def unfollowed(root: Root) -> Iterator[Failure]:
    """Sections behind references that lead nowhere, or to something else: nobody has looked at them."""
    if isinstance(root.value, dict) and "$ref" in root.value:
        yield _failure(Node(root.document, root.value), "the root is a reference, which is not followed")
    for steps in _sections(root):
        name, written, target = ".".join(steps), Node(root.document, root.value).get(*steps), root.get(*steps)
        if written is None or target is None or not _is_reference(written):
            continue
        if _is_reference(target):
            yield _failure(written, f"what stands behind the $ref at '{name}' was not looked at")
        elif name == "paths" and not _holds_paths(target):
            yield _failure(written, "the $ref at 'paths' leads to something that holds no paths")


def _sections(root: Root) -> Iterator[tuple[str, ...]]:
    yield from ((name,) for name in _SECTIONS)
    for name in _NAMED:
        written = Node(root.document, root.value).get(name)
        yield from ((name, below) for below, _ in (written.items() if written else ()) if below != "$ref")


def _is_reference(node: Node) -> bool:
    return isinstance(node.value, dict) and "$ref" in node.value


def _holds_paths(target: Node) -> bool:
    return isinstance(target.value, dict) and (
        not target.value or any(path.startswith("/") for path in target.value)
    )


def _failure(node: Node, reason: str) -> Failure:
    document, steps = node.document.origin((*node.steps, "$ref"))
    span = document.span(steps)
    return Failure(document.path, reason, _ADVICE, span.start_line, span.start_column)
