"""Checks: does an operation on many things lead around what guards each of them?"""

from collections.abc import Iterator, Mapping
from functools import reduce
from itertools import islice
from operator import or_

from ztlint.openapi import (
    Api,
    Operation,
    Property,
    Strength,
    Way,
    opens,
    path_tokens,
    path_version,
    tokens,
    types_of,
)
from ztlint.scanners.openapi.crossings import unrelated
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.records import shared_with
from ztlint.scanners.openapi.twins import (
    at,
    comparable,
    easier,
    hit_of,
    key_of,
    ranked_lower,
    readers,
    table_of,
)
from ztlint.scanners.openapi.words import changes_state

_BULK = frozenset("bulk batch batches mass multi multiple many".split())
_VERBS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys("delete remove destroy purge erase trash".split(), ("delete",)),
    **dict.fromkeys("update edit patch modify replace put set change".split(), ("patch", "put")),
    **dict.fromkeys("create import insert add upload post".split(), ("post",)),
    **dict.fromkeys("get read fetch retrieve load lookup".split(), ("get",)),
}


@check(given="operations")
def bulk_easier_than_single(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """Doing to many at once asks for less than doing it to one."""
    singles = [*_singles(api, operation)]
    if singles and all(_cheaper(api, operation, single) for single in singles):
        yield hit_of(operation, singles[0])


def _cheaper(api: Api, bulk: Operation, single: Operation) -> bool:
    lower = easier(bulk, single) or ranked_lower(bulk, single)
    return lower or _open_to_readers(api, bulk, single) or _open_to_others(api, bulk, single)


def _open_to_others(api: Api, bulk: Operation, single: Operation) -> bool:
    """Whether both ask for scopes that have nothing to do with each other, and what opens the first is for
    something else: it opens operations that are no bulk, and does not say that it is.
    """
    scopes = {word for way in bulk.authority.alternatives for s in way.scopes for word in tokens(s)}
    if not changes_state(bulk) or scopes & _BULK or not unrelated(bulk, single):
        return False
    return any(not _BULK & path_tokens(other) for other in shared_with(api, bulk))


def _open_to_readers(api: Api, bulk: Operation, single: Operation) -> bool:
    """Whether a credential that reads the thing does the one and not the other."""
    if not changes_state(bulk) or bulk.authority.strength is Strength.NONE:
        return False
    read = next(readers(api, single), None)
    if read is None or not all(comparable(op.authority) for op in (read, bulk, single)):
        return False
    held = [way for way in read.authority.ways if way and any(scopes for _, scopes in way)]
    return any(_opened(way, bulk) and not _opened(way, single) for way in held)


def _opened(held: Way, operation: Operation) -> bool:
    return any(opens(held, way) for way in operation.authority.ways)


def _singles(api: Api, operation: Operation) -> Iterator[Operation]:
    """The operations that do to one what this does to many."""
    version, parts = key_of(operation)
    table = table_of(api)
    plain = _without_bulk(parts)
    if same := [*_same_action(api, operation, parts)]:
        yield from same
        return
    if plain is None:
        if operation.method in ("delete", "patch", "put") and parts[-1:] != ("*",):
            yield from at(table, (version, (*parts, "*")), (operation.method,))
        if (
            not parts
            or parts[-1].lower() not in _VERBS
            or not (parts[-1].lower() == "import" or _takes_ids(api, operation))
        ):
            return
        plain = parts[:-1]
    methods = _methods(operation, parts)
    yield from at(table, (version, (*plain, "*")), methods)
    if "post" in methods:
        yield from at(table, (version, plain), ("post",))


def _same_action(api: Api, operation: Operation, parts: tuple[str, ...]) -> Iterator[Operation]:
    """``/x/{id}/release`` for ``/x/batch/release``, ``/x/bulk-release``, ``/x:batchRelease``, and for
    ``/x/release`` with ids.
    """
    noun, colon, verb = (parts[-1] if parts else "").partition(":")
    parts = (*parts[:-1], noun, verb) if colon else parts
    if not operation.unsafe or len(parts) < 2 or "*" in parts[-2:]:
        return
    key = path_version(operation.path), (*parts[:-1], "*", _action(parts[-1]))
    if _BULK & set(tokens(parts[-2])) and not _noun(parts[-2]):
        key = path_version(operation.path), (*parts[:-2], "*", parts[-1])
    elif _action(parts[-1]) == "-".join(tokens(parts[-1])) and not _takes_ids(api, operation):
        return
    methods = dict.fromkeys((operation.method, "post", "put", "patch", "delete"))
    yield from islice(at(table_of(api), key, tuple(methods)), 1)


def _action(segment: str) -> str:
    return "-".join(word for word in tokens(segment) if word not in _BULK)


def _takes_ids(api: Api, operation: Operation) -> bool:
    """Whether the body holds a list of ids."""
    mask: int = api.remember(
        "ids that come in",
        lambda: reduce(or_, (p.reach.input for p in api.properties if _ids(p)), 0),
    )
    return bool(mask >> operation.index & 1)


def _ids(prop: Property) -> bool:
    named = tokens(prop.name)[-1:] in (("ids",), ("uuids",), ("guids",)) or prop.name.endswith("Ids")
    return named and "array" in types_of(prop.schema.value)


def _without_bulk(parts: tuple[str, ...]) -> tuple[str, ...] | None:
    """The collection behind ``/x/bulk``, ``/x/batch-delete``, ``/x:batchGet``, ``/bulk/x``, ``/bulk-x``."""
    for index in dict.fromkeys((len(parts) - 1, len(parts) - 2, 0)):
        if not 0 <= index < len(parts) or not _BULK & set(tokens(parts[index])):
            continue
        noun = _noun(parts[index])
        rest = (*parts[:index], *((noun,) if noun else ()), *parts[index + 1 :])
        if rest and rest[-1] != "*" and rest[-1].lower() in _VERBS:
            rest = rest[:-1]
        return rest or None
    return None


def _noun(segment: str) -> str:
    """What is left of a segment without words for many and for doing: ``bulk-delete`` leaves nothing."""
    before, colon, _ = segment.partition(":")
    if colon:
        return before
    words = [word for word in tokens(segment) if word not in _BULK and word not in _VERBS]
    return "-".join(words)


def _methods(operation: Operation, parts: tuple[str, ...]) -> tuple[str, ...]:
    words = (*tokens(operation.id), *(word for part in parts for word in tokens(part)))
    named = next((_VERBS[word] for word in words if word in _VERBS), None)
    if named is not None:
        return named
    return {"delete": ("delete",), "patch": ("patch", "put"), "put": ("put", "patch"), "get": ("get",)}.get(
        operation.method, ("post", "put", "patch", "delete")
    )
