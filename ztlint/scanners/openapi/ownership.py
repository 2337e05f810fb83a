"""Checks: is it the caller who says whose things an operation is about?"""

from collections.abc import Iterator
from functools import reduce
from itertools import pairwise
from operator import or_
from typing import NamedTuple

from ztlint.documents import Node
from ztlint.openapi import (
    Api,
    Operation,
    Parameter,
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
from ztlint.scanners.openapi.twins import comparable, table_of

_OWNERS = frozenset(
    """user users account accounts customer customers member members owner owners profile profiles person
    people employee employees patient patients tenant tenants subscriber subscribers client clients""".split()
)
_SELF = ("me", "self", "my", "mine", "current")
_SELF_OF_PEOPLE = ("user", "account", "profile")
"""Words for oneself only where a person has to consent: a platform's key has an account, too."""
_CONSENTED = frozenset({"authorizationCode", "implicit", "password", "deviceAuthorization"})


@check(given="operations")
def foreign_owner(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """``/users/{userId}/orders`` or ``/orders?userId=`` beside ``/me/orders``, and the same token opens both:
    the owner comes from the token there and from the caller here. Reading a person by id alone is left
    out: profiles are shown. One finding for an API.
    """
    if operation.authority.strength is Strength.NONE or not comparable(operation.authority):
        return
    owner = _named_owner(operation)
    if owner is None:
        return
    twin = _own_twin(api, operation, owner.own) or _self_described(api, operation, owner)
    if twin is not None:
        related = ((twin.node, f"'{twin.label}' takes the owner from the token"),)
        values = {"name": owner.name, "twin": twin.label}
        on_key = owner.node is operation.node
        yield Hit(owner.node, values, (operation,), cause="api", related=related, on_key=on_key)


class _Owner(NamedTuple):
    """Where an operation is told whose things it is about, and how the paths to one's own may read."""

    name: str
    node: Node
    own: tuple[tuple[str, ...], ...]
    queried: bool = False


def _named_owner(operation: Operation) -> _Owner | None:
    parts = segments(operation.path)
    index = _owner_segment(parts)
    if index is None:
        return _queried_owner(operation, parts)
    if not operation.unsafe and index + 2 == len(parts):
        return None
    before, people, after = parts[:index], parts[index], parts[index + 2 :]
    parameter = _id_parameter(operation, index)
    node = (parameter.node.get("name") or parameter.node) if parameter else operation.node
    own = tuple(
        path
        for word in (*_SELF, *(_SELF_OF_PEOPLE if _consented(operation) else ()))
        if word != people
        for path in ((*before, people, word, *after), (*before, word, *after), (*before, *after, word))
    )
    return _Owner(parameter.name if parameter else people, node, own)


def _consented(operation: Operation) -> bool:
    schemes = [r.scheme for way in operation.authority.alternatives for r in way.requirements if r.scheme]
    flows = {flow.kind for scheme in schemes for flow in scheme.flows}
    return bool(flows & _CONSENTED) or any(scheme.type == "openIdConnect" for scheme in schemes)


def _queried_owner(operation: Operation, parts: tuple[str, ...]) -> _Owner | None:
    for parameter in operation.parameters:
        words = tokens(parameter.name)
        if parameter.place == "query" and len(words) == 2 and words[1] == "id" and words[0] in _OWNERS:
            own = tuple(path for word in _SELF for path in ((word, *parts), (*parts, word)))
            own += tuple((people, "me", *parts) for people in ("users", "user", "customers", "accounts"))
            return _Owner(parameter.name, parameter.node.get("name") or parameter.node, own, queried=True)
    return None


def _owner_segment(parts: tuple[str, ...]) -> int | None:
    """The index of a segment that names people and is followed by an id."""
    found = (i for i, (a, b) in enumerate(pairwise(parts)) if b == "*" and a.lower() in _OWNERS)
    return next(found, None)


def _own_twin(api: Api, operation: Operation, paths: tuple[tuple[str, ...], ...]) -> Operation | None:
    table, version = table_of(api), path_version(operation.path)
    for path in paths:
        twin = table.get((version, path), {}).get(operation.method)
        if twin is not None and comparable(twin.authority) and _same_token(twin, operation):
            return twin
    return None


def _self_described(api: Api, operation: Operation, owner: _Owner) -> Operation | None:
    """``GET /me``, where a person consented and its token opens the operation. To read is a weakness only of
    a list that the caller filters by owner, and of personal, financial or health data.
    """
    if not _consented(operation):
        return None
    if not (operation.unsafe or owner.queried or _sensitive(api, operation)):
        return None
    table, version = table_of(api), path_version(operation.path)
    paths = [("me",), *((people, "me") for people in ("users", "user", "customers", "accounts"))]
    found = (table.get((version, path), {}).get("get") for path in paths)
    return next((op for op in found if op and comparable(op.authority) and _same_token(op, operation)), None)


def _same_token(twin: Operation, operation: Operation) -> bool:
    asked = operation.authority.ways
    return any(way and opens(way, need) for way in twin.authority.ways for need in asked)


def _id_parameter(operation: Operation, owner: int) -> Parameter | None:
    """The parameter of the first id after ``owner``."""
    named = [part for part in operation.path.split("/") if part.startswith("{") and part.endswith("}")]
    rank = segments(operation.path)[: owner + 1].count("*")
    name = named[rank].strip("{}") if rank < len(named) else ""
    return next((p for p in operation.parameters if p.place == "path" and p.name == name), None)


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
    wanted = Term.OWNERSHIP | Term.TENANT
    return (
        any(terms(p.name) & wanted for p in operation.parameters)
        or _owner_segment(segments(operation.path)) == 0
    )


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
