"""The function ``schema``: a value against a JSON Schema that the ruleset holds.

Only as much of the value is written out as the schema looks at. Nothing is fetched, and the work is counted.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import Any

from ztlint.jsonpath import ecma
from ztlint.scanners.openapi.spectral.functions import FUNCTIONS, Fault, Options, Target
from ztlint.scanners.openapi.spectral.tree import Spot
from ztlint.scanners.openapi.spectral.values import UNDEFINED

MAX_VALUES = 200_000
"""Values that are written out for one look."""

MAX_STEPS = 200_000
"""Keywords that are worked out for one look."""

_DIALECTS = ("draft4", "draft6", "draft7", "draft2019-09", "draft2020-12")


class SchemaError(Exception):
    """A schema that can't be read, or that takes too long."""


def schema(target: Target, options: Options) -> Iterator[Fault]:
    if target.value is UNDEFINED:
        yield Fault(f"{target.name} has to be there")
        return
    validator = _validator(options.get("dialect", "auto"), options["schema"])
    validator.left[0] = MAX_STEPS
    instance = target.value
    if isinstance(instance, Spot):
        instance = _written_out(instance, validator.depth, [MAX_VALUES], ())
    for path, message in _errors(validator, instance, everything=bool(options.get("allErrors"))):
        yield Fault(message, tuple(str(step) for step in path))


FUNCTIONS["schema"] = schema


def _errors(validator: Any, instance: Any, *, everything: bool) -> list[tuple[tuple[Any, ...], str]]:
    """One for each place. Unless all are asked for, those of the first keyword that fails."""
    try:
        errors = list(validator.of.iter_errors(instance))
    except SchemaError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a stranger's schema makes of the validator
        raise SchemaError(f"the schema can't be worked out: {type(error).__name__}") from None
    rank = partial(_rank, schema=validator.of.schema)
    if not everything and errors:
        errors = [min(errors, key=rank)]
    leaves = [leaf for error in errors for leaf in _leaves(error, rank)]
    deeper = {path[: len(path) - 1] for path, _, _ in leaves if path}
    places: dict[tuple[Any, ...], list[str]] = {}
    for path, message, choice in leaves:
        if choice and any(other[: len(path)] == path for other in deeper):
            continue  # what is wrong further down says it better
        told = places.setdefault(path, [])
        if message not in told:
            told.append(message)
    return [(path, "; ".join(told[:4])) for path, told in places.items()]


def _leaves(error: Any, rank: Callable[[Any], Any]) -> Iterator[tuple[tuple[Any, ...], str, bool]]:
    """Path, message, and whether it is about a choice of which no branch fits."""
    path = tuple(error.absolute_path)
    choice = error.validator in ("anyOf", "oneOf") and bool(error.context)
    if choice:
        branches: dict[Any, list[Any]] = {}
        for inner in error.context:
            branches.setdefault(inner.schema_path[0], []).append(inner)
        for inner in branches.values():
            yield from _leaves(min(inner, key=rank), rank)
    if not choice or error.validator == "oneOf":
        yield path, _sentence(error), choice


_ORDER = {
    name: rank
    for rank, name in enumerate(
        "$ref type maximum minimum exclusiveMaximum exclusiveMinimum multipleOf maxLength minLength pattern "
        "format not anyOf oneOf allOf if const enum maxItems minItems additionalItems prefixItems items "
        "contains uniqueItems maxProperties minProperties required dependencies dependentRequired "
        "dependentSchemas "
        "propertyNames additionalProperties properties patternProperties".split()
    )
}


def _rank(error: Any, schema: Any) -> tuple[int, ...]:
    """Types first, then what holds for all, arrays, objects: the order of Spectral's validator. Of the
    members of an object the one that the schema names first.
    """
    rank: list[int] = []
    named = False
    for step in error.absolute_schema_path:
        if isinstance(step, int):
            rank.append(step)
        elif named and isinstance(schema, dict) and step in schema:
            rank.append(list(schema).index(step))
        else:
            rank.append(_ORDER.get(step, len(_ORDER)))
        named = not named and step in _NAMING
        schema = schema.get(step) if isinstance(schema, dict) else None
    return tuple(rank)


_NAMING = frozenset({"properties", "patternProperties", "dependencies", "dependentSchemas"})


def _sentence(error: Any) -> str:
    """Short, and without the whole value, which may be long."""
    name = f"'{error.absolute_path[-1]}'" if error.absolute_path else "the value"
    wanted = error.validator_value
    if error.validator == "required":
        missing = [key for key in wanted if key not in error.instance]
        return f"{name} lacks {', '.join(repr(key) for key in missing[:6])}"
    if error.validator == "type":
        types = " or ".join(wanted) if isinstance(wanted, list) else wanted
        return f"{name} is not of type {types}"
    if error.validator == "additionalProperties" and wanted is False:
        return f"{name} has members that are not allowed"
    if isinstance(wanted, (str, int, float, list)) and len(str(wanted)) <= 120:
        return f"{name} does not fit '{error.validator}: {wanted}'"
    return f"{name} does not fit '{error.validator}'"


class _Validator:
    """A validator, the work it may still do (a list of one number, which its keywords count down), and how
    deep its schema looks.
    """

    def __init__(self, of: Any, left: list[int]) -> None:
        self.of = of
        self.left = left
        self.depth = _depth(of.schema)


_validators: dict[tuple[int, str], tuple[Any, _Validator]] = {}


def _validator(dialect: str, wanted: Any) -> _Validator:
    """Kept with its schema, so that the schema's identity stays its own."""
    key = (id(wanted), dialect)
    if key not in _validators:
        if len(_validators) > 4000:
            _validators.clear()
        _validators[key] = (wanted, _make(dialect, wanted))
    return _validators[key][1]


