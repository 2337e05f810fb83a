"""A Go program, walked in the order in which its statements run."""

import posixpath
import re
from collections.abc import Mapping

from ztlint.routes.go.routers import Routers
from ztlint.routes.go.values import (
    Bound,
    External,
    File,
    Function,
    Items,
    Match,
    Router,
    Scope,
    Thing,
    Value,
    Wrapped,
)
from ztlint.routes.joining import Text
from ztlint.routes.trees import Node, Notes, child, nodes, packed, parse, text, within

MAX_STEPS = 2_000_000
"""Nodes that are walked for one program."""
MAX_DEPTH = 24
"""Functions that are followed into one another."""
_ROUTER = re.compile(
    r"\A\*?(?P<package>gin|echo|chi|mux|http)\.(?P<name>Engine|RouterGroup|IRouter|IRoutes|Echo|Group|Router|Mux|ServeMux)\Z"
)
_BLOCKS = frozenset(
    """block statement_list if_statement for_statement expression_switch_statement type_switch_statement
    select_statement expression_case default_case type_case communication_case labeled_statement""".split()
)
_DOUBTFUL = frozenset(
    "if_statement for_statement expression_switch_statement select_statement type_switch_statement".split()
)


class SpentError(Exception):
    """The program is larger than what is walked."""


