"""What names of a JavaScript program stand for, as far as routes need it."""

from typing import TypeAlias

from msgspec import Struct, field

from ztlint.routes.joining import Text
from ztlint.routes.trees import Node, Tree


class External(Struct, eq=False):
    """Something of a package: ``express.Router``. ``calls`` is the last call that made it, if one did."""

    name: str
    call: Node | None = None


class Scope(Struct, eq=False):
    tree: Tree
    outer: "Scope | None" = None
    names: dict[str, "Value"] = field(default_factory=dict)
    this: "Value" = None
    home: "Class | None" = None  # whose method it is: what `super` means

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


class Written(Text, frozen=True, eq=False):
    """A string as it stands in a file."""

    tree: Tree | None = None
    node: Node | None = None


class Function(Struct, eq=False):
    node: Node
    scope: Scope
    name: str = ""
    this: "Value" = None
    home: "Class | None" = None


class Class(Struct, eq=False):
    node: Node
    scope: Scope
    parent: "Value" = None
    fields: dict[str, "Value"] = field(default_factory=dict)  # static ones that were assigned


class Thing(Struct, eq=False):
    """An object, an instance of a class, or what a module exports."""

    fields: dict[str, "Value"] = field(default_factory=dict)
    kind: Class | None = None


class Items(Struct, eq=False):
    """A list. ``nodes`` are what its items are written as, in the file of ``scope``, where that is known."""

    items: list["Value"]
    nodes: list[Node] = field(default_factory=list)
    scope: Scope | None = None


class Step(Struct, eq=False):
    """Something given to a router: the node, what it stands for, and the file."""

    node: Node
    value: "Value"
    scope: Scope


class Entry(Struct, eq=False):
    """One call of a router in its order. ``methods`` is empty for ``use``, ``paths`` where untold."""

    node: Node
    tree: Tree
    methods: tuple[str, ...]
    paths: tuple[Text, ...]
    steps: tuple[Step, ...]
    doubtful: bool


class Router(Struct, eq=False):
    """``app`` routers are served as they are; others are only where they are mounted."""

    app: bool
    entries: list[Entry] = field(default_factory=list)
    mounted: bool = False


class Chain(Struct, eq=False):
    """``router.route("/path")``, which is asked for methods."""

    router: Router
    paths: tuple[Text, ...]


class Bound(Struct, eq=False):
    """A method of a router or chain, before it is called."""

    of: "Router | Chain"
    name: str


Value: TypeAlias = Text | External | Function | Class | Thing | Items | Router | Chain | Bound | None