def _make(dialect: str, wanted: Any) -> _Validator:
    import jsonschema  # noqa: PLC0415 - slow to load
    from referencing import Registry  # noqa: PLC0415

    left = [MAX_STEPS]
    cls = _class_of(dialect if dialect in _DIALECTS else _declared(wanted))
    keywords = {name: _counted(function, left) for name, function in cls.VALIDATORS.items()}
    keywords["pattern"] = _pattern
    keywords["patternProperties"] = _pattern_properties
    keywords["propertyNames"] = cls.VALIDATORS.get("propertyNames", keywords["pattern"])
    extended = jsonschema.validators.extend(cls, keywords)  # type: ignore[no-untyped-call]
    return _Validator(extended(wanted, registry=Registry(), format_checker=_formats()), left)


def _declared(wanted: Any) -> str:
    name = str(wanted.get("$schema", "")) if isinstance(wanted, dict) else ""
    known = {"draft-04": "draft4", "draft-06": "draft6", "2019-09": "draft2019-09", "2020-12": "draft2020-12"}
    return next((dialect for part, dialect in known.items() if part in name), "draft7")


def _class_of(dialect: str) -> Any:
    import jsonschema  # noqa: PLC0415

    return {
        "draft4": jsonschema.Draft4Validator,
        "draft6": jsonschema.Draft6Validator,
        "draft2019-09": jsonschema.Draft201909Validator,
        "draft2020-12": jsonschema.Draft202012Validator,
    }.get(dialect, jsonschema.Draft7Validator)


def _counted(function: Callable[..., Any], left: list[int]) -> Callable[..., Any]:
    def counted(validator: Any, value: Any, instance: Any, schema: Any) -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise SchemaError(f"the schema takes more than {MAX_STEPS} steps")
        return function(validator, value, instance, schema) or ()

    return counted


def _matches(pattern: str, text: str) -> bool:
    try:
        return ecma.search(pattern, "", text) is not None
    except ecma.PatternError as error:
        raise SchemaError(str(error)) from None


def _pattern(validator: Any, value: Any, instance: Any, _: Any) -> Iterator[Any]:
    from jsonschema.exceptions import ValidationError  # noqa: PLC0415

    if validator.is_type(instance, "string") and isinstance(value, str) and not _matches(value, instance):
        yield ValidationError("does not match")


def _pattern_properties(validator: Any, value: Any, instance: Any, _: Any) -> Iterator[Any]:
    if not validator.is_type(instance, "object") or not isinstance(value, dict):
        return
    for pattern, inner in value.items():
        for key, item in instance.items():
            if _matches(pattern, key):
                yield from validator.descend(item, inner, path=key, schema_path=pattern)


@lru_cache(maxsize=1)
def _formats() -> Any:
    """Those that the standard library can tell; others are not checked."""
    import datetime as dt  # noqa: PLC0415
    import uuid  # noqa: PLC0415
    from urllib.parse import urlsplit  # noqa: PLC0415

    from jsonschema import FormatChecker  # noqa: PLC0415

    checker = FormatChecker(formats=("email", "ipv4", "ipv6", "date"))
    checker.checks("uri")(lambda value: not isinstance(value, str) or bool(urlsplit(value).scheme))
    checker.checks("url")(lambda value: not isinstance(value, str) or bool(urlsplit(value).netloc))
    checker.checks("uuid", (ValueError,))(lambda value: not isinstance(value, str) or bool(uuid.UUID(value)))
    checker.checks("date-time", (ValueError,))(
        lambda value: not isinstance(value, str) or bool(dt.datetime.fromisoformat(value))
    )
    return checker


_INNER = (
    "items",
    "additionalItems",
    "additionalProperties",
    "contains",
    "unevaluatedItems",
    "unevaluatedProperties",
)
_HERE = ("not", "if", "then", "else")
_WHOLE = frozenset({"$ref", "$dynamicRef", "$recursiveRef", "uniqueItems"})
_FULL = 1 << 30
"""As deep as the value is."""


def _depth(wanted: Any, nesting: int = 0) -> int:
    """How far below a value its schema looks."""
    if not isinstance(wanted, dict) or nesting > 100:
        return 0 if nesting <= 100 else _FULL
    options = (*_items(wanted.get("enum")), wanted.get("const"))
    if not _WHOLE.isdisjoint(wanted) or any(isinstance(option, (dict, list)) for option in options):
        return _FULL
    below = [sub for key in ("properties", "patternProperties") for sub in _members(wanted.get(key))]
    for key in _INNER:
        below += _items(wanted.get(key))
    below += _items(wanted.get("prefixItems"))
    here = [sub for key in ("allOf", "anyOf", "oneOf") for sub in _items(wanted.get(key))]
    here += [wanted[key] for key in _HERE if key in wanted]
    here += [sub for key in ("dependencies", "dependentSchemas") for sub in _members(wanted.get(key))]
    depths = [1 + _depth(sub, nesting + 1) for sub in below] + [_depth(sub, nesting + 1) for sub in here]
    return max(depths, default=0)


def _members(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else []


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if isinstance(value, dict) else []


def _written_out(spot: Spot, depth: int, left: list[int], above: tuple[int, ...]) -> Any:
    """Plain data, references replaced. A value that leads back to itself ends there."""
    left[0] -= 1
    if left[0] < 0:
        raise SchemaError(f"the value has more than {MAX_VALUES} parts")
    if not spot.is_container:
        return spot.value
    if id(spot.value) in above:
        return {}
    if depth < 0:
        return {} if isinstance(spot.value, dict) else []
    inner = (*above, id(spot.value))
    if isinstance(spot.value, dict):
        return {str(child.key): _written_out(child, depth - 1, left, inner) for child in spot}
    return [_written_out(child, depth - 1, left, inner) for child in spot]
