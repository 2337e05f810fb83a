"""FastAPI's dependencies as guards: what ``Depends`` leads to, and whether that refuses."""

import ast
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from ztlint.routes.python.project import External, Project, Referent, Value, is_false, keyword, own_nodes
from ztlint.routes.python.shared import Evidence, witness
from ztlint.routes.python.source import FUNCTIONS, Definition, Scope, arguments_of
from ztlint.routes.python.verdict import Judge, Verdict, guard_by_name
from ztlint.routes.python.words import sounds_like_guard, words_of

_DEPENDS = {"fastapi.Depends", "fastapi.Security", "fastapi.params.Depends", "fastapi.params.Security"}
_SCHEMES = "fastapi.security."
_ANNOTATED = {"typing.Annotated", "typing_extensions.Annotated"}
_CARRIERS = {"fastapi.Header", "fastapi.Cookie"}
MAX_DEPENDENCIES = 12  # dependencies of dependencies that are followed

_BY_PACKAGE = {
    "fastapi_users.FastAPIUsers().current_user": "optional",
    "fastapi_users.FastAPIUsers().authenticator.current_user": "optional",
    "fastapi_login.LoginManager": "auto_error",
    "fastapi_azure_auth.SingleTenantAzureAuthorizationCodeBearer": "auto_error",
    "fastapi_azure_auth.MultiTenantAzureAuthorizationCodeBearer": "auto_error",
    "fastapi_azure_auth.B2CMultiTenantAuthorizationCodeBearer": "auto_error",
    "fastapi_jwt.JwtAccessBearer": "auto_error",
    "fastapi_jwt.JwtRefreshBearer": "auto_error",
}
"""What packages make guards with, and the argument that makes them optional."""


class Dependency(Struct, frozen=True):
    """One ``Depends``: its target, the scopes it asks for, and where it is written."""

    node: ast.expr
    scope: Scope
    target: ast.expr | None
    where: Scope
    roles: tuple[str, ...] = ()


