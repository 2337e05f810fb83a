"""One Python file: its tree, the names that each scope binds, and where things stand in its text."""

import ast
import re
import warnings

from msgspec import Struct, field

from ztlint.core import Failure, Location
from ztlint.documents import LineIndex

MAX_NODES = 2_000_000
"""Nodes of one file's tree. More are generated code."""

Definition = ast.FunctionDef | ast.AsyncFunctionDef
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Imported(Struct, frozen=True):
    """What an import binds: an attribute of a module, or a module itself (``name`` None)."""

    module: str
    name: str | None
    level: int


class Assigned(Struct, frozen=True, eq=False):
    """A value; ``scope`` is where its names are looked up, by default where it is bound."""

    value: ast.expr
    scope: "Scope | None" = None


class Argument(Struct, frozen=True, eq=False):
    """A parameter of a function."""

    function: Definition
    name: str


Binding = Imported | Assigned | Argument | Definition | ast.ClassDef


class Scope(Struct, eq=False):
    """The names of a module, class or function, or of one turn of a loop."""

    module: "Module"
    node: ast.AST
    parent: "Scope | None" = None
    names: dict[str, list[Binding]] = field(default_factory=dict)
    attributes: dict[str, list[Binding]] = field(default_factory=dict)  # of self, in the methods of a class
    stars: list[Imported] = field(default_factory=list)

    @property
    def function(self) -> "Scope":
        """The nearest that assignments bind in."""
        scope = self
        while isinstance(scope.node, (ast.For, ast.AsyncFor)) and scope.parent is not None:
            scope = scope.parent
        return scope


class Module(Struct, eq=False):
    """A parsed file. ``calls``, ``definitions`` and ``classes`` are in the order of the text."""

    path: str
    data: bytes
    tree: ast.Module
    calls: list[tuple[ast.Call, Scope]] = field(default_factory=list)
    definitions: list[tuple[Definition, Scope]] = field(default_factory=list)
    classes: list[tuple[ast.ClassDef, Scope]] = field(default_factory=list)
    inner: dict[ast.AST, Scope] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.inner[self.tree] = Scope(self, self.tree)
        _Binder(self).bind()

    @property
    def scope(self) -> Scope:
        """That of the file itself."""
        return self.inner[self.tree]


class Places:
    """Offsets in the text of each file, worked out for those that are asked for."""

    def __init__(self) -> None:
        self._lines: dict[str, LineIndex] = {}

    def location(self, module: Module, node: ast.AST) -> Location:
        """Of an expression, or of the head of a definition."""
        index = self._of(module)
        first, last = getattr(node, "lineno", 1), getattr(node, "end_lineno", None) or 1
        start = _offset(index, first, getattr(node, "col_offset", 0))
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            end = start + len(index.line(first)) - getattr(node, "col_offset", 0)
        else:
            end = _offset(index, last, getattr(node, "end_col_offset", 0))
        return Location(module.path, span=index.span(start, max(start, end)))

    def _of(self, module: Module) -> LineIndex:
        if module.path not in self._lines:
            text = module.data.decode("utf-8-sig", "replace")
            self._lines[module.path] = LineIndex(text)
        return self._lines[module.path]


def _offset(index: LineIndex, line: int, column: int) -> int:
    """``column`` counts bytes of UTF-8."""
    line = min(line, len(index.starts))
    text = index.line(line)
    if not text.isascii():
        column = len(text.encode()[:column].decode("utf-8", "ignore"))
    return index.starts[line - 1] + min(column, len(text))


_BARE_EXCEPT = re.compile(rb"^([ \t]*except\*?[ \t]+)([\w.]+(?:[ \t]*,[ \t]*[\w.]+)+)([ \t]*:)", re.MULTILINE)


def read_module(path: str, data: bytes) -> Module | Failure:
    """A file that can't be parsed by the running Python is a Failure with its line."""
    try:
        tree = _parsed(data)
        return Module(path, data, tree)
    except SyntaxError as error:
        reason = f"is no Python that {_running()} reads: {error.msg}"
        return Failure(
            path, reason[:200], "Correct it, or run ztlint with a newer Python.", error.lineno or 1
        )
    except (ValueError, RecursionError, MemoryError, LookupError):
        return Failure(path, "is nested too deeply, or holds bytes that no source may", "Exclude it.", 1)


