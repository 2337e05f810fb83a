"""Calls of what is not part of the program: the language, Node, packages."""

import re

from ztlint.routes.javascript.answers import keyed, listed, worded
from ztlint.routes.javascript.routing import Routing, wrapped
from ztlint.routes.javascript.values import (
    External,
    Function,
    Items,
    Scope,
    Value,
)
from ztlint.routes.joining import Text
from ztlint.routes.trees import Node, child, text, within

_ROUTES = re.compile(r"rout|controller|api|endpoint|module", re.IGNORECASE)


class Foreign(Routing):
    """What they are given, and what they give back."""

    def held(self, callee: Node, scope: Scope) -> tuple[Value, str]:
        """What stands in front of the dot, and the name behind it: empty where that can't be told."""
        if callee.type == "member_expression":
            return self.value(child(callee, "object"), scope), text(child(callee, "property"))
        if callee.type == "subscript_expression":
            key = self.value(child(callee, "index"), scope)
            name = key.value if isinstance(key, Text) and key.complete else ""
            return self.value(child(callee, "object"), scope), name
        return None, ""

    def arguments(self, written: list[Node], scope: Scope) -> tuple[list[Value], list[Node]]:
        """What a call is given, lists that are spread in it taken apart."""
        values: list[Value] = []
        nodes: list[Node] = []
        for one in written:
            if one.type != "spread_element":
                values.append(self.value(one, scope))
                nodes.append(one)
            elif within(one):
                found = self.value(within(one)[0], scope)
                items = found.items if isinstance(found, Items) else [None]
                values += items
                nodes += [one] * len(items)
        return values, nodes

    def foreign(
        self,
        node: Node,
        callee: tuple[Value, str, Value],
        arguments: list[Value],
        nodes: list[Node],
        scope: Scope,
    ) -> Value:
        """Of something that is not part of the program."""
        holder, name, of = callee
        known = self.builtin(node, holder, name, of, arguments, scope)
        if known is not None:
            return known
        for one in arguments:
            if isinstance(one, Function):
                self.call(one, [])
        if isinstance(of, External):
            return self.made(of) or wrapped(of, arguments) or External(of.name, node)
        if of is None and name:
            self.registered(node, name, arguments, nodes, scope)
        return None

    def builtin(
        self, node: Node, holder: Value, name: str, of: Value, arguments: list[Value], scope: Scope
    ) -> Value:
        """What methods of the language and of Node answer; None where that is not known."""
        if isinstance(holder, Items):
            if name == "reduce" and len(arguments) > 1 and isinstance(arguments[0], Function):
                made = arguments[1]
                for one in holder.items:
                    made = self.call(arguments[0], [made, one])
                return made
            return listed(holder, name, arguments, doubtful=self.doubt > 0)
        if isinstance(holder, Text):
            return worded(holder, name, arguments, within(child(node, "arguments")))
        if isinstance(of, External):
            return self.foldered(of.name.removeprefix("node:"), arguments, node, scope)
        callee = child(node, "function")
        if text(child(callee, "object")) == "Object" and holder is None:
            return keyed(name, arguments)
        return None

    def each(self, over: Value, written: list[Node], scope: Scope) -> Value:
        function = self.value(written[0], scope) if written else None
        if not isinstance(function, Function):
            return None
        if isinstance(over, Items):
            return Items([self.call(function, [one]) for one in over.items], over.nodes, over.scope)
        self.doubt += 1
        self.call(function, [])
        self.doubt -= 1
        return None

    def require(self, node: Node, written: list[Node], scope: Scope) -> Value:
        name = self.value(written[0], scope) if written else None
        if isinstance(name, Text) and name.complete:
            return self.imported(name.value, scope)
        if _ROUTES.search(text(node)):
            self.notes.note(scope.tree, node, "a module whose name is made while the program runs")
        return None
