"""Checks that a rule file spells out by itself: a field of what was selected, and what has to hold for it.

Options that all of them take:

``field``     the way to the value below the selected node: ``info.contact.email``, or a JSON pointer where
              keys have dots or slashes; ``*`` stands for every key or item. Without it: the node itself.
``of``        ``value`` (default), or ``key``: the name under which it stands.
``methods``, ``statuses``, ``places``, ``types``, ``sections``, ``paths``
              only targets with one of these methods, statuses (``429``, ``4XX``), places (``in``), schema
              types or sections of ``components``, or with a path that matches the pattern.
``together``  ``each`` (default): a finding for each place; ``part``: one for each operation or component;
              ``api``: one for the definition.

Messages may use ``{field}``, ``{value}`` and ``{name}``.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ztlint.documents import Node
from ztlint.openapi import Api
from ztlint.scanners.openapi.fields import Field, fields, way_of
from ztlint.scanners.openapi.hit import Fault, Hit, Options, check
from ztlint.scanners.openapi.linear import PatternError, searcher
from ztlint.scanners.openapi.targets import Target, in_sight, operations_of, target_of

_COMMON: Mapping[str, type | tuple[type, ...]] = {
    "field": str,
    "of": str,
    "methods": list,
    "statuses": list,
    "places": list,
    "types": list,
    "sections": list,
    "paths": str,
    "together": str,
}
_CHOICES = {"of": ("value", "key"), "together": ("each", "part", "api"), "count": ("all", "any", "one")}
_SHOWN = 60


def _faults(
    special: Mapping[str, type | tuple[type, ...]], needed: Iterable[str] = ()
) -> Callable[[Options], Iterator[Fault]]:
    """What is wrong with the options of a check that takes ``special`` besides the common ones, and at least
    one of ``needed``.
    """
    known = {**_COMMON, **special}
    wanted = tuple(needed)

    def look(options: Options) -> Iterator[Fault]:
        for name, value in options.items():
            if name == "check":
                continue
            if name not in known:
                yield name, f"the check takes {', '.join(sorted(known))}"
            elif fault := _fault(name, value, known[name]):
                yield name, fault
        if wanted and not any(name in options for name in wanted):
            yield "check", f"needs {' or '.join(wanted)}"

    return look


def _fault(name: str, value: Any, kinds: type | tuple[type, ...]) -> str:
    truth = isinstance(value, bool) and kinds in (str, list, (int, float))
    if not isinstance(value, kinds) or truth:
        return f"has to be {_named(kinds)}"
    if name in _CHOICES and value not in _CHOICES[name]:
        return f"has to be one of {', '.join(_CHOICES[name])}"
    if name in ("match", "not-match", "paths"):
        try:
            searcher(value)
        except PatternError as error:
            return str(error)
    if isinstance(value, list) and not value:
        return "is empty"
    return ""


_NAMES = {
    str: "text",
    list: "a list",
    bool: "true or false",
    dict: "a mapping",
    int: "a number",
    float: "a number",
}


def _named(kinds: type | tuple[type, ...]) -> str:
    first = kinds[0] if isinstance(kinds, tuple) else kinds
    return _NAMES.get(first, "a value")


def _each(api: Api, target: object, options: Options) -> Iterator[tuple[Target, Field]]:
    """The fields that the options speak of, of a target that they let in."""
    found = target_of(target)
    if in_sight(found, options, api):
        way = way_of(options.get("field", ""))
        yield from ((found, field) for field in fields(api, found, way))


def _hit(api: Api, found: Target, field: Field, options: Options, value: object = None) -> Hit:
    told = {"field": field.label or options.get("field", ""), "value": _short(value), "name": found.name}
    return Hit(
        field.node,
        told,
        operations_of(found, api),
        cause=_cause(field.node, options),
        on_key=field.missing or options.get("of") == "key" or not _scalar(field.node.value),
    )


def _cause(node: Node, options: Options) -> str:
    """What findings have in common where the rule wants them together."""
    together = options.get("together", "each")
    if together == "part":
        return f"{node.document.path}#{'/'.join(map(str, _part(node.steps)))}"
    return "api" if together == "api" else ""


def _part(steps: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Of a pointer what names an operation or a component."""
    return steps[:2] if steps[:1] == ("definitions",) else steps[:3]


