"""What a check of drift yields, and the table of checks that rules name in ``then``."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from ztlint.core import Location, Route
from ztlint.documents import Node
from ztlint.openapi import Operation
from ztlint.scanners.drift.match import Comparison

Options = Mapping[str, Any]


class Hit(Struct, frozen=True):
    """One place in code or in a definition. ``cause`` tells it from others of its rule; ``values`` fill the
    rule's message.
    """

    location: Location
    cause: str
    values: Mapping[str, object] = field(default_factory=dict)
    related: tuple[tuple[Location, str], ...] = ()
    operations: tuple[str, ...] = ()


Run = Callable[[Comparison, Options], Iterator[Hit]]

CHECKS: dict[str, Run] = {}


def check(function: Run) -> Run:
    """Register a function as the check of its own name, in kebab-case."""
    CHECKS[function.__name__.replace("_", "-")] = function
    return function


def label(route: Route) -> str:
    method = "any method of" if route.method == "*" else route.method
    return f"{method} {route.path}"


def at_node(node: Node, *, on_key: bool = False) -> Location:
    return Location(node.document.path, pointer=node.pointer, part=node.document.part, on_key=on_key)


def at_operation(operation: Operation) -> Location:
    return at_node(operation.node, on_key=True)


def by(route: Route) -> tuple[tuple[Location, str], ...]:
    """The places on which a route's guard stands."""
    return tuple((one.location, f"Guarded by {one.text}") for one in route.witnesses[:5])
