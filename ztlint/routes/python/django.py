"""Routes of Django and Django REST framework: URL configurations, routers and their viewsets."""

import ast
import re
from collections.abc import Iterator

from msgspec import Struct, field

from ztlint.core import Route
from ztlint.routes.python.permissions import Permissions
from ztlint.routes.python.project import External, Package, Project, Value, argument, is_false, keyword
from ztlint.routes.python.shared import Evidence, braces, is_page, name_of, parameters, state, witness
from ztlint.routes.python.source import FUNCTIONS, Module, Scope
from ztlint.routes.python.verdict import Judge, Verdict
from ztlint.routes.python.views import Answer, Views

MAX_INCLUDES = 12
"""URL configurations that include one another, one after the other."""

_PATTERNS = {"path", "re_path", "url"}
_ROUTERS = (
    "DefaultRouter",
    "SimpleRouter",
    "NestedSimpleRouter",
    "NestedDefaultRouter",
    "BulkRouter",
    "ExtendedDefaultRouter",
    "ExtendedSimpleRouter",
    "OptionalSlashRouter",
)
_HARMLESS = (
    "django.",
    "corsheaders.",
    "whitenoise.",
    "debug_toolbar.",
    "silk.",
    "django_prometheus.",
    "simple_history.",
)
_GROUP = re.compile(r"\(\?P<(\w+)>")


class _At(Struct, frozen=True):
    """Where a pattern stands: what the URL begins with, and guards of what includes it."""

    prefix: str
    complete: bool
    guards: tuple[Evidence, ...] = ()
    depth: int = 0


class _Registered(Struct, frozen=True, eq=False):
    prefix: str | None
    viewset: Value | None
    node: ast.Call
    scope: Scope


class _Router(Struct, eq=False):
    root: bool
    slash: bool
    parent: "_Router | None" = None
    above: str | None = ""
    lookup: str = ""
    entries: list[_Registered] = field(default_factory=list)