def _scalar(value: Any) -> bool:
    return not isinstance(value, (dict, list))


def _short(value: object) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."


def _asked(found: Target, field: Field, options: Options) -> Any:
    """The value, or the key it stands under. Of the selected node itself that is its name."""
    if options.get("of", "value") == "value":
        return None if field.missing else field.node.value
    return found.name if field.node is found.node else field.node.step


@check(given="any", faults=_faults({"match": str, "not-match": str}, ("match", "not-match")))
def pattern(api: Api, target: object, options: Options) -> Iterator[Hit]:
    """``match``: an expression that has to occur in the text; ``not-match``: one that must not. What is
    missing, or no text, number or truth value, is left alone.
    """
    for found, field in _each(api, target, options):
        value = _asked(found, field, options)
        if value is not None and _scalar(value) and not _fits(_text(value), options):
            yield _hit(api, found, field, options, value)


def _fits(text: str, options: Options) -> bool:
    wanted, unwanted = options.get("match"), options.get("not-match")
    return (wanted is None or searcher(wanted)(text)) and (unwanted is None or not searcher(unwanted)(text))


def _text(value: object) -> str:
    """As it is written in YAML and JSON."""
    return str(value).lower() if isinstance(value, bool) else str(value)


@check(given="any", faults=_faults({"fields": list, "count": str, "ignore-case": bool}, ("field", "fields")))
def required(api: Api, target: object, options: Options) -> Iterator[Hit]:
    """``field`` has to be there and to say something (``false`` and ``0`` do). Of several ``fields`` it is
    ``count``: ``all`` (default), ``any`` (one or more) or ``one`` of them. ``ignore-case``: for headers.
    """
    for found, missing in _missing(api, target, options, _says_something):
        yield _hit(api, found, missing, options)


@check(given="any", faults=_faults({"fields": list, "count": str, "ignore-case": bool}, ("field", "fields")))
def defined(api: Api, target: object, options: Options) -> Iterator[Hit]:
    """The same for a key that has to be there, whatever stands behind it."""
    for found, missing in _missing(api, target, options, lambda field: not field.missing):
        yield _hit(api, found, missing, options)


def _missing(
    api: Api, target: object, options: Options, there: Callable[[Field], bool]
) -> Iterator[tuple[Target, Field]]:
    found = target_of(target)
    if not in_sight(found, options, api):
        return
    ways = options.get("fields") or [options.get("field", "")]
    fold = options.get("ignore-case", False)
    looked = [(way, list(fields(api, found, way_of(str(way)), fold=fold))) for way in ways]
    if options.get("count", "all") == "all":
        yield from ((found, field) for _, some in looked for field in some if not there(field))
        return
    held = sum(any(there(field) for field in some) for _, some in looked)
    if held == 0 or (held > 1 and options["count"] == "one"):
        yield found, Field(found.node, " or ".join(str(way) for way in ways), missing=True)


def _says_something(field: Field) -> bool:
    return not field.missing and (
        field.node.value is False or field.node.value == 0 or bool(field.node.value)
    )


@check(given="any", faults=_faults({"ignore-case": bool}, ("field",)))
def undefined(api: Api, target: object, options: Options) -> Iterator[Hit]:
    """``field`` must not be there."""
    found = target_of(target)
    if in_sight(found, options, api):
        fold = options.get("ignore-case", False)
        for field in fields(api, found, way_of(options["field"]), fold=fold):
            if not field.missing:
                yield _hit(api, found, field, options, field.node.value)


@check(
    given="any",
    faults=_faults({"values": list, "not-values": list, "ignore-case": bool}, ("values", "not-values")),
)
def enumeration(api: Api, target: object, options: Options) -> Iterator[Hit]:
    """``values``: all that are allowed; ``not-values``: those that are not. Of a list
    each item is looked at.
    """
    allowed, denied = _folded(options, "values"), _folded(options, "not-values")
    for found, field in _each(api, target, options):
        value = _asked(found, field, options)
        listed = field.node.elements() if isinstance(value, list) else [field.node]
        for node in listed if value is not None else ():
            one = node.value if isinstance(value, list) else value
            text = _fold(one, options)
            if _scalar(one) and ((allowed is not None and text not in allowed) or text in (denied or ())):
                yield _hit(api, found, Field(node, field.label), options, one)


