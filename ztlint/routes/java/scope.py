"""What names mean inside of a method: its parameters, variables, and the fields and methods around it."""

from collections.abc import Iterator

from msgspec import Struct, field

from ztlint.routes.java.project import Project
from ztlint.routes.java.source import Class, base_type
from ztlint.routes.trees import Node, child, nodes, text, within

_INNER = frozenset({"lambda_expression", "class_body"})


class Scope(Struct, eq=False):
    """``builders`` are variables that hold the router that is being put together."""

    project: Project
    of: Class
    method: Node
    local: dict[str, Node | None] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    builders: frozenset[str] = frozenset()
    deep: int = 0

    def value(self, node: Node) -> "tuple[Node | None, Scope]":
        """What a name stands for, and where that is written."""
        found, holder = self.project.value(node, self.of, self.local)
        same = text(node) in self.local
        return found, self if same else Scope(self.project, holder, self.method, deep=self.deep + 1)

    def type_of(self, name: str) -> Class | None:
        """The class of what a variable or field holds; the class itself where it is named."""
        known = self.types.get(name) or self.of.types.get(name) or (name if name[:1].isupper() else "")
        return self.project.find(known, self.of) if known else None

    def target(self, owner: Node | None) -> Class | None:
        """The class whose method is called or referred to."""
        words = text(owner)
        return self.of if words in ("", "this") else self.type_of(words.removeprefix("this."))

    def statements(self, name: str) -> Iterator[Node]:
        """Expressions that stand alone and begin with a variable."""
        body = child(self.method, "body")
        for one in nodes(body, _INNER) if body is not None else ():
            if one.type == "expression_statement" and text(_first(within(one)[0])) == name:
                yield within(one)[0]

    def inside(self, code: Node, given: dict[str, Node | None], builders: frozenset[str]) -> "Scope":
        """Of a lambda in this method."""
        return Scope(
            self.project,
            self.of,
            code,
            self.local | _declared(code) | given,
            self.types,
            builders,
            self.deep + 1,
        )


def of_method(method: Node, of: Class, project: Project, arguments: list[Node], deep: int = 0) -> Scope:
    scope = Scope(project, of, method, deep=deep)
    for at, one in enumerate(within(child(method, "parameters"))):
        name = text(child(one, "name"))
        scope.local[name] = arguments[at] if at < len(arguments) and _literal(arguments[at]) else None
        scope.types[name] = base_type(child(one, "type"))
    scope.local |= _declared(method)
    return scope


def method_of(name: str, of: Class, project: Project) -> tuple[Node, Class] | None:
    """The first of that name that has a body; None where several have."""
    for one in project.line(of):
        found = [part for part in one.named(name) if child(part, "body") is not None]
        if found:
            return (found[0], one) if len(found) == 1 else None
    return None


def _literal(node: Node) -> bool:
    """Only what means the same in another method is handed over."""
    return bool(node.type == "string_literal")


def _declared(code: Node) -> dict[str, Node | None]:
    body = child(code, "body")
    return {
        text(child(one, "name")): child(one, "value")
        for one in (nodes(body, _INNER) if body is not None else ())
        if one.type == "variable_declarator"
    }


def _first(node: Node) -> Node:
    while node.type == "method_invocation" and child(node, "object") is not None:
        node = child(node, "object")
    return node
