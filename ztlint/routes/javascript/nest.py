"""Routes of NestJS: controllers, the prefixes and versions around them, and the guards before them."""

import posixpath
import re
from collections.abc import Iterator

from msgspec import Struct, field

from ztlint.core import Route
from ztlint.routes.javascript.base import SUFFIXES
from ztlint.routes.javascript.judge import _IDENTITY
from ztlint.routes.javascript.nestguards import PUBLIC, Guards, Use, decorates_public
from ztlint.routes.javascript.program import Program
from ztlint.routes.javascript.values import Class, External, Items, Scope, Thing, Value
from ztlint.routes.joining import Evidence, Text, colons, joined, parameters, state
from ztlint.routes.naming import Says
from ztlint.routes.trees import Node, child, code_of, nodes, text, within

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
}
MAX_ROUTES = 50_000


class Decorator(Struct, frozen=True):
    name: str
    node: Node
    arguments: tuple[Node, ...]
    scope: Scope


class App(Struct, eq=False):
    """What one ``main.ts`` puts before and around all controllers below its folder."""

    folder: str
    prefix: Text = field(default_factory=lambda: Text(""))
    excluded: tuple[str, ...] | None = ()
    version: str | None = None
    defaults: tuple[str, ...] = ()


class Controller(Struct, eq=False):
    kind: Class
    decorators: tuple[Decorator, ...]
    above: list[Text] = field(default_factory=list)


