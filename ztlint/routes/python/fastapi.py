"""Routes of FastAPI and Starlette: applications, routers, and the ways in which one includes the other."""

import ast
from collections.abc import Iterator

from msgspec import Struct, field

from ztlint.core import Route
from ztlint.routes.python.dependencies import Dependencies
from ztlint.routes.python.models import fields_of, inputs_of
from ztlint.routes.python.project import (
    External,
    Project,
    Value,
    argument,
    is_false,
    is_true,
    keyword,
    own_nodes,
)
from ztlint.routes.python.shared import (
    MAX_PLACES,
    METHODS,
    Evidence,
    braces,
    is_page,
    name_of,
    parameters,
    state,
    witness,
)
from ztlint.routes.python.source import FUNCTIONS, Definition, Scope
from ztlint.routes.python.verdict import Verdict
from ztlint.routes.python.words import dotted, sounds_like_guard

_APPS = {"fastapi.FastAPI", "fastapi.applications.FastAPI", "starlette.applications.Starlette"}
_ROUTERS = {
    "fastapi.APIRouter",
    "fastapi.routing.APIRouter",
    "starlette.routing.Router",
    "fastapi.router.APIRouter",
}
_TYPES = (*_APPS, *_ROUTERS)
_STATIC = ("StaticFiles", "staticfiles")
_DECORATED = {*METHODS, "api_route", "route", "websocket", "websocket_route"}
_GLOBAL_GUARDS = {"starlette.middleware.authentication.AuthenticationMiddleware"}


class Router(Struct, eq=False):
    """An application or a router, by the call that makes it (or the parameter that stands for it)."""

    node: ast.AST
    scope: Scope
    app: bool
    prefix: str | None = ""
    guards: list[Evidence] = field(default_factory=list)
    hidden: bool = False
    deprecated: bool = False
    parents: "list[Inclusion]" = field(default_factory=list)
    own: "list[Declared]" = field(default_factory=list)


class Inclusion(Struct, frozen=True, eq=False):
    """One ``include_router`` or ``mount``. ``prefix`` is None where it is not told."""

    parent: Router
    prefix: str | None
    guards: tuple[Evidence, ...] = ()
    hidden: bool = False
    mounted: bool = False


class Declared(Struct, frozen=True, eq=False):
    """One path operation of a router."""

    call: ast.Call
    scope: Scope
    methods: tuple[str, ...]
    path: str | None
    handler: Value | None
    decorated: ast.AST | None = None


class Place(Struct, frozen=True):
    """One way to a router from an application: what stands in front of its paths, and guards on the way."""

    prefix: str
    complete: bool
    guards: tuple[Evidence, ...]
    hidden: bool
    deprecated: bool = False


