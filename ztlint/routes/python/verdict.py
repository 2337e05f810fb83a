"""Whether a function turns away callers who do not say who they are, as far as its own code shows.

What is followed is the path that every call takes: conditions on it, handlers of exceptions around it, and
calls of other functions of the project. A guard that some calls get around is none.
"""

import ast
from enum import IntEnum

from msgspec import Struct, field

from ztlint.routes.python.anonymous import holds
from ztlint.routes.python.project import External, Project, Value, is_false, keyword, own_nodes
from ztlint.routes.python.source import FUNCTIONS, Definition, Scope, arguments_of
from ztlint.routes.python.words import (
    dotted,
    identifies,
    is_refusal_name,
    is_refusal_status,
    sounds_like_guard,
    verifies_by_name,
)

MAX_CALLS = 5
"""Functions of the project that are followed into one another."""

_VERIFIERS = {
    "flask_jwt_extended.verify_jwt_in_request",
    "flask_jwt_extended.verify_fresh_jwt_in_request",
    "flask_jwt_extended.verify_jwt_refresh_token_in_request",
    "jwt.decode",
    "jose.jwt.decode",
    "firebase_admin.auth.verify_id_token",
    "google.oauth2.id_token.verify_oauth2_token",
}
"""Functions of packages that raise where the caller's token is not good."""


class Verdict(IntEnum):
    NOTHING = 0  # it does not ask
    OPTIONAL = 1  # it asks, and lets in those who do not answer
    UNSURE = 2
    REFUSES = 3


class _State(Struct):
    """What holds at one point of the path: names of the caller, and whether some calls have left."""

    known: set[str]
    asked: bool = False
    left: bool = False
    optional: bool = False
    verdicts: list[Verdict] = field(default_factory=list)


