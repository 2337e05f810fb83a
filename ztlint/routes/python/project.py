"""What names stand for across the files of a project, as far as the layout of files tells."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from msgspec import Struct, field

from ztlint.core import Failure, Location, Span, Unresolved
from ztlint.routes.python.source import (
    FUNCTIONS,
    Argument,
    Assigned,
    Binding,
    Definition,
    Imported,
    Module,
    Places,
    Scope,
    arguments_of,
    read_module,
)

_DECLARING = re.compile(
    rb"urlpatterns|APIView|ViewSet|api_view|MethodView|Resource\b|FastAPI\(|APIRouter\(|Flask\(|Blueprint\("
    rb"|@\w+\.(?:get|post|put|delete|patch|route|api_route)\("
)
"""What stands in files that declare routes."""

MAX_DEPTH = 40
"""Names that stand for names, one after the other."""

MAX_ITEMS = 500
"""Items of a list, turns of a loop, and values of a parameter that are followed."""


class External(Struct, frozen=True):
    """Something of a package that is not in the project, by its dotted name."""

    name: str


class Value(Struct, frozen=True):
    """An expression or a definition of the project, and where its names are looked up."""

    node: ast.AST
    scope: Scope


class Package(Struct, frozen=True):
    """A module of the project."""

    module: Module


Referent = External | Value | Package


class Project(Struct, eq=False):
    """Files are parsed when somebody asks for them. ``failures`` and ``unresolved`` fill up meanwhile."""

    files: Mapping[str, bytes]
    modules: dict[str, Module | None] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    unresolved: dict[tuple[Location, str], Unresolved] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    memo: dict[object, object] = field(default_factory=dict)
    _found: dict[tuple[str, int, str], str | None] = field(default_factory=dict)
    _names: dict[tuple[Scope, str], "Referent | None"] = field(default_factory=dict)
    _callers: "dict[ast.AST, list[tuple[ast.Call, Scope]]] | None" = None
    _endings: "dict[str, list[str]] | None" = None

    def module(self, path: str) -> Module | None:
        if path not in self.modules:
            self.modules[path] = None  # while it is being read
            read = read_module(path, self.files[path])
            if isinstance(read, Failure):
                self._unread(read)
            else:
                self.modules[path] = read
        return self.modules[path]

    def _unread(self, failure: Failure) -> None:
        """A failure where routes may stand in the file; elsewhere guards and prefixes may be missing."""
        if _DECLARING.search(self.files[failure.path]):
            self.failures.append(failure)
            return
        line = failure.line or 1
        location = Location(failure.path, span=Span(0, 0, line, 1, line, 1))
        told = "can't be parsed, so guards and prefixes that stand there are not known"
        self.unresolved[location, told] = Unresolved(location, told)

    def parsed(self) -> list[Module]:
        return [module for _, module in sorted(self.modules.items()) if module is not None]

    def locate(self, node: ast.AST, scope: Scope) -> Location:
        return self.places.location(scope.module, node)

    def note(self, node: ast.AST, scope: Scope, reason: str) -> None:
        location = self.locate(node, scope)
        self.unresolved.setdefault((location, reason), Unresolved(location, reason))

    # modules ------------------------------------------------------------------------------------------

    def find_module(self, dotted: str, level: int, importer: str) -> Module | None:
        """By the layout of files: relative to the importer, then below each folder above it."""
        path = self._find(dotted, level, importer)
        return self.module(path) if path else None

    def _find(self, dotted: str, level: int, importer: str) -> str | None:
        key = (dotted, level, importer.rpartition("/")[0])
        if key not in self._found:
            self._found[key] = self._look_for(dotted, level, importer)
        return self._found[key]

    def _look_for(self, dotted: str, level: int, importer: str) -> str | None:
        way = dotted.replace(".", "/")
        folders = [str(folder) for folder in PurePosixPath(importer).parents]
        if level:
            if level > len(folders):
                return None
            return self._at(folders[level - 1], way)
        for folder in folders:
            if found := self._at(folder, way):
                return found
        return self._by_ending(way)

    def _at(self, folder: str, way: str) -> str | None:
        base = way if folder == "." else f"{folder}/{way}" if way else folder
        for path in (f"{base}.py", f"{base}/__init__.py"):
            if path in self.files:
                return path
        return None

    def _by_ending(self, way: str) -> str | None:
        """Where the folder that is on Python's path is not above the importer: one place at most may fit."""
        if "/" not in way:
            return None
        if self._endings is None:
            self._endings = {}
            for path in self.files:
                if path.endswith(".py"):
                    stem = path.removesuffix(".py").removesuffix("/__init__")
                    self._endings.setdefault("/".join(stem.split("/")[-2:]), []).append(path)
        ending = "/".join(way.split("/")[-2:])
        fitting = [
            path
            for path in self._endings.get(ending, ())
            if f"/{path.removesuffix('.py').removesuffix('/__init__')}".endswith(f"/{way}")
        ]
        return fitting[0] if len(fitting) == 1 else None

    # names --------------------------------------------------------------------------------------------

    def deref(self, node: ast.AST | None, scope: Scope, depth: int = 0) -> Referent | None:
        """What an expression stands for, names and attributes followed; None where that is not told."""
        if node is None or depth > MAX_DEPTH:
            return None
        if isinstance(node, ast.Name):
            return self.lookup(node.id, scope, depth + 1)
        if isinstance(node, ast.Attribute):
            return self._attribute(node, scope, depth + 1)
        if isinstance(node, ast.Await):
            return self.deref(node.value, scope, depth + 1)
        return Value(node, scope)

    def lookup(self, name: str, scope: Scope, depth: int = 0) -> Referent | None:
        key = (scope, name)
        if key in self._names:
            return self._names[key]
        found = self._looked_up(name, scope, depth)
        if depth < MAX_DEPTH // 2 and not isinstance(scope.node, (ast.For, ast.AsyncFor)):
            self._names[key] = found
        return found

    def _looked_up(self, name: str, scope: Scope, depth: int) -> Referent | None:
        current: Scope | None = scope
        first = True
        while current is not None:
            visible = first or not isinstance(current.node, ast.ClassDef)
            first = False
            if visible and name in current.names:
                return self._bound(name, current.names[name], current, depth)
            for star in current.stars if visible else ():
                module = self.find_module(star.module, star.level, current.module.path)
                if module is not None and module is not current.module:
                    found = self.member(module, name, depth + 1)
                    if found is not None:
                        return found
            current = current.parent
        return None

    def _bound(self, name: str, bindings: list[Binding], scope: Scope, depth: int) -> Referent | None:
        """The last binding that leads somewhere. What a name is wrapped into stays what it was."""
        found: Referent | None = None
        for binding in reversed(bindings):
            if isinstance(binding, Assigned) and _mentions(binding.value, name):
                continue
            found = self._follow(binding, scope, depth)
            if isinstance(found, (Value, Package)):
                return found
        return found

    def _follow(self, binding: Binding, scope: Scope, depth: int) -> Referent | None:
        if isinstance(binding, Assigned):
            return self.deref(binding.value, binding.scope or scope, depth + 1)
        if isinstance(binding, Argument):
            return self._argument(binding, depth)
        if isinstance(binding, Imported):
            return self._imported(binding, scope, depth)
        return Value(binding, scope)

    def _imported(self, binding: Imported, scope: Scope, depth: int) -> Referent | None:
        importer = scope.module.path
        module = self.find_module(binding.module, binding.level, importer)
        if binding.name is None:
            return Package(module) if module else External(binding.module)
        if module is not None:
            found = self.member(module, binding.name, depth + 1)
            if found is not None:
                return found
        below = f"{binding.module}.{binding.name}" if binding.module else binding.name
        inner = self.find_module(below, binding.level, importer)
        if inner is not None:
            return Package(inner)
        if module is not None or binding.level:
            return None
        return External(below)

    def member(self, module: Module, name: str, depth: int = 0) -> Referent | None:
        """An attribute of a module: what it binds, else a module below it."""
        if depth > MAX_DEPTH:
            return None
        found = self.lookup(name, module.scope, depth + 1)
        if found is None and module.path.endswith("__init__.py"):
            below = self._at(str(PurePosixPath(module.path).parent), name)
            inner = self.module(below) if below else None
            return Package(inner) if inner else None
        return found

    def _attribute(self, node: ast.Attribute, scope: Scope, depth: int) -> Referent | None:
        if isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"):
            owner = _class_scope(scope)
            if owner is not None and isinstance(owner.node, ast.ClassDef) and owner.parent:
                return self.attribute(Value(owner.node, owner.parent), node.attr, depth)
        base = self.deref(node.value, scope, depth)
        if isinstance(base, External):
            return External(f"{base.name}.{node.attr}")
        if isinstance(base, Package):
            found = self.member(base.module, node.attr, depth)
            if found is None and isinstance(node.value, (ast.Name, ast.Attribute)):
                return None
            return found
        if isinstance(base, Value):
            return self._of_value(base, node.attr, depth)
        return None

    def _of_value(self, base: Value, name: str, depth: int) -> Referent | None:
        if isinstance(base.node, ast.ClassDef):
            return self.attribute(base, name, depth)
        if isinstance(base.node, ast.Call):
            made = self.deref(base.node.func, base.scope, depth + 1)
            if isinstance(made, External):
                return External(f"{made.name}().{name}")
            if isinstance(made, Value) and isinstance(made.node, ast.ClassDef):
                return self.attribute(made, name, depth)
            if isinstance(made, Value) and isinstance(made.node, FUNCTIONS):
                result = self.result(made, depth + 1)
                if isinstance(result, Value):
                    return self._of_value(result, name, depth + 1) if depth < MAX_DEPTH else None
        return None

    def attribute(self, owner: Value, name: str, depth: int = 0) -> Referent | None:
        """Of a class or its instances, bases included (first found, depth first)."""
        for scope in self.lineage(owner):
            for names in (scope.names, scope.attributes):
                if name in names:
                    return self._bound(name, names[name], scope, depth + 1)
        return None

    def lineage(self, owner: Value) -> list[Scope]:
        """Scopes of a class and of its bases that are in the project, nearest first."""
        found: list[Scope] = []
        self._lineage(owner, found, 0)
        return found

    def _lineage(self, owner: Value, found: list[Scope], depth: int) -> None:
        scope = owner.scope.module.inner.get(owner.node)
        if scope is None or scope in found or depth > MAX_DEPTH or len(found) > MAX_ITEMS:
            return
        found.append(scope)
        if isinstance(owner.node, ast.ClassDef):
            for base in owner.node.bases:
                referent = self.deref(base, owner.scope)
                if isinstance(referent, Value):
                    self._lineage(referent, found, depth + 1)

    def bases(self, owner: Value) -> list[str]:
        """Dotted names of all bases from outside of the project, in the order in which they are met; ``?``
        for one that is not resolved.
        """
        names: list[str] = []
        for scope in self.lineage(owner):
            for base in getattr(scope.node, "bases", ()):
                bare = base.value if isinstance(base, ast.Subscript) else base
                referent = self.deref(bare, scope.parent or scope)
                if isinstance(referent, External):
                    names.append(referent.name)
                elif not isinstance(referent, Value):
                    names.append("?")
        return names

    # values -------------------------------------------------------------------------------------------

    def objects(self, node: ast.AST | None, scope: Scope, depth: int = 0) -> list[Referent]:
        """The same as ``deref``, with functions of the project followed to what they return, and
        parameters to what is passed for them.
        """
        if isinstance(node, ast.Name):
            argument = _argument_binding(node.id, scope)
            if argument is not None and depth < MAX_DEPTH:
                passed = self._passed(argument)
                found = [one for value, where in passed for one in self.objects(value, where, depth + 1)]
                if found:
                    return list(dict.fromkeys(found))
        referent = self.deref(node, scope, depth)
        if isinstance(referent, Value) and isinstance(referent.node, ast.Call) and depth < MAX_DEPTH:
            made = self.deref(referent.node.func, referent.scope, depth + 1)
            if isinstance(made, Value) and isinstance(made.node, FUNCTIONS):
                result = self.result(made, depth + 1)
                return [result] if result is not None else []
        if isinstance(referent, Value) and isinstance(referent.node, ast.Name):
            return []
        return [referent] if referent is not None else []

    def result(self, function: Value, depth: int = 0) -> Referent | None:
        """What a function returns where all its returns say the same."""
        inner = function.scope.module.inner.get(function.node)
        if inner is None or depth > MAX_DEPTH or not isinstance(function.node, FUNCTIONS):
            return None
        key = ("result", function.node)
        if key not in self.memo:
            self.memo[key] = None
            values = [
                node.value for node in own_nodes(function.node) if isinstance(node, ast.Return) and node.value
            ]
            found = {one for value in values for one in self.objects(value, inner, depth + 1)}
            self.memo[key] = found.pop() if len(found) == 1 else None
        known = self.memo[key]
        return known if isinstance(known, (External, Value, Package)) else None

    def _argument(self, binding: Argument, depth: int) -> Referent | None:
        passed = self._passed(binding)
        found = {one for value, where in passed for one in [self.deref(value, where, depth + 1)] if one}
        return found.pop() if len(found) == 1 else None

    def _passed(self, binding: Argument) -> list[tuple[ast.expr, Scope]]:
        key = ("passed", binding.function, binding.name)
        if key not in self.memo:
            self.memo[key] = []  # a function may call itself
            names = [one.arg for one in arguments_of(binding.function)]
            method = names[:1] == ["self"]
            place = names.index(binding.name) - (1 if method else 0)
            found = []
            for call, where in self.callers(binding.function)[:MAX_ITEMS]:
                value = keyword(call, binding.name)
                if value is None and 0 <= place < len(call.args):
                    value = call.args[place]
                if value is not None and not isinstance(value, ast.Starred):
                    found.append((value, where))
            self.memo[key] = found
        return self.memo[key]  # type: ignore[return-value]

    def callers(self, function: ast.AST) -> list[tuple[ast.Call, Scope]]:
        """Calls of a function by name, in all files that were parsed before the first question."""
        if self._callers is None:
            self._callers = {}
            names = {node.name for module in self.parsed() for node, _ in module.definitions}
            names |= {node.name for module in self.parsed() for node, _ in module.classes}
            for module in self.parsed():
                for call, scope in module.calls:
                    last = (
                        call.func.attr
                        if isinstance(call.func, ast.Attribute)
                        else getattr(call.func, "id", "")
                    )
                    if last in names or isinstance(call.func, ast.Name):
                        target = self.deref(call.func, scope)
                        if isinstance(target, Value):
                            for node in self._called(target):
                                self._callers.setdefault(node, []).append((call, scope))
        return self._callers.get(function, [])

    def _called(self, target: Value) -> Iterator[ast.AST]:
        yield target.node
        if isinstance(target.node, ast.ClassDef):
            made = self.attribute(target, "__init__")
            if isinstance(made, Value):
                yield made.node

    def text(self, node: ast.AST | None, scope: Scope, depth: int = 0) -> str | None:
        """A string that can be told without running anything; None for all others."""
        if node is None or depth > MAX_DEPTH:
            return None
        if isinstance(node, ast.Constant):
            return node.value if isinstance(node.value, str) else None
        if isinstance(node, ast.JoinedStr):
            parts = [self._part(part, scope, depth + 1) for part in node.values]
            return None if None in parts else "".join(part or "" for part in parts)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            left, right = self.text(node.left, scope, depth + 1), self.text(node.right, scope, depth + 1)
            return None if left is None or right is None else left + right
        if isinstance(node, (ast.Name, ast.Attribute)):
            if isinstance(node, ast.Name) and self._ambiguous(node.id, scope):
                return None
            found = self.deref(node, scope, depth + 1)
            if isinstance(found, Value) and not isinstance(found.node, (ast.Name, ast.Attribute)):
                return self.text(found.node, found.scope, depth + 1)
            return None
        if isinstance(node, ast.Call) and not node.keywords:
            return self._gettext(node, scope, depth)
        return None

    def _gettext(self, node: ast.Call, scope: Scope, depth: int) -> str | None:
        """Translations of a path: the text itself, which is what the default language serves."""
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in ("_", "gettext_lazy", "gettext", "str") and len(node.args) == 1:
            return self.text(node.args[0], scope, depth + 1)
        return None

    def _part(self, part: ast.expr, scope: Scope, depth: int) -> str | None:
        if isinstance(part, ast.FormattedValue):
            return None if part.format_spec else self.text(part.value, scope, depth)
        return self.text(part, scope, depth)

    def _ambiguous(self, name: str, scope: Scope) -> bool:
        """Bound to several different values: which of them holds is not told."""
        current: Scope | None = scope
        while current is not None:
            if name in current.names:
                values = {ast.dump(one.value) for one in current.names[name] if isinstance(one, Assigned)}
                return len(values) > 1
            current = current.parent
        return False

    def texts(self, node: ast.AST | None, scope: Scope) -> list[str] | None:
        """The strings of a list, or of one string alone; None where one of them is not told."""
        items = self.items(node, scope)
        if items is None:
            single = self.text(node, scope)
            return None if single is None else [single]
        found = [self.text(item, where) for item, where in items]
        return None if None in found else [one for one in found if one is not None]

    def items(
        self, node: ast.AST | None, scope: Scope, depth: int = 0
    ) -> list[tuple[ast.expr, Scope]] | None:
        """The items of a list, tuple or set, or of a sum of them. None where that is not told."""
        found = self.deref(node, scope)
        if not isinstance(found, Value) or depth > MAX_DEPTH:
            return None
        value, home = found.node, found.scope
        if isinstance(value, (ast.List, ast.Tuple, ast.Set)):
            items: list[tuple[ast.expr, Scope]] = []
            for item in value.elts[:MAX_ITEMS]:
                if isinstance(item, ast.Starred):
                    more = self.items(item.value, home, depth + 1)
                    if more is None:
                        return None
                    items += more
                else:
                    items.append((item, home))
            return items
        if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
            left, right = self.items(value.left, home, depth + 1), self.items(value.right, home, depth + 1)
            return None if left is None or right is None else left + right
        if (
            isinstance(value, ast.Call)
            and getattr(value.func, "id", "") in ("list", "tuple", "set")
            and value.args
        ):
            return self.items(value.args[0], home, depth + 1)
        return None

    def turns(self, scope: Scope) -> list[Scope]:
        """A scope for each turn of the loop around, where its items are plain to see; else itself."""
        loop = scope.node
        if not isinstance(loop, (ast.For, ast.AsyncFor)) or scope.parent is None:
            return [scope]
        items = self.items(loop.iter, scope.parent)
        if items is None:
            return [scope]
        found = []
        for item, where in items[:MAX_ITEMS]:
            for parent in self.turns(scope.parent):
                turn = Scope(scope.module, scope.node, parent)
                _bind(loop.target, item, where, turn)
                found.append(turn)
        return found


