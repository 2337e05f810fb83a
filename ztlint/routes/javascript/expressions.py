"""Values of expressions, None where they can't be told."""

from ztlint.routes.javascript.base import FUNCTIONS
from ztlint.routes.javascript.calls import Calls
from ztlint.routes.javascript.values import Function, Items, Scope, Thing, Value
from ztlint.routes.joining import Text
from ztlint.routes.trees import Node, child, text, within

_WRAPPED = frozenset(
    "parenthesized_expression await_expression as_expression satisfies_expression non_null_expression"
    " type_assertion".split()
)


class Expressions(Calls):
    """What an expression stands for."""

    def value(self, node: Node | None, scope: Scope) -> Value:
        if node is None:
            return None
        self.spend()
        kind = node.type
        if kind in _WRAPPED:
            inner = within(node)
            return self.value(inner[0], scope) if inner else None
        if kind == "string":
            return Text(text(node)[1:-1])
        if kind == "template_string":
            return self.template(node, scope)
        if kind in ("identifier", "shorthand_property_identifier"):
            return scope.find(text(node))
        if kind == "this":
            return scope.this
        if kind in FUNCTIONS:
            return Function(node, scope, text(child(node, "name")), scope.this)
        if kind == "class":
            return self.class_(node, scope)
        if kind in ("member_expression", "subscript_expression"):
            return self.member_of(node, scope)
        if kind == "call_expression":
            return self.called(node, scope)
        if kind == "new_expression":
            return self.new(node, scope)
        if kind == "assignment_expression":
            return self.assign(node, scope)
        if kind == "object":
            return self.object(node, scope)
        if kind == "array":
            items = within(node)
            return Items([self.value(one, scope) for one in items], items)
        return self._other(node, scope)

    def _other(self, node: Node, scope: Scope) -> Value:
        if node.type == "binary_expression":
            left, right = (self.value(child(node, name), scope) for name in ("left", "right"))
            operator = text(child(node, "operator"))
            if operator == "+" and isinstance(right, Text):
                if isinstance(left, Text) and right.complete:
                    return Text(left.value + right.value, left.complete)
                return Text(right.value, complete=False)
            return None
        if node.type == "ternary_expression":
            for name in ("consequence", "alternative"):
                self.value(child(node, name), scope)
            return None
        if node.type == "sequence_expression":
            return [self.value(one, scope) for one in within(node)][-1]
        return None

    def template(self, node: Node, scope: Scope) -> Text | None:
        made, complete = "", True
        for one in within(node):
            if one.type != "template_substitution":
                made += text(one)
                continue
            inner = within(one)
            value = self.value(inner[0], scope) if inner else None
            if isinstance(value, Text):
                made, complete = (made + value.value, complete) if value.complete else (value.value, False)
            else:
                made, complete = "", False
        return Text(made, complete)

    def member_of(self, node: Node, scope: Scope) -> Value:
        of = self.value(child(node, "object"), scope)
        if node.type == "member_expression":
            return self.member(of, text(child(node, "property")))
        key = self.value(child(node, "index"), scope)
        return self.member(of, key.value) if isinstance(key, Text) and key.complete else None

    def assign(self, node: Node, scope: Scope) -> Value:
        left, value = child(node, "left"), self.value(child(node, "right"), scope)
        if left.type == "member_expression":
            of, name = self.value(child(left, "object"), scope), text(child(left, "property"))
            if isinstance(of, Function) and value is not None and name == "default":
                return value
            if isinstance(of, Thing):
                of.fields[name] = value
                if isinstance(value, Function) and not value.name:
                    value.name = name
        elif left.type == "identifier":
            scope.holder(text(left)).names[text(left)] = value
        return value
