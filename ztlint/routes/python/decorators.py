"""Decorators of functions as guards: those of known packages, and those that the project defines."""

import ast
from collections.abc import Iterator

from ztlint.routes.python.project import External, Project, Value, is_false, keyword, own_nodes
from ztlint.routes.python.shared import Evidence, witness
from ztlint.routes.python.source import FUNCTIONS, Scope, arguments_of
from ztlint.routes.python.verdict import Judge, Verdict
from ztlint.routes.python.words import sounds_like_guard

GUARDS = {
    "flask_login.login_required",
    "flask_login.fresh_login_required",
    "flask_login.utils.login_required",
    "flask_jwt_extended.jwt_required",
    "flask_jwt_extended.fresh_jwt_required",
    "flask_jwt_extended.jwt_refresh_token_required",
    "flask_jwt_extended.view_decorators.jwt_required",
    "flask_jwt.jwt_required",
    "flask_security.auth_required",
    "flask_security.login_required",
    "flask_security.roles_required",
    "flask_security.roles_accepted",
    "flask_security.permissions_required",
    "flask_security.permissions_accepted",
    "flask_security.token_required",
    "flask_security.auth_token_required",
    "flask_security.http_auth_required",
    "flask_security.decorators.auth_required",
    "flask_httpauth.HTTPBasicAuth().login_required",
    "flask_httpauth.HTTPTokenAuth().login_required",
    "flask_httpauth.HTTPDigestAuth().login_required",
    "flask_httpauth.MultiAuth().login_required",
    "flask_principal.Permission().require",
    "flask_praetorian.auth_required",
    "flask_praetorian.roles_required",
    "flask_praetorian.roles_accepted",
    "quart_auth.login_required",
    "django.contrib.auth.decorators.login_required",
    "django.contrib.auth.decorators.permission_required",
    "django.contrib.auth.decorators.user_passes_test",
    "django.contrib.admin.views.decorators.staff_member_required",
    "starlette.authentication.requires",
}
_OPTIONAL = {
    "flask_jwt_extended.jwt_optional",
    "django.contrib.auth.decorators.login_not_required",
    "flask_praetorian.auth_accepted",
}
_HARMLESS = (
    "functools.",
    "flask_cors.",
    "flask_caching.",
    "flasgger.",
    "drf_spectacular.",
    "drf_yasg.",
    "django.views.decorators.",
)


def decorator_evidence(project: Project, judge: Judge, node: ast.expr, scope: Scope) -> Iterator[Evidence]:
    """What one decorator (or wrapper around a view) says about who may call."""
    call = node if isinstance(node, ast.Call) else None
    head = node.func if isinstance(node, ast.Call) else node
    target = project.deref(head, scope)
    if isinstance(target, Value) and isinstance(target.node, ast.Call) and call is None:
        call, head = target.node, target.node.func  # a decorator made beforehand, under a name of its own
        scope_of_call = target.scope
        target = project.deref(head, scope_of_call)
    told = witness(project, node, scope)
    roles = _roles(project, call, scope)
    if isinstance(target, External):
        yield from _external(target.name, call, told, roles)
    elif isinstance(target, Value) and isinstance(target.node, FUNCTIONS):
        verdict = judge_decorator(judge, target)
        if verdict is Verdict.NOTHING and sounds_like_guard(target.node.name) and not _is_plain(target):
            verdict = Verdict.UNSURE
        if verdict is not Verdict.NOTHING:
            yield Evidence(verdict, told, roles)
    elif isinstance(target, Value) and isinstance(target.node, ast.ClassDef):
        if sounds_like_guard(target.node.name):
            yield Evidence(Verdict.UNSURE, told)
    elif target is None and sounds_like_guard(_last(head)):
        yield Evidence(Verdict.UNSURE, told)


def _is_plain(function: Value) -> bool:
    """A decorator that only marks: it returns what it was given, and calls nothing."""
    return not any(
        isinstance(node, (*FUNCTIONS, ast.Lambda))
        for node in ast.walk(function.node)
        if node is not function.node
    )


def _last(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _external(name: str, call: ast.Call | None, told: object, roles: tuple[str, ...]) -> Iterator[Evidence]:
    if name in _OPTIONAL:
        yield Evidence(Verdict.OPTIONAL, told)  # type: ignore[arg-type]
    elif name in GUARDS:
        verdict = Verdict.REFUSES
        optional = keyword(call, "optional") if call is not None else None
        if optional is not None and not is_false(optional):
            verdict = Verdict.OPTIONAL if isinstance(optional, ast.Constant) else Verdict.UNSURE
        if name.endswith(".requires") and call is None:
            verdict = Verdict.UNSURE
        if name == "flask_jwt_extended.jwt_required" and call is None:
            verdict = Verdict.REFUSES  # versions before 4 had no parentheses
        if name.endswith("user_passes_test"):
            verdict = Verdict.UNSURE if call is None else _test(call)
        yield Evidence(verdict, told, roles)  # type: ignore[arg-type]
    elif sounds_like_guard(name) and not name.startswith(_HARMLESS):
        yield Evidence(Verdict.UNSURE, told)  # type: ignore[arg-type]


def _test(call: ast.Call) -> Verdict:
    """``user_passes_test(lambda user: user.is_staff)`` refuses the anonymous; others are not followed."""
    test = call.args[0] if call.args else None
    body = test.body if isinstance(test, ast.Lambda) else None
    names = ("is_authenticated", "is_staff", "is_superuser", "has_perm")
    plain = isinstance(body, ast.Attribute) and body.attr in names
    return Verdict.REFUSES if plain else Verdict.UNSURE


def _roles(project: Project, call: ast.Call | None, scope: Scope) -> tuple[str, ...]:
    found: list[str] = []
    for value in (
        (*call.args, *(one.value for one in call.keywords if one.arg not in ("login_url", "next")))
        if call
        else ()
    ):
        found += project.texts(value, scope) or []
    return tuple(found)


def judge_decorator(judge: Judge, decorator: Value) -> Verdict:
    """By what it puts around the function it is given: the innermost function that calls it."""
    key = ("decorator", decorator.node)
    memo = judge.project.memo
    if key not in memo:
        memo[key] = Verdict.NOTHING
        found = _wrapper(decorator)
        if found is not None:
            wrapper, given = found
            memo[key] = Judge(judge.project, wrapped=given).function(wrapper)
    known = memo[key]
    return known if isinstance(known, Verdict) else Verdict.NOTHING


def _wrapper(decorator: Value) -> tuple[Value, frozenset[str]] | None:
    """A function within a function, which calls a parameter of one around it."""
    module = decorator.scope.module
    stack = [(decorator.node, frozenset[str]())]
    while stack:
        node, outer = stack.pop()
        if not isinstance(node, FUNCTIONS):
            continue
        if outer and any(_calls(inner, outer) for inner in own_nodes(node)):
            scope = module.inner[node].parent
            return (Value(node, scope), outer) if scope is not None else None
        names = outer | {one.arg for one in arguments_of(node)}
        stack += [(inner, names) for inner in own_nodes(node) if isinstance(inner, FUNCTIONS)]
    return None


def _calls(node: ast.AST, names: frozenset[str]) -> bool:
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Name) and node.func.id in names:
        return True
    return any(isinstance(one, ast.Name) and one.id in names for one in node.args[:1])
