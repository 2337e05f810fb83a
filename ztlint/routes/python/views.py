"""Views of Django and DRF: which methods they answer to, and who may call each of them."""

import ast
from collections.abc import Iterator, Mapping

from msgspec import Struct

from ztlint.routes.python.decorators import decorator_evidence
from ztlint.routes.python.permissions import Permissions, by_mixins
from ztlint.routes.python.project import External, Project, Value, argument, is_true, keyword
from ztlint.routes.python.shared import METHODS, Evidence, witness
from ztlint.routes.python.source import FUNCTIONS, Scope
from ztlint.routes.python.verdict import Judge, Verdict

_MIXINS = {
    "ListModelMixin": ("list", "GET"),
    "CreateModelMixin": ("create", "POST"),
    "RetrieveModelMixin": ("retrieve", "GET"),
    "UpdateModelMixin": ("update", "PUT"),
    "DestroyModelMixin": ("destroy", "DELETE"),
}
_GENERICS = {
    "ListAPIView": ("GET",),
    "CreateAPIView": ("POST",),
    "RetrieveAPIView": ("GET",),
    "UpdateAPIView": ("PUT", "PATCH"),
    "DestroyAPIView": ("DELETE",),
    "ListCreateAPIView": ("GET", "POST"),
    "RetrieveUpdateAPIView": ("GET", "PUT", "PATCH"),
    "RetrieveDestroyAPIView": ("GET", "DELETE"),
    "RetrieveUpdateDestroyAPIView": ("GET", "PUT", "PATCH", "DELETE"),
    "TokenObtainPairView": ("POST",),
    "TokenRefreshView": ("POST",),
    "TokenVerifyView": ("POST",),
    "TokenBlacklistView": ("POST",),
    "ObtainAuthToken": ("POST",),
    "SpectacularAPIView": ("GET",),
    "SpectacularSwaggerView": ("GET",),
    "SpectacularRedocView": ("GET",),
    "ListView": ("GET",),
    "DetailView": ("GET",),
    "TemplateView": ("GET",),
    "RedirectView": ("GET",),
    "CreateView": ("GET", "POST"),
    "UpdateView": ("GET", "POST"),
    "DeleteView": ("GET", "POST"),
    "FormView": ("GET", "POST"),
    "LoginView": ("GET", "POST"),
    "LogoutView": ("POST",),
}
_ACTIONS = {
    "list": ("GET", False),
    "create": ("POST", False),
    "retrieve": ("GET", True),
    "update": ("PUT", True),
    "partial_update": ("PATCH", True),
    "destroy": ("DELETE", True),
}
_VIEWSETS = {"ModelViewSet": tuple(_ACTIONS), "ReadOnlyModelViewSet": ("list", "retrieve")}
_REST = ("rest_framework.", "rest_framework_", "rest_framework_simplejwt.", "drf_")
_DOCUMENTATION = ("drf_spectacular.", "drf_yasg.", "rest_framework.schemas.", "rest_framework.documentation.")
"""Packages whose views show the definition itself."""
_PUBLIC_VIEWS = (
    "TokenObtainPairView",
    "TokenRefreshView",
    "TokenVerifyView",
    "ObtainAuthToken",
    "TokenBlacklistView",
)
_BY_METHOD = {
    "require_GET": ("GET",),
    "require_POST": ("POST",),
    "require_safe": ("GET",),
}


class Answer(Struct, frozen=True):
    """One method of a view: the function that answers (None where it comes with a package), and guards."""

    method: str
    view: Value | None
    function: Value | None
    evidence: tuple[Evidence, ...]
    name: str = ""
    page: bool = False


class Action(Struct, frozen=True):
    """An action of a viewset: ``path`` comes after the prefix, or after the item where ``detail``."""

    name: str
    method: str
    detail: bool
    path: str = ""


