"""What names of a Go program stand for, as far as routes need it."""

from dataclasses import dataclass, field
from typing import TypeAlias

from ztlint.routes.joining import Evidence, Text
from ztlint.routes.trees import Node, Tree


@dataclass(eq=False, slots=True)
class External:
    """A package, or something of it: ``net/http.StatusOK``."""

    name: str


@dataclass(eq=False, slots=True)
class File:
    """One file: its folder is its package."""

    tree: Tree
    folder: str
    imports: dict[str, str]
    functions: "dict[tuple[str, str], Function]"


@dataclass(eq=False, slots=True)
class Scope:
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


@dataclass(eq=False, slots=True)
class Function:
    node: Node
    scope: Scope
    name: str = ""
    receiver: "Value" = None


@dataclass(eq=False, slots=True)
class Thing:
    """A value of a struct; all values of a named type are taken as one."""

    kind: tuple[str, str]
    fields: dict[str, "Value"] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Items:
    items: list["Value"]


@dataclass(eq=False, slots=True)
class Entry:
    """One route: ``asked`` is what was asked before it when it was declared."""

    node: Node
    file: File
    methods: tuple[str, ...]
    path: Text | None
    asked: tuple[Evidence, ...]
    handler: str = ""
    served: bool = True


@dataclass(eq=False, slots=True)
class Router:
    """``late`` ones ask before all of their routes, others before those that are declared afterwards."""

    kind: str
    late: bool
    complete: bool = True
    asked: list[Evidence] = field(default_factory=list)
    inherited: tuple[Evidence, ...] = ()
    entries: list[Entry] = field(default_factory=list)
    mounts: "list[tuple[Router, Text | None, tuple[Evidence, ...]]]" = field(default_factory=list)
    returned: bool = False


@dataclass(eq=False, slots=True)
class Match:
    """A route of gorilla/mux that is still being described."""

    router: Router
    entry: Entry
    prefix: bool = False


@dataclass(eq=False, slots=True)
class Bound:
    of: "Router | Match"
    name: str


@dataclass(eq=False, slots=True)
class Wrapped:
    """``http.StripPrefix("/api", mux)``, ``auth(mux)``: something that serves, with more around it."""

    of: Router
    evidence: tuple[Evidence, ...] = ()


Value: TypeAlias = (
    Text | External | Function | Thing | Items | Router | Match | Bound | Wrapped | list["Value"] | None
)
