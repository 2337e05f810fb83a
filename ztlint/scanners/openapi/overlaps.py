"""Checks of path templates that match the same requests."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from msgspec.structs import replace

from ztlint.openapi import Api, Operation, Parameter, Strength, Way, asks_less, closed_set, tokens, types_of
from ztlint.scanners.openapi.crossings import all_open, unrelated
from ztlint.scanners.openapi.hit import Hit, Options, TooMuchError, check
from ztlint.scanners.openapi.linear import slow
from ztlint.scanners.openapi.twins import hit_of, ranked_lower
from ztlint.scanners.openapi.words import administrative, names_administrators

Template = tuple[str, ...]
Ways = frozenset[Way]


@check(given="api")
def shadowed_path(_: Api, api: Api, options: Options) -> Iterator[Hit]:
    """Two templates that match the same URL and differ in authority: the router's order decides. Where
    neither asks for less, but for other scopes, only those of which neither is the more specific one, unless
    ``unrelated`` is set. Without ``formats`` these meet although a format would shut the literal out, which
    few routers look at.
    """
    groups: dict[tuple[str, int], list[Operation]] = defaultdict(list)
    for operation in api.siblings.all:
        groups[operation.method, len(_template(operation))].append(operation)
    for group in groups.values():
        for weak, strong in _uneven(group, options):
            yield replace(hit_of(weak, strong), node=weak.node)


def _uneven(group: list[Operation], options: Options) -> Iterator[tuple[Operation, Operation]]:
    """Pairs that match a URL in common, the one that asks for less first. Of templates that are the same but
    for the names of their parameters, one stands for each authority.
    """
    if len({id(operation.authority) for operation in group}) < 2:
        return
    templates: dict[Template, dict[Ways, Operation]] = defaultdict(dict)
    for operation in group:
        firsts = templates[_template(operation)]
        if len(firsts) < _MOST_AUTHORITIES:
            firsts.setdefault(operation.authority.ways, operation)
    compared: dict[tuple[Ways, Ways], str] = {}
    for general, special in _meeting(templates):
        for (held, first), (asked, second) in itertools.product(
            templates[general].items(), templates[special].items()
        ):
            key = (held, asked)
            if key not in compared:
                compared[key] = _compare(first, second)
            order = compared[key]
            crosses = _crosses(general, special)
            if order == "other" and not options["unrelated"] and not crosses:
                continue
            formats = options["formats"] or not crosses
            if (
                order
                and first.path != second.path
                and _meet(first, second, (general, special), formats=formats)
            ):
                yield (second, first) if order == "more" else (first, second)


def _compare(one: Operation, other: Operation) -> str:
    """Whether the one asks for ``less`` than the other, for ``more``, for ``other`` scopes, or the same."""
    if _less(one, other):
        return "less"
    if _less(other, one):
        return "more"
    return "other" if unrelated(one, other) else ""


def _less(weak: Operation, strong: Operation) -> bool:
    if asks_less(weak.authority, strong.authority) or ranked_lower(weak, strong):
        return True
    if any(op.authority.strength is not Strength.SCOPED for op in (weak, strong)):
        return False
    if administrative(strong) and not administrative(weak) and not all_open(weak, strong):
        return True
    above = all(map(names_administrators, strong.authority.ways))
    return above and not any(map(names_administrators, weak.authority.ways))


def _crosses(one: Template, other: Template) -> bool:
    """Whether neither is the more specific one: ``/a/{x}/b`` and ``/a/c/{y}``."""
    pairs = [(a == "*", b == "*") for a, b in zip(one, other, strict=True)]
    return (True, False) in pairs and (False, True) in pairs


def _template(operation: Operation) -> tuple[str, ...]:
    """The path with ``*`` for parameters. Versions count here: ``/v1/a`` does not match ``/v2/a``."""
    parts = (part for part in operation.path.split("/") if part)
    return tuple("*" if part[0] == "{" and part[-1] == "}" else part for part in parts)


_MOST_AUTHORITIES = 8
"""Different authorities of one template that are compared. A ninth is not by accident."""


_MOST_PAIRS = 50_000
"""Pairs of templates that are compared. GitHub's 800 paths have 30."""


