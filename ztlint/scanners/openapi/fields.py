"""The way from a selected node to its fields."""

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from ztlint.documents import Node
from ztlint.openapi import Api
from ztlint.scanners.openapi.targets import Target

ANY = "*"
MAX_STEPS = 2_000_000
"""Steps that all rules together take in one definition. Ways with many stars multiply."""


class TooManyFieldsError(Exception):
    """A way that leads to more than can be looked at: the rule becomes a Failure."""


class Field(Struct, frozen=True):
    """A field below a selected node. Of one that is missing, ``node`` is the last that is there."""

    node: Node
    label: str
    missing: bool = False


@lru_cache(maxsize=512)
def way_of(text: str) -> tuple[str, ...]:
    """``info.contact`` or ``/info/contact`` (RFC 6901) to its steps."""
    if text.startswith("/"):
        return tuple(step.replace("~1", "/").replace("~0", "~") for step in text.split("/")[1:])
    return tuple(step for step in text.split(".") if step)


def fields(api: Api, target: Target, way: tuple[str, ...], *, fold: bool = False) -> Iterator[Field]:
    """The fields at the end of the way, references followed. A key that is missing is told once for each node
    that should have it; where there is nothing for ``*`` to stand for, nothing is told.
    """
    if not way:
        yield Field(target.node, target.name)
        return
    stack = [(target.node, 0, "")]
    left = api.remember("field steps", lambda: [MAX_STEPS])
    while stack:
        node, at, label = stack.pop()
        left[0] -= 1
        if left[0] < 0:
            raise TooManyFieldsError
        if at == len(way):
            yield Field(node, label)
            continue
        below = list(_below(api.resolve(node), way[at], fold=fold))
        if not below and way[at] != ANY:
            yield Field(node, ".".join(filter(None, (label, *way[at:]))), missing=True)
        stack += [(child, at + 1, f"{label}.{child.step}".lstrip(".")) for child in reversed(below)]


def _below(node: Node, step: str, *, fold: bool) -> Iterator[Node]:
    if step == ANY:
        yield from (child for _, child in node.items())
        yield from node.elements()
    elif isinstance(node.value, list):
        child = node.get(int(step)) if step.isdecimal() and len(step) < 10 else None
        yield from [child] if child else ()
    elif fold and isinstance(node.value, dict):
        yield from (child for key, child in node.items() if key.lower() == step.lower())
    else:
        child = node.get(step)
        yield from [child] if child else ()
