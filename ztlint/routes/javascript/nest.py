"""Routes of NestJS: controllers, the prefixes and versions around them, and the guards before them."""

import re
from collections.abc import Iterator

from ztlint.core import Route
from ztlint.routes.javascript.base import SUFFIXES
from ztlint.routes.javascript.judge import _IDENTITY
from ztlint.routes.javascript.nestguards import PUBLIC, Use, decorates_public, hits
from ztlint.routes.javascript.nestmodel import App, Controller, Decorator, decorator, texts, versions
from ztlint.routes.javascript.nestsettings import Settings
from ztlint.routes.javascript.values import Class, External, Items, Thing, Value
from ztlint.routes.joining import Evidence, Text, colons, joined, parameters, state
from ztlint.routes.naming import Says
from ztlint.routes.trees import Node, child, code_of, text

_WANTED = re.compile(
    rb"@Controller\(|@Module\(|setGlobalPrefix|enableVersioning|useGlobalGuards|APP_GUARD|RouterModule|forRoutes"
)
_VERBS = {
    "Get": "GET",
    "Post": "POST",
    "Put": "PUT",
    "Delete": "DELETE",
    "Patch": "PATCH",
    "Head": "HEAD",
    "Options": "OPTIONS",
    "All": "*",
    "Sse": "GET",
    "QueryMethod": "QUERY",
    "Search": "SEARCH",
    "Propfind": "PROPFIND",
    "Proppatch": "PROPPATCH",
    "Mkcol": "MKCOL",
    "Copy": "COPY",
    "Move": "MOVE",
    "Lock": "LOCK",
    "Unlock": "UNLOCK",
}
MAX_ROUTES = 50_000


