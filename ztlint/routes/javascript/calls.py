"""Calls of functions, followed into what they do."""

import re

from ztlint.routes.javascript.base import MAX_CALLS, MAX_DEPTH
from ztlint.routes.javascript.foreign import Foreign
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

_MAY_SERVE = re.compile(rb"rout|express|mount|\bapp\b", re.IGNORECASE)
"""A method whose answer may be another one for another instance."""


class Calls(Foreign):
    """What is called, with what, and what comes back."""

    def called(self, node: Node, scope: Scope) -> Value:
        callee = child(node, "function")
        written = within(child(node, "arguments"))
        if callee.type == "import" or text(callee) == "require":
            return self.require(node, written, scope)
        if callee.type == "super":
            self._super(written, scope)
            return None
        holder, name = self.held(callee, scope)
        of = self._behind(callee, holder, name, scope)
        if isinstance(holder, Bound) and name == "call":
            return self.route(holder, node, written[1:], scope)
        if isinstance(of, Bound):
            return self.route(of, node, written, scope)
        if isinstance(holder, Router) and not name:
            self.notes.note(scope.tree, node, "the method of this route can't be told")
        if name in ("forEach", "map", "flatMap") and not isinstance(of, Function):
            return self.each(holder, written, scope)
        arguments, nodes = self.arguments(written, scope)
        if isinstance(of, Function):
            return of if name == "bind" and of is holder else self.call(of, arguments)
        return self.foreign(node, (holder, name, of), arguments, nodes, scope)

    def _behind(self, callee: Node, holder: Value, name: str, scope: Scope) -> Value:
        if name and child(callee, "object").type == "super":
            parent = scope.home.parent if scope.home is not None else None
            return self.method(parent, name, scope.this) if isinstance(parent, Class) else None
        if name:
            return self.member(holder, name)
        return self.value(callee, scope) if holder is None else None

    def _super(self, written: list[Node], scope: Scope) -> None:
        made, kind = scope.this, scope.home
        parent = kind.parent if kind is not None else None
        if isinstance(made, Thing) and isinstance(parent, Class):
            build = self.method(parent, "constructor", made)
            if isinstance(build, Function):
                self.call(build, self.arguments(written, scope)[0])

    def new(self, node: Node, scope: Scope) -> Value:
        kind = self.value(child(node, "constructor"), scope)
        arguments, _ = self.arguments(within(child(node, "arguments")), scope)
        if not isinstance(kind, Class):
            for one in arguments:
                if isinstance(one, Function):
                    self.call(one, [])
        if isinstance(kind, External):
            return self.made(kind) or External(kind.name, node)
        if not isinstance(kind, Class):
            return None
        return self.build(kind, arguments)

    def call(self, function: Function, arguments: list[Value]) -> Value:
        key = (function.scope.tree.path, function.node.id)
        if key in self.active or len(self.active) >= MAX_DEPTH:
            return None
        bound = any(isinstance(one, (Router, Chain, Text, Thing, Items)) for one in arguments)
        own = isinstance(function.this, Thing) and function.this.kind is not None
        bound = bound or (own and _MAY_SERVE.search(function.node.text) is not None)
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
        outer = function.scope
        scope = Scope(outer.tree, outer, this=function.this or outer.this, home=function.home or outer.home)
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
            if target.type == "rest_pattern":
                scope.names[text(within(target)[0])] = Items(list(arguments[number:]))
                continue
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
