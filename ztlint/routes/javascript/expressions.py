"""Values of expressions, None where they can't be told."""

import re

from ztlint.routes.javascript.answers import MAX_TEXT, capped
from ztlint.routes.javascript.base import FUNCTIONS
from ztlint.routes.javascript.calls import Calls
from ztlint.routes.javascript.values import (
    Class,
    External,
    Function,
    Items,
    Router,
    Scope,
    Thing,
    Value,
    Written,
)
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
            return Written(text(node)[1:-1], tree=scope.tree, node=node)
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
            return Items(*self.arguments(items, scope), scope)
        return self._other(node, scope)

    def _other(self, node: Node, scope: Scope) -> Value:
        if node.type == "binary_expression":
            operator = text(child(node, "operator"))
            if operator in ("&&", "||", "??"):
                return self._or(node, operator, scope)
            left, right = (self.value(child(node, name), scope) for name in ("left", "right"))
            if operator == "+" and isinstance(right, Text):
                if isinstance(left, Text) and right.complete:
                    return capped(left.value + right.value, complete=left.complete)
                return Text(right.value, complete=False)
            return None
        if node.type == "ternary_expression":
            return self._either(node, scope)
        if node.type == "sequence_expression":
            return [self.value(one, scope) for one in within(node)][-1]
        return None

    def _doubted(self, node: Node, scope: Scope) -> Value:
        self.doubt += 1
        try:
            return self.value(node, scope)
        finally:
            self.doubt -= 1

    def _or(self, node: Node, operator: str, scope: Scope) -> Value:
        """Of ``given || made`` what is made, if it is no function: another one may be given."""
        left = self.value(child(node, "left"), scope)
        right = self._doubted(child(node, "right"), scope)
        if operator == "&&":
            return None
        if isinstance(left, Text) and left.complete and left.value:
            return left
        if left is not None and not isinstance(left, (Text, External)):
            return left
        return right if left is None and isinstance(right, (Router, Thing, Items, Class)) else None

    def _either(self, node: Node, scope: Scope) -> Value:
        """Both of two routers are served by some program; of anything else neither is known to be it."""
        parts = [child(node, name) for name in ("consequence", "alternative")]
        values = [self._doubted(one, scope) for one in parts]
        if all(isinstance(one, Router) for one in values):
            return Items(values, parts, scope)
        words = {one.value if isinstance(one, Text) and one.complete else None for one in values}
        if len(words) == 1 and None not in words:
            return values[0]
        return next((one for one in values if isinstance(one, Router)), None)

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
            if len(made) > MAX_TEXT:
                return None
        return Text(made, complete)

    def member_of(self, node: Node, scope: Scope) -> Value:
        of = self.value(child(node, "object"), scope)
        if node.type == "member_expression":
            return self.member(of, text(child(node, "property")))
        index = child(node, "index")
        if isinstance(of, Items) and index is not None and re.fullmatch(r"\d{1,4}", text(index)):
            return of.items[int(text(index))] if int(text(index)) < len(of.items) else None
        key = self.value(index, scope)
        return self.member(of, key.value) if isinstance(key, Text) and key.complete else None

    def assign(self, node: Node, scope: Scope) -> Value:
        left, value = child(node, "left"), self.value(child(node, "right"), scope)
        if left.type == "identifier":
            names = scope.holder(text(left)).names
            names[text(left)] = self._maybe(names.get(text(left)), value)
        if left.type not in ("member_expression", "subscript_expression"):
            return value
        of, name = self.held(left, scope)
        if isinstance(of, Function) and value is not None and name == "default":
            return value
        if isinstance(of, (Class, Thing)) and name:
            of.fields[name] = self._maybe(of.fields.get(name), value)
            if isinstance(of, Thing) and isinstance(value, Function) and not value.name:
                value.name = name
        return value

    def _maybe(self, old: Value, new: Value) -> Value:
        """One of two functions under a condition: neither of them is known to be the guard."""
        kinds = (Function, External)
        both = isinstance(old, kinds) and isinstance(new, kinds) and old is not new
        return Thing() if both and self.doubt else new
