"""What conditions say of a caller who sends nothing: true, false, or not to be told.

Of such a caller there is no user, no token and no session, headers and cookies are missing, and what looks
for one of them finds nothing.
"""

import ast
from collections.abc import Callable

from ztlint.routes.python.words import dotted, words_of

_NEGATIVE = frozenset(
    "anonymous invalid missing empty error errors err failed failure denied unauthorized none".split()
)
"""Words of names that are true of nobody."""

_OF_SOME = frozenset(
    """banned blocked expired revoked blacklisted suspended locked disabled guest deleted inactive limited
    deactivated denylisted getattr isinstance len any all""".split()
)
_DEPTH = 40

Uses = Callable[[ast.AST], bool]


def holds(test: ast.expr, uses: Uses, depth: int = 0) -> bool | None:
    """``uses`` says whether an expression reads what says who is calling."""
    if depth > _DEPTH:
        return None
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        inner = holds(test.operand, uses, depth + 1)
        return None if inner is None else not inner
    if isinstance(test, ast.BoolOp):
        parts = [holds(one, uses, depth + 1) for one in test.values]
        strong = isinstance(test.op, ast.Or)
        if strong in parts:
            return strong
        return None if None in parts else not strong
    if isinstance(test, ast.NamedExpr):
        return holds(test.value, uses, depth + 1)
    if isinstance(test, ast.Constant):
        return bool(test.value)
    if not uses(test):
        return None
    if isinstance(test, ast.Compare):
        return _compared(test, uses)
    if isinstance(test, ast.Await):
        return holds(test.value, uses, depth + 1)
    return _named(test, uses)


def _named(test: ast.expr, uses: Uses) -> bool | None:
    """A name, an attribute or a call: nothing is there, nothing is verified."""
    head = test.func if isinstance(test, ast.Call) else test
    words = words_of(dotted(head).rsplit(".", 1)[-1])
    if words & _OF_SOME:
        inside = isinstance(test, ast.Call) and any("nonymous" in ast.dump(one) for one in test.args)
        return True if inside else None
    if (
        isinstance(test, ast.Call)
        and isinstance(test.func, ast.Name)
        and test.func.id == "bool"
        and test.args
    ):
        return holds(test.args[0], uses, 1)
    if words & _NEGATIVE:
        return True
    plain = (ast.Name, ast.Attribute, ast.Call, ast.Subscript)
    return False if isinstance(test, plain) else None


def _compared(test: ast.Compare, uses: Uses) -> bool | None:
    if len(test.ops) != 1:
        return None
    left, right, op = test.left, test.comparators[0], test.ops[0]
    if isinstance(op, (ast.In, ast.NotIn)):
        found = _contained(left, right, uses)
        return None if found is None else found == isinstance(op, ast.In)
    if isinstance(op, (ast.Eq, ast.Is, ast.NotEq, ast.IsNot)):
        same = _same(left, right, uses)
        return None if same is None else same == isinstance(op, (ast.Eq, ast.Is))
    return None


def _contained(left: ast.expr, right: ast.expr, uses: Uses) -> bool | None:
    """``"user" in session`` is false of nobody, ``"error" in answer`` true."""
    if uses(left):
        return False
    if isinstance(left, ast.Constant) and isinstance(left.value, str) and words_of(left.value) & _NEGATIVE:
        return True
    return False if uses(right) else None


def _same(left: ast.expr, right: ast.expr, uses: Uses) -> bool | None:
    """Nothing is the same as nothing, and as no value that is there."""
    if uses(left) and uses(right):
        return None if "user" in ast.dump(left) + ast.dump(right) else True
    other = right if uses(left) else left
    if isinstance(other, ast.Constant):
        return not other.value
    return False
