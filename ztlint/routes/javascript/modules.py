"""Modules of a JavaScript program: what their names lead to, what they take and what they give."""

import posixpath
import re

from ztlint.routes.javascript.base import SUFFIXES, Base
from ztlint.routes.javascript.values import External, Scope, Thing, Value
from ztlint.routes.trees import Node, Tree, child, packed, parse, text, within


class Modules(Base):
    """Imports, exports and `require`."""

    def module(self, path: str) -> Value:
        if path not in self.modules:
            exports = self.modules[path] = Thing()
            tree = self.tree(path)
            if tree is not None:
                scope = Scope(tree, names={"exports": exports, "module": Thing({"exports": exports})})
                self.scopes[path] = scope
                doubt, self.doubt = self.doubt, 0
                self.block(tree.root, scope)
                self.doubt = doubt
        known = self.scopes.get(path)
        holder = known.names.get("module") if known is not None else None
        value = holder.fields.get("exports") if isinstance(holder, Thing) else None
        return value if value is not None else self.modules[path]

    def tree(self, path: str) -> Tree | None:
        if path not in self.trees:
            data = self.files[path]
            if packed(data):
                return None
            self.trees[path] = parse(path, data)
        return self.trees[path]

    def resolve(self, name: str, of: str) -> str | None:
        """The file that an import means, None where it is none of the repository."""
        bases = [posixpath.normpath(posixpath.join(posixpath.dirname(of), name))]
        if not name.startswith("."):
            bases = [
                posixpath.normpath(target + name[len(start) :])
                for start, target in self.aliases
                if name.startswith(start)
            ]
        for base in bases:
            stem = re.sub(r"\.[cm]?jsx?\Z", "", base)
            for stub in (base, stem):
                for end in ("", *SUFFIXES, *(f"/index{suffix}" for suffix in SUFFIXES)):
                    if stub + end in self.files and (stub + end).endswith(SUFFIXES):
                        return stub + end
        return None

    def imported(self, name: str, scope: Scope) -> Value:
        path = self.resolve(name, scope.tree.path)
        if path is not None:
            return self.module(path)
        return None if name.startswith((".", "/")) else External(name)

    def import_(self, node: Node, scope: Scope) -> None:
        source = child(node, "source")
        if source is None or text(node).startswith("import type"):
            return
        value = self.imported(text(source)[1:-1], scope)
        for clause in within(node):
            for one in within(clause) if clause.type == "import_clause" else ():
                if one.type == "identifier":
                    scope.names[text(one)] = self.default(value)
                elif one.type == "namespace_import":
                    scope.names[text(within(one)[0])] = value
                elif one.type == "named_imports":
                    for spec in within(one):
                        name = text(child(spec, "name"))
                        scope.names[text(child(spec, "alias")) or name] = self.member(value, name)

    @staticmethod
    def default(value: Value) -> Value:
        if isinstance(value, Thing) and "default" in value.fields:
            return value.fields["default"]
        return value

    def export(self, node: Node, scope: Scope) -> None:
        exports = self.modules[scope.tree.path] if scope.tree.path in self.modules else Thing()
        declaration, value, source = child(node, "declaration"), child(node, "value"), child(node, "source")
        origin = self.imported(text(source)[1:-1], scope) if source is not None else None
        is_default = any(one.type == "default" for one in node.children)
        if value is not None:
            exports.fields["default"] = self.value(value, scope)
        if declaration is not None:
            self.statement(declaration, scope)
            names = [child(one, "name") for one in (declaration, *within(declaration))]
            for name in names:
                if name is not None and text(name) in scope.names:
                    exports.fields["default" if is_default else text(name)] = scope.names[text(name)]
        for clause in within(node):
            for spec in within(clause) if clause.type == "export_clause" else ():
                name = text(child(spec, "name"))
                found = self.member(origin, name) if source is not None else scope.find(name)
                exports.fields[text(child(spec, "alias")) or name] = found
        if source is not None and isinstance(origin, Thing) and any(one.type == "*" for one in node.children):
            for name, one in origin.fields.items():
                exports.fields.setdefault(name, one)
