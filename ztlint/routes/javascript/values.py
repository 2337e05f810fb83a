"""What names of a JavaScript program stand for, as far as routes need it."""

from dataclasses import dataclass, field
from typing import TypeAlias

from ztlint.routes.joining import Text
from ztlint.routes.trees import Node, Tree


@dataclass(eq=False, slots=True)
class External:
    """Something of a package: ``express.Router``. ``calls`` is the last call that made it, if one did."""

    name: str
    call: Node | None = None


@dataclass(eq=False, slots=True)
class Scope:
    tree: Tree
    outer: "Scope | None" = None
    names: dict[str, "Value"] = field(default_factory=dict)
    this: "Value" = None

    def find(self, name: str) -> "Value":
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            scope = scope.outer
        return None

    def holder(self, name: str) -> "Scope":
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope
            scope = scope.outer
        return self


@dataclass(eq=False, slots=True)
class Function:
    node: Node
    scope: Scope
    name: str = ""
    this: "Value" = None


@dataclass(eq=False, slots=True)
class Class:
    node: Node
    scope: Scope
    parent: "Value" = None


@dataclass(eq=False, slots=True)
class Thing:
    """An object, an instance of a class, or what a module exports."""

    fields: dict[str, "Value"] = field(default_factory=dict)
    kind: Class | None = None


@dataclass(eq=False, slots=True)
class Items:
    items: list["Value"]
    nodes: list[Node]


@dataclass(eq=False, slots=True)
class Step:
    """Something given to a router: the node, what it stands for, and the file."""

    node: Node
    value: "Value"
    scope: Scope


@dataclass(eq=False, slots=True)
class Entry:
    """One call of a router in its order. ``methods`` is empty for ``use``, ``paths`` where untold."""

    node: Node
    tree: Tree
    methods: tuple[str, ...]
    paths: tuple[Text, ...]
    steps: tuple[Step, ...]
    doubtful: bool


@dataclass(eq=False, slots=True)
class Router:
    """``app`` routers are served as they are; others are only where they are mounted."""

    app: bool
    entries: list[Entry] = field(default_factory=list)
    mounted: bool = False


@dataclass(eq=False, slots=True)
class Chain:
    """``router.route("/path")``, which is asked for methods."""

    router: Router
    paths: tuple[Text, ...]


@dataclass(eq=False, slots=True)
class Bound:
    """A method of a router or chain, before it is called."""

    of: "Router | Chain"
    name: str


Value: TypeAlias = Text | External | Function | Class | Thing | Items | Router | Chain | Bound | None