class FastApi:
    """All routers of a project, and their routes."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.dependencies = Dependencies(project)
        self.routers: dict[ast.AST, Router] = {}

    def routes(self) -> Iterator[Route]:
        for module in self.project.parsed():
            for call, scope in module.calls:
                self._call(call, scope)
            for node, scope in module.definitions:
                self._decorators(node, scope)
        for router in list(self.routers.values()):
            for place in self._places(router, 0, frozenset()):
                for declared in router.own:
                    yield from self._route(declared, place)

    # routers ------------------------------------------------------------------------------------------

    def _router(self, node: ast.AST | None, scope: Scope) -> list[Router]:
        """What an expression stands for, if that is a router or an application."""
        if isinstance(node, ast.Attribute) and node.attr == "router":
            inner = self._router(node.value, scope)
            if inner and all(one.app for one in inner):
                return inner
        found = [self._made(one) for one in self.project.objects(node, scope)]
        routers = [one for one in found if one is not None]
        return routers or self._by_annotation(node, scope)

    def _made(self, referent: object) -> Router | None:
        if not isinstance(referent, Value) or not isinstance(referent.node, ast.Call):
            return None
        call, scope = referent.node, referent.scope
        if call in self.routers:
            return self.routers[call]
        kind = self._kind(call.func, scope)
        if kind is None:
            return None
        router = Router(call, scope, kind in _APPS)
        self.routers[call] = router
        self._fill(router, call, scope)
        return router

    def _kind(self, node: ast.expr, scope: Scope) -> str | None:
        made = self.project.deref(node, scope)
        if isinstance(made, External):
            return made.name if made.name in _TYPES else None
        if isinstance(made, Value) and isinstance(made.node, ast.ClassDef):
            return next((base for base in self.project.bases(made) if base in _TYPES), None)
        return None

    def _fill(self, router: Router, call: ast.Call, scope: Scope) -> None:
        prefix = keyword(call, "prefix")
        router.prefix = "" if prefix is None else self.project.text(prefix, scope)
        router.guards += self.dependencies.listed(keyword(call, "dependencies"), scope)
        router.hidden = is_false(keyword(call, "include_in_schema"))
        router.deprecated = is_true(keyword(call, "deprecated"))
        self._inherited(router, call, scope)
        if any(one.arg is None for one in call.keywords):
            router.guards.append(Evidence(Verdict.UNSURE, witness(self.project, call, scope)))
        for item, where in self.project.items(keyword(call, "middleware"), scope) or ():
            if isinstance(item, ast.Call) and item.args:
                router.guards += self._middleware(item.args[0], where, item)
        for item, where in self.project.items(keyword(call, "routes"), scope) or ():
            self._listed(router, item, where)

    def _inherited(self, router: Router, call: ast.Call, scope: Scope) -> None:
        """What a class of the project hands to ``super().__init__`` for all of its routers."""
        made = self.project.deref(call.func, scope)
        if not isinstance(made, Value) or not isinstance(made.node, ast.ClassDef):
            return
        found = self.project.attribute(made, "__init__")
        if not isinstance(found, Value) or not isinstance(found.node, FUNCTIONS):
            return
        inner = found.scope.module.inner[found.node]
        for node in own_nodes(found.node):
            if isinstance(node, ast.Call) and dotted(node.func).endswith("super.__init__"):
                given = keyword(node, "dependencies")
                if given is not None:
                    router.guards += self.dependencies.listed(given, inner)
                prefix = keyword(node, "prefix")
                if prefix is not None and keyword(call, "prefix") is None:
                    router.prefix = self.project.text(prefix, inner)
                router.hidden = router.hidden or is_false(keyword(node, "include_in_schema"))

    def _listed(self, router: Router, item: ast.expr, scope: Scope) -> None:
        """``Route(path, endpoint, methods=[…])`` and ``Mount(path, routes=[…])`` of Starlette."""
        if not isinstance(item, ast.Call):
            return
        kind = dotted(item.func).rsplit(".", 1)[-1]
        path = self.project.text(argument(item, 0, "path"), scope)
        if kind in ("Route", "APIRoute", "WebSocketRoute"):
            methods = (
                self.project.texts(keyword(item, "methods"), scope) if keyword(item, "methods") else ["GET"]
            )
            handler = self.project.deref(argument(item, 1, "endpoint"), scope)
            found = handler if isinstance(handler, Value) else None
            if kind != "WebSocketRoute":
                router.own += self._of_starlette(item, scope, methods, path, found)
        elif kind == "Mount":
            inner = Router(item, scope, app=False)
            self.routers[item] = inner
            inner.parents.append(Inclusion(router, path, mounted=True))
            for one, where in self.project.items(keyword(item, "routes"), scope) or ():
                self._listed(inner, one, where)
            for mounted in self._router(argument(item, 1, "app"), scope):
                mounted.parents.append(Inclusion(router, path, mounted=True))

    def _of_starlette(
        self, call: ast.Call, scope: Scope, methods: list[str] | None, path: str | None, handler: Value | None
    ) -> Iterator[Declared]:
        """An ``HTTPEndpoint`` answers to the methods that it has."""
        if handler is not None and isinstance(handler.node, ast.ClassDef):
            for method in METHODS:
                found = self.project.attribute(handler, method)
                if isinstance(found, Value):
                    yield Declared(call, scope, (method.upper(),), path, found)
            return
        yield Declared(call, scope, tuple(one.upper() for one in methods or ("*",)), path, handler)

    def _by_annotation(self, node: ast.AST | None, scope: Scope) -> list[Router]:
        """A parameter that nobody is seen to pass: an application or a router all the same by its type."""
        if not isinstance(node, ast.Name):
            return []
        current: Scope | None = scope
        while current is not None and node.id not in current.names:
            current = current.parent
        if current is None or not isinstance(current.node, FUNCTIONS):
            return []
        typed = next((one for one in current.node.args.args if one.arg == node.id), None)
        kind = self._kind(typed.annotation, current) if typed is not None and typed.annotation else None
        if typed is None or kind is None:
            return []
        if typed not in self.routers:
            self.routers[typed] = Router(typed, current, app=False, prefix=None)
        return [self.routers[typed]]

    # what is done with them ---------------------------------------------------------------------------

    def _call(self, call: ast.Call, scope: Scope) -> None:
        self._made(Value(call, scope))
        if not isinstance(call.func, ast.Attribute):
            return
        name = call.func.attr
        act = {
            "include_router": self._include,
            "mount": self._mount,
            "add_api_route": self._add,
            "add_route": self._add,
            "add_middleware": self._adds_middleware,
        }.get(name)
        if act is None:
            return
        for turn in self.project.turns(scope):
            routers = self._router(call.func.value, turn)
            for router in routers:
                act(router, call, turn)

    def _include(self, router: Router, call: ast.Call, scope: Scope) -> None:
        child = argument(call, 0, "router")
        included = self._router(child, scope)
        if not included:
            if child is not None and not self._is_foreign(child, scope):
                self.project.note(call, scope, "which router is included here can't be told")
            elif child is not None:
                self.project.note(call, scope, "the router comes from a package that is not read")
            return
        given = keyword(call, "prefix")
        prefix = "" if given is None else self.project.text(given, scope)
        guards = tuple(self.dependencies.listed(keyword(call, "dependencies"), scope))
        hidden = is_false(keyword(call, "include_in_schema"))
        for one in included:
            one.parents.append(Inclusion(router, prefix, guards, hidden))
        if prefix is None:
            self.project.note(call, scope, "the prefix of a router can't be told")

    def _is_foreign(self, node: ast.expr, scope: Scope) -> bool:
        found = self.project.deref(node, scope)
        if isinstance(found, Value) and isinstance(found.node, ast.Call):
            found = self.project.deref(found.node.func, found.scope)
        return isinstance(found, External)

    def _mount(self, router: Router, call: ast.Call, scope: Scope) -> None:
        path = self.project.text(argument(call, 0, "path"), scope)
        target = argument(call, 1, "app")
        mounted = self._router(target, scope)
        for one in mounted:
            one.parents.append(Inclusion(router, path, mounted=True))
        if not mounted and target is not None and not any(word in ast.dump(target) for word in _STATIC):
            self.project.note(call, scope, "what is mounted here serves routes that are not read")

    def _add(self, router: Router, call: ast.Call, scope: Scope) -> None:
        methods = self.project.texts(keyword(call, "methods"), scope) if keyword(call, "methods") else ["GET"]
        path = self.project.text(argument(call, 0, "path"), scope)
        endpoint = argument(call, 1, "endpoint") or keyword(call, "route")
        handler = self.project.deref(endpoint, scope)
        found = handler if isinstance(handler, Value) else None
        router.own += self._of_starlette(call, scope, methods, path, found)

    def _adds_middleware(self, router: Router, call: ast.Call, scope: Scope) -> None:
        if call.args:
            router.guards += self._middleware(call.args[0], scope, call)

    def _middleware(self, node: ast.expr, scope: Scope, shown_as: ast.expr) -> Iterator[Evidence]:
        found = self.project.deref(node, scope)
        told = witness(self.project, shown_as, scope)
        if isinstance(found, External):
            if found.name in _GLOBAL_GUARDS or (
                sounds_like_guard(found.name) and "Session" not in found.name
            ):
                yield Evidence(Verdict.UNSURE, told)
        elif isinstance(found, Value) and isinstance(found.node, ast.ClassDef):
            for name in ("dispatch", "__call__"):
                method = self.project.attribute(found, name)
                if isinstance(method, Value):
                    yield from self._before_all(method, told)
                    break
        elif found is None:
            yield Evidence(Verdict.UNSURE, told)

    def _before_all(self, method: Value, told: object) -> Iterator[Evidence]:
        verdict = self.dependencies.judge.function(method)
        if verdict is Verdict.OPTIONAL:
            verdict = Verdict.UNSURE
        if verdict is not Verdict.NOTHING:
            yield Evidence(verdict, told)  # type: ignore[arg-type]

    def _decorators(self, node: Definition, scope: Scope) -> None:
        for decorator in node.decorator_list:
            if not isinstance(decorator, ast.Call) or not isinstance(decorator.func, ast.Attribute):
                continue
            name = decorator.func.attr
            if name not in _DECORATED and name != "middleware":
                continue
            for turn in self.project.turns(scope):
                routers = self._router(decorator.func.value, turn)
                for router in routers:
                    self._decorated(router, decorator, turn, Value(node, scope))
                if not routers and self._looks_like_route(decorator, turn):
                    self.project.note(decorator, turn, "which router this route belongs to can't be told")

    def _looks_like_route(self, decorator: ast.Call, scope: Scope) -> bool:
        """In a file that uses FastAPI: ``@something.get("/path")`` on what is no router that we know."""
        if b"fastapi" not in scope.module.data.lower() and b"starlette" not in scope.module.data.lower():
            return False
        path = self.project.text(argument(decorator, 0, "path"), scope)
        return path is not None and path.startswith("/") and decorator.func.attr != "patch"  # type: ignore[attr-defined]

    def _decorated(self, router: Router, call: ast.Call, scope: Scope, handler: Value) -> None:
        name = call.func.attr  # type: ignore[attr-defined]
        if name == "middleware":
            router.guards += self._before_all(handler, witness(self.project, call, scope))
            return
        if name.startswith("websocket"):
            self.project.note(call, scope, "a WebSocket is no route of a definition")
            return
        path = self.project.text(argument(call, 0, "path"), scope)
        methods: list[str] | None = [name]
        if name in ("api_route", "route"):
            methods = (
                self.project.texts(keyword(call, "methods"), scope) if keyword(call, "methods") else ["GET"]
            )
        router.own.append(
            Declared(
                call, scope, tuple(one.upper() for one in methods or ("*",)), path, handler, handler.node
            )
        )

    # routes -------------------------------------------------------------------------------------------

    def _places(self, router: Router, depth: int, seen: frozenset[int]) -> list[Place]:
        """Every way to a router. One that no application includes has a prefix that nobody knows."""
        prefix, told = (router.prefix or ""), router.prefix is not None
        own = Place(prefix, told, tuple(router.guards), router.hidden, router.deprecated)
        if id(router) in seen or depth > MAX_PLACES:
            return []
        if not router.parents:
            return [Place(own.prefix, told and router.app, own.guards, own.hidden, own.deprecated)]
        found: list[Place] = []
        for inclusion in router.parents:
            for place in self._places(inclusion.parent, depth + 1, seen | {id(router)}):
                if len(found) < MAX_PLACES:
                    found.append(_below(place, inclusion, own))
        return found

    def _route(self, declared: Declared, place: Place) -> Iterator[Route]:
        call, scope = declared.call, declared.scope
        if declared.path is None:
            self.project.note(call, scope, "the path of a route can't be told")
            return
        path = braces(f"{place.prefix}{declared.path}") or "/"
        path = path if path.startswith("/") else f"/{path}"
        evidence = [*place.guards, *self.dependencies.listed(keyword(call, "dependencies"), scope)]
        if declared.handler is not None and isinstance(declared.handler.node, FUNCTIONS):
            evidence += self.dependencies.of_handler(declared.handler)
            evidence += self.dependencies.of_class(declared.handler)
            evidence += self._decorators_below(declared)
        else:
            evidence.append(Evidence(Verdict.UNSURE, witness(self.project, call, scope)))
        guard, witnesses, roles = state(evidence, complete=place.complete)
        yield from (
            Route(
                method=method,
                path=path,
                framework="fastapi",
                location=self.project.locate(call, scope),
                handler=name_of(declared.handler.node, declared.handler.scope) if declared.handler else "",
                guard=guard,
                witnesses=witnesses,
                roles=roles,
                parameters=parameters(path),
                inputs=inputs_of(self.project, declared.handler),
                outputs=self._outputs(declared),
                complete=place.complete,
                hidden=place.hidden or is_false(keyword(call, "include_in_schema")),
                deprecated=place.deprecated or is_true(keyword(call, "deprecated")),
                operation_id=self.project.text(keyword(call, "operation_id"), scope),
                page=is_page(declared.handler.node if declared.handler else None),
            )
            for method in declared.methods
        )

    def _decorators_below(self, declared: Declared) -> Iterator[Evidence]:
        """Decorators under the route's own are part of what answers; those above it are not."""
        from ztlint.routes.python.decorators import decorator_evidence  # noqa: PLC0415 - they need each other

        handler = declared.handler
        if handler is None or declared.decorated is None or not isinstance(handler.node, FUNCTIONS):
            return
        below = handler.node.decorator_list
        place = next((n for n, one in enumerate(below) if one is declared.call), len(below))
        for decorator in below[place + 1 :]:
            if (
                isinstance(decorator, ast.Call)
                and isinstance(decorator.func, ast.Attribute)
                and decorator.func.attr in _DECORATED
            ):
                continue
            yield from decorator_evidence(self.project, self.dependencies.judge, decorator, handler.scope)

    def _outputs(self, declared: Declared) -> tuple[str, ...] | None:
        model = keyword(declared.call, "response_model")
        if isinstance(model, ast.Constant) and model.value is None:
            return None
        if model is not None:
            return fields_of(self.project, model, declared.scope)
        node = declared.handler.node if declared.handler else None
        if isinstance(node, FUNCTIONS) and node.returns is not None and declared.handler is not None:
            return fields_of(self.project, node.returns, declared.handler.scope)
        return None


def _below(place: Place, inclusion: Inclusion, own: Place) -> Place:
    """A router at one of the places of what includes it. Guards of an application don't reach into what it
    mounts, but for its middlewares; those may be among them, so nothing is said.
    """
    guards = (*place.guards, *inclusion.guards, *own.guards)
    if inclusion.mounted:
        doubtful = tuple(
            Evidence(Verdict.UNSURE, one.witness) for one in place.guards if one.verdict is Verdict.REFUSES
        )
        guards = (*doubtful, *own.guards)
    told = inclusion.prefix is not None
    # What stands in front of a prefix that is not told does not matter: the path is how it ends.
    prefix = f"{place.prefix}{inclusion.prefix}{own.prefix}" if told else own.prefix
    return Place(
        prefix,
        place.complete and told and own.complete,
        guards,
        place.hidden or inclusion.hidden or own.hidden,
        place.deprecated or own.deprecated,
    )
