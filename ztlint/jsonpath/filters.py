"""What filters compare and compute (RFC 9535 sections 2.3.5 and 2.4). Nothing of it runs as code."""

from collections.abc import Callable
from typing import Any

from ztlint.jsonpath import ecma
from ztlint.jsonpath.find import Budget, Scope, TooMuchError, chosen
from ztlint.jsonpath.query import Query, Test

NOTHING = object()
"""What a query that chooses nothing is in a comparison."""

Value = Callable[[Scope], Any]


def exists(query: Query) -> Test:
    return lambda scope: bool(chosen(query, scope))


def value_of(query: Query) -> Value:
    """Of a query that chooses one place at most; NOTHING where it chooses none, or several."""

    def value(scope: Scope) -> Any:
        places = chosen(query, scope)
        return places[0].value if len(places) == 1 else NOTHING

    return value


def count_of(query: Query) -> Value:
    return lambda scope: len(chosen(query, scope))


def length_of(argument: Value) -> Value:
    def length(scope: Scope) -> Any:
        value = argument(scope)
        return len(value) if isinstance(value, (str, list, dict)) else NOTHING

    return length


def matched(text: Value, pattern: Value, *, whole: bool) -> Test:
    """``match`` and ``search``: I-Regexp (RFC 9485) is a part of what ECMA-262 has."""

    def test(scope: Scope) -> bool:
        subject, expression = text(scope), pattern(scope)
        if not isinstance(subject, str) or not isinstance(expression, str):
            return False
        scope.budget.spend(1 + len(subject) // 100)
        try:
            return ecma.search(f"^(?:{expression})$" if whole else expression, "u", subject) is not None
        except ecma.PatternError as error:
            if "too long" in str(error):
                raise TooMuchError from None
            return False  # section 2.4.6: what is no I-Regexp matches nothing

    return test


def comparison(sign: str, left: Value, right: Value) -> Test:
    compare = _COMPARISONS[sign]
    return lambda scope: compare(left(scope), right(scope), scope.budget)


def _equal(left: Any, right: Any, budget: Budget) -> bool:
    budget.spend()
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(_equal(left[key], right[key], budget) for key in left)
    if isinstance(left, list) and isinstance(right, list):
        pairs = zip(left, right, strict=False)
        return len(left) == len(right) and all(_equal(one, other, budget) for one, other in pairs)
    return _kind(left) == _kind(right) and bool(left == right)


def _less(left: Any, right: Any, _: Budget) -> bool:
    return _kind(left) == _kind(right) in ("number", "string") and bool(left < right)


def _kind(value: Any) -> str:
    if isinstance(value, bool) or value is None or value is NOTHING:
        return "constant"
    return "number" if isinstance(value, (int, float)) else type(value).__name__.replace("str", "string")


_Comparison = Callable[[Any, Any, Budget], bool]
_COMPARISONS: dict[str, _Comparison] = {
    "==": _equal,
    "!=": lambda left, right, budget: not _equal(left, right, budget),
    "<": _less,
    ">": lambda left, right, budget: _less(right, left, budget),
    "<=": lambda left, right, budget: _less(left, right, budget) or _equal(left, right, budget),
    ">=": lambda left, right, budget: _less(right, left, budget) or _equal(left, right, budget),
}