def _bind(target: ast.expr, item: ast.expr, where: Scope, turn: Scope) -> None:
    if isinstance(target, ast.Name):
        turn.names[target.id] = [Assigned(item, where)]
    elif isinstance(target, (ast.Tuple, ast.List)) and isinstance(item, (ast.Tuple, ast.List)):
        for one, other in zip(target.elts, item.elts, strict=False):
            _bind(one, other, where, turn)


def _mentions(value: ast.expr, name: str) -> bool:
    """Whether a value is made of what the same name was before, as in ``app = wrap(app)``."""
    if isinstance(value, ast.Call):
        arguments = [*value.args, *(one.value for one in value.keywords)]
        return any(isinstance(one, ast.Name) and one.id == name for one in arguments)
    return isinstance(value, ast.Name) and value.id == name


def _class_scope(scope: Scope) -> Scope | None:
    current: Scope | None = scope
    while current is not None and not isinstance(current.node, ast.ClassDef):
        current = current.parent
    return current


def _argument_binding(name: str, scope: Scope) -> Argument | None:
    current: Scope | None = scope
    while current is not None:
        if name in current.names:
            last = current.names[name][-1]
            return last if isinstance(last, Argument) else None
        current = current.parent
    return None


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((one.value for one in call.keywords if one.arg == name), None)