class Judge(Struct, eq=False):
    project: Project
    deep: int = 0
    wrapped: frozenset[str] = frozenset()
    """Names of the functions that a decorator was given: what comes after calling them comes too late."""

    def function(self, function: Value, known: frozenset[str] = frozenset()) -> Verdict:
        """Of a function of the project; ``known`` are parameters that stand for the caller."""
        key = ("verdict", function.node, known)
        memo = self.project.memo
        if key not in memo:
            memo[key] = Verdict.NOTHING  # a function may call itself
            inner = function.scope.module.inner.get(function.node)
            if inner is not None and isinstance(function.node, FUNCTIONS) and self.deep < MAX_CALLS:
                self.deep += 1
                try:
                    memo[key] = self.body(function.node.body, inner, set(known))
                finally:
                    self.deep -= 1
        found = memo[key]
        return found if isinstance(found, Verdict) else Verdict.NOTHING

    def body(self, statements: list[ast.stmt], scope: Scope, known: set[str]) -> Verdict:
        state = _State(known)
        self._walk(statements, scope, state)
        return _settled(state)

    def _walk(self, statements: list[ast.stmt], scope: Scope, state: _State) -> None:
        for statement in statements:
            self._statement(statement, scope, state)

    def _statement(self, node: ast.stmt, scope: Scope, state: _State) -> None:
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            return
        if isinstance(node, ast.If):
            self._if(node, scope, state)
        elif isinstance(node, ast.Try):
            self._try(node, scope, state)
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                self._expression(item.context_expr, scope, state)
                if item.optional_vars is not None and self.uses(item.context_expr, state.known):
                    _learn(item.optional_vars, state.known)
            self._walk(node.body, scope, state)
        elif isinstance(node, (ast.For, ast.AsyncFor, ast.While)):
            inner = self.body(node.body, scope, set(state.known))
            if inner is Verdict.REFUSES:
                state.verdicts.append(Verdict.UNSURE)
        elif isinstance(node, ast.Match):
            if any(self._refuses(case.body, scope) for case in node.cases):
                state.verdicts.append(Verdict.UNSURE)
        else:
            self._simple(node, scope, state)

    def _simple(self, node: ast.stmt, scope: Scope, state: _State) -> None:
        if self.is_refusal(node, scope):
            state.verdicts.append(Verdict.REFUSES if state.asked and not state.left else Verdict.UNSURE)
            return
        if isinstance(node, ast.Assert) and self.uses(node.test, state.known):
            state.verdicts.append(Verdict.UNSURE)  # python -O takes it out
        value = getattr(node, "value", None)
        if isinstance(value, ast.expr):
            if self.wrapped and any(_calls_one(inner, self.wrapped) for inner in ast.walk(value)):
                state.left = True
            self._expression(value, scope, state)
            if self.uses(value, state.known):
                targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
                for target in targets:
                    if target is not None:
                        _learn(target, state.known)

    def _expression(self, value: ast.expr, scope: Scope, state: _State) -> None:
        """Calls on the way that refuse by themselves; those behind ``and`` and ``or`` may not be made."""
        if isinstance(value, ast.Await):
            value = value.value
        if not isinstance(value, ast.Call):
            return
        verdict = self._call(value, scope, state.known)
        if verdict is Verdict.REFUSES and state.left:
            verdict = Verdict.UNSURE
        if verdict is not Verdict.NOTHING:
            state.verdicts.append(verdict)
        for argument in value.args:
            self._expression(argument, scope, state)

    def _call(self, call: ast.Call, scope: Scope, known: set[str]) -> Verdict:
        target = self.project.deref(call.func, scope)
        if isinstance(target, External):
            return self._external(target.name, call, known)
        if isinstance(target, Value) and isinstance(target.node, FUNCTIONS):
            return self.function(target, _passed(call, target.node, self, known))
        if target is None and verifies_by_name(dotted(call.func)):
            return Verdict.UNSURE
        return Verdict.NOTHING

    def _external(self, name: str, call: ast.Call, known: set[str]) -> Verdict:
        if name not in _VERIFIERS:
            return Verdict.UNSURE if verifies_by_name(name) else Verdict.NOTHING
        optional = keyword(call, "optional")
        if optional is not None and not is_false(optional):
            return Verdict.OPTIONAL
        if name.endswith("decode"):
            return (
                Verdict.REFUSES
                if verifies(call) and any(self.uses(one, known) for one in call.args)
                else Verdict.NOTHING
            )
        return Verdict.REFUSES

    def _if(self, node: ast.If, scope: Scope, state: _State) -> None:
        asks = self.uses(node.test, state.known)
        if isinstance(node.test, ast.NamedExpr) and asks:
            _learn(node.test.target, state.known)
        true = holds(node.test, lambda one: self.uses(one, state.known))
        refuses, otherwise = self._refuses(node.body, scope), self._refuses(node.orelse, scope)
        if not (refuses or otherwise):
            self._branches(node, scope, state, true if asks else None)
            return
        if asks:
            entered = None if true is None else true == refuses
            verdict = {True: Verdict.REFUSES, False: Verdict.OPTIONAL, None: Verdict.UNSURE}[entered]
            state.verdicts.append(Verdict.UNSURE if state.left and entered else verdict)
        self._walk(node.orelse if refuses else node.body, scope, state)

    def _branches(  # a condition has three states
        self,
        node: ast.If,
        scope: Scope,
        state: _State,
        true: bool | None,  # noqa: FBT001 - see above
    ) -> None:
        """Neither branch ends in a refusal. ``true`` says which one is taken by who sends nothing."""
        asks = true is not None or self.uses(node.test, state.known)
        inner: dict[bool, Verdict] = {}
        learned: list[set[str]] = []
        for branch, statements in ((True, node.body), (False, node.orelse)):
            if statements:
                known = set(state.known)
                inner[branch] = self.body(statements, scope, known)
                learned.append(known - state.known)
        if learned and not asks:
            self._learned(learned, state)
        elif asks:
            state.known |= _assigned(node)
            state.asked = True
        verdict = _chosen(inner, true)
        if verdict is Verdict.REFUSES and state.left:
            verdict = Verdict.UNSURE
        if verdict is not Verdict.NOTHING:
            state.verdicts.append(verdict)
        taken = node.body if true is not False else []
        others = node.orelse if true is not True else []
        if _leaves(taken) or _leaves(others):
            if true is None:
                state.left = True
            else:
                state.optional = True

    def _learned(self, learned: list[set[str]], state: _State) -> None:
        """Names that stand for the caller in one branch, and perhaps for something else in the other."""
        for names in learned:
            for name in names:
                state.known.add(name)
                if not all(name in others for others in learned) and len(learned) == 2:
                    state.left = True

    def _try(self, node: ast.Try, scope: Scope, state: _State) -> None:
        asks = any(self.uses(inner, state.known) for inner in node.body)
        before = len(state.verdicts)
        self._walk(node.body, scope, state)
        inside = state.verdicts[before:]
        swallowing = [
            one for one in node.handlers if not self._refuses(one.body, scope) and not _raises(one.body)
        ]
        refusing = [one for one in node.handlers if self._refuses(one.body, scope)]
        if swallowing and Verdict.REFUSES in inside:
            broad = any(_is_broad(one) for one in swallowing)
            state.verdicts[before:] = [Verdict.OPTIONAL if broad else Verdict.UNSURE]
        elif asks and refusing:
            verdict = Verdict.UNSURE if swallowing or state.left else Verdict.REFUSES
            state.verdicts.append(verdict)
        elif asks and any(_leaves(one.body) for one in swallowing):
            state.optional = True
        if asks:
            state.asked = True
        self._walk([*node.orelse, *node.finalbody], scope, state)

    def _refuses(self, statements: list[ast.stmt], scope: Scope) -> bool:
        """Whether a branch ends in a refusal."""
        return any(self.is_refusal(statement, scope) for statement in statements)

    def is_refusal(self, node: ast.stmt, scope: Scope) -> bool:
        if isinstance(node, ast.Raise):
            return node.exc is not None and self._is_refusing(node.exc, scope, raised=True)
        if isinstance(node, ast.Return):
            return node.value is not None and self._is_refusing(node.value, scope)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            name = dotted(node.value.func).rsplit(".", 1)[-1]
            return (
                name in ("abort", "abort_request", "permission_denied")
                and any(map(is_refusal_status, _values(node.value)))
            ) or name == "permission_denied"
        return False

    def _is_refusing(self, value: ast.expr, scope: Scope, *, raised: bool = False, depth: int = 0) -> bool:
        if isinstance(value, ast.Await):
            value = value.value
        if isinstance(value, ast.Tuple) and value.elts:
            return any(map(is_refusal_status, value.elts[1:]))
        if isinstance(value, ast.Call):
            name = dotted(value.func)
            if is_refusal_name(name) or is_refusal_status(value.func):
                return True
            if any(map(is_refusal_status, _values(value))):
                return True
            if name.rsplit(".", 1)[-1] in ("redirect", "redirect_to_login", "RedirectResponse"):
                return "login" in ast.dump(value).lower() or "signin" in ast.dump(value).lower()
            return self._makes_refusal(value, scope, depth)
        if isinstance(value, ast.Name) and depth < MAX_CALLS:
            if raised and is_refusal_name(value.id):
                return True
            found = self.project.deref(value, scope)
            return (
                isinstance(found, Value)
                and isinstance(found.node, ast.Call)
                and self._is_refusing(found.node, found.scope, raised=raised, depth=depth + 1)
            )
        return raised and isinstance(value, ast.Attribute) and is_refusal_name(value.attr)

    def _makes_refusal(self, call: ast.Call, scope: Scope, depth: int) -> bool:
        """A class of the project whose status is 401 or 403, or a function that returns nothing else."""
        target = self.project.deref(call.func, scope)
        if not isinstance(target, Value) or depth > 2:
            return False
        if isinstance(target.node, ast.ClassDef):
            for name in ("status_code", "code", "status"):
                found = self.project.attribute(target, name)
                if isinstance(found, Value) and is_refusal_status(found.node):
                    return True
            return False
        if isinstance(target.node, FUNCTIONS):
            inner = target.scope.module.inner[target.node]
            returned = [one for one in own_nodes(target.node) if isinstance(one, (ast.Return, ast.Raise))]
            return bool(returned) and all(
                self._is_refusing(value, inner, raised=isinstance(one, ast.Raise), depth=depth + 1)
                for one in returned
                if (value := one.value if isinstance(one, ast.Return) else one.exc) is not None
            )
        return False

    def uses(self, node: ast.AST, known: set[str]) -> bool:
        """Whether an expression or a statement reads what says who is calling."""
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load) and inner.id in known:
                return True
            if identifies(inner):
                return True
        return False