class Dependencies(Struct, eq=False, dict=True):
    project: Project
    deep: int = 0

    @cached_property
    def judge(self) -> Judge:
        return Judge(self.project)

    def listed(self, node: ast.expr | None, scope: Scope) -> Iterator[Evidence]:
        """Of ``dependencies=[…]``."""
        if node is None or (isinstance(node, ast.Constant) and node.value is None):
            return
        items = self.project.items(node, scope)
        if items is None:
            yield Evidence(Verdict.UNSURE, witness(self.project, node, scope))
            return
        for item, where in items:
            dependency = self._dependency(item, where, None)
            if dependency is None:
                yield Evidence(Verdict.UNSURE, witness(self.project, item, where))
            else:
                yield self.evidence(dependency)

    def of_handler(self, function: Value) -> list[Evidence]:
        """Of the parameters of what answers, and of its body."""
        inner = function.scope.module.inner[function.node]
        found = [self.evidence(one) for one in self.asked_by(function)]
        known = self._known(function, found)
        verdict = (
            self.judge.body(function.node.body, inner, set(known))
            if isinstance(function.node, FUNCTIONS)
            else Verdict.NOTHING
        )
        if verdict is not Verdict.NOTHING:
            text = f"the body of {getattr(function.node, 'name', 'the function')}"
            found.append(Evidence(verdict, witness(self.project, function.node, function.scope, text)))
        return found

    def of_class(self, function: Value) -> Iterator[Evidence]:
        """Of views that are methods: what the class and its bases ask for in attributes."""
        node = function.scope.node
        if not isinstance(node, ast.ClassDef) or function.scope.parent is None:
            return
        owner = Value(node, function.scope.parent)
        for scope in self.project.lineage(owner):
            for statement in getattr(scope.node, "body", ()):
                if isinstance(statement, (ast.AnnAssign, ast.Assign)) and statement.value is not None:
                    typed = statement.annotation if isinstance(statement, ast.AnnAssign) else None
                    found = self._dependency(statement.value, scope, typed)
                    if found is not None:
                        yield self.evidence(found)
        if "?" in self.project.bases(owner):
            yield Evidence(Verdict.UNSURE, witness(self.project, node, function.scope.parent, node.name))

    def asked_by(self, function: Value) -> list[Dependency]:
        """The dependencies that the parameters of a function name."""
        if not isinstance(function.node, FUNCTIONS):
            return []
        scope = function.scope
        return [one for _, one in self._parameters(function.node, scope)]

    def _parameters(self, node: Definition, scope: Scope) -> Iterator[tuple[str, Dependency]]:
        arguments = node.args
        positional = [*arguments.posonlyargs, *arguments.args]
        defaults: dict[str, ast.expr] = dict(
            zip((one.arg for one in reversed(positional)), reversed(arguments.defaults), strict=False)
        )
        defaults |= {
            one.arg: value
            for one, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
            if value
        }
        for one in arguments_of(node):
            found = self._of_parameter(one, defaults.get(one.arg), scope)
            if found is not None:
                yield one.arg, found

    def _of_parameter(self, one: ast.arg, default: ast.expr | None, scope: Scope) -> Dependency | None:
        if default is not None:
            found = self._dependency(default, scope, one.annotation)
            if found is not None:
                return found
        return self._annotated(one.annotation, scope)

    def _annotated(self, annotation: ast.expr | None, scope: Scope, depth: int = 0) -> Dependency | None:
        """``Annotated[T, Depends(f)]``, or a name for it; behind ``| None`` it is asked for all the same."""
        if annotation is None or depth > 5:
            return None
        if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
            try:
                annotation = ast.parse(annotation.value[:500], mode="eval").body
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                return None
        referent = self.project.deref(annotation, scope)
        if not isinstance(referent, Value):
            return None
        node, where = referent.node, referent.scope
        if isinstance(node, ast.Subscript):
            head = self.project.deref(node.value, where)
            if isinstance(head, External) and head.name in _ANNOTATED and isinstance(node.slice, ast.Tuple):
                typed, *rest = node.slice.elts
                for item in rest:
                    found = self._dependency(item, where, typed)
                    if found is not None:
                        return found
                return self._annotated(typed, where, depth + 1) if isinstance(typed, ast.Name) else None
        return None

    def _dependency(self, node: ast.expr, scope: Scope, typed: ast.expr | None) -> Dependency | None:
        referent = self.project.deref(node, scope)
        if not isinstance(referent, Value) or not isinstance(referent.node, ast.Call):
            return None
        call, where = referent.node, referent.scope
        made = self.project.deref(call.func, where)
        if not isinstance(made, External) or made.name not in _DEPENDS:
            return None
        target = call.args[0] if call.args else keyword(call, "dependency")
        home = where
        if target is None:
            target, home = typed, scope
        roles = self.project.texts(keyword(call, "scopes"), where) if keyword(call, "scopes") else None
        return Dependency(node, scope, target, home, tuple(roles or ()))

    def evidence(self, dependency: Dependency) -> Evidence:
        verdict, roles = self.verdict(dependency.target, dependency.where)
        told = witness(self.project, dependency.node, dependency.scope)
        if isinstance(dependency.node, (ast.Name, ast.Attribute)) and dependency.target is not None:
            told = witness(self.project, dependency.node, dependency.scope)
        return Evidence(verdict, told, (*dependency.roles, *roles))

    def verdict(self, target: ast.expr | None, scope: Scope) -> tuple[Verdict, tuple[str, ...]]:
        """Whether what ``Depends`` is given refuses callers, and the roles that it is given by name."""
        if self.deep > MAX_DEPENDENCIES:
            return Verdict.UNSURE, ()
        referent = self.project.deref(target, scope)
        self.deep += 1
        try:
            return self._verdict(referent)
        finally:
            self.deep -= 1

    def _verdict(self, referent: Referent | None) -> tuple[Verdict, tuple[str, ...]]:
        if isinstance(referent, External):
            return self._external(referent.name), ()
        if not isinstance(referent, Value):
            return Verdict.UNSURE, ()
        node = referent.node
        if isinstance(node, FUNCTIONS):
            return self.function(referent), self._roles_of(referent)
        if isinstance(node, ast.ClassDef):
            made = self.project.attribute(referent, "__init__")
            return (self.function(made) if isinstance(made, Value) else Verdict.NOTHING), ()
        if isinstance(node, ast.Call):
            return self._made(node, referent.scope)
        if isinstance(node, ast.Lambda):
            return Verdict.NOTHING, ()
        return Verdict.UNSURE, ()

    def _roles_of(self, function: Value) -> tuple[str, ...]:
        return tuple(role for one in self.asked_by(function) for role in one.roles)

    def _made(self, call: ast.Call, scope: Scope) -> tuple[Verdict, tuple[str, ...]]:
        """An instance, or what a function of the project returns."""
        made = self.project.deref(call.func, scope)
        roles = self._words(call, scope)
        if isinstance(made, External):
            if made.name in _BY_PACKAGE:
                return _unless(keyword(call, _BY_PACKAGE[made.name]), _BY_PACKAGE[made.name]), roles
            if made.name.startswith(_SCHEMES):
                return self._scheme(call), ()
            return guard_by_name(made.name), ()
        if not isinstance(made, Value):
            return Verdict.UNSURE, ()
        if isinstance(made.node, ast.ClassDef):
            asked = self.project.attribute(made, "__call__")
            if isinstance(asked, Value) and isinstance(asked.node, FUNCTIONS):
                return self.function(asked), roles
            if any(base.startswith(_SCHEMES) for base in self.project.bases(made)):
                return self._scheme(call), ()
            return Verdict.UNSURE, ()
        if isinstance(made.node, FUNCTIONS):
            result = self.project.result(made)
            if isinstance(result, Value):
                verdict, more = self._verdict(result)
                return verdict, (*roles, *more)
        return Verdict.UNSURE, ()

    def _words(self, call: ast.Call, scope: Scope) -> tuple[str, ...]:
        """Strings among the arguments: roles and permissions, where what is made of them is a guard."""
        found: list[str] = []
        for value in (*call.args, *(one.value for one in call.keywords)):
            found += self.project.texts(value, scope) or []
        return tuple(found)

    def _scheme(self, call: ast.Call) -> Verdict:
        """A scheme takes a credential out of the request; somebody else has to verify it."""
        return (
            Verdict.OPTIONAL
            if keyword(call, "auto_error") is not None and not _true(keyword(call, "auto_error"))
            else Verdict.UNSURE
        )

    def _external(self, name: str) -> Verdict:
        last = name.rsplit(".", 1)[-1]
        if last.endswith("RequestForm"):
            return Verdict.NOTHING  # a login's form
        if sounds_like_guard(name):
            return Verdict.UNSURE
        return (
            Verdict.NOTHING
            if last[:1].isupper() or name.startswith(("fastapi.", "starlette."))
            else Verdict.UNSURE
        )

    def function(self, function: Value) -> Verdict:
        """Its own dependencies first: one that refuses lets nobody come as far as this function."""
        key = ("dependency", function.node)
        memo = self.project.memo
        if key not in memo:
            memo[key] = Verdict.NOTHING
            memo[key] = self._function(function)
        known = memo[key]
        return known if isinstance(known, Verdict) else Verdict.NOTHING

    def _function(self, function: Value) -> Verdict:
        below = [self.evidence(one) for one in self.asked_by(function)]
        if any(one.verdict is Verdict.REFUSES for one in below):
            return Verdict.REFUSES
        known = self._known(function, below)
        verdict = self.judge.function(function, known)
        if verdict is Verdict.REFUSES:
            return Verdict.REFUSES
        if verdict is Verdict.OPTIONAL or any(one.verdict is Verdict.OPTIONAL for one in below):
            return Verdict.OPTIONAL if verdict is not Verdict.UNSURE else Verdict.UNSURE
        if any(one.verdict is Verdict.UNSURE for one in below) or verdict is Verdict.UNSURE:
            return Verdict.UNSURE
        name = getattr(function.node, "name", "")
        if sounds_like_guard(name) and any(isinstance(one, ast.Raise) for one in own_nodes(function.node)):
            return Verdict.UNSURE  # it refuses something, and not with 401 or 403
        return (
            Verdict.UNSURE if sounds_like_guard(name) and self._calls_elsewhere(function) else Verdict.NOTHING
        )

    def _calls_elsewhere(self, function: Value) -> bool:
        """Whether it calls something that is not seen through, which may refuse in its place."""
        inner = function.scope.module.inner[function.node]
        for node in own_nodes(function.node):
            if isinstance(node, ast.Call):
                target = self.project.deref(node.func, inner)
                if target is None or (isinstance(target, External) and sounds_like_guard(target.name)):
                    return True
        return False

    def _known(self, function: Value, below: list[Evidence]) -> frozenset[str]:
        """Parameters that stand for the caller: credentials, and what dependencies made of them."""
        if not isinstance(function.node, FUNCTIONS):
            return frozenset()
        names = set()
        for (name, one), found in zip(self._parameters(function.node, function.scope), below, strict=False):
            if found.verdict is not Verdict.NOTHING or self._is_scheme(one):
                names.add(name)
        for parameter in arguments_of(function.node):
            if self._is_carrier(parameter, function):
                names.add(parameter.arg)
        return frozenset(names)

    def _is_scheme(self, dependency: Dependency) -> bool:
        referent = self.project.deref(dependency.target, dependency.where)
        if isinstance(referent, Value) and isinstance(referent.node, ast.Call):
            made = self.project.deref(referent.node.func, referent.scope)
            return isinstance(made, External) and made.name.startswith(_SCHEMES)
        return False

    def _is_carrier(self, one: ast.arg, function: Value) -> bool:
        """A header or a cookie whose name says that it identifies: ``x_token: Annotated[str, Header()]``."""
        if not words_of(one.arg) & _CARRIED:
            return False
        node = function.node
        values = (
            [*node.args.defaults, *(value for value in node.args.kw_defaults if value)]
            if isinstance(node, FUNCTIONS)
            else []
        )
        annotation = [] if one.annotation is None else list(ast.walk(one.annotation))
        for value in (*annotation, *values):
            if isinstance(value, ast.Call):
                made = self.project.deref(value.func, function.scope)
                if isinstance(made, External) and made.name in _CARRIERS:
                    return True
        return False


_CARRIED = frozenset(
    "token auth authorization key apikey secret signature session cookie jwt bearer credentials".split()
)


def _true(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is True


def _unless(argument: ast.expr | None, name: str) -> Verdict:
    """An argument that is not told leaves it open."""
    if argument is None:
        return Verdict.REFUSES
    if is_false(argument):
        return Verdict.REFUSES if name == "optional" else Verdict.OPTIONAL
    if _true(argument):
        return Verdict.OPTIONAL if name == "optional" else Verdict.REFUSES
    return Verdict.UNSURE
