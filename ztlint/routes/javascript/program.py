"""A JavaScript or TypeScript program, walked in the order in which its statements run."""

import json
import posixpath
import re
from collections.abc import Callable, Mapping

from ztlint.core import Failure
from ztlint.routes.javascript.values import (
    Bound,
    Chain,
    Class,
    Entry,
    External,
    Function,
    Items,
    Router,
    Scope,
    Step,
    Thing,
    Value,
)
from ztlint.routes.joining import Text
from ztlint.routes.trees import (
    Node,
    Notes,
    Tree,
    broken,
    child,
    nodes,
    packed,
    parse,
    suffix_of,
    text,
    within,
)

SUFFIXES = (".js", ".cjs", ".mjs", ".ts", ".mts", ".cts")
MAX_STEPS = 2_000_000
"""Nodes that are walked for one program."""
MAX_DEPTH = 24
"""Functions that are followed into one another."""
MAX_CALLS = 200
"""Of one function that is given something that routes may depend on."""
MAX_ENTRIES = 50_000
METHODS = ("get", "post", "put", "delete", "patch", "head", "options", "trace", "query")
FUNCTIONS = frozenset(
    "function_declaration function_expression arrow_function method_definition generator_function"
    " generator_function_declaration function".split()
)
_WRAPPED = frozenset(
    "parenthesized_expression await_expression as_expression satisfies_expression non_null_expression"
    " type_assertion".split()
)
_ROUTES = re.compile(r"rout|controller|api|endpoint|module", re.IGNORECASE)
_PATHLIKE = re.compile(r"path|prefix|base|url|version|\bapi\b|route", re.IGNORECASE)


class SpentError(Exception):
    """The program is larger than what is walked."""


