"""What reading a JavaScript program keeps, and what it may cost."""

from collections.abc import Mapping

from ztlint.routes.javascript.aliases import aliases
from ztlint.routes.javascript.values import Class, Function, Router, Scope, Value
from ztlint.routes.trees import Node, Notes, Tree

SUFFIXES = (".js", ".cjs", ".mjs", ".ts", ".mts", ".cts")
MAX_STEPS = 2_000_000
"""Nodes that are walked for one program."""
MAX_DEPTH = 24
"""Functions that are followed into one another."""
MAX_CALLS = 200
"""Of one function that is given something that routes may depend on."""
MAX_ENTRIES = 50_000
FUNCTIONS = frozenset(
    "function_declaration function_expression arrow_function method_definition generator_function"
    " generator_function_declaration function".split()
)


class SpentError(Exception):
    """The program is larger than what is walked."""


class Base:
    """All modules of a repository, by path. Its methods here are those that the layers above give."""

    def __init__(self, files: Mapping[str, bytes], notes: Notes) -> None:
        self.files = files
        self.notes = notes
        self.trees: dict[str, Tree] = {}
        self.modules: dict[str, Value] = {}
        self.scopes: dict[str, Scope] = {}
        self.routers: list[Router] = []
        self.entered: set[tuple[str, int]] = set()
        self.late: dict[str, list[tuple[Node, Scope]]] = {}  # takers of modules that still run
        self.orphans: list[tuple[Class, Node, Scope]] = []
        self.active: list[tuple[str, int]] = []
        self.calls: dict[tuple[str, int], int] = {}
        self.results: dict[tuple[str, int], Value] = {}
        self.steps = self.entries = self.doubt = 0
        self.aliases = aliases(files)

    def spend(self, steps: int = 1) -> None:
        self.steps += steps
        if self.steps > MAX_STEPS:
            raise SpentError

    def value(self, node: Node | None, scope: Scope) -> Value:
        raise NotImplementedError

    def member(self, of: Value, name: str) -> Value:
        raise NotImplementedError

    def call(self, function: Function, arguments: list[Value]) -> Value:
        raise NotImplementedError

    def bind(self, target: Node, value: Value, scope: Scope) -> None:
        raise NotImplementedError

    def block(self, node: Node, scope: Scope) -> Value:
        raise NotImplementedError

    def statement(self, node: Node, scope: Scope) -> Value:
        raise NotImplementedError
