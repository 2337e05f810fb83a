"""``field`` of a rule's ``then``: from the value that was chosen to those that are looked at."""

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from ztlint.scanners.openapi.spectral.jsonpath import parse
from ztlint.scanners.openapi.spectral.query import Match, find
from ztlint.scanners.openapi.spectral.tree import Spot
from ztlint.scanners.openapi.spectral.values import UNDEFINED, value_of

_STEP = re.compile(r"""\[\s*(?:"([^"]*)"|'([^']*)'|([^\]]*))\s*\]|([^.\[\]]+)""")


class Place(Struct, frozen=True):
    """A value to look at. ``spot`` is what exists of the way to it, ``missing`` the rest."""

    value: Any
    spot: Spot
    missing: tuple[str, ...] = ()
    on_key: bool = False


def places(match: Match, field: str | None) -> Iterator[Place]:
    """Without a field, and for values that have no members, the value itself."""
    spot = match.spot
    if match.on_key:
        yield Place(spot.key, spot, on_key=True)
    elif field is None or not spot.is_container:
        yield Place(value_of(spot), spot)
    elif field == "@key":
        yield from _keys(spot)
    elif field.startswith("$"):
        yield from _found(spot, field)
    else:
        yield _member(spot, field)


def _keys(spot: Spot) -> Iterator[Place]:
    """Numbers of items are names too."""
    if not spot.value:
        yield Place(UNDEFINED, spot)
    for child in spot:
        yield Place(str(child.key), child, on_key=True)


def _found(spot: Spot, field: str) -> Iterator[Place]:
    start = Spot(spot.tree, spot.value, spot.document, node=spot.node)
    found = list(find(parse(field), start))
    for match in found:
        yield Place(value_of(match.spot), match.spot, on_key=match.on_key)
    if not found:
        yield Place(UNDEFINED, spot)


def _member(spot: Spot, field: str) -> Place:
    """A member of that very name, or the way that its dots and brackets describe."""
    if isinstance(spot.value, dict) and field in spot.value:
        steps = [field]
    else:
        steps = ["".join(part or "" for part in found) for found in _STEP.findall(field)]
    for done, step in enumerate(steps):
        inner = spot.child(step) if spot.is_container else None
        if inner is None:
            return Place(_length(spot, steps[done:]), spot, tuple(steps[done:]))
        spot = inner
    return Place(value_of(spot), spot)


def _length(spot: Spot, steps: list[str]) -> Any:
    """The one member that JavaScript adds by itself."""
    if steps == ["length"] and isinstance(spot.value, (list, str)):
        return len(spot.value)
    return UNDEFINED