class Views:
    """What stands behind a URL pattern."""

    def __init__(self, project: Project, permissions: Permissions, always: tuple[Evidence, ...]) -> None:
        self.project = project
        self.judge: Judge = permissions.judge
        self.permissions = permissions
        self.always = always
        """What middlewares say, of views that are not of DRF."""

    def answers(
        self, node: ast.expr | None, scope: Scope, around: tuple[Evidence, ...] = (), depth: int = 0
    ) -> Iterator[Answer]:
        """Of a view in a URL pattern, decorators that are called by hand included."""
        found = self.project.deref(node, scope)
        if isinstance(found, External):
            yield from self._foreign(found.name, node, scope, around)
        elif not isinstance(found, Value) or depth > 8:
            yield self._unknown(node, scope, around)
        elif isinstance(found.node, FUNCTIONS):
            yield from self._of_function(found, around)
        elif isinstance(found.node, ast.Call):
            yield from self._of_call(found.node, found.scope, around, depth)
        elif isinstance(found.node, ast.Constant) and isinstance(found.node.value, str):
            yield self._unknown(node, scope, around)
        else:
            yield self._unknown(node, scope, around)

    def _unknown(self, node: ast.expr | None, scope: Scope, around: tuple[Evidence, ...]) -> Answer:
        doubt = Evidence(Verdict.UNSURE, witness(self.project, node or scope.module.tree, scope))
        return Answer("*", None, None, (*around, doubt))

    def _foreign(
        self, name: str, node: ast.expr | None, scope: Scope, around: tuple[Evidence, ...]
    ) -> Iterator[Answer]:
        """Views that come with packages: methods and guards where both are known."""
        last = name.removesuffix(".as_view").rsplit(".", 1)[-1]
        methods = _GENERICS.get(last, ("*",))
        if last in _PUBLIC_VIEWS or last == "obtain_auth_token":
            methods = ("POST",)
        doubt = (
            () if last in (*_PUBLIC_VIEWS, "obtain_auth_token") else (self._unknown(node, scope, ()).evidence)
        )
        for method in methods:
            page = not name.startswith(_REST) or name.startswith(_DOCUMENTATION)
            yield Answer(method, None, None, (*around, *doubt), name, page=page)

    def _of_call(
        self, call: ast.Call, scope: Scope, around: tuple[Evidence, ...], depth: int
    ) -> Iterator[Answer]:
        if isinstance(call.func, ast.Attribute) and call.func.attr == "as_view":
            yield from self._as_view(call, scope, around)
            return
        if len(call.args) == 1:
            evidence = tuple(decorator_evidence(self.project, self.judge, call.func, scope))
            yield from self.answers(call.args[0], scope, (*around, *evidence), depth + 1)
            return
        yield self._unknown(call, scope, around)

    def _as_view(self, call: ast.Call, scope: Scope, around: tuple[Evidence, ...]) -> Iterator[Answer]:
        owner = self.project.deref(call.func.value if isinstance(call.func, ast.Attribute) else None, scope)
        if isinstance(owner, External):
            yield from self._foreign(owner.name, call, scope, around)
            return
        if not isinstance(owner, Value) or not isinstance(owner.node, ast.ClassDef):
            yield self._unknown(call, scope, around)
            return
        actions = argument(call, 0, "actions")
        mapping = actions if isinstance(actions, ast.Dict) else None
        if mapping is not None:
            for key, value in zip(mapping.keys, mapping.values, strict=True):
                method, name = self.project.text(key, scope), self.project.text(value, scope)
                if method and name:
                    yield self.action(owner, Action(name, method.upper(), detail=False), around)
            return
        given = keyword(call, "permission_classes")
        yield from self._of_class(owner, around, (given, scope) if given is not None else None)

    def _of_function(self, view: Value, around: tuple[Evidence, ...]) -> Iterator[Answer]:
        node = view.node
        decorators = getattr(node, "decorator_list", [])
        rest: list[str] | None = None
        asked: list[str] | None = None
        own: ast.expr | None = None
        evidence = list(around)
        for decorator in decorators:
            head = decorator.func if isinstance(decorator, ast.Call) else decorator
            found = self.project.deref(head, view.scope)
            name = found.name.rsplit(".", 1)[-1] if isinstance(found, External) else ""
            call = decorator if isinstance(decorator, ast.Call) else None
            if name == "api_view":
                rest = (
                    ["GET"] if call is None or not call.args else self.project.texts(call.args[0], view.scope)
                )
                rest = rest or ["*"]
            elif name == "permission_classes" and call is not None and call.args:
                own = call.args[0]
            elif name == "require_http_methods" and call is not None and call.args:
                asked = self.project.texts(call.args[0], view.scope) or ["*"]
            elif name in _BY_METHOD:
                asked = list(_BY_METHOD[name])
            else:
                evidence += decorator_evidence(self.project, self.judge, decorator, view.scope)
        body = self._body(view)
        for method in rest or asked or ["*"]:
            more: list[Evidence] = []
            if rest is not None:
                more += (
                    self.permissions.listed(own, view.scope, method.upper())
                    if own is not None
                    else self.permissions.by_default(method.upper())
                )
            else:
                more += self._unless_exempt(view)
            yield Answer(method.upper(), view, view, (*evidence, *more, *body))

    def _unless_exempt(self, view: Value) -> Iterator[Evidence]:
        """Middlewares; ``login_not_required`` lets one view go without."""
        exempt = any(
            "login_not_required" in ast.dump(one) for one in getattr(view.node, "decorator_list", ())
        )
        if not exempt:
            yield from self.always

    def _body(self, function: Value) -> list[Evidence]:
        verdict = self.judge.function(function)
        if verdict is Verdict.NOTHING:
            return []
        text = f"the body of {getattr(function.node, 'name', 'the function')}"
        return [Evidence(verdict, witness(self.project, function.node, function.scope, text))]

    # classes ------------------------------------------------------------------------------------------

    def _of_class(
        self, view: Value, around: tuple[Evidence, ...], given: tuple[ast.expr, Scope] | None = None
    ) -> Iterator[Answer]:
        allowed = self._allowed(view)
        for method in self._methods(view):
            if allowed is not None and method.lower() not in allowed:
                continue
            function = self.project.attribute(view, method.lower())
            own = function if isinstance(function, Value) and isinstance(function.node, FUNCTIONS) else None
            evidence = (*around, *self._who(view, method, own, method.lower(), given))
            yield Answer(method, view, own, evidence, page=self._is_page(view))

    def _methods(self, view: Value) -> list[str]:
        found: dict[str, None] = {}
        bases = [base.rsplit(".", 1)[-1] for base in self.project.bases(view)]
        for base in bases:
            found |= dict.fromkeys(_GENERICS.get(base, ()))
        for method in METHODS:
            own = self.project.attribute(view, method)
            if isinstance(own, Value) and isinstance(own.node, FUNCTIONS):
                found[method.upper()] = None
        if not found and (isinstance(self.project.attribute(view, "dispatch"), Value) or "?" in bases):
            found["*"] = None
        known = any(
            base in _GENERICS or base in ("View", "APIView", "GenericAPIView", "object") or base in _MIXINS
            for base in bases
        )
        return list(found) or ([] if known else ["*"])

    def _allowed(self, view: Value) -> list[str] | None:
        found = self.project.attribute(view, "http_method_names")
        if not isinstance(found, Value):
            return None
        texts = self.project.texts(found.node, found.scope)
        return None if texts is None else [one.lower() for one in texts]

    def _is_page(self, view: Value) -> bool:
        """Django's own generic views make pages."""
        bases = self.project.bases(view)
        generic = any(
            base.startswith("django.views.generic.") and not base.endswith(".View") for base in bases
        )
        template = self.project.attribute(view, "template_name") is not None
        return ((generic or template) and not self.is_rest(view)) or any(
            base.startswith(_DOCUMENTATION) for base in bases
        )

    def is_rest(self, view: Value) -> bool:
        return any(base.startswith(_REST) for base in self.project.bases(view))

    def _who(
        self,
        view: Value,
        method: str,
        function: Value | None,
        name: str,
        given: tuple[ast.expr, Scope] | None = None,
    ) -> Iterator[Evidence]:
        """Decorators, mixins, permissions (an action's own first), and the body."""
        for owner in self.project.lineage(view):
            home = owner.parent or owner
            for decorator in getattr(owner.node, "decorator_list", ()):
                yield from self._method_decorator(decorator, home, name)
        yield from by_mixins(self.project, view)
        for decorator in getattr(function.node, "decorator_list", ()) if function else ():
            yield from self._method_decorator(decorator, function.scope, None)  # type: ignore[union-attr]
        if self.is_rest(view):
            yield from self._permitted(view, method, name, given)
        else:
            yield from self.always
        for dispatched in ("dispatch", "initial"):
            before = self.project.attribute(view, dispatched)
            if isinstance(before, Value) and isinstance(before.node, FUNCTIONS):
                yield from self._body(before)
                for decorator in before.node.decorator_list:
                    yield from self._method_decorator(decorator, before.scope, None)
        if function is not None:
            yield from self._body(function)
        if "?" in self.project.bases(view):
            told = f"bases of {getattr(view.node, 'name', '')}"
            yield Evidence(Verdict.UNSURE, witness(self.project, view.node, view.scope, told))

    def _method_decorator(self, node: ast.expr, scope: Scope, name: str | None) -> Iterator[Evidence]:
        """``@method_decorator(login_required, name="dispatch")``, or a plain one on a method."""
        head = node.func if isinstance(node, ast.Call) else node
        found = self.project.deref(head, scope)
        wraps = isinstance(found, External) and found.name.endswith("method_decorator")
        if isinstance(node, ast.Call) and wraps and node.args:
            target = self.project.text(keyword(node, "name"), scope)
            if name is None or target in ("dispatch", name):
                items = self.project.items(node.args[0], scope)
                for item, where in items if items is not None else [(node.args[0], scope)]:
                    yield from decorator_evidence(self.project, self.judge, item, where)
        elif name is None:
            yield from decorator_evidence(self.project, self.judge, node, scope)

    def _permitted(
        self, view: Value, method: str, name: str, given: tuple[ast.expr, Scope] | None
    ) -> Iterator[Evidence]:
        computed = self.project.attribute(view, "get_permissions")
        if isinstance(computed, Value) and isinstance(computed.node, FUNCTIONS):
            yield from self._computed(view, computed, (method, name), given)
            return
        yield from self._declared(view, method, given)

    def _declared(self, view: Value, method: str, given: tuple[ast.expr, Scope] | None) -> Iterator[Evidence]:
        """What an action or ``as_view`` is given, else what the class says, else the default."""
        if given is not None:
            yield from self.permissions.listed(given[0], given[1], method)
            return
        listed = self.project.attribute(view, "permission_classes")
        if isinstance(listed, Value) and isinstance(listed.node, ast.expr):
            yield from self.permissions.listed(listed.node, listed.scope, method)
        elif listed is not None:
            yield Evidence(Verdict.UNSURE, witness(self.project, view.node, view.scope, "permission_classes"))
        elif any(
            base.startswith(_REST) and not base.startswith("rest_framework.")
            for base in self.project.bases(view)
        ):
            yield Evidence(Verdict.UNSURE, witness(self.project, view.node, view.scope, "bases"))
        else:
            yield from self.permissions.by_default(method)

    def _computed(
        self, view: Value, computed: Value, of: tuple[str, str], given: tuple[ast.expr, Scope] | None
    ) -> Iterator[Evidence]:
        """``get_permissions`` that asks for the action: each return whose conditions can be told."""
        method, name = of
        chosen = _chosen(computed.node.body, name, method)  # type: ignore[attr-defined]
        inner = computed.scope.module.inner[computed.node]
        told = witness(self.project, computed.node, computed.scope, "get_permissions")
        listed = _plain(chosen)
        if listed is None:
            yield Evidence(Verdict.UNSURE, told)
        elif listed == "super":
            yield from self._declared(view, method, given)
        elif isinstance(listed, ast.expr):
            yield from self.permissions.listed(listed, inner, method)

    # viewsets -----------------------------------------------------------------------------------------

    def actions(self, viewset: Value) -> Iterator[Action]:
        """Standard ones from bases and methods, then those with ``@action``."""
        bases = [base.rsplit(".", 1)[-1] for base in self.project.bases(viewset)]
        names = {name for base in bases for name in _VIEWSETS.get(base, ())}
        for base in bases:
            if base in _MIXINS:
                names.add(_MIXINS[base][0])
        names |= {"partial_update"} if "UpdateModelMixin" in bases else set()
        for name in _ACTIONS:
            found = self.project.attribute(viewset, name)
            if isinstance(found, Value) and isinstance(found.node, FUNCTIONS):
                names.add(name)
        allowed = self._allowed(viewset)
        for name, (method, detail) in _ACTIONS.items():
            if name in names and (allowed is None or method.lower() in allowed):
                yield Action(name, method, detail)
        yield from self._extra(viewset, allowed)

    def _extra(self, viewset: Value, allowed: list[str] | None) -> Iterator[Action]:
        seen: set[str] = set()
        for owner in self.project.lineage(viewset):
            for statement in getattr(owner.node, "body", ()):
                if not isinstance(statement, FUNCTIONS) or statement.name in seen:
                    continue
                for decorator in statement.decorator_list:
                    if isinstance(decorator, ast.Call) and self._is_action(decorator, owner):
                        seen.add(statement.name)
                        yield from self._of_decorator(decorator, owner, statement.name, allowed)

    def _is_action(self, decorator: ast.Call, owner: Scope) -> bool:
        found = self.project.deref(decorator.func, owner)
        return (
            isinstance(found, External)
            and found.name.startswith("rest_framework.decorators.")
            and found.name.endswith(("action", "_route"))
        )

    def _of_decorator(
        self, call: ast.Call, owner: Scope, name: str, allowed: list[str] | None
    ) -> Iterator[Action]:
        kind = getattr(call.func, "attr", getattr(call.func, "id", ""))
        detail = kind == "detail_route" or is_true(keyword(call, "detail"))
        given = argument(call, 0, "methods")
        methods = self.project.texts(given, owner) if given is not None else ["get"]
        path = self.project.text(keyword(call, "url_path"), owner)
        path = path if path is not None else name
        for method in methods or ["*"]:
            if allowed is None or method.lower() in allowed:
                yield Action(name, method.upper(), detail, path)
        for owner_method, other in self._mapped(owner, name):
            yield Action(other, owner_method, detail, path)

    def _mapped(self, owner: Scope, name: str) -> Iterator[tuple[str, str]]:
        """``@notes.mapping.delete`` on another method."""
        for statement in getattr(owner.node, "body", ()):
            for decorator in getattr(statement, "decorator_list", ()):
                way = decorator
                if (
                    isinstance(way, ast.Attribute)
                    and isinstance(way.value, ast.Attribute)
                    and way.value.attr == "mapping"
                    and getattr(way.value.value, "id", "") == name
                ):
                    yield way.attr.upper(), statement.name

    def action(self, viewset: Value, action: Action, around: tuple[Evidence, ...] = ()) -> Answer:
        function = self.project.attribute(viewset, action.name)
        own = function if isinstance(function, Value) and isinstance(function.node, FUNCTIONS) else None
        given = self._own_permissions(own)
        evidence = (*around, *self._who(viewset, action.method, own, action.name, given))
        return Answer(action.method, viewset, own, evidence, action.name)

    def _own_permissions(self, function: Value | None) -> tuple[ast.expr, Scope] | None:
        """``@action(permission_classes=[…])``. It does not reach methods that are mapped to it."""
        for decorator in getattr(function.node, "decorator_list", ()) if function else ():
            if isinstance(decorator, ast.Call):
                given = keyword(decorator, "permission_classes")
                if given is not None and function is not None:
                    return given, function.scope.module.inner.get(function.scope.node, function.scope)
        return None