def _chosen(inner: dict[bool, Verdict], true: bool | None) -> Verdict:  # noqa: FBT001 - three states
    """Of the branches of a condition: the one that is taken, or what both have in common."""
    if true is not None:
        own, other = inner.get(true, Verdict.NOTHING), inner.get(not true, Verdict.NOTHING)
        return own if own is not Verdict.NOTHING or other is Verdict.NOTHING else Verdict.OPTIONAL
    if len(inner) == 2 and set(inner.values()) == {Verdict.REFUSES}:
        return Verdict.REFUSES
    worst = max(inner.values(), default=Verdict.NOTHING)
    return min(Verdict.UNSURE, worst)


def _settled(state: _State) -> Verdict:
    if Verdict.REFUSES in state.verdicts:
        return Verdict.OPTIONAL if state.optional else Verdict.REFUSES
    if Verdict.UNSURE in state.verdicts:
        return Verdict.UNSURE
    return Verdict.OPTIONAL if state.optional or Verdict.OPTIONAL in state.verdicts else Verdict.NOTHING


def _passed(call: ast.Call, function: Definition, judge: Judge, known: set[str]) -> frozenset[str]:
    """The parameters of a function for which something about the caller is passed."""
    names = [one.arg for one in arguments_of(function)]
    if names[:1] in (["self"], ["cls"]):
        names = names[1:]
    found = {name for name, value in zip(names, call.args, strict=False) if judge.uses(value, known)}
    found |= {one.arg for one in call.keywords if one.arg and judge.uses(one.value, known)}
    return frozenset(found)