class Program:
    """All modules of a repository, by path."""

    def __init__(self, files: Mapping[str, bytes], notes: Notes) -> None:
        self.files = files
        self.notes = notes
        self.trees: dict[str, Tree] = {}
        self.modules: dict[str, Thing] = {}
        self.scopes: dict[str, Scope] = {}
        self.routers: list[Router] = []
        self.entered: set[tuple[str, int]] = set()
        self.active: list[tuple[str, int]] = []
        self.calls: dict[tuple[str, int], int] = {}
        self.results: dict[tuple[str, int], Value] = {}
        self.steps = self.entries = self.doubt = 0
        self.aliases = _aliases(files)

    # modules ----------------------------------------------------------------------------------------------

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

    # statements -------------------------------------------------------------------------------------------

    def spend(self) -> None:
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise SpentError

    def block(self, node: Node, scope: Scope) -> Value:
        children = within(node)
        for one in children:
            inner = child(one, "declaration") or one
            name = text(child(inner, "name"))
            if inner.type in ("function_declaration", "generator_function_declaration"):
                scope.names[name] = Function(inner, scope, name)
            elif one.type == "import_statement":
                self._import(one, scope)
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
            scope.names[text(child(node, "name"))] = self._class(node, scope)
        elif kind == "enum_declaration":
            scope.names[text(child(node, "name"))] = self._enum(node, scope)
        elif kind == "export_statement":
            self._export(node, scope)
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

    def _import(self, node: Node, scope: Scope) -> None:
        source = child(node, "source")
        if source is None or text(node).startswith("import type"):
            return
        value = self.imported(text(source)[1:-1], scope)
        for clause in within(node):
            for one in within(clause) if clause.type == "import_clause" else ():
                if one.type == "identifier":
                    scope.names[text(one)] = self._default(value)
                elif one.type == "namespace_import":
                    scope.names[text(within(one)[0])] = value
                elif one.type == "named_imports":
                    for spec in within(one):
                        name = text(child(spec, "name"))
                        scope.names[text(child(spec, "alias")) or name] = self.member(value, name)

    @staticmethod
    def _default(value: Value) -> Value:
        if isinstance(value, Thing) and "default" in value.fields:
            return value.fields["default"]
        return value

    def _export(self, node: Node, scope: Scope) -> None:
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

    def _enum(self, node: Node, scope: Scope) -> Thing:
        made = Thing()
        for one in within(child(node, "body")):
            if one.type == "enum_assignment":
                made.fields[text(child(one, "name"))] = self.value(child(one, "value"), scope)
        return made

    def _class(self, node: Node, scope: Scope) -> Class:
        heritage = next((one for one in within(node) if one.type == "class_heritage"), None)
        parent = None
        if heritage is not None:
            names = [one for one in nodes(heritage) if one.type == "identifier"]
            parent = scope.find(text(names[0])) if names else None
        return Class(node, scope, parent)

    # expressions ------------------------------------------------------------------------------------------

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
            return self._template(node, scope)
        if kind in ("identifier", "shorthand_property_identifier"):
            return scope.find(text(node))
        if kind == "this":
            return scope.this
        if kind in FUNCTIONS:
            return Function(node, scope, text(child(node, "name")), scope.this)
        if kind == "class":
            return self._class(node, scope)
        if kind in ("member_expression", "subscript_expression"):
            return self._member(node, scope)
        if kind == "call_expression":
            return self._call(node, scope)
        if kind == "new_expression":
            return self._new(node, scope)
        if kind == "assignment_expression":
            return self._assign(node, scope)
        if kind == "object":
            return self._object(node, scope)
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

    def _template(self, node: Node, scope: Scope) -> Text | None:
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

    def _member(self, node: Node, scope: Scope) -> Value:
        of = self.value(child(node, "object"), scope)
        if node.type == "member_expression":
            return self.member(of, text(child(node, "property")))
        key = self.value(child(node, "index"), scope)
        return self.member(of, key.value) if isinstance(key, Text) and key.complete else None

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
            return self._method(of.kind, name, of) if of.kind else None
        if isinstance(of, Class):
            return self._method(of, name, of)
        if isinstance(of, Function) and name in ("bind", "call", "apply"):
            return of
        return None

    def _method(self, kind: Class | None, name: str, this: Value) -> Value:
        for _ in range(8):
            if kind is None:
                break
            for one in within(child(kind.node, "body")):
                if text(child(one, "name")) != name:
                    continue
                if one.type == "method_definition":
                    return Function(one, kind.scope, name, this)
                if isinstance(this, Class):  # a static field
                    inner = Scope(kind.scope.tree, kind.scope, this=this)
                    return self.value(child(one, "value"), inner)
            kind = kind.parent if isinstance(kind.parent, Class) else None
        return None

    def _object(self, node: Node, scope: Scope) -> Thing:
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

    def _assign(self, node: Node, scope: Scope) -> Value:
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

    def _new(self, node: Node, scope: Scope) -> Value:
        kind = self.value(child(node, "constructor"), scope)
        arguments = [self.value(one, scope) for one in within(child(node, "arguments"))]
        if isinstance(kind, External):
            return self._router(kind) or External(kind.name, node)
        if not isinstance(kind, Class):
            return None
        return self.build(kind, arguments)

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
        build = self._method(kind, "constructor", made)
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

    # calls ------------------------------------------------------------------------------------------------

    def _call(self, node: Node, scope: Scope) -> Value:
        callee = child(node, "function")
        written = within(child(node, "arguments"))
        if callee.type == "import" or text(callee) == "require":
            return self._require(node, written, scope)
        of = self.value(callee, scope)
        if isinstance(of, Bound):
            return self._route(of, node, written, scope)
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
            return self._router(of) or External(of.name, node)
        return None

    def _super(self, written: list[Node], scope: Scope) -> None:
        made = scope.this
        if isinstance(made, Thing) and made.kind is not None and isinstance(made.kind.parent, Class):
            build = self._method(made.kind.parent, "constructor", made)
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

    def _router(self, of: External) -> Router | None:
        if of.call is None and of.name in ("express", "express.Router", "express.application"):
            made = Router(app=of.name == "express")
            self.routers.append(made)
            return made
        return None

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

    # routers ----------------------------------------------------------------------------------------------

    def _route(self, of: Bound, node: Node, written: list[Node], scope: Scope) -> Value:
        owner, name = of.of, of.name
        methods = (name.upper(),) if name in METHODS else ("*",) if name == "all" else ()
        if isinstance(owner, Chain):
            if methods:
                self._enter(owner.router, node, methods, owner.paths, written, scope)
            return owner
        if name == "route":
            return Chain(owner, self._paths(written[0], scope) if written else ())
        if methods and len(written) > 1:
            self._enter(owner, node, methods, self._paths(written[0], scope), written[1:], scope)
        elif name == "use" and written:
            first = self.value(written[0], scope)
            pathlike = self._is_path(first, written)
            paths = self._paths(written[0], scope) if pathlike else (Text("/"),)
            self._enter(owner, node, (), paths, written[1:] if pathlike else written, scope)
        return owner

    def _is_path(self, first: Value, written: list[Node]) -> bool:
        if isinstance(first, Text) or written[0].type in ("regex", "template_string", "binary_expression"):
            return True
        if isinstance(first, Items):
            return bool(first.items) and all(isinstance(one, Text) for one in first.items)
        return (
            first is None
            and len(written) > 1
            and bool(_PATHLIKE.search(text(written[0])))
            and written[0].type
            in (
                "identifier",
                "member_expression",
            )
        )

    def _paths(self, node: Node, scope: Scope) -> tuple[Text, ...]:
        """None where they can't be told."""
        value = self.value(node, scope)
        if isinstance(value, Text):
            return (value,)
        if isinstance(value, Items) and all(isinstance(one, Text) for one in value.items):
            return tuple(one for one in value.items if isinstance(one, Text))
        return ()

    def _enter(
        self,
        router: Router,
        node: Node,
        methods: tuple[str, ...],
        paths: tuple[Text, ...],
        written: list[Node],
        scope: Scope,
    ) -> None:
        self.entries += 1
        if self.entries > MAX_ENTRIES:
            raise SpentError
        steps: list[Step] = []
        for one in written:
            inner = within(one)[0] if one.type == "spread_element" and within(one) else one
            self._steps(inner, self.value(inner, scope), scope, steps)
        place = _Place.of(node)
        router.entries.append(Entry(place, scope.tree, methods, paths, tuple(steps), self.doubt > 0))

    def _steps(self, node: Node, value: Value, scope: Scope, steps: list[Step]) -> None:
        if isinstance(value, Items):
            for inner, one in zip(value.nodes, value.items, strict=False):
                self._steps(inner, one, scope, steps)
            return
        if isinstance(value, Router):
            value.mounted = True
        steps.append(Step(node, value, scope))


