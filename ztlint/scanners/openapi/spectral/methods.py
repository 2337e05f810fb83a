"""Members and methods of JavaScript's texts, arrays, objects and regular expressions."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from ztlint.jsonpath import ecma
from ztlint.scanners.openapi.spectral.tree import Spot
from ztlint.scanners.openapi.spectral.values import UNDEFINED, same, text, truthy, value_of


class Regex(Struct, frozen=True):
    """A regular expression as a value."""

    source: str
    flags: str = ""


class Method(Struct, frozen=True):
    """A method that is named and not called, as in ``@.name && @.name.match && ...``."""

    name: str


def member(owner: Any, name: str) -> Any:
    """``owner.name`` or ``owner[name]``; undefined where there is none."""
    if isinstance(owner, Spot):
        found = owner.child(name)
        if found is not None:
            return value_of(found)
        if name == "length" and isinstance(owner.value, list):
            return len(owner.value)
    elif isinstance(owner, (str, list)):
        if name == "length":
            return len(owner)
        if name.isascii() and name.isdigit() and len(name) < 10 and int(name) < len(owner):
            return owner[int(name)]
    return Method(name) if name in _methods_of(owner) else UNDEFINED


def call_method(owner: Any, name: str, arguments: list[Any]) -> Any:
    """NotImplemented where JavaScript would throw an error, or where the method is not known."""
    if isinstance(owner, int) and name in _TEXT and not isinstance(owner, bool):
        owner = str(owner)  # the number of an item in an array, where a key was expected
    method = _methods_of(owner).get(name)
    if method is None:
        return NotImplemented
    return method(owner, [*arguments, UNDEFINED, UNDEFINED])


_Method = Callable[[Any, list[Any]], Any]


def _methods_of(owner: Any) -> dict[str, _Method]:
    if isinstance(owner, str):
        return _TEXT
    if isinstance(owner, Regex):
        return _REGEX
    if isinstance(owner, list) or (isinstance(owner, Spot) and isinstance(owner.value, list)):
        return _ARRAY
    return _OBJECT if isinstance(owner, Spot) else {}


def _regex(value: Any) -> Regex:
    return value if isinstance(value, Regex) else Regex("" if value is UNDEFINED else text(value))


def _match(owner: str, arguments: list[Any]) -> Any:
    pattern = _regex(arguments[0])
    found = ecma.search(pattern.source, pattern.flags, owner)
    return None if found is None else list(found)


def _test(owner: Regex, arguments: list[Any]) -> bool:
    return ecma.search(owner.source, owner.flags, text(arguments[0])) is not None


def _search(owner: str, arguments: list[Any]) -> Any:
    found = _match(owner, arguments)
    return -1 if found is None else owner.find(found[0])


def _slice(owner: str, arguments: list[Any]) -> str:
    start, end = (value if isinstance(value, int) else None for value in arguments[:2])
    return owner[start:end]


def _substring(owner: str, arguments: list[Any]) -> str:
    start, end = (max(0, value) if isinstance(value, int) else None for value in arguments[:2])
    low, high = sorted((start or 0, len(owner) if end is None else end))
    return owner[low:high]


def _substr(owner: str, arguments: list[Any]) -> str:
    rest = _slice(owner, [arguments[0]])
    return rest[: arguments[1]] if isinstance(arguments[1], int) else rest


def _split(owner: str, arguments: list[Any]) -> list[str]:
    separator = arguments[0]
    if isinstance(separator, str):
        return owner.split(separator) if separator else list(owner)
    return [owner]


def _char_at(owner: str, arguments: list[Any]) -> str:
    at = arguments[0] if isinstance(arguments[0], int) else 0
    return owner[at] if 0 <= at < len(owner) else ""


_TEXT: dict[str, _Method] = {
    "match": _match,
    "search": _search,
    "includes": lambda owner, arguments: text(arguments[0]) in owner,
    "indexOf": lambda owner, arguments: owner.find(text(arguments[0])),
    "lastIndexOf": lambda owner, arguments: owner.rfind(text(arguments[0])),
    "startsWith": lambda owner, arguments: owner.startswith(text(arguments[0])),
    "endsWith": lambda owner, arguments: owner.endswith(text(arguments[0])),
    "toLowerCase": lambda owner, _: owner.lower(),
    "toUpperCase": lambda owner, _: owner.upper(),
    "toString": lambda owner, _: owner,
    "trim": lambda owner, _: owner.strip(),
    "slice": _slice,
    "substring": _substring,
    "substr": _substr,
    "charAt": _char_at,
    "split": _split,
}

_REGEX: dict[str, _Method] = {
    "test": _test,
    "exec": lambda owner, arguments: _match(text(arguments[0]), [owner]),
}


def _items(owner: Any) -> list[Any]:
    return [value_of(child) for child in owner] if isinstance(owner, Spot) else owner


def _index_of(owner: Any, arguments: list[Any]) -> int:
    return next((at for at, item in enumerate(_items(owner)) if same(item, arguments[0])), -1)


def _join(owner: Any, arguments: list[Any]) -> str:
    separator = "," if arguments[0] is UNDEFINED else text(arguments[0])
    return separator.join(map(text, _items(owner)))


_ARRAY: dict[str, _Method] = {
    "includes": lambda owner, arguments: _index_of(owner, arguments) >= 0,
    "indexOf": _index_of,
    "join": _join,
}

_OBJECT: dict[str, _Method] = {
    "hasOwnProperty": lambda owner, arguments: truthy(owner.child(text(arguments[0])) is not None),
}

METHOD_NAMES = frozenset((*_TEXT, *_ARRAY, *_OBJECT))
