"""Routes of Flask: applications, blueprints, class views, and the resources of its extensions."""

import ast
import re
from collections.abc import Iterator

from msgspec import Struct, field

from ztlint.core import Route
from ztlint.routes.python.decorators import decorator_evidence
from ztlint.routes.python.project import External, Project, Value, argument, is_false, keyword
from ztlint.routes.python.shared import (
    MAX_PLACES,
    METHODS,
    Evidence,
    braces,
    is_page,
    joined,
    name_of,
    parameters,
    state,
    witness,
)
from ztlint.routes.python.source import FUNCTIONS, Definition, Scope
from ztlint.routes.python.verdict import Judge, Verdict
from ztlint.routes.python.words import dotted

_APPS = {"flask.Flask", "quart.Quart", "flask.app.Flask", "flask_openapi3.OpenAPI"}
_BLUEPRINTS = {
    "flask.Blueprint",
    "quart.Blueprint",
    "flask.blueprints.Blueprint",
    "flask_smorest.Blueprint",
    "flask_openapi3.APIBlueprint",
}
_APIS = {"flask_restful.Api", "flask_restx.Api", "flask_restplus.Api", "flask_smorest.Api"}
_NAMESPACES = {
    "flask_restx.Namespace",
    "flask_restplus.Namespace",
    "flask_restx.namespace.Namespace",
    "flask_restx.Api().namespace",
    "flask_restplus.Api().namespace",
}
_KINDS = {
    **dict.fromkeys(_APPS, "app"),
    **dict.fromkeys(_BLUEPRINTS, "blueprint"),
    **dict.fromkeys(_APIS, "api"),
    **dict.fromkeys(_NAMESPACES, "namespace"),
}
_ADDS = re.compile(r"add_\w*_resource\Z")
_VIEWS = ("flask.views.", "flask_restful.", "flask_restx.", "flask_restplus.", "quart.views.")


class Holder(Struct, eq=False):
    """An application, blueprint, API or namespace, by the call that makes it."""

    call: ast.Call
    scope: Scope
    kind: str
    prefix: str | None = ""
    guards: list[Evidence] = field(default_factory=list)
    parents: "list[tuple[Holder, str | None, bool]]" = field(default_factory=list)
    own: "list[Rule]" = field(default_factory=list)


class Rule(Struct, frozen=True, eq=False):
    """One URL rule of a holder. ``decorators`` are those under which the view was registered."""

    node: ast.AST
    scope: Scope
    path: str | None
    view: Value | None
    methods: tuple[str, ...] | None
    decorators: tuple[tuple[ast.expr, Scope], ...] = ()
    unsure: bool = False


class _Place(Struct, frozen=True):
    prefix: str
    complete: bool
    guards: tuple[Evidence, ...]


