"""Syntax trees of languages that Python's own parser does not read, through tree-sitter's grammars."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from msgspec import Struct, field

from ztlint.core import Failure, Location, Span, Unresolved, Witness

GRAMMARS = {
    ".js": ("tree_sitter_javascript", "language"),
    ".cjs": ("tree_sitter_javascript", "language"),
    ".mjs": ("tree_sitter_javascript", "language"),
    ".ts": ("tree_sitter_typescript", "language_typescript"),
    ".mts": ("tree_sitter_typescript", "language_typescript"),
    ".cts": ("tree_sitter_typescript", "language_typescript"),
    ".java": ("tree_sitter_java", "language"),
    ".go": ("tree_sitter_go", "language"),
}
MAX_LINE = 50_000
"""Of a line that people write, in bytes. What has longer ones is packed code, and is not read."""
MAX_ROUTES = 50_000
"""Of one program."""
ADVICE = "Install ztlint[code], which brings the grammars."

Node = Any
"""A node of tree-sitter, which has no types where it is not installed."""


class Tree(Struct, eq=False):
    """One parsed file."""

    path: str
    data: bytes
    root: Node
    lines: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def locate(self, node: Node) -> Location:
        start, line, column = self._point(node.start_byte)
        end, end_line, end_column = self._point(node.end_byte)
        return Location(self.path, span=Span(start, end, line, column, end_line, end_column))

    def _point(self, byte: int) -> tuple[int, int, int]:
        if not self.lines:
            self._count()
        row = bisect_right(self.lines, byte) - 1
        column = len(self.data[self.lines[row] : byte].decode("utf-8", "replace"))
        return self.starts[row] + column, row + 1, column + 1

    def _count(self) -> None:
        byte = start = 0
        for line in self.data.split(b"\n"):
            self.lines.append(byte)
            self.starts.append(start)
            byte += len(line) + 1
            start += len(line.decode("utf-8", "replace")) + 1

    def witness(self, node: Node) -> Witness:
        return Witness(shown(node), self.locate(node))


class Notes(Struct, eq=False):
    """What reading left open, once for each place and reason."""

    unresolved: dict[tuple[str, int, str], Unresolved] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)

    def note(self, tree: Tree, node: Node, reason: str) -> None:
        key = (tree.path, node.start_byte, reason)
        if key not in self.unresolved:
            self.unresolved[key] = Unresolved(tree.locate(node), reason)

    def told(self) -> tuple[Unresolved, ...]:
        return tuple(self.unresolved[key] for key in sorted(self.unresolved))


@cache
def parser(suffix: str) -> Any:
    """None where the grammar is not installed."""
    module, function = GRAMMARS[suffix]
    try:
        core = import_module("tree_sitter")
        grammar = getattr(import_module(module), function)()
        return core.Parser(core.Language(grammar))
    except (ImportError, AttributeError, ValueError):  # absent, or of a version that does not fit
        return None


def suffix_of(path: str) -> str:
    return "." + path.rsplit(".", 1)[-1]


def readable(files: Mapping[str, bytes]) -> bool:
    return all(parser(suffix) is not None for suffix in {suffix_of(path) for path in files})


def packed(data: bytes) -> bool:
    return any(len(line) > MAX_LINE for line in data.split(b"\n"))


def told_packed(files: Mapping[str, bytes], notes: Notes, declares: re.Pattern[bytes]) -> None:
    """What is packed and may serve something is told."""
    for path, data in sorted(files.items()):
        if declares.search(data) and packed(data):
            reason = f"lines of more than {MAX_LINE} bytes: packed code is not read"
            notes.unresolved[path, 0, reason] = Unresolved(Location(path), reason)


def parse(path: str, data: bytes) -> Tree:
    data = data.removeprefix(b"\xef\xbb\xbf")
    root = parser(suffix_of(path)).parse(data).root_node
    typed = parser(".ts") if root.has_error and suffix_of(path) in (".js", ".cjs", ".mjs") else None
    if typed is not None:  # Flow, and decorators of parameters, are read by the grammar of TypeScript
        other = typed.parse(data).root_node
        root = other if not other.has_error else root
    return Tree(path, data, root)


def broken(tree: Tree, notes: Notes) -> None:
    """A part that is no program is told; the rest of the file is read."""
    if tree.root.has_error:
        node = next((one for one in nodes(tree.root) if one.is_error or one.is_missing), tree.root)
        notes.note(tree, node, "this part of the file is no program that can be read")


def nodes(node: Node, stop: frozenset[str] = frozenset()) -> Iterator[Node]:
    """All named nodes below, in the order of the text; not below those whose type is in ``stop``."""
    stack = [node]
    while stack:
        one = stack.pop()
        yield one
        if one is node or one.type not in stop:
            stack.extend(reversed(one.named_children))


def text(node: Node | None) -> str:
    return node.text.decode("utf-8", "replace") if node is not None else ""


def shown(node: Node, most: int = 80) -> str:
    words = " ".join(text(node).split())
    return words if len(words) <= most else words[: most - 1] + "…"


def code_of(node: Node | None) -> str:
    """The text of a piece of program without its comments."""
    if node is None:
        return ""
    parts, last = [], node.start_byte
    data, base = node.text, node.start_byte
    for one in nodes(node):
        if "comment" in one.type:
            parts.append(data[last - base : one.start_byte - base])
            last = one.end_byte
    parts.append(data[last - base :])
    return b" ".join(parts).decode("utf-8", "replace")


def child(node: Node | None, name: str) -> Node:
    """None where there is none."""
    return node.child_by_field_name(name) if node is not None else None


def within(node: Node | None) -> list[Node]:
    """Named children that are no comments."""
    return [one for one in node.named_children if "comment" not in one.type] if node is not None else []
