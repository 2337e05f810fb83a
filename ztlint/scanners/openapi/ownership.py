"""Checks: is it the caller who says whose things an operation is about?"""

from collections.abc import Iterator
from functools import reduce
from operator import or_

from ztlint.openapi import (
    Api,
    Operation,
    Strength,
    Term,
    collection,
    is_item,
    opens,
    path_version,
    segments,
    terms,
    tokens,
)
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.owners import Owner, Told, consented, named_owner, owner_segment
from ztlint.scanners.openapi.twins import comparable, table_of
from ztlint.scanners.openapi.words import names_administrators


@check(given="operations")
def foreign_owner(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """``/users/{userId}/orders``, ``/orders?userId=`` or a ``userId`` in a body beside ``/me/orders``: one
    token opens both, and the owner comes from the token there and from the caller here. To read a person by
    id alone is left out, unless it is sensitive: profiles are shown. One finding for an API.
    """
    if operation.authority.strength is Strength.NONE or not comparable(operation.authority):
        return
    owner = named_owner(api, operation)
    if owner is None or (
        owner.told is Told.PERSON and not (consented(operation) and _sensitive(api, operation))
    ):
        return
    twin = _own_twin(api, operation, owner.own) or _self_described(api, operation, owner)
    if twin is not None:
        related = ((twin.node, f"'{twin.label}' takes the owner from the token"),)
        values = {"name": owner.name, "twin": twin.label}
        on_key = owner.node is operation.node or owner.told is Told.BODY
        yield Hit(owner.node, values, (operation,), cause="api", related=related, on_key=on_key)


def _own_twin(api: Api, operation: Operation, paths: tuple[tuple[str, ...], ...]) -> Operation | None:
    table, version = table_of(api), path_version(operation.path)
    for path in paths:
        twin = table.get((version, path), {}).get(operation.method)
        if twin is not None and comparable(twin.authority) and _same_token(twin, operation):
            return twin
    return None


def _self_described(api: Api, operation: Operation, owner: Owner) -> Operation | None:
    """``GET /me``, where a person consented and its token opens the operation. To read is a weakness only of
    a list that the caller filters by owner, and of personal, financial or health data. A body may need a
    scope of its own.
    """
    if not consented(operation):
        return None
    if not (operation.unsafe or owner.told is Told.QUERY or _sensitive(api, operation)):
        return None
    table, version = table_of(api), path_version(operation.path)
    same = _same_scheme if owner.told is Told.BODY else _same_token
    at = (table.get((version, path), {}) for path in _own_things(owner))
    found = (op for methods in at for op in (methods.get("get"), methods.get("post")) if op is not None)
    first = next((op for op in found if comparable(op.authority) and same(op, operation)), None)
    return first or _own_area(api, operation, owner)


_MOST_OWN = 32


def _own_area(api: Api, operation: Operation, owner: Owner) -> Operation | None:
    """Something below ``/me`` or ``/users/self``: callers are known by their token. What changes the things
    of a person in the path may need another scope of it.
    """
    if owner.told is Told.BODY:
        return None
    same = _same_scheme if owner.told is Told.PATH and operation.unsafe else _same_token
    own = api.remember("operations on one's own", lambda: [*filter(_on_own, api.siblings.all)][:_MOST_OWN])
    version = path_version(operation.path)
    return next((op for op in own if path_version(op.path) == version and same(op, operation)), None)


def _on_own(operation: Operation) -> bool:
    parts = segments(operation.path)
    start = 1 if owner_segment((*parts[:1], "*")) == 0 else 0
    own = parts[start : start + 1] in (("me",), ("my",), ("self",))
    return own and consented(operation) and comparable(operation.authority)


def _own_things(owner: Owner) -> Iterator[tuple[str, ...]]:
    """Oneself; for the owner in a body also what of one's own is like it."""
    yield ("me",)
    yield from ((people, "me") for people in ("users", "user", "customers", "accounts"))
    if owner.told is Told.BODY:
        yield from owner.own


def _same_scheme(twin: Operation, operation: Operation) -> bool:
    """Whether a person's token for the one may be one for the other, too, with another scope."""
    if any(names_administrators(way) for way in operation.authority.ways):
        return False
    asked = [{name for name, _ in way} for way in operation.authority.ways]
    held = [{name for name, _ in way} for way in twin.authority.ways if way]
    return any(names and names <= owned for names in asked for owned in held)


def _same_token(twin: Operation, operation: Operation) -> bool:
    asked = operation.authority.ways
    return any(way and opens(way, need) for way in twin.authority.ways for need in asked)


@check(given="operations")
def object_by_id_alone(api: Api, operation: Operation, options: Options) -> Iterator[Hit]:
    """An object is reached by its id, with a credential that is about nothing in particular, nothing that
    says whose it is, and no answer for somebody else's. ``sensitive``: objects that hold personal or
    financial data, or the others. One finding for an API.
    """
    authority = operation.authority
    if not is_item(operation) or authority.strength is Strength.NONE or not comparable(authority):
        return
    statuses = {response.status.lower() for response in operation.responses}
    if statuses & {"403", "404", "4xx", "default"} or _says_whose(operation) or _bound(operation):
        return
    if _sensitive(api, operation) is options["sensitive"]:
        yield Hit(operation.node, {}, (operation,), cause="api", on_key=True)


def _says_whose(operation: Operation) -> bool:
    """By a parameter, or by the person in front of the path. Of a person itself the id says nothing more."""
    wanted, parts = Term.OWNERSHIP | Term.TENANT, segments(operation.path)
    below = len(parts) > _A_PERSON and owner_segment(parts) == 0
    return below or any(terms(p.name) & wanted for p in operation.parameters)


_A_PERSON = 2
"""Segments of ``/patients/{id}``."""


def _bound(operation: Operation) -> bool:
    """Whether a scope names the collection."""
    nouns = {word.rstrip("s") for word in tokens(collection(operation))}
    ways = operation.authority.ways
    asked = [{word.rstrip("s") for _, listed in way for s in listed for word in tokens(s)} for way in ways]
    return all(words & nouns for words in asked)


def _sensitive(api: Api, operation: Operation) -> bool:
    wanted = Term.PII | Term.FINANCIAL | Term.HEALTH
    mask: int = api.remember(
        "sensitive data",
        lambda: reduce(
            or_, (p.reach.output | p.reach.input for p in api.properties if terms(p.name) & wanted), 0
        ),
    )
    return bool(mask >> operation.index & 1)
