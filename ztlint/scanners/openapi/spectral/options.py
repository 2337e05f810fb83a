"""Whether the options of a function are what it can work with."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ztlint.jsonpath import ecma
from ztlint.scanners.openapi.spectral.casing import CASES

NO_OPTIONS = frozenset({"truthy", "falsy", "defined", "undefined", "typedEnum"})


def wrong_options(function: str, options: Any) -> str:
    """What is wrong with them; empty where nothing is."""
    if function in NO_OPTIONS:
        return ""
    given = {} if options is None else options
    if not isinstance(given, dict):
        return "functionOptions is no mapping"
    return _CHECKS[function](given)


def _pattern(options: Mapping[str, Any]) -> str:
    named = [options[name] for name in ("match", "notMatch") if name in options]
    if not named or not all(isinstance(option, str) for option in named):
        return "'match' or 'notMatch' is missing"
    for option in named:
        try:
            ecma.check(*ecma.of_option(option))
        except ecma.PatternError as error:
            return str(error)
    return ""


def _casing(options: Mapping[str, Any]) -> str:
    separator = options.get("separator")
    if options.get("type") not in CASES:
        return f"'type' is none of {', '.join(CASES)}"
    if separator is None or (isinstance(separator, dict) and isinstance(separator.get("char"), str)):
        return ""
    return "'separator' has no 'char'"


def _enumeration(options: Mapping[str, Any]) -> str:
    return "" if isinstance(options.get("values"), list) else "'values' is missing"


def _length(options: Mapping[str, Any]) -> str:
    bounds = [options[name] for name in ("min", "max") if name in options]
    if bounds and all(isinstance(bound, (int, float)) and not isinstance(bound, bool) for bound in bounds):
        return ""
    return "'min' or 'max' is missing, or no number"


def _properties(options: Mapping[str, Any]) -> str:
    names = options.get("properties")
    if isinstance(names, list) and len(names) > 1 and all(isinstance(name, str) for name in names):
        return ""
    return "'properties' does not name two or more"


def _schema(options: Mapping[str, Any]) -> str:
    if not isinstance(options.get("schema"), dict):
        return "'schema' is missing"
    elsewhere = next((ref for ref in _references(options["schema"]) if not ref.startswith("#")), None)
    return f"its schema refers to {elsewhere}, and nothing outside of a schema is read" if elsewhere else ""


def _references(schema: Any) -> Iterator[str]:
    stack = [schema]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            if isinstance(value.get("$ref"), str):
                yield value["$ref"]
            stack.extend(value.values())
        elif isinstance(value, list):
            stack.extend(value)


def _alphabetical(options: Mapping[str, Any]) -> str:
    return "" if isinstance(options.get("keyedBy", ""), str) else "'keyedBy' is no name"


def _location(options: Mapping[str, Any]) -> str:
    location = options.get("reusableObjectsLocation")
    return "" if isinstance(location, str) and location[:1] == "#" else "'reusableObjectsLocation' is missing"


_CHECKS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "pattern": _pattern,
    "casing": _casing,
    "enumeration": _enumeration,
    "length": _length,
    "or": _properties,
    "xor": _properties,
    "schema": _schema,
    "alphabetical": _alphabetical,
    "unreferencedReusableObject": _location,
}
