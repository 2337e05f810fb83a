"""A JavaScript or TypeScript program, walked in the order in which its statements run."""

from ztlint.routes.javascript.base import FUNCTIONS
from ztlint.routes.javascript.expressions import Expressions
from ztlint.routes.javascript.values import Class, Function, Items, Router, Scope, Thing, Value
from ztlint.routes.joining import Text
from ztlint.routes.trees import Node, child, text, within


class Program(Expressions):
    """Statements, and through them everything else."""

    def block(self, node: Node, scope: Scope) -> Value:
        children = within(node)
        for one in children:
            inner = child(one, "declaration") or one
            name = text(child(inner, "name"))
            if inner.type in ("function_declaration", "generator_function_declaration"):
                scope.names[name] = Function(inner, scope, name)
            elif one.type == "import_statement":
                self.import_(one, scope)
        result: Value = None
        for one in children:
            found = self.statement(one, scope)
            result = result if result is not None else found
            if result is not None and self._returns(one, scope):
                break
        return result

    def _returns(self, node: Node, scope: Scope) -> bool:
        """Whether nothing after it is run: ``return x``, ``if (made) return made``."""
        if node.type != "if_statement":
            return bool(node.type == "return_statement")
        inner = child(node, "consequence")
        first = within(inner)[:1] if inner is not None and inner.type == "statement_block" else [inner]
        returns = first and first[0] is not None and first[0].type == "return_statement"
        return bool(returns) and self._truth(child(node, "condition"), scope) is True

    def _if(self, node: Node, scope: Scope) -> Value:
        """What is made only where it is not there yet is made once. All else is doubtful."""
        condition = child(node, "condition")
        found: Value = None
        self.value(condition, scope)
        for name, dead in (("consequence", False), ("alternative", True)):
            part = child(node, name)
            if part is not None and self._truth(condition, scope) is not dead:
                one = self._doubtful(part, scope)
                found = found if found is not None else one
        return found

    def _truth(self, node: Node, scope: Scope) -> bool | None:
        """None where it can't be told: of names, and of whether they are something."""
        if node is not None and node.type == "parenthesized_expression" and within(node):
            return self._truth(within(node)[0], scope)
        if node is None or node.type not in (
            "identifier",
            "member_expression",
            "unary_expression",
            "binary_expression",
        ):
            return None
        if node.type == "unary_expression":
            truth = self._truth(child(node, "argument"), scope) if text(node).startswith("!") else None
            return None if truth is None else not truth
        if node.type == "binary_expression":
            right, operator = text(child(node, "right")), text(child(node, "operator"))
            if right not in ("null", "undefined") or operator not in ("==", "===", "!=", "!=="):
                return None
            truth = self._truth(child(node, "left"), scope)
            return None if truth is None else truth is (operator[0] == "!")
        return True if isinstance(self.value(node, scope), (Router, Class, Thing)) else None

    def statement(self, node: Node, scope: Scope) -> Value:
        """What it returns, if it does."""
        self.spend()
        kind = node.type
        if kind in ("lexical_declaration", "variable_declaration"):
            for one in within(node):
                self._declare(one, scope)
        elif kind in ("class_declaration", "abstract_class_declaration"):
            scope.names[text(child(node, "name"))] = self.class_(node, scope)
        elif kind == "enum_declaration":
            scope.names[text(child(node, "name"))] = self.enum(node, scope)
        elif kind == "export_statement":
            self.export(node, scope)
        elif kind == "return_statement":
            inner = within(node)
            return self.value(inner[0], scope) if inner else None
        elif kind == "if_statement":
            return self._if(node, scope)
        elif kind in ("switch_statement", "for_statement", "while_statement", "do_statement"):
            return self._doubtful(node, scope)
        elif kind == "for_in_statement":
            self._each(node, scope)
        elif kind in FUNCTIONS or kind == "import_statement":
            pass
        elif kind in (
            "statement_block",
            "try_statement",
            "catch_clause",
            "finally_clause",
            "else_clause",
        ) or kind in ("switch_body", "switch_case", "switch_default", "labeled_statement"):
            return self.block(node, scope)
        elif kind == "expression_statement":
            for one in within(node):
                self.value(one, scope)
        else:
            self.value(node, scope)
        return None

    def _doubtful(self, node: Node, scope: Scope) -> Value:
        self.doubt += 1
        try:
            return self.block(node, scope)
        finally:
            self.doubt -= 1

    def _each(self, node: Node, scope: Scope) -> None:
        over = self.value(child(node, "right"), scope)
        left, body = child(node, "left"), child(node, "body")
        if isinstance(over, Thing) and text(child(node, "operator")) == "in":
            over = Items([Text(one) for one in over.fields])
        unknown = not isinstance(over, Items)
        self.doubt += unknown
        for item in over.items if isinstance(over, Items) else [None]:
            inner = Scope(scope.tree, scope, {}, scope.this, scope.home)
            self.bind(left, item, inner)
            self.block(body, inner)
        self.doubt -= unknown

    def _declare(self, node: Node, scope: Scope) -> None:
        name, value = child(node, "name"), child(node, "value")
        if name is None or value is None:
            return
        self.bind(name, self.value(value, scope), scope)

    def bind(self, target: Node, value: Value, scope: Scope) -> None:
        if target.type in ("identifier", "shorthand_property_identifier_pattern"):
            scope.names[text(target)] = value
            if isinstance(value, Function) and not value.name:
                value.name = text(target)
        elif target.type in ("assignment_pattern", "object_assignment_pattern"):
            default = child(target, "right")
            self.bind(
                child(target, "left"), value if value is not None else self.value(default, scope), scope
            )
        elif target.type == "array_pattern":
            items = value.items if isinstance(value, Items) else []
            for number, one in enumerate(within(target)):
                self.bind(one, items[number] if number < len(items) else None, scope)
        elif target.type == "object_pattern":
            for one in within(target):
                key = child(one, "key") or child(one, "left") or one
                self.bind(child(one, "value") or one, self.member(value, text(key).strip("'\"")), scope)