def _calls_one(node: ast.AST, names: frozenset[str]) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def _values(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(one.value for one in call.keywords)]


def _learn(target: ast.expr, known: set[str]) -> None:
    known.update(
        node.id for node in ast.walk(target) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    )


def _assigned(node: ast.If) -> set[str]:
    return {
        inner.id
        for statement in node.body
        for inner in ast.walk(statement)
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)
    }


def _leaves(statements: list[ast.stmt]) -> bool:
    return any(isinstance(one, ast.Return) for one in statements)


def _raises(statements: list[ast.stmt]) -> bool:
    return any(isinstance(one, ast.Raise) for one in statements)


def _is_broad(one: ast.ExceptHandler) -> bool:
    if one.type is None:
        return True
    return any(
        isinstance(node, (ast.Name, ast.Attribute)) and dotted(node).endswith(("Exception", "HTTPException"))
        for node in ast.walk(one.type)
    )


def verifies(call: ast.Call) -> bool:
    """Whether decoding a token verifies its signature."""
    if is_false(keyword(call, "verify")) or is_false(keyword(call, "verify_signature")):
        return False
    options = keyword(call, "options")
    if options is None:
        return True
    if not isinstance(options, ast.Dict):
        return False
    named = {
        key.value: value
        for key, value in zip(options.keys, options.values, strict=True)
        if isinstance(key, ast.Constant)
    }
    return not is_false(named.get("verify_signature"))


def guard_by_name(name: str) -> Verdict:
    """What is not followed, and is called like a guard, may be one."""
    return Verdict.UNSURE if sounds_like_guard(name) else Verdict.NOTHING
