"""Objects, classes and their members, as far as routes depend on them."""

from ztlint.routes.javascript.base import MAX_DEPTH
from ztlint.routes.javascript.folders import Folders
from ztlint.routes.javascript.values import (
    Bound,
    Chain,
    Class,
    External,
    Function,
    Router,
    Scope,
    Thing,
    Value,
)
from ztlint.routes.trees import Node, child, text, within

MAX_ORPHANS = 2_000
"""Classes whose parent was not there when they were made."""


class Members(Folders):
    """What stands behind a dot, and what `new` makes."""

    def member(self, of: Value, name: str) -> Value:
        if isinstance(of, (Router, Chain)):
            return Bound(of, name)
        if isinstance(of, External):
            return External(of.name if name == "default" else f"{of.name}.{name}", of.call)
        if isinstance(of, Thing):
            if name in of.fields:
                return of.fields[name]
            if name == "default" and of.kind is None:
                return of
            return self.method(of.kind, name, of) if of.kind else None
        if isinstance(of, Class):
            return self._static(of, name)
        if isinstance(of, Function) and name in ("bind", "call", "apply"):
            return of
        return None

    def _static(self, of: Class, name: str) -> Value:
        current: Value = of
        for _ in range(8):
            if isinstance(current, Class):
                if name in current.fields:
                    return current.fields[name]
                current = current.parent
        return self.method(of, name, of)

    def method(self, kind: Class | None, name: str, this: Value) -> Value:
        for _ in range(8):
            if kind is None:
                break
            for one in within(child(kind.node, "body")):
                if text(child(one, "name")) != name:
                    continue
                if one.type == "method_definition":
                    return Function(one, kind.scope, name, this, kind)
                if isinstance(this, Class):  # a static field
                    inner = Scope(kind.scope.tree, kind.scope, this=this)
                    return self.value(child(one, "value"), inner)
            kind = kind.parent if isinstance(kind.parent, Class) else None
        return None

    def object(self, node: Node, scope: Scope) -> Thing:
        made = Thing()
        for one in within(node):
            if one.type == "pair":
                key = text(child(one, "key")).strip("'\"")
                made.fields[key] = self.value(child(one, "value"), scope)
                found = made.fields[key]
                if isinstance(found, Function) and not found.name:
                    found.name = key
            elif one.type == "method_definition":
                name = text(child(one, "name"))
                made.fields[name] = Function(one, scope, name, made)
            elif one.type == "shorthand_property_identifier":
                made.fields[text(one)] = scope.find(text(one))
            elif one.type == "spread_element":
                inner = self.value(within(one)[0], scope)
                if isinstance(inner, Thing):
                    made.fields.update(inner.fields)
        return made

    def enum(self, node: Node, scope: Scope) -> Thing:
        made = Thing()
        for one in within(child(node, "body")):
            if one.type == "enum_assignment":
                made.fields[text(child(one, "name"))] = self.value(child(one, "value"), scope)
        return made

    def class_(self, node: Node, scope: Scope) -> Class:
        heritage = next((one for one in within(node) if one.type == "class_heritage"), None)
        inner = within(heritage)[:1]  # TypeScript has a clause in it, JavaScript the name itself
        if not inner:
            return Class(node, scope)
        written = child(inner[0], "value") or inner[0]
        made = Class(node, scope, self.value(written, scope))
        known = isinstance(made.parent, (Class, External))
        if not known and written.type == "identifier" and len(self.orphans) < MAX_ORPHANS:
            self.orphans.append((made, written, scope))
        return made

    def build(self, kind: Class, arguments: list[Value]) -> Thing | None:
        """An instance; None of a class that is being built already."""
        key = (kind.scope.tree.path, kind.node.id)
        if key in self.active or len(self.active) >= MAX_DEPTH:
            return None
        self.entered.add(key)
        self.active.append(key)
        try:
            return self._built(kind, arguments)
        finally:
            self.active.pop()

    def _built(self, kind: Class, arguments: list[Value]) -> Thing:
        made = Thing(kind=kind)
        line: list[Class] = []
        current: Value = kind
        while isinstance(current, Class) and len(line) < 8:
            line.append(current)
            current = current.parent
        for one in reversed(line):
            self._fields(one, made)
        build = self.method(kind, "constructor", made)
        if isinstance(build, Function):
            self.call(build, arguments)
        return made

    def _fields(self, kind: Class, made: Thing) -> None:
        scope = Scope(kind.scope.tree, kind.scope, this=made)
        for one in within(child(kind.node, "body")):
            if "field_definition" in one.type:
                value = child(one, "value")
                name = text(child(one, "name") or child(one, "property"))
                if value is not None:
                    made.fields[name] = self.value(value, scope)
                    found = made.fields[name]
                    if isinstance(found, Function) and not found.name:
                        found.name = name
