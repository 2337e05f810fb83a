"""What names of a Go program stand for, as far as routes need it."""

from typing import TypeAlias

from msgspec import Struct, field

from ztlint.routes.joining import Evidence, Text
from ztlint.routes.trees import Node, Tree


class External(Struct, eq=False):
    """A package, or something of it: ``net/http.StatusOK``."""

    name: str


class File(Struct, eq=False):
    """One file: its folder is its package."""

    tree: Tree
    folder: str
    imports: dict[str, str]
    functions: "dict[tuple[str, str], Function]"


class Scope(Struct, eq=False):
    file: File
    outer: "Scope | None" = None
    names: dict[str, "Value"] = field(default_factory=dict)

    def find(self, name: str) -> "tuple[bool, Value]":
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return True, scope.names[name]
            scope = scope.outer
        return False, None

    def assign(self, name: str, value: "Value") -> None:
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                scope.names[name] = value
                return
            scope = scope.outer
        self.names[name] = value


class Function(Struct, eq=False):
    node: Node
    scope: Scope
    name: str = ""
    receiver: "Value" = None


class Thing(Struct, eq=False):
    """A value of a struct; all values of a named type are taken as one."""

    kind: tuple[str, str]
    fields: dict[str, "Value"] = field(default_factory=dict)


class Items(Struct, eq=False):
    items: list["Value"]


class Entry(Struct, eq=False):
    """One route: ``asked`` is what was asked before it when it was declared."""

    node: Node
    file: File
    methods: tuple[str, ...]
    path: Text | None
    asked: tuple[Evidence, ...]
    handler: str = ""
    served: bool = True


class Router(Struct, eq=False):
    """``late`` ones ask before all of their routes, others before those that are declared afterwards."""

    kind: str
    late: bool
    complete: bool = True
    asked: list[Evidence] = field(default_factory=list)
    inherited: tuple[Evidence, ...] = ()
    entries: list[Entry] = field(default_factory=list)
    mounts: "list[tuple[Router, Text | None, tuple[Evidence, ...]]]" = field(default_factory=list)
    returned: bool = False


class Match(Struct, eq=False):
    """A route of gorilla/mux that is still being described."""

    router: Router
    entry: Entry
    prefix: bool = False


class Bound(Struct, eq=False):
    of: "Router | Match"
    name: str


class Wrapped(Struct, eq=False):
    """``http.StripPrefix("/api", mux)``, ``auth(mux)``: something that serves, with more around it."""

    of: Router
    evidence: tuple[Evidence, ...] = ()


Value: TypeAlias = (
    Text | External | Function | Thing | Items | Router | Match | Bound | Wrapped | list["Value"] | None
)
