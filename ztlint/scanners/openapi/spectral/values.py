"""JavaScript's values, as far as rulesets compute with them."""

import json
import math
from typing import Any

from ztlint.scanners.openapi.spectral.tree import Spot


class _Undefined:
    """What JavaScript finds where there is nothing."""

    def __repr__(self) -> str:
        return "undefined"

    def __bool__(self) -> bool:
        return False


UNDEFINED = _Undefined()


def value_of(spot: Spot | None) -> Any:
    """Mappings and sequences stay spots, so that references below them are followed when asked for."""
    if spot is None:
        return UNDEFINED
    return spot if spot.is_container else spot.value


def truthy(value: Any) -> bool:
    """Empty objects and arrays are true, NaN is not."""
    if isinstance(value, (Spot, list, dict)):
        return True
    return bool(value) and not (isinstance(value, float) and math.isnan(value))


def kind(value: Any) -> str:
    """``typeof``, but telling null and arrays from objects."""
    value = value.value if isinstance(value, Spot) else value
    for types, name in _KINDS:
        if isinstance(value, types):
            return name
    return "undefined" if value is UNDEFINED else "null"


_KINDS: tuple[tuple[Any, str], ...] = (
    (bool, "boolean"),
    ((int, float), "number"),
    (str, "string"),
    (list, "array"),
    (dict, "object"),
)


def same(left: Any, right: Any) -> bool:
    """``===``."""
    if isinstance(left, Spot) and isinstance(right, Spot):
        return left.value is right.value
    return kind(left) == kind(right) and bool(left == right)


def alike(left: Any, right: Any) -> bool:
    """``==``: numbers and texts that look like them are equal, and so are null and undefined."""
    kinds = {kind(left), kind(right)}
    if kinds <= {"null", "undefined"}:
        return True
    if kinds & {"null", "undefined"}:
        return False
    if len(kinds) == 1 or not kinds <= {"number", "string", "boolean"}:
        return same(left, right)
    return number(left) == number(right)


def number(value: Any) -> float:
    if isinstance(value, (bool, int, float)):
        return float(value) if abs(value) < 1e300 else math.inf
    if value is None:
        return 0.0
    if isinstance(value, str):
        try:
            return float(value) if value.strip() else 0.0
        except ValueError:
            return math.nan
    return math.nan


def text(value: Any) -> str:
    """``String(value)``, but containers as JSON, which tells more than ``[object Object]``."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if value is UNDEFINED:
        return "undefined"
    if isinstance(value, (int, float)):
        whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e16
        return str(int(value) if whole else value)
    plain = value.value if isinstance(value, Spot) else value
    if isinstance(plain, (dict, list)) and len(plain) > 20:
        return "{...}" if isinstance(plain, dict) else "[...]"
    return _short(plain)


_WORDS = {None: "null", True: "true", False: "false"}
_MAX_SHOWN = 200


def _short(value: Any) -> str:
    shown = json.dumps(_cut(value, 3), ensure_ascii=False)
    return shown if len(shown) <= _MAX_SHOWN else shown[: _MAX_SHOWN - 3] + "..."


def _cut(value: Any, depth: int) -> Any:
    if isinstance(value, dict):
        return {k: _cut(v, depth - 1) for k, v in list(value.items())[:20]} if depth else "..."
    if isinstance(value, list):
        return [_cut(v, depth - 1) for v in value[:20]] if depth else "..."
    return value
