"""What operations give out, and which of them one credential opens."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ztlint.documents import Node
from ztlint.openapi import Api, Operation, Way
from ztlint.scanners.openapi.scopes import authorities

_LISTS = frozenset(
    "data items results result records entries values value content rows list elements objects page".split()
)
"""Properties of an envelope that hold what was asked for."""


def records(api: Api, operation: Operation) -> frozenset[int]:
    """The identities of the named schemas that an operation gives out one or many of."""
    known: dict[int, frozenset[int]] = api.remember("records of operations", dict)
    if operation.index not in known:
        given = (m.schema for r in operation.responses if r.succeeds for m in r.media if m.schema is not None)
        known[operation.index] = frozenset(
            id(node.value) for schema in given for node in _inside(api, schema) if _named(node)
        )
    return known[operation.index]


def _named(node: Node) -> bool:
    """Whether it is an object with a name: what stands in a path is one operation's own."""
    return isinstance(node.value, dict) and "properties" in node.value and node.steps[:1] != ("paths",)


def _inside(api: Api, schema: Node) -> Iterator[Node]:
    """A schema, what a list of it holds, and what the list in an envelope holds."""
    schema = api.resolve(schema)
    yield schema
    if (items := schema.get("items")) is not None:
        yield api.resolve(items)
    for name in _LISTS:
        held = schema.get("properties", name)
        if held is not None:
            held = api.resolve(held)
            items = held.get("items")
            yield api.resolve(items) if items is not None else held


_MOST_SHARING = 8


def shared_with(api: Api, operation: Operation) -> Iterator[Operation]:
    """Other operations that a way into this one opens as well; the first of them."""
    for way in operation.authority.ways:
        for other in _by_way(api).get(way, ()):
            if other.index != operation.index:
                yield other


def _by_way(api: Api) -> Mapping[Way, list[Operation]]:
    def work_out() -> Mapping[Way, list[Operation]]:
        found: dict[Way, list[Operation]] = defaultdict(list)
        for authority, operations in authorities(api).values():
            for way in authority.ways:
                room = _MOST_SHARING - len(found[way])
                found[way].extend(operations[:room])
        return found

    return api.remember("operations by way", work_out)