def _meeting(templates: Iterable[Template]) -> Iterator[tuple[Template, Template]]:
    """Each pair once, a template with itself included. Raises TooMuchError."""
    tree = _Tree()
    for template in templates:
        tree.add(template)
    pairs = 0
    for general in templates:
        for special in tree.meeting(general) if "*" in general else ():
            if special < general and "*" in special:
                continue  # met the other way round
            pairs += 1
            if pairs > _MOST_PAIRS:
                raise TooMuchError(f"more than {_MOST_PAIRS} pairs of paths overlap")
            yield general, special


class _Tree:
    """Path templates by segment, to find those that a template covers without trying all."""

    def __init__(self) -> None:
        self.root: dict[str, Any] = {}

    def add(self, template: Template) -> None:
        node = self.root
        for segment in template:
            node = node.setdefault(segment, {})

    def meeting(self, template: Template) -> list[Template]:
        found: list[tuple[Template, dict[str, Any]]] = [((), self.root)]
        for segment in template:
            found = [
                ((*path, name), child)
                for path, node in found
                for name, child in (node.items() if segment == "*" else _either(node, segment))
            ]
        return [path for path, _ in found]


def _either(node: dict[str, Any], segment: str) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((name, node[name]) for name in (segment, "*") if name in node)


def _meet(one: Operation, other: Operation, templates: tuple[Template, Template], *, formats: bool) -> bool:
    """Whether each parameter may hold the literal that stands in its place in the other path."""
    crossing = _crosses(*templates)
    for index, (mine, yours) in enumerate(zip(*templates, strict=True)):
        if mine != yours:
            operation, literal = (one, yours) if mine == "*" else (other, mine)
            parameter = _parameter_at(operation, index)
            if not _takes(parameter, literal, formats=formats) or (crossing and _secret(parameter)):
                return False
    return True


def _secret(parameter: Parameter | None) -> bool:
    """Whether a parameter lets the caller in, which no word of the other path does."""
    return parameter is not None and not {"token", "secret", "signature"}.isdisjoint(tokens(parameter.name))


def _parameter_at(operation: Operation, index: int) -> Parameter | None:
    part = [part for part in operation.path.split("/") if part][index]
    return next((p for p in operation.parameters if p.place == "path" and p.name == part[1:-1]), None)


_FORMATS = frozenset(
    "uuid guid date date-time time email ipv4 ipv6 int32 int64 float double number byte duration".split()
)
"""Formats that no word of a path fits."""


def _takes(parameter: Parameter | None, literal: str, *, formats: bool) -> bool:
    """Whether a path parameter may hold a literal: an integer or a UUID is never ``me``."""
    if parameter is None or not isinstance(parameter.schema.value, dict):
        return True
    schema = parameter.schema.value
    if (formats and schema.get("format") in _FORMATS) or not _fits(schema, literal):
        return False
    if closed_set(schema):
        listed = schema.get("enum")
        return literal in (*(listed if isinstance(listed, list) else ()), schema.get("const"))
    numeric = bool(types_of(schema)) and types_of(schema) <= {"integer", "number"}
    return not (numeric and not literal.isdigit())


_LONGEST_PATTERN = 100
_LONGEST_LITERAL = 64


def _fits(schema: dict[str, Any], literal: str) -> bool:
    """Whether lengths and pattern let a literal through. A pattern that can't be matched, or is long, does
    not.
    """
    least, most, pattern = (schema.get(key) for key in ("minLength", "maxLength", "pattern"))
    if (isinstance(least, int) and len(literal) < least) or (isinstance(most, int) and len(literal) > most):
        return False
    return not isinstance(pattern, str) or (len(literal) <= _LONGEST_LITERAL and _matches(pattern, literal))


@lru_cache(maxsize=1024)
def _matches(pattern: str, literal: str) -> bool:
    if len(pattern) > _LONGEST_PATTERN or slow(pattern):
        return False
    try:
        return re.search(pattern, literal) is not None
    except re.error:
        return False
