"""Checks of the proof that callers bring: how many kinds, how long it lives, who issued it, who holds it."""

import re
from collections.abc import Iterator

from ztlint.openapi import Alternative, Api, Flow, Operation, Scheme, tokens
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.selectors import UsedScheme
from ztlint.scanners.openapi.words import changes_state

_CHANGING = re.compile(
    r"\b(?:jwt|bearer|oauth\w*|session|expir\w+|short[- ]lived|rotat\w+|hmac|signature)\b", re.IGNORECASE
)
_CHANGING_NAMES = frozenset("authorization token jwt bearer session signature hmac".split())


@check(given="api")
def single_static_key(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """One API key in a header, and nothing else, opens every operation that asks for anything, writes
    included. Keys in the query and passwords have findings of their own; what is named a token may expire.
    """
    callers = [operation for operation in api.siblings.all if not operation.authority.public]
    shared = {id(operation.authority): operation.authority for operation in callers}.values()
    keys = [next(filter(None, map(_static_key, each.alternatives)), None) for each in shared]
    names = {key.name for key in keys if key is not None}
    writes = [operation for operation in callers if changes_state(operation)]
    if None in keys or len(names) != 1 or not writes:
        return
    scheme = next(key for key in keys if key is not None)
    values = {
        "name": scheme.name,
        "parameter": scheme.parameter,
        "total": len(callers),
        "writes": len(writes),
    }
    yield Hit(scheme.node, values, tuple(callers), on_key=True)


def _static_key(alternative: Alternative) -> Scheme | None:
    """The key that is an alternative's only requirement."""
    scheme = alternative.requirements[0].scheme if len(alternative.requirements) == 1 else None
    if scheme is None or scheme.type != "apiKey" or scheme.place != "header":
        return None
    changing = _CHANGING_NAMES & set(tokens(scheme.parameter)) or _CHANGING.search(
        scheme.node.text("description")
    )
    return None if changing else scheme


_JWT = re.compile(r"\bjwts?\b|json web token", re.IGNORECASE)
_OPAQUE = re.compile(
    r"opaque|reference token|api[- ]?key|personal access|random|introspect|paseto|macaroon", re.IGNORECASE
)
_ISSUER = re.compile(
    r"issuer|issued by|audience|jwks|\biss\b|\baud\b|well-known|https?://|auth0|okta|keycloak|cognito|entra"
    r"|azure ad|firebase|identity provider|authori[sz]ation server",
    re.IGNORECASE,
)


@check(given="schemes")
def bearer_format_missing(_: Api, used: UsedScheme, __: Options) -> Iterator[Hit]:
    """A bearer token of which nothing says what it is: neither ``bearerFormat`` nor the description."""
    scheme = used.scheme
    if scheme.http_scheme != "bearer" or not used.operations or scheme.node.text("bearerFormat").strip():
        return
    prose = scheme.node.text("description")
    if not _JWT.search(prose) and not _OPAQUE.search(prose):
        yield Hit(scheme.node, {"name": scheme.name}, used.operations, on_key=True)


@check(given="schemes")
def jwt_without_issuer(api: Api, used: UsedScheme, __: Options) -> Iterator[Hit]:
    """A JWT of which nothing says who issues it, for whom, and with which keys: no extension, no text, and no
    OpenID Connect scheme or metadata beside it.
    """
    scheme = used.scheme
    if scheme.http_scheme != "bearer" or not used.operations:
        return
    prose = scheme.node.text("description")
    if not _JWT.search(scheme.node.text("bearerFormat")) and not _JWT.search(prose):
        return
    discovered = any(s.type == "openIdConnect" or "oauth2MetadataUrl" in s.node.value for s in _read(api))
    extended = any(key.startswith("x-") and _ISSUER.search(key) for key in scheme.node.value)
    if not (discovered or extended or _ISSUER.search(prose)):
        node = scheme.node.get("bearerFormat") or scheme.node
        yield Hit(node, {"name": scheme.name}, used.operations, on_key=node is scheme.node)


def _read(api: Api) -> Iterator[Scheme]:
    return (scheme for scheme in api.schemes.values() if isinstance(scheme.node.value, dict))


_SAID_DEPRECATED = re.compile(
    r"\A\W*(?:this (?:scheme|method|authentication\w*) is )?deprecated\b"
    r"|\bthis (?:\w+ ){0,2}(?:is|has been) (?:now )?deprecated\b",
    re.IGNORECASE,
)


@check(given="schemes")
def deprecated_scheme(_: Api, used: UsedScheme, __: Options) -> Iterator[Hit]:
    """A scheme that is on its way out and that operations which are not still ask for. ``deprecated`` is
    3.2's; before, there are ``x-deprecated`` and the description.
    """
    node = used.scheme.node
    marks = (node.get("deprecated"), node.get("x-deprecated"))
    mark = next((mark for mark in marks if mark is not None and mark.value is True), None)
    if mark is None and _SAID_DEPRECATED.search(node.text("description")):
        mark = node.get("description")
    living = tuple(operation for operation in used.operations if not operation.deprecated)
    if mark is not None and living:
        yield Hit(mark, {"name": used.scheme.name}, living)


_PERSON = frozenset({"authorizationCode", "implicit", "password", "deviceAuthorization"})


@check(given="api")
def people_and_services_alike(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """People and services get the same scopes: two flows of one scheme, or two schemes that are alternatives
    to one another (2.0 has one flow for each scheme).
    """
    for schemes in _together(api.siblings.all):
        flows = [(scheme, flow) for scheme in schemes for flow in scheme.flows]
        givers = [(s, flow) for s, flow in flows if flow.kind in _PERSON and flow.scopes]
        services = [(s, flow) for s, flow in flows if flow.kind == "clientCredentials"]
        if not givers or not services:
            continue
        (giver, people), (scheme, service) = givers[0], services[0]
        if _names(people) == _names(service):
            other = "it" if giver is scheme else f"'{giver.name}'"
            values = {"name": scheme.name, "other": other, "person": people.kind}
            place = service.node.get("flow") or service.node
            yield Hit(
                place, values, on_key=place is service.node, related=((people.node, "The flow for people"),)
            )


def _together(operations: tuple[Operation, ...]) -> list[tuple[Scheme, ...]]:
    """The OAuth schemes that let callers into one operation, each combination once."""
    shared = {id(operation.authority): operation.authority for operation in operations}.values()
    found: dict[tuple[int, ...], tuple[Scheme, ...]] = {}
    for authority in shared:
        asked = [r.scheme for way in authority.alternatives for r in way.requirements]
        schemes = {id(s.node.value): s for s in asked if s is not None and s.type == "oauth2"}
        found.setdefault(tuple(schemes), tuple(schemes.values()))
    return list(found.values())


def _names(flow: Flow) -> frozenset[str]:
    return frozenset(name for name, _ in flow.scopes)