class Nest(Settings):
    """One reading of all controllers and modules."""

    def routes(self) -> Iterator[Route]:
        paths = [
            path
            for path, data in sorted(self.program.files.items())
            if path.endswith(SUFFIXES) and _WANTED.search(data)
        ]
        for path in paths:
            self.program.module(path)
        for path in paths:
            if path in self.program.scopes:
                self.classes(self.program.scopes[path])
        for path in paths:
            if path in self.program.scopes:
                self.settings(self.program.scopes[path])
        data = self.program.files
        self.started = any(b"NestFactory" in data[path] for path in data if path.endswith(SUFFIXES))
        for controller in list(self.controllers.values()):
            yield from self._controller(controller)

    def _controller(self, of: Controller) -> Iterator[Route]:
        app = self._app(of.kind.scope.tree.path)
        own = next(one for one in of.decorators if one.name == "Controller")
        value = self.program.value(own.arguments[0], own.scope) if own.arguments else Text("")
        named: tuple[str, ...] = ()
        if isinstance(value, Thing):
            named = versions(value.fields.get("version"))
            value = value.fields.get("path", Text(""))
        paths = texts(value)
        above = list(self._modules(of.kind)) or [Text("")]
        line: list[Class] = []
        current: Value = of.kind
        while isinstance(current, Class) and len(line) < 6:
            line.append(current)
            current = current.parent
        seen: set[str] = set()
        for kind in line:
            for method, decorators in self._methods(kind):
                name = text(child(method, "name"))
                if name not in seen:
                    seen.add(name)
                    for prefix in above:
                        yield from self._method(of, method, decorators, app, prefix, paths, named)

    def _methods(self, kind: Class) -> Iterator[tuple[Node, tuple[Decorator, ...]]]:
        found: list[Decorator] = []
        body = child(kind.node, "body")
        for one in body.named_children if body is not None else ():
            if one.type == "decorator":
                found.append(decorator(one, kind.scope))
            elif "comment" not in one.type:
                if one.type == "method_definition" and found:
                    yield one, tuple(found)
                found = []

    def _modules(self, kind: Class) -> Iterator[Text]:
        for key, prefixes in self.placed.items():
            node, scope = self.modules.get(key, (None, None))
            value = self.program.value(node, scope) if scope is not None else None
            listed = value.fields.get("controllers") if isinstance(value, Thing) else None
            if isinstance(listed, Items) and any(
                isinstance(one, Class) and one.node.id == kind.node.id for one in listed.items
            ):
                yield from prefixes

    def _app(self, path: str) -> App | None:
        """None where several programs share the controller, or none sets anything."""
        if len(self.apps) == 1:
            return self.apps[0]
        below = [one for one in self.apps if path.startswith(f"{one.folder}/") or not one.folder]
        return (
            max(below, key=lambda one: len(one.folder))
            if below
            else App("", Text("", complete=not self.apps))
        )

    def _method(
        self,
        of: Controller,
        method: Node,
        decorators: tuple[Decorator, ...],
        app: App | None,
        above: Text,
        bases: tuple[Text, ...],
        named: tuple[str, ...],
    ) -> Iterator[Route]:
        app = app or App("")
        for one in decorators:
            verb = self._verb(one)
            if verb is None:
                continue
            value = self.program.value(one.arguments[0], one.scope) if one.arguments else Text("")
            if isinstance(value, Thing):
                value = value.fields.get("path", Text(""))
            own = next(
                (
                    versions(self.program.value(d.arguments[0], d.scope))
                    for d in (*decorators, *of.decorators)
                    if d.name == "Version" and d.arguments
                ),
                named,
            )
            for base in bases:
                for end in texts(value):
                    inner = joined(above.value, base.value, end.value) if end.complete else joined(end.value)
                    known = above.complete and base.complete and end.complete
                    for version in (own or app.defaults or ("",)) if app.version is not None else ("",):
                        yield self._route(of, method, decorators, one, verb, app, (inner, known, version))

    def _verb(self, one: Decorator) -> str | None:
        """None of a decorator that makes no route."""
        if one.name == "RequestMapping" and self._ours(one):
            found = re.search(r"RequestMethod\.(\w+)", text(one.node))
            return (found[1] if found[1] != "ALL" else "*") if found else "GET"
        return _VERBS[one.name] if one.name in _VERBS and self._ours(one) else None

    def _ours(self, one: Decorator) -> bool:
        value = one.scope.find(one.name)
        return isinstance(value, External) and value.name.startswith("@nestjs/")

    def _route(
        self,
        of: Controller,
        method: Node,
        decorators: tuple[Decorator, ...],
        one: Decorator,
        verb: str,
        app: App,
        place: tuple[str, bool, str],
    ) -> Route:
        self.count += 1
        if self.count > MAX_ROUTES:
            raise RecursionError
        inner, known, version = place
        inner = colons(inner)
        outside = hits(app.excluded or (), verb, inner)
        complete = known and app.excluded is not None and app.prefix.complete and self.started
        parts = [] if outside else [app.prefix.value]
        parts += [f"{app.version}{version}"] if version else []
        path = joined(*parts, inner) if complete else inner
        tree = one.scope.tree
        asked = list(self._asked(of, method, decorators, verb, inner))
        guard, witnesses, roles = state(asked if known else [*asked, Evidence(Says.UNSURE)])
        marks = {part.name for part in (*decorators, *of.decorators)}
        return Route(
            verb,
            path,
            "nestjs",
            tree.locate(one.node),
            f"{text(child(of.kind.node, 'name'))}.{text(child(method, 'name'))}",
            guard,
            witnesses,
            roles,
            parameters(path),
            complete=complete,
            hidden=bool(marks & {"ApiExcludeEndpoint", "ApiExcludeController"}),
            page="Render" in marks,
        )

    def _asked(
        self, of: Controller, method: Node, decorators: tuple[Decorator, ...], verb: str, inner: str
    ) -> Iterator[Evidence]:
        every = (*decorators, *of.decorators)
        public = next((one for one in every if decorates_public(one.name, one.scope)), None)
        uses = list(self.guards.everywhere)
        roles: tuple[str, ...] = ()
        for one in every:
            if one.name == "UseGuards":
                uses += [Use(node, one.scope) for node in one.arguments]
            elif re.match(
                r"(?:Requires?)?(?:Roles?|Permissions?|Scopes?|Auth|HasRoles?|CheckPolicies|CheckAbilit\w+)\Z",
                one.name,
            ):
                roles = roles or tuple(re.sub(r"['\"]", "", text(node)) for node in one.arguments) or ("",)
            if one is not public:
                yield from self.guards.composed(one.name, one.node, one.scope)
        for use in uses:
            yield self.guards.judge(use, public is not None, roles)
        yield from self.guards.middlewares(of.kind, verb, inner)
        code = code_of(method)
        if _IDENTITY.search(code) or re.search(r"@(?:Headers|Session)\(|Unauthorized|Forbidden", code):
            yield Evidence(Says.UNSURE, decorators[0].scope.tree.witness(child(method, "name")))


__all__ = ["PUBLIC", "Nest"]
