"""Checks of what a small request can grow to: lists in lists, and schemas that contain themselves."""

import re
from collections.abc import Iterator

from msgspec import Struct

from ztlint.openapi import Api, Schema, tokens, types_of
from ztlint.openapi.order import parts_in_order
from ztlint.openapi.reach import Edge
from ztlint.scanners.openapi.bodies import in_bodies
from ztlint.scanners.openapi.hit import Hit, Options, check

_DEPTH = re.compile(r"\b(?:depth|deep|nest(?:ed|ing)?|levels?|recurs\w+)\b", re.IGNORECASE)


_MOST = 10**18


class _Growth(Struct, frozen=True):
    """By schema: how many elements bounded lists allow below it, how many unbounded lists stand in one
    another; the first schema of each loop that nobody limits in words; all schemas of loops.
    """

    allowed: dict[int, int]
    unbounded: dict[int, int]
    recursive: tuple[int, ...]
    looping: frozenset[int]


def growth_of_input(api: Api) -> _Growth:
    return api.remember("growth of input", lambda: _measure(api))


def _measure(api: Api) -> _Growth:
    """One pass over the schemas of bodies, what is inside first; a loop counts once."""
    bodies = in_bodies(api)
    known = {key: s for key, s in api.reach.schemas.items() if s.edges and key in bodies and s.reach.input}
    below = {
        key: [e.target for e in s.edges if e.target in known and _comes_in(e)] for key, s in known.items()
    }
    place = {key: index for index, key in enumerate(known)}
    allowed: dict[int, int] = {}
    unbounded: dict[int, int] = {}
    recursive: set[int] = set()
    looping: set[int] = set()
    for part in reversed(parts_in_order(known, below.__getitem__)):
        if len(part) > 1 or part[0] in below[part[0]]:
            looping.update(part)
            if not any(_says_depth(known[key]) for key in part):
                recursive.add(min(part, key=place.__getitem__))
        for key in part:
            inside = max((allowed.get(target, 1) for target in below[key]), default=1)
            allowed[key] = min(inside * _elements(known[key]), _MOST)
            nested = max((unbounded.get(target, 0) for target in below[key]), default=0)
            unbounded[key] = nested + _endless(known[key])
    ordered = {key: allowed[key] for key in known}, {key: unbounded[key] for key in known}
    return _Growth(*ordered, tuple(sorted(recursive, key=place.__getitem__)), frozenset(looping))


def _comes_in(edge: Edge) -> bool:
    return not edge.read_only and edge.keyword not in ("not", "if", "discriminator")


def _elements(schema: Schema) -> int:
    most = schema.node.value.get("maxItems")
    return max(most, 1) if isinstance(most, int) and "array" in types_of(schema.node.value) else 1


def _endless(schema: Schema) -> bool:
    value = schema.node.value
    return "array" in types_of(value) and "maxItems" not in value and value.get("items") is not False


def _says_depth(schema: Schema) -> bool:
    value = schema.node.value
    named = any({"depth", "nesting", "levels"} & set(tokens(key)) for key in value if key.startswith("x-"))
    return named or bool(_DEPTH.search(schema.node.text("description")))


@check(given="api")
def recursive_input(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """A schema of request bodies that contains itself, with no word on how deep. One finding for an API."""
    for key in growth_of_input(api).recursive:
        schema = api.reach.schemas[key]
        operations = api.operations_in(schema.reach.input)
        if not all(_LEVELS.search(operation.node.text("description")) for operation in operations):
            yield Hit(schema.node, {"name": schema.node.step}, operations, cause="api", on_key=True)


_LEVELS = re.compile(
    r"\b(?:limit(?:ed)?|max(?:imum)?|up to|at most|no more than)\b[^.\n]{0,40}\b\d+\b[^.\n]{0,20}"
    r"\b(?:nest\w*|levels?|deep)\b|\b(?:nest\w*|depth)\b[^.\n]{0,30}\b(?:limit(?:ed)?|max(?:imum)?|up to"
    r"|at most)\b[^.\n]{0,20}\d",
    re.IGNORECASE,
)
"""A number of levels, in the text of an operation."""


@check(given="api")
def amplifying_input(_: Api, api: Api, options: Options) -> Iterator[Hit]:
    """The innermost list of request bodies at which the elements allowed by ``maxItems``, multiplied down the
    path, pass ``most``.
    """
    growth = growth_of_input(api)
    for key, allowed in growth.allowed.items():
        schema = api.reach.schemas[key]
        if allowed <= options["most"] or _inside(growth.allowed, schema) > options["most"]:
            continue
        node = schema.node.get("maxItems") or schema.node
        values = {"allowed": f"{allowed:,}".replace(",", " ")}
        yield Hit(node, values, api.operations_in(schema.reach.input), cause="api")


@check(given="api")
def nested_unbounded_list(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """A list without ``maxItems`` whose elements hold another one. One finding for an API."""
    growth = growth_of_input(api)
    for key, depth in growth.unbounded.items():
        schema = api.reach.schemas[key]
        if depth == _TWO and _endless(schema) and key not in growth.looping:
            yield Hit(schema.node, {}, api.operations_in(schema.reach.input), cause="api", on_key=True)


_TWO = 2


def _inside(measure: dict[int, int], schema: Schema) -> int:
    return max((measure.get(edge.target, 0) for edge in schema.edges), default=0)
