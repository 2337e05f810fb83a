"""A JavaScript or TypeScript program, walked in the order in which its statements run."""

from ztlint.routes.javascript.base import FUNCTIONS
from ztlint.routes.javascript.expressions import Expressions
from ztlint.routes.javascript.values import Function, Items, Scope, Value
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
        return result

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
        elif kind in ("if_statement", "switch_statement", "for_statement", "while_statement", "do_statement"):
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
        name, body = text(child(node, "left")), child(node, "body")
        items = over.items if isinstance(over, Items) else [None]
        if not isinstance(over, Items):
            self.doubt += 1
        for item in items:
            inner = Scope(scope.tree, scope, {name: item}, scope.this)
            self.block(body, inner)
        if not isinstance(over, Items):
            self.doubt -= 1

    def _declare(self, node: Node, scope: Scope) -> None:
        name, value = child(node, "name"), child(node, "value")
        if name is None or value is None:
            return
        self.bind(name, self.value(value, scope), scope)
