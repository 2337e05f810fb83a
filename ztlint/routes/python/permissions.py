"""Django REST framework's permission classes as guards, and Django's own mixins and middlewares."""

import ast
from collections.abc import Iterator

from msgspec import Struct, field

from ztlint.routes.python.project import External, Project, Value, keyword, own_nodes, shown
from ztlint.routes.python.shared import Evidence, witness
from ztlint.routes.python.source import FUNCTIONS, Scope
from ztlint.routes.python.verdict import Judge, Verdict
from ztlint.routes.python.words import sounds_like_guard

SAFE = ("GET", "HEAD", "OPTIONS")
_REFUSING = {
    "IsAuthenticated",
    "IsAdminUser",
    "DjangoModelPermissions",
    "DjangoObjectPermissions",
    "TokenHasScope",
    "TokenHasReadWriteScope",
    "TokenMatchesOASRequirements",
    "IsAuthenticatedOrTokenHasScope",
}
_READING = {"IsAuthenticatedOrReadOnly", "DjangoModelPermissionsOrAnonReadOnly"}
_ANYBODY = {"AllowAny"}
_MIXINS = {
    "LoginRequiredMixin",
    "PermissionRequiredMixin",
    "UserPassesTestMixin",
    "AccessMixin",
}
_USER = ("is_authenticated", "is_staff", "is_superuser", "is_active", "has_perm", "has_perms")


class Permissions(Struct, eq=False):
    """``settings`` holds what REST_FRAMEWORK and MIDDLEWARE say, where the settings were found."""

    project: Project
    judge: Judge
    default: list[tuple[ast.expr, Scope]] | None = None
    told: bool = False
    settings: list[tuple[ast.expr, Scope]] = field(default_factory=list)

    def listed(self, node: ast.expr | None, scope: Scope, method: str) -> Iterator[Evidence]:
        """Of ``permission_classes = [...]``: every one of them has to agree."""
        items = self.project.items(node, scope)
        if items is None:
            if node is not None:
                yield Evidence(Verdict.UNSURE, witness(self.project, node, scope))
            return
        for item, where in items:
            verdict = self.permission(item, where, method)
            if verdict is not Verdict.NOTHING:
                yield Evidence(verdict, witness(self.project, item, where))

    def by_default(self, method: str) -> Iterator[Evidence]:
        """What the settings say, else AllowAny. Settings that were not found leave it open."""
        for item, where in self.default or ():
            verdict = self.permission(item, where, method)
            if verdict is not Verdict.NOTHING:
                text = f"default permission {shown(item)}"
                yield Evidence(verdict, witness(self.project, item, where, text))
        if self.default is None and not self.told and self.settings:
            node, scope = self.settings[0]
            yield Evidence(Verdict.UNSURE, witness(self.project, node, scope))

    def permission(self, node: ast.expr, scope: Scope, method: str, depth: int = 0) -> Verdict:
        if depth > 10:
            return Verdict.UNSURE
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.BitAnd, ast.BitOr)):
            sides = [self.permission(side, scope, method, depth + 1) for side in (node.left, node.right)]
            return max(sides) if isinstance(node.op, ast.BitAnd) else min(sides)
        if isinstance(node, ast.UnaryOp):
            return Verdict.UNSURE
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return self._named(node.value, method)
        if isinstance(node, ast.Call):
            return self.permission(node.func, scope, method, depth + 1)
        found = self.project.deref(node, scope)
        if isinstance(found, External):
            return _external(found.name, method)
        if isinstance(found, Value) and isinstance(found.node, ast.ClassDef):
            return self._own(found, method)
        if isinstance(found, Value) and isinstance(found.node, ast.expr) and found.node is not node:
            return self.permission(found.node, found.scope, method, depth + 1)
        return Verdict.UNSURE

    def _named(self, dotted: str, method: str) -> Verdict:
        """By the dotted name that settings write."""
        module, _, name = dotted.rpartition(".")
        importer = self.settings[0][1].module.path if self.settings else ""
        home = self.project.find_module(module, 0, importer) if importer else None
        member = self.project.member(home, name) if home else None
        if isinstance(member, Value) and isinstance(member.node, ast.ClassDef):
            return self._own(member, method)
        return _external(dotted, method)

    def _own(self, owner: Value, method: str) -> Verdict:
        """A permission class of the project: what ``has_permission`` returns for a caller without a name."""
        asked = self.project.attribute(owner, "has_permission")
        if isinstance(asked, Value) and isinstance(asked.node, FUNCTIONS):
            verdict = self._asks(asked, method)
            if verdict is not Verdict.NOTHING or not _defers(asked.node):
                return verdict
        known = [
            _external(base, method)
            for base in self.project.bases(owner)
            if not base.endswith(".BasePermission")
        ]
        if known:
            return max(known)
        # An object's own check comes after the object was found, and not for lists.
        return (
            Verdict.UNSURE
            if isinstance(self.project.attribute(owner, "has_object_permission"), Value)
            else Verdict.NOTHING
        )

    def _asks(self, asked: Value, method: str) -> Verdict:
        returned = [
            node for node in own_nodes(asked.node) if isinstance(node, ast.Return) and node.value is not None
        ]
        if not returned:
            return Verdict.UNSURE
        if len(returned) == 1 and len(asked.node.body) <= 2 and isinstance(returned[0].value, ast.expr):  # type: ignore[attr-defined]
            return _of_expression(returned[0].value, method)
        verdicts = {_of_expression(one.value, method) for one in returned if isinstance(one.value, ast.expr)}
        constant = {one.value.value for one in returned if isinstance(one.value, ast.Constant)}
        if constant == {True} and len(returned) == 1:
            return Verdict.NOTHING
        return Verdict.REFUSES if verdicts == {Verdict.REFUSES} else Verdict.UNSURE