def _parsed(data: bytes) -> ast.Module:
    """``except A, B:`` needs no parentheses from Python 3.14 on (PEP 758)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(data)
        except SyntaxError:
            mended = _BARE_EXCEPT.sub(rb"\1(\2)\3", data)
            if mended == data:
                raise
            return ast.parse(mended)


def _running() -> str:
    import sys  # noqa: PLC0415 - for this message only

    return f"Python {sys.version_info.major}.{sys.version_info.minor}"


class _Binder:
    """Walks a tree once, without recursion: input may be nested as deeply as it likes."""

    def __init__(self, module: Module) -> None:
        self.module = module
        self.stack: list[tuple[ast.AST, Scope]] = []
        self.count = 0

    def bind(self) -> None:
        self.push(self.module.tree.body, self.module.scope)
        while self.stack:
            node, scope = self.stack.pop()
            self.count += 1
            if self.count > MAX_NODES:
                raise ValueError(self.module.path)
            self.visit(node, scope)

    def push(self, nodes: "list[ast.AST] | list[ast.stmt] | list[ast.expr]", scope: Scope) -> None:
        self.stack.extend((node, scope) for node in reversed(nodes))

    def visit(self, node: ast.AST, scope: Scope) -> None:
        if isinstance(node, (*FUNCTIONS, ast.ClassDef, ast.Lambda)):
            self.enter(node, scope)
            return
        if isinstance(node, (ast.For, ast.AsyncFor)):
            self.loop(node, scope)
            return
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            _import(node, scope)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                _assign(target, node.value, scope)
        elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)):
            if node.value is not None:
                _assign(node.target, node.value, scope)
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                if item.optional_vars is not None:
                    _assign(item.optional_vars, item.context_expr, scope)
        elif isinstance(node, ast.Call):
            self.module.calls.append((node, scope))
        self.push(_children(node), scope)

    def enter(self, node: "Definition | ast.ClassDef | ast.Lambda", scope: Scope) -> None:
        inner = Scope(self.module, node, scope)
        self.module.inner[node] = inner
        if isinstance(node, ast.Lambda):
            self.push([node.body], inner)
            return
        scope.function.names.setdefault(node.name, []).append(node)
        outside: list[ast.expr] = list(node.decorator_list)
        if isinstance(node, ast.ClassDef):
            self.module.classes.append((node, scope))
            outside += [*node.bases, *(keyword.value for keyword in node.keywords)]
        else:
            self.module.definitions.append((node, scope))
            for argument in arguments_of(node):
                inner.names.setdefault(argument.arg, []).append(Argument(node, argument.arg))
            outside += [*node.args.defaults, *(value for value in node.args.kw_defaults if value)]
        self.push(node.body, inner)
        self.push(outside, scope)

    def loop(self, node: "ast.For | ast.AsyncFor", scope: Scope) -> None:
        inner = Scope(self.module, node, scope)
        self.module.inner[node] = inner
        self.push(node.orelse, scope)
        self.push(node.body, inner)
        self.push([node.iter], scope)


_LEAVES = (
    ast.Name,
    ast.Constant,
    ast.expr_context,
    ast.operator,
    ast.cmpop,
    ast.unaryop,
    ast.boolop,
    ast.Pass,
)


def _children(node: ast.AST) -> list[ast.AST]:
    """Those below which names may be bound or functions called."""
    found: list[ast.AST] = []
    for name in node._fields:
        value = getattr(node, name, None)
        if isinstance(value, list):
            found += [one for one in value if isinstance(one, ast.AST) and not isinstance(one, _LEAVES)]
        elif isinstance(value, ast.AST) and not isinstance(value, _LEAVES):
            found.append(value)
    return found


def arguments_of(node: Definition) -> list[ast.arg]:
    return [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]


def _import(node: "ast.Import | ast.ImportFrom", scope: Scope) -> None:
    home = scope.function
    for alias in node.names:
        if isinstance(node, ast.Import):
            if alias.asname:
                home.names.setdefault(alias.asname, []).append(Imported(alias.name, None, 0))
            else:
                top = alias.name.partition(".")[0]
                home.names.setdefault(top, []).append(Imported(top, None, 0))
        elif alias.name == "*":
            home.stars.append(Imported(node.module or "", None, node.level))
        else:
            name = alias.asname or alias.name
            home.names.setdefault(name, []).append(Imported(node.module or "", alias.name, node.level))


def _assign(target: ast.expr, value: ast.expr, scope: Scope) -> None:
    home = scope.function
    if isinstance(target, ast.Name):
        home.names.setdefault(target.id, []).append(Assigned(value, scope))
    elif isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
        owner = _class_around(home)
        if target.value.id in ("self", "cls") and owner is not None:
            owner.attributes.setdefault(target.attr, []).append(Assigned(value, scope))
    elif isinstance(target, (ast.Tuple, ast.List)) and isinstance(value, (ast.Tuple, ast.List)):
        for one, other in zip(target.elts, value.elts, strict=False):
            _assign(one, other, scope)


def _class_around(scope: Scope) -> Scope | None:
    current: Scope | None = scope
    while current is not None and not isinstance(current.node, ast.ClassDef):
        current = current.parent
    return current
