"""Calls of functions, followed into what they do."""

import re

from ztlint.routes.javascript.base import MAX_CALLS, MAX_DEPTH
from ztlint.routes.javascript.routing import Routing
from ztlint.routes.javascript.values import (
    Bound,
    Chain,
    Class,
    External,
    Function,
    Items,
    Router,
    Scope,
    Thing,
    Value,
)
from ztlint.routes.joining import Text
from ztlint.routes.trees import Node, child, text, within

_ROUTES = re.compile(r"rout|controller|api|endpoint|module", re.IGNORECASE)


class Calls(Routing):
    """What is called, with what, and what comes back."""

    def called(self, node: Node, scope: Scope) -> Value:
        callee = child(node, "function")
        written = within(child(node, "arguments"))
        if callee.type == "import" or text(callee) == "require":
            return self._require(node, written, scope)
        of = self.value(callee, scope)
        if isinstance(of, Bound):
            return self.route(of, node, written, scope)
        if callee.type == "subscript_expression":
            holder = self.value(child(callee, "object"), scope)
            if isinstance(holder, Router):
                self.notes.note(scope.tree, node, "the method of this route can't be told")
        if callee.type == "member_expression" and text(child(callee, "property")) in ("forEach", "map"):
            return self._for_each(callee, written, scope)
        if callee.type == "super":
            self._super(written, scope)
            return None
        arguments = [self.value(one, scope) for one in written]
        if isinstance(of, Function):
            if callee.type == "member_expression" and text(child(callee, "property")) == "bind":
                return of
            return self.call(of, arguments)
        for one in arguments:
            if isinstance(one, Function):
                self.call(one, [])
        if isinstance(of, External):
            return self.made(of) or External(of.name, node)
        return None

    def _super(self, written: list[Node], scope: Scope) -> None:
        made = scope.this
        if isinstance(made, Thing) and made.kind is not None and isinstance(made.kind.parent, Class):
            build = self.method(made.kind.parent, "constructor", made)
            if isinstance(build, Function):
                self.call(build, [self.value(one, scope) for one in written])

    def _require(self, node: Node, written: list[Node], scope: Scope) -> Value:
        name = self.value(written[0], scope) if written else None
        if isinstance(name, Text) and name.complete:
            return self.imported(name.value, scope)
        if _ROUTES.search(text(node)):
            self.notes.note(scope.tree, node, "a module whose name is made while the program runs")
        return None

    def _for_each(self, callee: Node, written: list[Node], scope: Scope) -> Value:
        over = self.value(child(callee, "object"), scope)
        function = self.value(written[0], scope) if written else None
        if not isinstance(function, Function):
            return None
        if isinstance(over, Items):
            return Items([self.call(function, [one]) for one in over.items], over.nodes)
        self.doubt += 1
        self.call(function, [])
        self.doubt -= 1
        return None

    def new(self, node: Node, scope: Scope) -> Value:
        kind = self.value(child(node, "constructor"), scope)
        arguments = [self.value(one, scope) for one in within(child(node, "arguments"))]
        if isinstance(kind, External):
            return self.made(kind) or External(kind.name, node)
        if not isinstance(kind, Class):
            return None
        return self.build(kind, arguments)

    def call(self, function: Function, arguments: list[Value]) -> Value:
        key = (function.scope.tree.path, function.node.id)
        if key in self.active or len(self.active) >= MAX_DEPTH:
            return None
        bound = any(isinstance(one, (Router, Chain, Text, Thing)) for one in arguments)
        self.calls[key] = self.calls.get(key, 0) + 1
        if self.calls[key] > (MAX_CALLS if bound else 3):
            return self.results.get(key)
        self.active.append(key)
        self.entered.add(key)
        try:
            self.results[key] = self._run(function, arguments)
        finally:
            self.active.pop()
        return self.results[key]

    def _run(self, function: Function, arguments: list[Value]) -> Value:
        scope = Scope(function.scope.tree, function.scope, this=function.this or function.scope.this)
        self._parameters(function.node, arguments, scope)
        body = child(function.node, "body")
        if body is None:
            return None
        return self.block(body, scope) if body.type == "statement_block" else self.value(body, scope)

    def _parameters(self, node: Node, arguments: list[Value], scope: Scope) -> None:
        alone = child(node, "parameter")
        written = [alone] if alone is not None else within(child(node, "parameters"))
        for number, one in enumerate(written):
            value = arguments[number] if number < len(arguments) else None
            target = child(one, "pattern") or child(one, "left") or one
            default = child(one, "value") or child(one, "right")
            if value is None and default is not None:
                value = self.value(default, scope)
            self.bind(target, value, scope)
            if target.type == "identifier":
                scope.names[text(target)] = value
                if "accessibility" in "".join(part.type for part in one.children) and isinstance(
                    scope.this, Thing
                ):
                    scope.this.fields[text(target)] = value

    def bind(self, target: Node, value: Value, scope: Scope) -> None:
        if target.type == "identifier":
            scope.names[text(target)] = value
            if isinstance(value, Function) and not value.name:
                value.name = text(target)
        elif target.type == "object_pattern":
            for one in within(target):
                key = child(one, "key") or child(one, "left") or one
                inner = child(one, "value") or child(one, "left") or one
                name = text(inner)
                scope.names[name] = self.member(value, text(key))