def argument(call: ast.Call, place: int, name: str) -> ast.expr | None:
    """By position or by name."""
    found = keyword(call, name)
    if found is None and len(call.args) > place and not isinstance(call.args[place], ast.Starred):
        found = call.args[place]
    return found


def is_true(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is True


def is_false(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    """All nodes of a function but those of functions and classes within."""
    stack: list[ast.AST] = list(reversed(getattr(function, "body", [])))
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, (*FUNCTIONS, ast.ClassDef, ast.Lambda)):
            stack.extend(reversed(list(ast.iter_child_nodes(node))))


def shown(node: ast.AST, limit: int = 80) -> str:
    """Code on one line, for a reader; strings that may be secrets are not shown."""
    try:
        text = " ".join(ast.unparse(_Quiet().visit(ast.parse(ast.unparse(node), mode="eval"))).split())
    except (RecursionError, ValueError, SyntaxError, AttributeError):
        text = type(node).__name__
    return text if len(text) <= limit else text[: limit - 1] + "…"


class _Quiet(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        if isinstance(node.value, (str, bytes)) and len(node.value) > 24:
            return ast.Constant("…")
        return node


__all__ = [
    "Definition",
    "External",
    "Package",
    "Project",
    "Referent",
    "Value",
    "argument",
    "is_false",
    "is_true",
    "keyword",
    "own_nodes",
    "shown",
]