class Django:
    """The routes that the URL configurations of a project lead to."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.judge = Judge(project)
        self.permissions = Permissions(project, self.judge)
        self.routers: dict[ast.AST, _Router] = {}
        self.visited: set[str] = set()
        self.always: list[Evidence] = []

    def routes(self) -> Iterator[Route]:
        self._settings()
        self._register_all()
        self.views = Views(self.project, self.permissions, tuple(self.always))
        with_patterns = [one for one in self.project.parsed() if "urlpatterns" in one.scope.names]
        roots = self._roots()
        for root in roots:
            yield from self._module(root, _At("", complete=True))
        first = [one for one in with_patterns if one.path not in self.visited and not self._is_included(one)]
        for module in first:
            yield from self._module(module, _At("", complete=not roots and len(first) == 1))
        for module in with_patterns:
            if module.path not in self.visited:
                yield from self._module(module, _At("", complete=False))

    # settings -----------------------------------------------------------------------------------------

    def _settings(self) -> None:
        """What the first settings file with each key says. Files that disagree leave permissions open."""
        for module in self.project.parsed():
            if "REST_FRAMEWORK" in module.scope.names:
                node = ast.Name("REST_FRAMEWORK", ast.Load())
                found = self.project.deref(node, module.scope)
                if isinstance(found, Value) and isinstance(found.node, ast.Dict):
                    self._rest(found.node, found.scope)
            if "MIDDLEWARE" in module.scope.names and "ROOT_URLCONF" in module.data.decode(
                "utf-8", "replace"
            ):
                self._middlewares(module)

    def _rest(self, node: ast.Dict, scope: Scope) -> None:
        self.permissions.told = True
        for key, value in zip(node.keys, node.values, strict=True):
            if not isinstance(key, ast.Constant) or key.value != "DEFAULT_PERMISSION_CLASSES":
                continue
            items = self.project.items(value, scope)
            self.permissions.settings.append((value, scope))
            if items is None:
                self.permissions.default = [(value, scope)]
            elif self.permissions.default is None:
                self.permissions.default = items
            elif [ast.dump(one) for one, _ in items] != [
                ast.dump(one) for one, _ in self.permissions.default
            ]:
                self.permissions.default = [
                    (
                        ast.UnaryOp(
                            ast.Not(),
                            value,
                            lineno=value.lineno,
                            col_offset=value.col_offset,
                            end_lineno=value.end_lineno,
                            end_col_offset=value.end_col_offset,
                        ),
                        scope,
                    )
                ]

    def _middlewares(self, module: Module) -> None:
        items = self.project.items(ast.Name("MIDDLEWARE", ast.Load()), module.scope)
        for item, scope in items or ():
            name = self.project.text(item, scope) or ""
            if name.endswith(".LoginRequiredMiddleware"):
                verdict = (
                    Verdict.REFUSES if name.startswith("django.contrib.auth.middleware.") else Verdict.UNSURE
                )
                self.always.append(
                    Evidence(verdict, witness(self.project, item, scope, name.rsplit(".", 1)[-1]))
                )
            elif name and not name.startswith(_HARMLESS):
                self.always += self._own_middleware(name, item, scope)

    def _own_middleware(self, name: str, item: ast.expr, scope: Scope) -> Iterator[Evidence]:
        home, _, last = name.rpartition(".")
        module = self.project.find_module(home, 0, scope.module.path)
        found = self.project.member(module, last) if module else None
        if not isinstance(found, Value):
            return
        for method in ("__call__", "process_request", "process_view"):
            asked = self.project.attribute(found, method) if isinstance(found.node, ast.ClassDef) else found
            if isinstance(asked, Value) and isinstance(asked.node, FUNCTIONS):
                verdict = self.judge.function(asked)
                if verdict is Verdict.OPTIONAL:
                    verdict = Verdict.UNSURE
                if verdict is not Verdict.NOTHING:
                    yield Evidence(verdict, witness(self.project, item, scope, last))

    def _roots(self) -> list[Module]:
        found: dict[str, Module] = {}
        for module in self.project.parsed():
            if "ROOT_URLCONF" in module.scope.names:
                name = self.project.text(ast.Name("ROOT_URLCONF", ast.Load()), module.scope)
                root = self.project.find_module(name, 0, module.path) if name else None
                if root is not None:
                    found[root.path] = root
        return list(found.values())

    # routers ------------------------------------------------------------------------------------------

    def _register_all(self) -> None:
        for module in self.project.parsed():
            for call, scope in module.calls:
                if isinstance(call.func, ast.Attribute) and call.func.attr == "register":
                    for turn in self.project.turns(scope):
                        for found in self.project.objects(call.func.value, turn):
                            router = self._router(found)
                            if router is not None:
                                self._register(router, call, turn)

    def _register(self, router: _Router, call: ast.Call, scope: Scope) -> None:
        prefix = self.project.text(argument(call, 0, "prefix"), scope)
        viewset = self.project.deref(argument(call, 1, "viewset"), scope)
        found = viewset if isinstance(viewset, Value) and isinstance(viewset.node, ast.ClassDef) else None
        router.entries.append(_Registered(prefix, found, call, scope))
        if len(call.args) > 2 and isinstance(call.args[2], (ast.List, ast.Tuple)):
            self.project.note(call, scope, "what is nested below this viewset is not read")
        if prefix is None or found is None:
            self.project.note(call, scope, "what is registered here can't be told")

    def _router(self, found: object) -> _Router | None:
        if not isinstance(found, Value) or not isinstance(found.node, ast.Call):
            return None
        call, scope = found.node, found.scope
        if call in self.routers:
            return self.routers[call]
        made = self.project.deref(call.func, scope)
        name = ""
        if isinstance(made, External):
            name = made.name.rsplit(".", 1)[-1] if "router" in made.name.lower() else ""
        elif isinstance(made, Value) and isinstance(made.node, ast.ClassDef):
            name = next(
                (
                    base.rsplit(".", 1)[-1]
                    for base in self.project.bases(made)
                    if base.rsplit(".", 1)[-1] in _ROUTERS
                ),
                "",
            )
        if name not in _ROUTERS:
            return None
        router = _Router("Default" in name, not is_false(keyword(call, "trailing_slash")))
        self.routers[call] = router
        if name.startswith("Nested") and call.args:
            parent = [one for one in map(self._router, self.project.objects(call.args[0], scope)) if one]
            router.parent = parent[0] if parent else None
            router.above = self.project.text(argument(call, 1, "parent_prefix"), scope)
            router.lookup = self.project.text(keyword(call, "lookup"), scope) or ""
        return router

    # patterns -----------------------------------------------------------------------------------------

    def _is_included(self, module: Module) -> bool:
        """Whether another file includes it by name."""
        stem = module.path.removesuffix(".py").replace("/", ".")
        ending = ".".join(stem.split(".")[-2:])
        return any(ending.encode() in other.data for other in self.project.parsed() if other is not module)

    def _module(self, module: Module, at: _At) -> Iterator[Route]:
        if at.depth > MAX_INCLUDES:
            return
        self.visited.add(module.path)
        for statement in module.tree.body:
            for value in _patterns(statement):
                yield from self._list(value, module.scope, at)

    def _list(self, node: ast.expr, scope: Scope, at: _At) -> Iterator[Route]:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            yield from self._list(node.left, scope, at)
            yield from self._list(node.right, scope, at)
            return
        if isinstance(node, (ast.List, ast.Tuple)):
            for item in node.elts:
                inner = item.value if isinstance(item, ast.Starred) else item
                yield from self._pattern(inner, scope, at)
            return
        if isinstance(node, ast.Name) and node.id == "urlpatterns":
            return
        found = self.project.deref(node, scope)
        if isinstance(found, Value) and isinstance(found.node, ast.expr) and at.depth <= MAX_INCLUDES:
            deeper = _At(at.prefix, at.complete, at.guards, at.depth + 1)
            if isinstance(found.node, ast.Call):
                yield from self._wrapped(found.node, found.scope, deeper)
            elif (
                not isinstance(found.node, (ast.Name, ast.Attribute)) and found.node is not node
            ) or found.node is not node:
                yield from self._list(found.node, found.scope, deeper)
            return
        if isinstance(node, ast.Attribute) and node.attr == "urls":
            yield from self._urls(node, scope, at)
            return
        self.project.note(node, scope, "what these URL patterns are can't be told")

    def _wrapped(self, call: ast.Call, scope: Scope, at: _At) -> Iterator[Route]:
        """``static()``, ``i18n_patterns()``, ``format_suffix_patterns()``."""
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if name in ("static", "staticfiles_urlpatterns", "debug_toolbar_urls"):
            return
        if name == "i18n_patterns":
            told = keyword(call, "prefix_default_language")
            for item in call.args:
                yield from self._pattern(
                    item, scope, _At(at.prefix, is_false(told) and at.complete, at.guards, at.depth + 1)
                )
        elif name in ("format_suffix_patterns", "decorator_include", "list") and call.args:
            yield from self._list(call.args[0], scope, at)
        elif name in _PATTERNS:
            yield from self._pattern(call, scope, at)
        else:
            self.project.note(call, scope, "what these URL patterns are can't be told")

    def _pattern(self, node: ast.expr, scope: Scope, at: _At) -> Iterator[Route]:
        found = self.project.deref(node, scope)
        if not isinstance(found, Value) or not isinstance(found.node, ast.Call):
            if isinstance(node, (ast.Name, ast.Attribute, ast.List)):
                yield from self._list(node, scope, at)
            return
        call, where = found.node, found.scope
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if name not in _PATTERNS:
            yield from self._wrapped(call, where, at)
            return
        text = self.project.text(argument(call, 0, "route"), where)
        if text is None:
            self.project.note(call, where, "the path of a route can't be told")
        piece = None if text is None else braces(text) if name == "path" else _of_expression(text)
        if piece is None and text is not None:
            self.project.note(call, where, "the path of a route can't be told from its expression")
        below = _At(
            f"{at.prefix}{piece}" if piece is not None else "",
            at.complete and piece is not None,
            at.guards,
            at.depth + 1,
        )
        yield from self._target(argument(call, 1, "view"), call, where, below)

    def _target(self, node: ast.expr | None, call: ast.Call, scope: Scope, at: _At) -> Iterator[Route]:
        included = _included(node)
        if included is not None:
            yield from self._include(included, scope, at)
        elif isinstance(node, ast.Attribute) and node.attr == "urls":
            yield from self._urls(node, scope, at)
        else:
            for answer in self.views.answers(node, scope, at.guards):
                yield self._route(answer, call, scope, at)

    def _include(self, node: ast.expr, scope: Scope, at: _At) -> Iterator[Route]:
        if at.depth > MAX_INCLUDES:
            return
        if isinstance(node, ast.Tuple) and node.elts:
            node = node.elts[0]
        name = self.project.text(node, scope)
        if name is not None:
            module = self.project.find_module(name, 0, scope.module.path)
            if module is None:
                self.project.note(node, scope, "these URL patterns come from a package that is not read")
            else:
                yield from self._module(module, at)
            return
        if isinstance(node, ast.Attribute) and node.attr == "urls":
            found = self.project.deref(node, scope)
            if not isinstance(found, Package):
                yield from self._urls(node, scope, at)
                return
        referent = self.project.deref(node, scope)
        if isinstance(referent, Package):
            yield from self._module(referent.module, at)
        else:
            yield from self._list(node, scope, at)

    def _urls(self, node: ast.Attribute, scope: Scope, at: _At) -> Iterator[Route]:
        """``router.urls``; the site of administration has its own guard, and is no API."""
        routers = [one for one in map(self._router, self.project.objects(node.value, scope)) if one]
        for router in routers:
            yield from self._routed(router, node, scope, at)
        if not routers and "site" not in ast.dump(node.value):
            self.project.note(node, scope, "which routes these are can't be told")

    def _routed(self, router: _Router, node: ast.AST, scope: Scope, at: _At) -> Iterator[Route]:
        slash = "/" if router.slash else ""
        if router.root:
            evidence = (*at.guards, *self.permissions.by_default("GET"))
            yield self._route(Answer("GET", None, None, evidence, "api-root", page=True), node, scope, at)
        for entry in router.entries:
            if entry.prefix is None or entry.viewset is None:
                continue
            base = self._above(router)
            lookup = self._lookup(entry.viewset)
            complete = at.complete and base is not None
            whole = f"{at.prefix}{base or ''}{_of_expression(entry.prefix) or entry.prefix}"
            for action in self.views.actions(entry.viewset):
                item = f"/{{{lookup}}}" if action.detail else ""
                extra = _of_expression(action.path) if action.path else ""
                path = f"{whole}{item}{'/' + extra if extra else ''}{slash}".lstrip("/")
                answer = self.views.action(entry.viewset, action, at.guards)
                yield self._route(answer, entry.node, entry.scope, _At(path, complete, at.guards))

    def _above(self, router: _Router) -> str | None:
        """What a nested router's paths begin with: the parent's, and its item."""
        if router.parent is None:
            return "" if not router.lookup else None
        entry = next((one for one in router.parent.entries if one.prefix == router.above), None)
        above = self._above(router.parent)
        if entry is None or entry.viewset is None or above is None:
            return None
        name = self._lookup(entry.viewset)
        return f"{above}{entry.prefix}/{{{router.lookup}_{name}}}/"

    def _lookup(self, viewset: Value) -> str:
        for name in ("lookup_url_kwarg", "lookup_field"):
            found = self.project.attribute(viewset, name)
            text = self.project.text(found.node, found.scope) if isinstance(found, Value) else None
            if text:
                return text
        return "pk"

    def _route(self, answer: Answer, node: ast.AST, scope: Scope, at: _At) -> Route:
        path = f"/{at.prefix.lstrip('/')}"
        guard, witnesses, roles = state(answer.evidence, complete=at.complete)
        function = answer.function or answer.view
        place = (answer.function.node, answer.function.scope) if answer.function else (node, scope)
        name = name_of(function.node, function.scope) if function else answer.name
        return Route(
            method=answer.method,
            path=path,
            framework="django",
            location=self.project.locate(*place),
            handler=name if function is answer.function else f"{name}.{answer.name or answer.method.lower()}",
            guard=guard,
            witnesses=witnesses,
            roles=roles,
            parameters=parameters(path),
            complete=at.complete,
            hidden=_is_excluded(answer.function),
            page=answer.page or is_page(answer.function.node if answer.function else None),
        )


def _is_excluded(function: Value | None) -> bool:
    """drf-spectacular: ``@extend_schema(exclude=True)``."""
    for decorator in getattr(function.node, "decorator_list", ()) if function else ():
        if isinstance(decorator, ast.Call):
            excluded = keyword(decorator, "exclude")
            if isinstance(excluded, ast.Constant) and excluded.value is True:
                return True
    return False


def _patterns(statement: ast.stmt) -> Iterator[ast.expr]:
    """What a statement adds to ``urlpatterns``; what stands under ``if settings.DEBUG`` is not served."""
    if isinstance(statement, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        if statement.value is not None and any(getattr(one, "id", "") == "urlpatterns" for one in targets):
            yield statement.value
    elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        call = statement.value
        on = getattr(call.func, "value", None)
        if getattr(on, "id", "") == "urlpatterns" and call.args:
            attr = getattr(call.func, "attr", "")
            yield ast.List([call.args[0]], ast.Load()) if attr == "append" else call.args[-1]
    elif isinstance(statement, ast.If) and "DEBUG" not in ast.dump(statement.test):
        for inner in (*statement.body, *statement.orelse):
            yield from _patterns(inner)


def _included(node: ast.expr | None) -> ast.expr | None:
    if (
        isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) == "include"
        and node.args
    ):
        return node.args[0]
    return None


def _of_expression(text: str) -> str | None:
    """The path that a regular expression matches: named groups as parameters. None for what has choices."""
    rest = text.removeprefix("^").removesuffix("$").removesuffix(r"\Z")
    out: list[str] = []
    place = unnamed = 0
    while place < len(rest):
        named = _GROUP.match(rest, place)
        if named or (rest[place] == "(" and not rest.startswith("(?", place)):
            end = _closing(rest, place)
            if end is None:
                return None
            unnamed += 0 if named else 1
            out.append(f"{{{named[1] if named else f'arg{unnamed}'}}}")
            place = end + 1
            while place < len(rest) and rest[place] in "?*+":
                place += 1
        elif rest[place] == "\\" and place + 1 < len(rest):
            if rest[place + 1].isalnum():
                return None
            out.append(rest[place + 1])
            place += 2
        elif rest.startswith("/?", place):
            out.append("/")
            place += 2
        elif rest[place] == "{":
            end = rest.find("}", place)
            out.append(rest[place : end + 1])
            place = end + 1 if end > 0 else len(rest)
        elif rest[place] in "[|*+?.^$)" and rest[place] != ".":
            return None
        else:
            out.append(rest[place])
            place += 1
    return "".join(out)


def _closing(text: str, start: int) -> int | None:
    """The parenthesis that closes the one at ``start``."""
    depth = 0
    place = start
    inside = False
    while place < len(text):
        char = text[place]
        if char == "\\":
            place += 1
        elif inside:
            inside = char != "]"
        elif char == "[":
            inside = True
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if depth == 0:
                return place
        place += 1
    return None