class _Place:
    """Where a call of a chain stands: its own name, not the beginning of the chain."""

    @staticmethod
    def of(node: Node) -> Node:
        callee = child(node, "function")
        return child(callee, "property") or node if callee.start_point[0] != callee.end_point[0] else node


def _aliases(files: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Beginnings of imports that tsconfig.json maps to folders, and ``src/…``."""
    found: list[tuple[str, str]] = []
    for path, data in files.items():
        if re.search(r"(?:\A|/)(?:tsconfig[^/]*|jsconfig)\.json\Z", path):
            plain = re.sub(
                r"^\s*//.*$|/\*.*?\*/|,(?=\s*[}\]])", "", data.decode("utf-8", "replace"), flags=re.MULTILINE
            )
            try:
                options = json.loads(plain).get("compilerOptions") or {}
                folder = posixpath.join(posixpath.dirname(path), options.get("baseUrl") or ".")
                for name, targets in (options.get("paths") or {}).items():
                    found.append((name.rstrip("*"), posixpath.join(folder, targets[0].rstrip("*"))))
                if "baseUrl" in options:
                    found.append(("", folder + "/"))
            except (ValueError, AttributeError, TypeError, IndexError, RecursionError):
                continue
    return found


def failures(path: str) -> Failure:
    return Failure(
        path, "more code than is walked for routes", "Look at the programs of the repository one by one."
    )


Walk = Callable[[Program], None]
__all__ = ["Program", "SpentError", "broken", "failures", "suffix_of"]