def _of_expression(node: ast.expr | None, method: str) -> Verdict:
    """Whether a condition is false for callers without a name."""
    if isinstance(node, ast.BoolOp):
        inner = [_of_expression(one, method) for one in node.values]
        return max(inner) if isinstance(node.op, ast.And) else min(inner)
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "bool" and node.args:
        return _of_expression(node.args[0], method)
    if isinstance(node, ast.Constant):
        return Verdict.NOTHING if node.value else Verdict.REFUSES
    if isinstance(node, ast.Compare) and "SAFE_METHODS" in ast.dump(node):
        reading = method in SAFE
        inside = isinstance(node.ops[0], ast.In)
        return Verdict.NOTHING if reading == inside else Verdict.REFUSES
    if isinstance(node, ast.Attribute) and node.attr in _USER:
        return Verdict.REFUSES if node.attr != "is_active" else Verdict.UNSURE
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _USER:
        return Verdict.REFUSES
    return Verdict.UNSURE


def _defers(function: ast.AST) -> bool:
    return any(
        isinstance(node, ast.Call) and getattr(node.func, "id", "") == "super" for node in ast.walk(function)
    )


def _external(name: str, method: str) -> Verdict:
    last = name.rsplit(".", 1)[-1]
    if last in _REFUSING:
        return Verdict.REFUSES
    if last in _READING:
        return Verdict.NOTHING if method in SAFE else Verdict.UNSURE if method == "*" else Verdict.REFUSES
    return Verdict.NOTHING if last in _ANYBODY else Verdict.UNSURE


def by_mixins(project: Project, view: Value) -> Iterator[Evidence]:
    """Of the bases that Django has for this."""
    for base in project.bases(view):
        name = base.rsplit(".", 1)[-1]
        told = witness(project, view.node, view.scope, name)
        if name in _MIXINS:
            yield Evidence(
                Verdict.UNSURE if name in ("UserPassesTestMixin", "AccessMixin") else Verdict.REFUSES, told
            )
        elif base == "?" or (sounds_like_guard(name) and name.endswith("Mixin")):
            yield Evidence(Verdict.UNSURE, told)


__all__ = ["SAFE", "Permissions", "by_mixins", "keyword"]