def _chosen(statements: list[ast.stmt], action: str, method: str) -> "Mapping[str, ast.expr] | None":
    """Names and the returned expression (under ``return``) for one action; None for open conditions."""
    known: dict[str, ast.expr] = {}
    for statement in statements:
        if isinstance(statement, ast.If):
            holds = _holds(statement.test, action, method)
            if holds is None:
                return None
            inner = _chosen(statement.body if holds else statement.orelse, action, method)
            if inner is None:
                return None
            known |= inner
        elif isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target = statement.targets[0]
            name = target.id if isinstance(target, ast.Name) else getattr(target, "attr", "")
            known[name] = statement.value
        elif isinstance(statement, ast.Return) and statement.value is not None:
            known["return"] = statement.value
        elif not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)):
            return None
        if "return" in known:
            return known
    return known


def _holds(test: ast.expr, action: str, method: str) -> bool | None:
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        inner = _holds(test.operand, action, method)
        return None if inner is None else not inner
    if isinstance(test, ast.BoolOp):
        parts = [_holds(one, action, method) for one in test.values]
        if None in parts:
            return None
        return all(parts) if isinstance(test.op, ast.And) else any(parts)
    if not isinstance(test, ast.Compare) or len(test.ops) != 1 or not isinstance(test.left, ast.Attribute):
        return None
    value = {"action": action, "method": method}.get(test.left.attr)
    right = test.comparators[0]
    if value is None or value == "*":
        return None
    if isinstance(test.ops[0], (ast.Eq, ast.NotEq)) and isinstance(right, ast.Constant):
        return (right.value == value) == isinstance(test.ops[0], ast.Eq)
    if isinstance(test.ops[0], (ast.In, ast.NotIn)) and isinstance(right, (ast.List, ast.Tuple, ast.Set)):
        values = [one.value for one in right.elts if isinstance(one, ast.Constant)]
        told = len(values) == len(right.elts)
        return (value in values) == isinstance(test.ops[0], ast.In) if told else None
    return None


def _plain(chosen: "Mapping[str, ast.expr] | None") -> "ast.expr | str | None":
    """``[IsAdmin()]``, ``[p() for p in classes]``, or ``super().get_permissions()``."""
    value = chosen.get("return") if chosen else None
    if value is None or chosen is None:
        return None
    if isinstance(value, ast.ListComp) and len(value.generators) == 1:
        source = value.generators[0].iter
        name = source.id if isinstance(source, ast.Name) else getattr(source, "attr", "")
        if name in chosen:
            return chosen[name]
        return "super" if name == "permission_classes" else source
    if isinstance(value, ast.Call):
        if "super" in ast.dump(value.func) and "permission_classes" not in chosen:
            return "super"
        return chosen.get("permission_classes")
    if isinstance(value, ast.Name):
        return chosen.get(value.id)
    return value if isinstance(value, (ast.List, ast.Tuple)) else None