class Program(Routers):
    """All packages of a repository, by folder."""

    def __init__(self, files: Mapping[str, bytes], notes: Notes) -> None:
        super().__init__(notes)
        self.files = {path: data for path, data in files.items() if path.endswith(".go")}
        self.modules = _modules(files)
        self.parsed: dict[str, File] = {}
        self.functions: dict[tuple[str, str], Function] = {}
        self.methods: dict[str, list[tuple[tuple[str, str], Function]]] = {}
        self.things: dict[tuple[str, str], Thing] = {}
        self.structs: dict[tuple[str, str], list[tuple[str, str, File]]] = {}
        self.globals: dict[tuple[str, str], tuple[Node, File]] = {}
        self.known: dict[tuple[str, str], Value] = {}
        self.entered: set[int] = set()
        self.active: list[int] = []
        self.steps = 0
        self.folders = {posixpath.dirname(path) for path in self.files}

    # what there is ----------------------------------------------------------------------------------------

    def read(self) -> None:
        for path, data in sorted(self.files.items()):
            if packed(data):
                continue
            tree = parse(path, data)
            file = self.parsed[path] = File(tree, posixpath.dirname(path), {}, self.functions)
            for one in within(tree.root):
                self._top(one, file)

    def _top(self, node: Node, file: File) -> None:
        if node.type == "import_declaration":
            for one in nodes(node):
                if one.type == "import_spec":
                    name = text(child(one, "path"))[1:-1]
                    last = re.sub(r"/v\d+\Z|\.v\d+\Z", "", name).rsplit("/", 1)[-1]
                    file.imports[text(child(one, "name")) or last.removeprefix("go-")] = name
        elif node.type == "function_declaration":
            name = text(child(node, "name"))
            self.functions[file.folder, name] = Function(node, Scope(file), name)
        elif node.type == "method_declaration":
            name, kind = text(child(node, "name")), _receiver(node)
            self.methods.setdefault(name, []).append(((file.folder, kind), Function(node, Scope(file), name)))
        elif node.type in ("const_declaration", "var_declaration"):
            for one in nodes(node, frozenset({"func_literal"})):
                if one.type in ("const_spec", "var_spec"):
                    for number, name in enumerate(one.children_by_field_name("name")):
                        values = within(child(one, "value"))
                        if number < len(values):
                            self.globals[file.folder, text(name)] = (values[number], file)
        elif node.type == "type_declaration":
            self._types(node, file)

    def _types(self, node: Node, file: File) -> None:
        for spec in within(node):
            body = child(spec, "type")
            if body is None or body.type != "struct_type":
                continue
            fields = [one for part in within(body) for one in within(part) if one.type == "field_declaration"]
            found = [
                (text(name), text(child(one, "type")), file)
                for one in fields
                for name in one.children_by_field_name("name")
            ]
            self.structs[file.folder, text(child(spec, "name"))] = found

    def folder_of(self, package: str) -> str | None:
        for module, folder in self.modules:
            if package == module or package.startswith(f"{module}/"):
                found = posixpath.normpath(posixpath.join(folder, package[len(module) + 1 :]))
                found = "" if found == "." else found
                return found if found in self.folders else None
        if not self.modules:
            parts = package.split("/")
            for start in range(len(parts)):
                if "/".join(parts[start:]) in self.folders:
                    return "/".join(parts[start:])
        return None

    def thing(self, kind: str, file: File) -> Thing | None:
        """All values of a type of the repository, None of others."""
        name = kind.lstrip("*&[]")
        folder: str | None = file.folder
        if "." in name:
            package, name = name.split(".", 1)
            folder = self.folder_of(file.imports.get(package, ""))
        if folder is None or not ((folder, name) in self.structs or self._has_methods((folder, name))):
            return None
        return self.things.setdefault((folder, name), Thing((folder, name)))

    def _has_methods(self, kind: tuple[str, str]) -> bool:
        if not hasattr(self, "_kinds"):
            self._kinds = {one for found in self.methods.values() for one, _ in found}
        return kind in self._kinds

    # statements -------------------------------------------------------------------------------------------

    def spend(self) -> None:
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise SpentError

    def block(self, node: Node, scope: Scope) -> Value:
        result: Value = None
        for one in within(node):
            found = self.statement(one, scope)
            result = result if result is not None else found
        return result

    def statement(self, node: Node, scope: Scope) -> Value:
        """What it returns, if it does."""
        self.spend()
        kind = node.type
        if kind in ("short_var_declaration", "assignment_statement"):
            self._assign(child(node, "left"), child(node, "right"), scope, declare=kind.startswith("short"))
        elif kind in ("var_declaration", "const_declaration"):
            for one in nodes(node, frozenset({"func_literal"})):
                if one.type in ("var_spec", "const_spec"):
                    values = [self.value(part, scope) for part in within(child(one, "value"))]
                    for number, name in enumerate(one.children_by_field_name("name")):
                        scope.names[text(name)] = values[number] if number < len(values) else None
        elif kind == "return_statement":
            found = [self.value(part, scope) for one in within(node) for part in within(one)]
            if len(found) == 1:
                return found[0]
            return (
                found
                if any(isinstance(one, (Router, Wrapped, Thing, Function, Text)) for one in found)
                else None
            )
        elif kind == "for_statement" and any(one.type == "range_clause" for one in within(node)):
            self._range(node, scope)
        elif kind in _BLOCKS:
            self.doubt += kind in _DOUBTFUL
            found_ = self.block(node, Scope(scope.file, scope))
            self.doubt -= kind in _DOUBTFUL
            return found_
        elif kind in ("expression_statement", "go_statement", "defer_statement"):
            for one in within(node):
                self.value(one, scope)
        elif kind.endswith("_expression"):
            self.value(node, scope)
        return None

    def _range(self, node: Node, scope: Scope) -> None:
        clause = next(one for one in within(node) if one.type == "range_clause")
        over, left = self.value(child(clause, "right"), scope), within(child(clause, "left"))
        items = over.items if isinstance(over, Items) else [None]
        self.doubt += not isinstance(over, Items)
        for item in items:
            inner = Scope(scope.file, scope, {text(left[-1]): item} if len(left) > 1 else {})
            self.block(child(node, "body"), inner)
        self.doubt -= not isinstance(over, Items)

    def _assign(self, left: Node, right: Node, scope: Scope, *, declare: bool) -> None:
        values = [self.value(one, scope) for one in within(right)]
        targets = within(left)
        if len(values) == 1 and isinstance(values[0], list):
            values = values[0]
        for number, target in enumerate(targets):
            value = values[number] if number < len(values) else None
            if target.type == "identifier":
                if declare:
                    scope.names[text(target)] = value
                elif scope.find(text(target))[0]:
                    scope.assign(text(target), value)
                else:
                    self.known[scope.file.folder, text(target)] = value
            elif target.type == "selector_expression":
                of = self.value(child(target, "operand"), scope)
                if isinstance(of, Thing) and value is not None:
                    of.fields[text(child(target, "field"))] = value

    # expressions ------------------------------------------------------------------------------------------

    def value(self, node: Node | None, scope: Scope) -> Value:
        if node is None:
            return None
        self.spend()
        kind = node.type
        if kind in ("interpreted_string_literal", "raw_string_literal"):
            return Text(text(node)[1:-1])
        if kind == "identifier":
            return self._name(text(node), scope)
        if kind == "selector_expression":
            return self.member(self.value(child(node, "operand"), scope), text(child(node, "field")))
        if kind == "call_expression":
            return self._call(node, scope)
        if kind == "func_literal":
            return Function(node, scope)
        if kind in ("parenthesized_expression", "unary_expression", "literal_element"):
            inner = within(node)
            return self.value(inner[0], scope) if inner else None
        if kind == "type_assertion_expression":
            return self.value(child(node, "operand"), scope)
        if kind == "composite_literal":
            return self._literal(node, scope)
        if kind == "binary_expression":
            left, right = (self.value(child(node, name), scope) for name in ("left", "right"))
            if isinstance(right, Text) and text(child(node, "operator")) == "+":
                if isinstance(left, Text) and right.complete:
                    return Text(left.value + right.value, left.complete)
                return Text(right.value, complete=False)
        return None

    def _name(self, name: str, scope: Scope) -> Value:
        bound, found = scope.find(name)
        if bound:
            return found
        key = (scope.file.folder, name)
        if key in self.known:
            return self.known[key]
        if key in self.globals:
            self.known[key] = None
            node, file = self.globals[key]
            self.known[key] = self.value(node, Scope(file))
            return self.known[key]
        if key in self.functions:
            return self.functions[key]
        return External(scope.file.imports[name]) if name in scope.file.imports else None

    def member(self, of: Value, name: str) -> Value:
        if isinstance(of, (Router, Match)):
            return Bound(of, name)
        if isinstance(of, External):
            folder = self.folder_of(of.name)
            if folder is None:
                return External(f"{of.name}.{name}")
            key = (folder, name)
            if key in self.functions:
                return self.functions[key]
            file = next((one for one in self.parsed.values() if one.folder == folder), None)
            return self._name(name, Scope(file)) if file is not None else None
        if isinstance(of, Thing):
            return self._field(of, name)
        return None

    def _field(self, of: Thing, name: str) -> Value:
        if of.fields.get(name) is not None:
            return of.fields[name]
        for kind, found in self.methods.get(name, ()):
            if kind == of.kind:
                return Function(found.node, found.scope, name, of)
        for one, kind_, file in self.structs.get(of.kind, ()):
            if one == name:
                return self.thing(kind_, file)
        return None

    def _literal(self, node: Node, scope: Scope) -> Value:
        kind, body = child(node, "type"), child(node, "body")
        if kind.type in ("slice_type", "array_type", "implicit_length_array_type"):
            element = child(kind, "element")
            return Items([self._element(one, element, scope) for one in within(body)])
        made = self.thing(text(kind), scope.file)
        if made is not None:
            self._fill(made, body, scope)
        return made

    def _element(self, node: Node, kind: Node, scope: Scope) -> Value:
        inner = within(node)[0] if node.type == "literal_element" else node
        if inner.type != "literal_value":
            return self.value(inner, scope)
        known = self.thing(text(kind), scope.file)
        made = Thing(known.kind if known is not None else ("", ""))
        self._fill(made, inner, scope)
        return made

    def _fill(self, made: Thing, body: Node, scope: Scope) -> None:
        fields = self.structs.get(made.kind, [])
        for number, one in enumerate(within(body)):
            if one.type == "keyed_element":
                parts = within(one)
                value = self.value(parts[-1], scope)
                if value is not None:
                    made.fields[text(parts[0])] = value
            elif number < len(fields):
                made.fields[fields[number][0]] = self.value(one, scope)

    # calls ------------------------------------------------------------------------------------------------

    def _call(self, node: Node, scope: Scope) -> Value:
        callee = child(node, "function")
        written = within(child(node, "arguments"))
        of = self.value(callee, scope)
        if isinstance(of, Bound):
            return self.route(of, node, written, scope)
        if isinstance(of, External):
            made = self.external(of.name, node, written, scope)
            if made is not None:
                return made
        arguments = [self.value(one, scope) for one in written]
        given = next((one for one in arguments if isinstance(one, (Router, Wrapped))), None)
        if of is None and given is not None and callee.type == "selector_expression":
            of = self._only(text(child(callee, "field")))
        if isinstance(of, Function):
            found = self.call(of, arguments)
            served = isinstance(found, (Router, Wrapped, Thing))
            return found if served or given is None else self.wrapped(node, of, given, scope)
        for one in arguments:
            if isinstance(one, Function):
                self.call(one, [])
        if given is not None:
            return self.wrapped(node, of, given, scope)
        if isinstance(of, External) and of.name == "fmt.Sprintf":
            return _formatted(arguments)
        return External(of.name) if isinstance(of, External) else None

    def _only(self, name: str) -> Function | None:
        """The one method of this name."""
        found = self.methods.get(name, [])
        if len(found) != 1:
            return None
        kind, function = found[0]
        return Function(function.node, function.scope, name, self.things.setdefault(kind, Thing(kind)))

    def call(self, function: Function, arguments: list[Value]) -> Value:
        key = function.node.id
        if key in self.active or len(self.active) >= MAX_DEPTH:
            return None
        self.active.append(key)
        self.entered.add(key)
        scope = Scope(function.scope.file, function.scope)
        try:
            self._parameters(function, arguments, scope)
            body = child(function.node, "body")
            return self.block(body, scope) if body is not None else None
        finally:
            self.active.pop()

    def _parameters(self, function: Function, arguments: list[Value], scope: Scope) -> None:
        receiver = child(function.node, "receiver")
        for one in within(receiver):
            made = function.receiver or self.thing(text(child(one, "type")), scope.file)
            scope.names[text(child(one, "name"))] = made
        number = 0
        for one in within(child(function.node, "parameters")):
            for name in one.children_by_field_name("name") or [None]:
                value = arguments[number] if number < len(arguments) else None
                if value is None:
                    value = self.thing(text(child(one, "type")), scope.file)
                if name is not None:
                    scope.names[text(name)] = value
                number += 1

    def routers_of(self, function: Function) -> list[Value] | None:
        """Routers whose place nobody knows for a function that is given some, None where it is given none."""
        given: list[Value] = []
        for one in within(child(function.node, "parameters")):
            found = _ROUTER.match(text(child(one, "type")))
            count = len(one.children_by_field_name("name")) or 1
            given += [self.free(found["package"], found["name"]) if found else None for _ in range(count)]
        return given if any(isinstance(one, Router) for one in given) else None


def _formatted(arguments: list[Value]) -> Text | None:
    if not arguments or not isinstance(arguments[0], Text):
        return None
    made, complete, rest = "", True, iter(arguments[1:])
    for part in re.split(r"(%[sv])", arguments[0].value):
        if part in ("%s", "%v"):
            value = next(rest, None)
            if isinstance(value, Text) and value.complete:
                made += value.value
            else:
                made, complete = "", False
        else:
            made += part
    return Text(made, complete) if "%" not in made else None


def _receiver(node: Node) -> str:
    found = within(child(node, "receiver"))
    return text(child(found[0], "type")).lstrip("*").split("[")[0] if found else ""


def _modules(files: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Names of modules and their folders, the longest first."""
    found = []
    for path, data in files.items():
        if path == "go.mod" or path.endswith("/go.mod"):
            name = re.search(rb"^module\s+\"?([^\s\"]+)", data, re.MULTILINE)
            if name:
                found.append((name[1].decode("utf-8", "replace"), posixpath.dirname(path)))
    return sorted(found, key=lambda one: -len(one[0]))