class Flask:
    """All holders of a project, and their routes."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.judge = Judge(project)
        self.holders: dict[ast.AST, Holder] = {}

    def routes(self) -> Iterator[Route]:
        for module in self.project.parsed():
            for call, scope in module.calls:
                self._call(call, scope)
            for node, scope in (*module.definitions, *module.classes):
                self._decorated(node, scope)
        for holder in list(self.holders.values()):
            places = self._places(holder, 0, frozenset())
            for rule in holder.own:
                for place in places:
                    yield from self._routes_of(rule, holder, place)

    # holders ------------------------------------------------------------------------------------------

    def holders_of(self, node: ast.AST | None, scope: Scope) -> list[Holder]:
        found = [self._made(one) for one in self.project.objects(node, scope)]
        return [one for one in found if one is not None] or self._late(node, scope)

    def _late(self, node: ast.AST | None, scope: Scope) -> list[Holder]:
        """``app = create_app()`` where several ways lead to one application; connexion's ``app.app``."""
        if isinstance(node, ast.Attribute) and node.attr in ("app", "blueprint"):
            return self.holders_of(node.value, scope)
        if isinstance(node, ast.Name) and node.id == "current_app" and len(self._apps) == 1:
            return self._apps
        return []

    @property
    def _apps(self) -> list[Holder]:
        return [one for one in self.holders.values() if one.kind == "app"]

    def _made(self, referent: object) -> Holder | None:
        if not isinstance(referent, Value) or not isinstance(referent.node, ast.Call):
            return None
        call, scope = referent.node, referent.scope
        if call in self.holders:
            return self.holders[call]
        kind = self._kind(call, scope)
        if kind is None:
            return None
        holder = Holder(call, scope, kind)
        self.holders[call] = holder
        self._fill(holder)
        return holder

    def _kind(self, call: ast.Call, scope: Scope) -> str | None:
        made = self.project.deref(call.func, scope)
        if isinstance(made, External):
            return _KINDS.get(made.name)
        if isinstance(made, Value) and isinstance(made.node, ast.ClassDef):
            return next((_KINDS[base] for base in self.project.bases(made) if base in _KINDS), None)
        return None

    def _fill(self, holder: Holder) -> None:
        call, scope = holder.call, holder.scope
        if holder.kind == "blueprint":
            holder.prefix = self._text(keyword(call, "url_prefix"), scope, "")
        elif holder.kind == "api":
            holder.prefix = self._text(keyword(call, "prefix"), scope, "")
            target = argument(call, 0, "app")
            for parent in self.holders_of(target, scope):
                holder.parents.append((parent, "", False))
            holder.guards += self._listed(keyword(call, "decorators"), scope)
        elif holder.kind == "namespace":
            name = self.project.text(argument(call, 0, "name"), scope)
            holder.prefix = self._text(keyword(call, "path"), scope, None if name is None else f"/{name}")
            holder.guards += self._listed(keyword(call, "decorators"), scope)
            if isinstance(call.func, ast.Attribute) and call.func.attr == "namespace":
                for parent in self.holders_of(call.func.value, scope):
                    holder.parents.append((parent, "", False))

    def _text(self, node: ast.expr | None, scope: Scope, default: str | None) -> str | None:
        if node is None or (isinstance(node, ast.Constant) and node.value is None):
            return default
        return self.project.text(node, scope)

    def _listed(self, node: ast.expr | None, scope: Scope) -> Iterator[Evidence]:
        """``decorators=[…]``."""
        if node is None:
            return
        items = self.project.items(node, scope)
        if items is None:
            yield Evidence(Verdict.UNSURE, witness(self.project, node, scope))
            return
        for item, where in items:
            yield from decorator_evidence(self.project, self.judge, item, where)

    # what is done with them ---------------------------------------------------------------------------

    def _call(self, call: ast.Call, scope: Scope) -> None:
        self._made(Value(call, scope))
        if not isinstance(call.func, ast.Attribute):
            return
        act = {
            "register_blueprint": self._registers,
            "add_namespace": self._adds_namespace,
            "add_url_rule": self._adds_rule,
            "add_resource": self._adds_resource,
            "init_app": self._init,
            "before_request": self._before,
            "before_app_request": self._before,
        }.get(call.func.attr)
        if act is None and _ADDS.match(call.func.attr):
            act = self._adds_resource  # a method of the project around flask-restful's
        if act is None:
            return
        for turn in self.project.turns(scope):
            for holder in self.holders_of(call.func.value, turn):
                act(holder, call, turn)

    def _registers(self, holder: Holder, call: ast.Call, scope: Scope) -> None:
        children = self.holders_of(argument(call, 0, "blueprint"), scope)
        given = keyword(call, "url_prefix")
        prefix = self._text(given, scope, "")
        replaces = given is not None and not (isinstance(given, ast.Constant) and given.value is None)
        for child in children:
            child.parents.append((holder, prefix, replaces))
        if not children:
            self.project.note(call, scope, "which blueprint is registered here can't be told")
        if prefix is None:
            self.project.note(call, scope, "the prefix of a blueprint can't be told")

    def _adds_namespace(self, holder: Holder, call: ast.Call, scope: Scope) -> None:
        given = argument(call, 1, "path")
        children = self.holders_of(argument(call, 0, "ns"), scope)
        for child in children:
            child.parents.append((holder, self._text(given, scope, ""), given is not None))
        if not children:
            self.project.note(call, scope, "which namespace is added here can't be told")

    def _init(self, holder: Holder, call: ast.Call, scope: Scope) -> None:
        if holder.kind == "api" and not holder.parents:
            for parent in self.holders_of(argument(call, 0, "app"), scope):
                holder.parents.append((parent, "", False))

    def _adds_rule(self, holder: Holder, call: ast.Call, scope: Scope) -> None:
        path = self.project.text(argument(call, 0, "rule"), scope)
        view, decorators = self._unwrapped(argument(call, 2, "view_func"), scope)
        methods = self.project.texts(keyword(call, "methods"), scope) if keyword(call, "methods") else None
        unsure = keyword(call, "methods") is not None and methods is None
        given = tuple(one.upper() for one in methods) if methods else (("*",) if unsure else None)
        holder.own.append(Rule(call, scope, path, view, given, tuple(decorators), unsure=view is None))

    def _unwrapped(
        self, node: ast.expr | None, scope: Scope, depth: int = 0
    ) -> tuple[Value | None, list[tuple[ast.expr, Scope]]]:
        """The view behind ``View.as_view("name")`` and behind decorators that are called by hand."""
        found = self.project.deref(node, scope)
        if not isinstance(found, Value) or depth > 8:
            return None, []
        if isinstance(found.node, (*FUNCTIONS, ast.ClassDef)):
            return found, []
        if isinstance(found.node, ast.Call):
            call, where = found.node, found.scope
            if isinstance(call.func, ast.Attribute) and call.func.attr == "as_view":
                owner = self.project.deref(call.func.value, where)
                return (owner if isinstance(owner, Value) else None), []
            if len(call.args) == 1:
                view, more = self._unwrapped(call.args[0], where, depth + 1)
                return view, [(call.func, where), *more]
        return None, []

    def _adds_resource(self, holder: Holder, call: ast.Call, scope: Scope) -> None:
        owner = self.project.deref(argument(call, 0, "resource"), scope)
        view = owner if isinstance(owner, Value) else None
        for url in call.args[1:]:
            holder.own.append(
                Rule(call, scope, self.project.text(url, scope), view, None, unsure=view is None)
            )

    def _before(self, holder: Holder, call: ast.Call, scope: Scope) -> None:
        """``app.before_request(check)``, called by hand; as a decorator it comes with its function."""
        found = self.project.deref(call.args[0] if call.args else None, scope)
        if isinstance(found, Value) and isinstance(found.node, FUNCTIONS):
            self._guards(holder, found, call, everywhere=call.func.attr == "before_app_request")  # type: ignore[attr-defined]

    def _guards(self, holder: Holder, function: Value, node: ast.AST, *, everywhere: bool) -> None:
        verdict = self.judge.function(function)
        own = getattr(function.node, "decorator_list", [])
        decorated = [
            one
            for decorator in own
            if decorator is not node
            for one in decorator_evidence(self.project, self.judge, decorator, function.scope)
        ]
        verdict = max([verdict, *(one.verdict for one in decorated)])
        if verdict is Verdict.OPTIONAL:
            verdict = Verdict.UNSURE  # it may make exceptions for some of the routes
        if verdict is Verdict.NOTHING:
            return
        text = f"before each request: {getattr(function.node, 'name', '')}"
        evidence = Evidence(verdict, witness(self.project, function.node, function.scope, text))
        for one in [holder, *(self._apps if everywhere else ())]:
            one.guards.append(evidence)

    def _decorated(self, node: "Definition | ast.ClassDef", scope: Scope) -> None:
        for place, decorator in enumerate(node.decorator_list):
            head = decorator.func if isinstance(decorator, ast.Call) else decorator
            if not isinstance(head, ast.Attribute):
                continue
            if head.attr in ("before_request", "before_app_request"):
                for holder in self.holders_of(head.value, scope):
                    everywhere = head.attr == "before_app_request"
                    self._guards(holder, Value(node, scope), decorator, everywhere=everywhere)
            elif isinstance(decorator, ast.Call) and head.attr in ("route", *METHODS):
                self._routed(node, scope, place, decorator)

    def _routed(self, node: "Definition | ast.ClassDef", scope: Scope, place: int, call: ast.Call) -> None:
        """Decorators above the one that registers a function come too late."""
        head = call.func
        below = tuple((one, scope) for one in node.decorator_list[place + 1 :] if not _registers_route(one))
        for turn in self.project.turns(scope):
            holders = self.holders_of(head.value, turn) if isinstance(head, ast.Attribute) else []
            for holder in holders:
                methods = self._methods(call, turn)
                urls = call.args if holder.kind in ("namespace", "api") else call.args[:1]
                for url in urls or [keyword(call, "rule") or ast.Constant(None)]:
                    path = self.project.text(url, turn)
                    if path is None and holder.kind in ("namespace", "api") and not call.args:
                        path = ""
                    holder.own.append(Rule(call, turn, path, Value(node, scope), methods, below))
            if not holders and self._looks_like_route(call, scope):
                self.project.note(call, scope, "which application this route belongs to can't be told")

    def _methods(self, call: ast.Call, scope: Scope) -> tuple[str, ...] | None:
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        if name != "route":
            return (name.upper(),)
        given = keyword(call, "methods")
        if given is None:
            return None
        found = self.project.texts(given, scope)
        return tuple(one.upper() for one in found) if found else ("*",)

    def _looks_like_route(self, call: ast.Call, scope: Scope) -> bool:
        path = self.project.text(call.args[0], scope) if call.args else None
        return b"flask" in scope.module.data.lower() and path is not None and path.startswith("/")

    # routes -------------------------------------------------------------------------------------------

    def _places(self, holder: Holder, depth: int, seen: frozenset[int]) -> list[_Place]:
        own = holder.prefix or ""
        if id(holder) in seen or depth > MAX_PLACES:
            return []
        if not holder.parents:
            complete = holder.kind == "app" and holder.prefix is not None
            return [_Place(own, complete, tuple(holder.guards))]
        found: list[_Place] = []
        for parent, prefix, replaces in holder.parents[:MAX_PLACES]:
            piece = prefix if replaces else holder.prefix
            for place in self._places(parent, depth + 1, seen | {id(holder)}):
                whole = f"{place.prefix.rstrip('/')}/{piece.strip('/')}" if piece else place.prefix
                found.append(
                    _Place(
                        whole if piece is not None else "",
                        place.complete and piece is not None,
                        (*place.guards, *holder.guards),
                    )
                )
        return found[:MAX_PLACES]

    def _routes_of(self, rule: Rule, holder: Holder, place: _Place) -> Iterator[Route]:
        if rule.path is None:
            self.project.note(rule.node, rule.scope, "the path of a route can't be told")
            return
        text = braces(rule.path)
        path = joined(place.prefix, text)
        for method, handler in self._handlers(rule):
            evidence = [*place.guards, *self._evidence(rule, handler)]
            guard, witnesses, roles = state(evidence, complete=place.complete)
            yield Route(
                method=method,
                path=path,
                framework="flask",
                location=self.project.locate(rule.node, rule.scope),
                handler=name_of(handler.node, handler.scope) if handler else "",
                guard=guard,
                witnesses=witnesses,
                roles=roles,
                parameters=parameters(path),
                complete=place.complete,
                hidden=_is_hidden(rule, holder),
                page=is_page(handler.node if handler else None),
            )

    def _handlers(self, rule: Rule) -> Iterator[tuple[str, Value | None]]:
        view = rule.view
        if view is not None and isinstance(view.node, ast.ClassDef):
            any_method = False
            for method in METHODS:
                found = self.project.attribute(view, method)
                wanted = rule.methods is None or method.upper() in rule.methods
                if isinstance(found, Value) and isinstance(found.node, FUNCTIONS) and wanted:
                    any_method = True
                    yield method.upper(), found
            dispatch = self.project.attribute(view, "dispatch_request")
            if not any_method and isinstance(dispatch, Value):
                allowed = self.project.attribute(view, "methods")
                listed = (
                    self.project.texts(allowed.node, allowed.scope) if isinstance(allowed, Value) else None
                )
                for method in rule.methods or tuple(listed or ("GET",)):
                    yield method.upper(), dispatch
            return
        for method in rule.methods or ("GET",):
            yield method, view

    def _evidence(self, rule: Rule, handler: Value | None) -> Iterator[Evidence]:
        if rule.unsure or handler is None:
            yield Evidence(Verdict.UNSURE, witness(self.project, rule.node, rule.scope))
        for decorator, scope in rule.decorators:
            yield from decorator_evidence(self.project, self.judge, decorator, scope)
        if handler is None or not isinstance(handler.node, FUNCTIONS):
            return
        if rule.view is not None and isinstance(rule.view.node, ast.ClassDef):
            yield from self._of_class(rule.view, handler)
        yield from self._of_body(handler)

    def _of_body(self, handler: Value) -> Iterator[Evidence]:
        verdict = self.judge.function(handler)
        if verdict is not Verdict.NOTHING:
            text = f"the body of {getattr(handler.node, 'name', 'the function')}"
            yield Evidence(verdict, witness(self.project, handler.node, handler.scope, text))

    def _of_class(self, view: Value, handler: Value) -> Iterator[Evidence]:
        """``decorators`` of a view, ``method_decorators`` of a resource, and those on the method itself."""
        for decorator in getattr(handler.node, "decorator_list", ()):
            yield from decorator_evidence(self.project, self.judge, decorator, handler.scope)
        for name in ("decorators", "method_decorators"):
            found = self.project.attribute(view, name)
            if isinstance(found, Value):
                yield from self._listed_for(found, getattr(handler.node, "name", ""))
            elif found is not None:
                yield Evidence(Verdict.UNSURE, witness(self.project, view.node, view.scope, name))
        bases = self.project.bases(view)
        if any(not base.startswith(_VIEWS) for base in bases if base not in ("object", "abc.ABC")):
            told = f"bases of {getattr(view.node, 'name', '')}"
            yield Evidence(Verdict.UNSURE, witness(self.project, view.node, view.scope, told))

    def _listed_for(self, found: Value, method: str) -> Iterator[Evidence]:
        """flask-restful takes a mapping from methods to decorators as well."""
        if isinstance(found.node, ast.Dict):
            for key, value in zip(found.node.keys, found.node.values, strict=True):
                if isinstance(key, ast.Constant) and str(key.value).lower() == method:
                    yield from self._listed(value, found.scope)
            return
        if isinstance(found.node, ast.expr):
            yield from self._listed(found.node, found.scope)


def _registers_route(decorator: ast.expr) -> bool:
    """Another rule for the same function."""
    return isinstance(decorator, ast.Call) and dotted(decorator.func).rsplit(".", 1)[-1] in (
        "route",
        "doc",
        "expect",
        "marshal_with",
        "response",
    )


def _is_hidden(rule: Rule, holder: Holder) -> bool:
    """flask-restx: ``doc=False``, or ``@ns.hide``."""
    if holder.kind not in ("namespace", "api") or not isinstance(rule.node, ast.Call):
        return False
    if is_false(keyword(rule.node, "doc")):
        return True
    view = rule.view.node if rule.view else None
    return any(getattr(one, "attr", "") == "hide" for one in getattr(view, "decorator_list", ()))
