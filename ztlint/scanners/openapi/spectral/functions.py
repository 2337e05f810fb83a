"""Spectral's core functions. Each looks at one value and says what is wrong with it; the words are ours.

A value of a kind that a function is not about is passed over, as Spectral does.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from ztlint.jsonpath import ecma
from ztlint.scanners.openapi.spectral.casing import matches_case
from ztlint.scanners.openapi.spectral.collation import compare
from ztlint.scanners.openapi.spectral.tree import Spot
from ztlint.scanners.openapi.spectral.values import UNDEFINED, kind, same, text, truthy, value_of

Options = Mapping[str, Any]


class Fault(Struct, frozen=True):
    """What is wrong. ``steps`` lead from the value that was looked at to the place; ``on_key``: its name."""

    message: str
    steps: tuple[str, ...] = ()
    on_key: bool = False


class Target(Struct, frozen=True):
    """What a function looks at. ``name`` is how messages call it, ``spot`` is None where there is nothing."""

    value: Any
    name: str
    spot: Spot | None


Function = Callable[[Target, Options], Iterator[Fault]]

FUNCTIONS: dict[str, Function] = {}


def _function(name: str) -> Callable[[Function], Function]:
    def register(function: Function) -> Function:
        FUNCTIONS[name] = function
        return function

    return register


@_function("truthy")
def truthy_(target: Target, _: Options) -> Iterator[Fault]:
    if not truthy(target.value):
        yield Fault(f"{target.name} has to be there and not empty")


@_function("falsy")
def falsy(target: Target, _: Options) -> Iterator[Fault]:
    if truthy(target.value):
        yield Fault(f"{target.name} must not be there")


@_function("defined")
def defined(target: Target, _: Options) -> Iterator[Fault]:
    if target.value is UNDEFINED:
        yield Fault(f"{target.name} has to be there")


@_function("undefined")
def undefined(target: Target, _: Options) -> Iterator[Fault]:
    if target.value is not UNDEFINED:
        yield Fault(f"{target.name} must not be there")


@_function("pattern")
def pattern(target: Target, options: Options) -> Iterator[Fault]:
    if not isinstance(target.value, str):
        return
    for option, wanted, told in (("match", True, "does not match"), ("notMatch", False, "must not match")):
        if option in options:
            found = ecma.search(*ecma.of_option(options[option]), target.value)
            if (found is not None) is not wanted:
                yield Fault(f"'{_shown(target.value)}' {told} '{_shown(options[option])}'")


@_function("casing")
def casing(target: Target, options: Options) -> Iterator[Fault]:
    if isinstance(target.value, str) and target.value and not matches_case(target.value, options):
        yield Fault(f"'{_shown(target.value)}' is not in {options['type']} case")


@_function("enumeration")
def enumeration(target: Target, options: Options) -> Iterator[Fault]:
    if target.value is UNDEFINED or isinstance(target.value, Spot):
        return
    allowed = options["values"]
    if not any(same(target.value, value) for value in allowed):
        listed = ", ".join(f"'{_shown(text(value))}'" for value in allowed[:12])
        more = f" and {len(allowed) - 12} more" if len(allowed) > 12 else ""
        yield Fault(f"'{_shown(text(target.value))}' is none of {listed}{more}")


@_function("length")
def length(target: Target, options: Options) -> Iterator[Fault]:
    """Of texts, arrays and objects their size, of numbers the number itself."""
    value = target.value.value if isinstance(target.value, Spot) else target.value
    if isinstance(value, bool) or not isinstance(value, (str, list, dict, int, float)):
        return
    size = value if isinstance(value, (int, float)) else len(value)
    if "min" in options and size < options["min"]:
        yield Fault(f"{target.name} is {text(size)}, less than {text(options['min'])}")
    if "max" in options and size > options["max"]:
        yield Fault(f"{target.name} is {text(size)}, more than {text(options['max'])}")


@_function("or")
def or_(target: Target, options: Options) -> Iterator[Fault]:
    there = _those_there(target, options)
    if there is not None and not there:
        yield Fault(f"{target.name} has none of {_listed(options['properties'])}")


@_function("xor")
def xor(target: Target, options: Options) -> Iterator[Fault]:
    yield from or_(target, options)
    there = _those_there(target, options)
    if there and len(there) > 1:
        yield Fault(f"{target.name} has more than one of {_listed(there)}")


def _those_there(target: Target, options: Options) -> list[str] | None:
    """None where the value is no object."""
    if kind(target.value) != "object":
        return None
    return [name for name in options["properties"] if name in target.value.value]


@_function("alphabetical")
def alphabetical(target: Target, options: Options) -> Iterator[Fault]:
    if not isinstance(target.value, Spot):
        return
    value, keyed = target.value.value, options.get("keyedBy")
    names = list(value) if isinstance(value, dict) else [child.value for child in target.value]
    if len(names) < 2:
        return
    if keyed is not None:
        names = [_member(target.value.child(str(name)), keyed) for name in _steps(value)]
    if not all(isinstance(name, (str, int, float)) and not isinstance(name, bool) for name in names):
        yield Fault(f"{target.name} holds what can't be put in order")
        return
    wrong = next((at for at in range(len(names) - 1) if compare(names[at], names[at + 1]) > 0), None)
    if wrong is None:
        return
    told = f"'{_shown(text(names[wrong]))}' has to come after '{_shown(text(names[wrong + 1]))}'"
    if keyed is None:
        step = str(wrong) if isinstance(value, list) else text(names[wrong])
        yield Fault(told, (step,), on_key=isinstance(value, dict))
    else:
        yield Fault(told)


def _steps(value: Any) -> Sequence[Any]:
    return list(value) if isinstance(value, dict) else range(len(value))


def _member(spot: Spot | None, name: str) -> Any:
    return value_of(spot.child(name)) if spot is not None and spot.is_container else UNDEFINED


@_function("typedEnum")
def typed_enum(target: Target, options: Options) -> Iterator[Fault]:
    """Each value of ``enum`` has a ``type`` that the schema allows."""
    if kind(target.value) != "object":
        return
    values, types = target.value.child("enum"), _types(target.value, options)
    if values is None or not isinstance(values.value, list) or types is None:
        return
    for at, item in enumerate(values):
        if not _has_type(value_of(item), types):
            told = f"'{_shown(text(value_of(item)))}' is not of type {' or '.join(types)}"
            yield Fault(told, ("enum", str(at)))


def _types(schema: Spot, options: Options) -> list[str] | None:
    """``nullable`` means null in 3.0, ``x-nullable`` in 2.0."""
    written = schema.value.get("type")
    types = written if isinstance(written, list) else [written]
    if not types or not all(isinstance(name, str) for name in types):
        return None
    nullable = {"3.0": "nullable", "2.0": "x-nullable"}.get(options.get("version", ""), "")
    return [*types, "null"] if nullable and schema.value.get(nullable) is True else types


def _has_type(value: Any, types: Sequence[str]) -> bool:
    name = kind(value)
    if name == "number" and "integer" in types and float(value).is_integer():
        return True
    return name in types


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"'{name}'" for name in names[:6])
    return shown if len(names) <= 6 else f"{shown} and {len(names) - 6} more"


def _shown(value: str) -> str:
    return value if len(value) <= 80 else value[:77] + "..."
