"""Modules of a JavaScript program: what their names lead to, what they take and what they give."""

import json
import posixpath
import re

from ztlint.routes.javascript.aliases import Alias
from ztlint.routes.javascript.base import SUFFIXES, Base
from ztlint.routes.javascript.values import Class, External, Items, Scope, Thing, Value
from ztlint.routes.joining import Text
from ztlint.routes.trees import Node, Tree, child, packed, parse, text, within

ROOT = "\0/"
"""The beginning of ``__dirname``: no route and no name of a module begins like it."""
MAX_ABOVE = 32
MAX_DATA = 6
"""Depth of a JSON file that is looked into."""
MAX_KEYS = 1_000


class Modules(Base):
    """Imports, exports and `require`."""

    def module(self, path: str) -> Value:
        if path not in self.modules:
            exports = self.modules[path] = Thing()
            tree = self.tree(path)
            if tree is not None:
                scope = Scope(tree, names=_given(path, exports))
                self.scopes[path] = scope
                doubt, self.doubt = self.doubt, 0
                self.late[path] = []
                self.block(tree.root, scope)
                self.doubt = doubt
                self._land(path)
        known = self.scopes.get(path)
        holder = known.names.get("module") if known is not None else None
        value = holder.fields.get("exports") if isinstance(holder, Thing) else None
        return value if value is not None else self.modules[path]

    def _land(self, path: str) -> None:
        """Names that were taken from a module while it ran, and so in a circle, are there from now on."""
        for node, scope in self.late.pop(path):
            (self.import_ if node.type == "import_statement" else self.export)(node, scope)
        self.orphans = [one for one in self.orphans if not self._adopted(*one)]

    def _adopted(self, kind: Class, written: Node, scope: Scope) -> bool:
        kind.parent = scope.find(text(written))
        return isinstance(kind.parent, Class)

    def _taken(self, node: Node, source: Node, scope: Scope) -> Value:
        name = text(source)[1:-1]
        path = self.resolve(name, scope.tree.path)
        if path in self.late:
            self.late[path].append((node, scope))
        return self.imported(name, scope)

    def tree(self, path: str) -> Tree | None:
        if path not in self.trees:
            data = self.files[path]
            if packed(data):
                return None
            self.trees[path] = parse(path, data)
        return self.trees[path]

    def resolve(self, name: str, of: str) -> str | None:
        """The file that an import means, None where it is none of the repository."""
        if name.startswith(ROOT):
            return self._file(posixpath.normpath(name.removeprefix(ROOT)))
        if name.startswith("."):
            return self._file(posixpath.normpath(posixpath.join(posixpath.dirname(of), name)))
        near = [one for one in self.aliases if one.near(of)]
        found = next((path for one in near if (path := self._aliased(one, name))), None)
        if found is None and name.startswith(("@/", "~/")):
            found = self._above(name[2:], of)
        if found is None:
            far = {path for one in self.aliases if one not in near and (path := self._aliased(one, name))}
            found = far.pop() if len(far) == 1 else None
        return found

    def _aliased(self, alias: Alias, name: str) -> str | None:
        base = alias.leads(name)
        return self._file(base) if base is not None else None

    def _above(self, name: str, of: str) -> str | None:
        """``@/routes`` is no package: it stands for the nearest folder that has such a file."""
        folder = posixpath.dirname(of)
        for _ in range(MAX_ABOVE):
            for base in (folder, posixpath.join(folder, "src")):
                if found := self._file(posixpath.normpath(posixpath.join(base, name))):
                    return found
            if not folder:
                break
            folder = posixpath.dirname(folder)
        return None

    def _file(self, base: str) -> str | None:
        stem = re.sub(r"\.[cm]?jsx?\Z", "", base)
        for stub in (base, stem):
            for end in ("", *SUFFIXES, *(f"/index{suffix}" for suffix in SUFFIXES)):
                if stub + end in self.files and (stub + end).endswith((*SUFFIXES, ".json")):
                    return stub + end
        return None

    def imported(self, name: str, scope: Scope) -> Value:
        path = self.resolve(name, scope.tree.path)
        if path is not None:
            return self.module(path) if not path.endswith(".json") else self._data(path)
        return None if name.startswith((".", "/")) else External(name)

    def _data(self, path: str) -> Value:
        """What a JSON file holds: prefixes and versions of routes stand in some."""
        if path not in self.modules:
            try:
                self.modules[path] = _held(json.loads(self.files[path]), 0)
            except (ValueError, RecursionError):
                self.modules[path] = None
        return self.modules[path]

    def import_(self, node: Node, scope: Scope) -> None:
        source = child(node, "source")
        if source is None or text(node).startswith("import type"):
            return
        value = self._taken(node, source, scope)
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
        known = self.modules.get(scope.tree.path)
        exports = known if isinstance(known, Thing) else Thing()
        declaration, value, source = child(node, "declaration"), child(node, "value"), child(node, "source")
        origin = self._taken(node, source, scope) if source is not None else None
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


def _given(path: str, exports: Thing) -> dict[str, Value]:
    return {
        "exports": exports,
        "module": Thing({"exports": exports}),
        "__dirname": Text(ROOT + posixpath.dirname(path)),
        "__filename": Text(ROOT + path),
    }


def _held(value: object, deep: int) -> Value:
    if isinstance(value, str):
        return Text(value)
    if isinstance(value, list) and deep < MAX_DATA:
        return Items([_held(one, deep + 1) for one in value[:MAX_KEYS]])
    if isinstance(value, dict) and deep < MAX_DATA:
        return Thing({str(key): _held(one, deep + 1) for key, one in list(value.items())[:MAX_KEYS]})
    return None
