"""Checks of two paths that lead to one thing."""

from collections.abc import Iterator

from ztlint.openapi import Api, Operation, Strength, opens, tokens
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.twins import (
    DEEPEST,
    comparable,
    easier,
    hit_of,
    key_of,
    ranked_lower,
    table_of,
    uncovered,
    wants,
)
from ztlint.scanners.openapi.words import administrative, names_administrators


@check(given="operations")
def nested_path_bypassed(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """``/a/{a}/b/{b}`` and ``/b/{b}`` lead to one thing and differ in authority: whoever is stopped on one
    path takes the other. Where neither asks for less, but for something else, that is the flat one, which
    does not know the owner.
    """
    for twin in _flat_twins(api, operation):
        found = False
        for weak, strong in ((operation, twin), (twin, operation)):
            if _bypasses(api, weak, strong) and not administrative(strong):
                found = True
                yield hit_of(weak, strong, f"{weak.path} {wants(weak)} < {strong.path} {wants(strong)}")
        if not found and unrelated(twin, operation):
            yield hit_of(twin, operation, f"{twin.path} {wants(twin)} < {operation.path} {wants(operation)}")


def _bypasses(api: Api, weak: Operation, strong: Operation) -> bool:
    if strong.authority.strength is Strength.NONE:
        return False
    return easier(weak, strong) or ranked_lower(weak, strong) or uncovered(api, weak)


def unrelated(one: Operation, other: Operation) -> bool:
    """Whether each of two operations has a caller that the other one turns away, none of them an
    administrator. Both ask for scopes.
    """
    pair = (one, other)
    if any(op.authority.strength is not Strength.SCOPED or not comparable(op.authority) for op in pair):
        return False
    shared = _schemes(one) & _schemes(other)
    if any(administrative(op) or _for_administrators(op, shared) for op in pair):
        return False
    ranked = ranked_lower(one, other) or ranked_lower(other, one)
    return not ranked and not all_open(one, other) and not all_open(other, one)


def _for_administrators(operation: Operation, shared: frozenset[str]) -> bool:
    """Whether a way in is called after them. The name of a scheme that guards both tells nothing."""
    ways = operation.authority.ways
    return any(
        names_administrators(frozenset({("" if name in shared else name, scopes)}))
        for way in ways
        for name, scopes in way
    )


def _schemes(operation: Operation) -> frozenset[str]:
    return frozenset(name for way in operation.authority.ways for name, _ in way)


def all_open(held: Operation, asked: Operation) -> bool:
    """Whether everybody who may call the one may call the other."""
    return all(any(opens(way, need) for need in asked.authority.ways) for way in held.authority.ways)


def _flat_twins(api: Api, operation: Operation) -> Iterator[Operation]:
    version, parts = key_of(operation)
    for start in range(max(2, len(parts) - DEEPEST), len(parts) - 1):
        flat = parts[start:]
        if parts[start - 1] == "*" and parts[start] != "*" and flat[1] == "*":
            twin = table_of(api).get((version, flat), {}).get(operation.method)
            if twin is not None and _same_thing(operation, twin) and not _only_unlinks(operation, twin):
                yield twin


def _only_unlinks(nested: Operation, flat: Operation) -> bool:
    """Whether the one takes a thing out of a collection (`Remove a video from an album`), and the other one
    says that it deletes the thing.
    """
    return nested.method == "delete" and _says(nested) in _UNLINKS and _says(flat) not in _UNLINKS


def _says(operation: Operation) -> str:
    return next(iter(tokens(operation.node.text("summary")) or tokens(operation.id)), "")


_UNLINKS = frozenset("remove detach unlink unassign disassociate dissociate disconnect".split())


def _same_thing(one: Operation, other: Operation) -> bool:
    """Unless both say what they return, and it is not the same schema."""
    returned = [_returned(one), _returned(other)]
    return None in returned or returned[0] == returned[1]


def _returned(operation: Operation) -> int | None:
    """The identity of a named schema."""
    for response in operation.responses:
        if response.succeeds:
            for media in response.media:
                if media.schema is not None and media.schema.steps[:1] != ("paths",):
                    return id(media.schema.value)
    return None