class Nest:
    """One reading of all controllers and modules."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.guards = Guards(program)
        self.controllers: dict[int, Controller] = {}
        self.modules: dict[int, tuple[Node, Scope]] = {}
        self.apps: list[App] = []
        self.placed: dict[int, list[Text]] = {}
        self.count = 0
        self.started = False  # whether the program that serves the controllers is seen

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
                self._classes(self.program.scopes[path])
        for path in paths:
            if path in self.program.scopes:
                self._settings(self.program.scopes[path])
        data = self.program.files
        self.started = any(b"NestFactory" in data[path] for path in data if path.endswith(SUFFIXES))
        for controller in list(self.controllers.values()):
            yield from self._controller(controller)

    # what there is ----------------------------------------------------------------------------------------

    def _classes(self, scope: Scope) -> None:
        for one in within(scope.tree.root):
            kind = child(one, "declaration") or one
            if kind.type not in ("class_declaration", "abstract_class_declaration"):
                continue
            found = self.decorators(one, scope) + (self.decorators(kind, scope) if kind is not one else ())
            value = scope.names.get(text(child(kind, "name")))
            if not isinstance(value, Class):
                continue
            for decorator in found:
                if decorator.name == "Controller":
                    self.controllers[kind.id] = Controller(value, found)
                elif decorator.name == "Module" and decorator.arguments:
                    self.modules[kind.id] = (decorator.arguments[0], scope)

    def decorators(self, node: Node, scope: Scope) -> tuple[Decorator, ...]:
        return tuple(decorator(one, scope) for one in node.named_children if one.type == "decorator")

    def _settings(self, scope: Scope) -> None:
        app = App(posixpath.dirname(posixpath.dirname(scope.tree.path)))
        found = False
        for node in list(nodes(scope.tree.root)):
            if node.type == "call_expression":
                callee = child(node, "function")
                name = text(child(callee, "property"))
                arguments = within(child(node, "arguments"))
                if name == "setGlobalPrefix" and arguments:
                    found, app.prefix = True, self._text(arguments[0], scope)
                    app.excluded = self._excluded(arguments[1:], scope)
                elif name == "enableVersioning":
                    found = True
                    self._versions(app, arguments, scope)
                elif name == "useGlobalGuards":
                    self.guards.everywhere += [Use(one, scope, everywhere=True) for one in arguments]
                elif name == "register" and text(child(callee, "object")) == "RouterModule" and arguments:
                    self._tree(self.program.value(arguments[0], scope), Text(""), 0)
                elif name == "forRoutes":
                    self.guards.middleware(node, scope)
            elif node.type == "object" and re.search(r"provide\s*:\s*APP_GUARD\b", text(node)[:2000]):
                self._provided(node, scope)
        if found:
            self.apps.append(app)

    def _provided(self, node: Node, scope: Scope) -> None:
        for one in within(node):
            if text(child(one, "key")) in ("useClass", "useExisting", "useFactory", "useValue"):
                self.guards.everywhere.append(Use(child(one, "value"), scope, everywhere=True))

    def _text(self, node: Node, scope: Scope) -> Text:
        found = self.program.value(node, scope)
        return found if isinstance(found, Text) else Text("", complete=False)

    def _excluded(self, arguments: list[Node], scope: Scope) -> tuple[str, ...] | None:
        value = self.program.value(arguments[0], scope) if arguments else None
        items = value.fields.get("exclude") if isinstance(value, Thing) else None
        if not arguments or (isinstance(value, Thing) and "exclude" not in value.fields):
            return ()
        if not isinstance(items, Items):
            return None
        found = [one.fields.get("path") if isinstance(one, Thing) else one for one in items.items]
        return (
            tuple(one.value for one in found if isinstance(one, Text))
            if all(isinstance(one, Text) for one in found)
            else None
        )

    def _versions(self, app: App, arguments: list[Node], scope: Scope) -> None:
        app.version = "v"
        value = self.program.value(arguments[0], scope) if arguments else None
        written = text(arguments[0]) if arguments else ""
        if re.search(r"VersioningType\.(?:HEADER|MEDIA_TYPE|CUSTOM)", written):
            app.version = None
            return
        if isinstance(value, Thing):
            prefix = value.fields.get("prefix")
            app.version = (
                prefix.value
                if isinstance(prefix, Text)
                else ""
                if re.search(r"prefix\s*:\s*false", written)
                else "v"
            )
            app.defaults = _words(value.fields.get("defaultVersion"))

    def _tree(self, value: Value, above: Text, deep: int) -> None:
        for one in value.items if isinstance(value, Items) and deep < 8 else ():
            if isinstance(one, Class):
                self.placed.setdefault(one.node.id, []).append(above)
            if not isinstance(one, Thing):
                continue
            path = one.fields.get("path", Text(""))
            known = isinstance(path, Text) and path.complete and above.complete
            whole = Text(joined(above.value, path.value) if isinstance(path, Text) else "", known)
            module = one.fields.get("module")
            if isinstance(module, Class):
                self.placed.setdefault(module.node.id, []).append(whole)
            self._tree(one.fields.get("children"), whole, deep + 1)

    # one controller ---------------------------------------------------------------------------------------

    def _controller(self, of: Controller) -> Iterator[Route]:
        app = self._app(of.kind.scope.tree.path)
        own = next(one for one in of.decorators if one.name == "Controller")
        value = self.program.value(own.arguments[0], own.scope) if own.arguments else Text("")
        versions: tuple[str, ...] = ()
        if isinstance(value, Thing):
            versions = _words(value.fields.get("version"))
            written = re.search(r"version\s*:\s*[^,}]*VERSION_NEUTRAL", text(own.arguments[0]))
            versions = ("",) if written else versions
            value = value.fields.get("path", Text(""))
        paths = _texts(value)
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
                        yield from self._method(of, method, decorators, app, prefix, paths, versions)

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
        versions: tuple[str, ...],
    ) -> Iterator[Route]:
        app = app or App("")
        for one in decorators:
            if one.name not in _VERBS or not self._ours(one):
                continue
            value = self.program.value(one.arguments[0], one.scope) if one.arguments else Text("")
            own = next(
                (
                    _words(self.program.value(d.arguments[0], d.scope))
                    for d in (*decorators, *of.decorators)
                    if d.name == "Version" and d.arguments
                ),
                versions,
            )
            for base in bases:
                for end in _texts(value):
                    inner = joined(above.value, base.value, end.value) if end.complete else joined(end.value)
                    known = above.complete and base.complete and end.complete
                    for version in (own or app.defaults or ("",)) if app.version is not None else ("",):
                        yield self._route(of, method, decorators, one, app, (inner, known, version))

    def _ours(self, one: Decorator) -> bool:
        value = one.scope.find(one.name)
        return isinstance(value, External) and value.name.startswith("@nestjs/")

    def _route(
        self,
        of: Controller,
        method: Node,
        decorators: tuple[Decorator, ...],
        one: Decorator,
        app: App,
        place: tuple[str, bool, str],
    ) -> Route:
        self.count += 1
        if self.count > MAX_ROUTES:
            raise RecursionError
        inner, known, version = place
        inner = colons(inner)
        excluded = app.excluded or ()
        outside = any(colons(joined(name)) == inner for name in excluded)
        complete = known and app.excluded is not None and app.prefix.complete and self.started
        parts = [] if outside else [app.prefix.value]
        parts += [f"{app.version}{version}"] if version else []
        path = joined(*parts, inner) if complete else inner
        verb = _VERBS[one.name]
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


def decorator(node: Node, scope: Scope) -> Decorator:
    inner = within(node)[0]
    if inner.type == "call_expression":
        name = text(child(inner, "function"))
        return Decorator(name.rsplit(".", 1)[-1], node, tuple(within(child(inner, "arguments"))), scope)
    return Decorator(text(inner).rsplit(".", 1)[-1], node, (), scope)


def _texts(value: Value) -> tuple[Text, ...]:
    items = value.items if isinstance(value, Items) else [value]
    return tuple(one if isinstance(one, Text) else Text("", complete=False) for one in items) or (Text(""),)


def _words(value: Value) -> tuple[str, ...]:
    items = value.items if isinstance(value, Items) else [value]
    return tuple(one.value for one in items if isinstance(one, Text))


__all__ = ["PUBLIC", "Nest"]