def _folded(options: Options, key: str) -> frozenset[str] | None:
    return frozenset(_fold(value, options) for value in options[key]) if key in options else None


def _fold(value: object, options: Options) -> str:
    text = _text(value)
    return text.lower() if options.get("ignore-case") else text


@check(given="any", faults=_faults({"min": (int, float), "max": (int, float)}, ("min", "max")))
def length(api: Api, target: object, options: Options) -> Iterator[Hit]:
    """``min`` and ``max``: characters of a text, items of a list, keys of a mapping, or a number itself."""
    for found, field in _each(api, target, options):
        value = _asked(found, field, options)
        size = _size(value)
        if size is not None and not options.get("min", size) <= size <= options.get("max", size):
            yield _hit(api, found, field, options, value if _scalar(value) else size)


def _size(value: Any) -> float | None:
    if isinstance(value, (str, list, dict)):
        return len(value)
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


_CASES = {
    "flat": r"[a-z][a-z0-9]*",
    "camel": r"[a-z][a-z0-9]*(?:[A-Z0-9][a-z0-9]*)*",
    "pascal": r"[A-Z][a-z0-9]*(?:[A-Z0-9][a-z0-9]*)*",
    "kebab": r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*",
    "snake": r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*",
    "macro": r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*",
    "cobol": r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*",
    "train": r"[A-Z][a-z0-9]*(?:-[A-Z][a-z0-9]*)*",
}
_CHOICES["case"] = tuple(_CASES)


@check(given="any", faults=_faults({"case": str, "separator": str}, ("case",)))
def casing(api: Api, target: object, options: Options) -> Iterator[Hit]:
    """``case``: flat, camel, pascal, kebab, snake, macro, cobol or train. With ``separator`` each piece is
    looked at, and templates in braces are not: ``separator: /`` for paths.
    """
    fits = searcher(f"^(?:{_CASES[options['case']]})$")
    for found, field in _each(api, target, options):
        value = _asked(found, field, options)
        wrong = [one for one in _pieces(value, options.get("separator")) if not fits(one)]
        if wrong:
            yield _hit(api, found, field, options, wrong[0])


def _pieces(value: object, separator: str | None) -> list[str]:
    if not isinstance(value, str):
        return []
    pieces = value.split(separator) if separator else [value]
    return [piece for piece in pieces if piece and not (separator and "{" in piece)]


@check(given="any", faults=_faults({"by": str}))
def alphabetical(api: Api, target: object, options: Options) -> Iterator[Hit]:
    """The items of a list, or the keys of a mapping, in order. ``by``: the key of items that are mappings."""
    for found, field in _each(api, target, options):
        names = _order(field.node.value, options.get("by"))
        pair = next(((a, b) for a, b in itertools.pairwise(names) if a > b), None)
        if pair and not field.missing:
            yield _hit(api, found, field, options, f"{pair[1]} after {pair[0]}")


def _order(value: Any, by: str | None) -> list[str]:
    if isinstance(value, dict):
        return list(value)
    items = value if isinstance(value, list) else []
    if by is None:
        return [_text(item) for item in items if _scalar(item)]
    return [_text(item[by]) for item in items if isinstance(item, dict) and by in item]


def _schema_faults(options: Options) -> Iterator[Fault]:
    from ztlint.scanners.openapi.json_schema import schema_fault  # noqa: PLC0415 - slow to load

    yield from _faults({"schema": (dict, bool)}, ("schema",))(options)
    if fault := schema_fault(options.get("schema", True)):
        yield "schema", fault


@check(given="any", faults=_schema_faults)
def schema(api: Api, target: object, options: Options) -> Iterator[Hit]:
    """``schema``: a JSON Schema (2020-12) that the value has to fit. References stay inside of it."""
    from ztlint.scanners.openapi.json_schema import misfit  # noqa: PLC0415 - slow to load

    for found, field in _each(api, target, options):
        if not field.missing:
            wrong = misfit(options["schema"], field.node.value)
            if wrong is not None:
                steps, reason = wrong
                node = field.node.get(*steps) or field.node
                yield _hit(api, found, Field(node, field.label), options, reason)
