"""Checks that users of other tools' OWASP rules expect, for the profile ``compat-owasp``."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ztlint.documents import Node
from ztlint.openapi import Api, Operation, Response, Schema, closed_set, tokens, types_of
from ztlint.openapi.reach import SAME_INSTANCE
from ztlint.scanners.openapi import regex
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.selectors import UsedParameter, UsedScheme, UsedServer
from ztlint.scanners.openapi.transport import host_of, local

_NUMBERS = frozenset({"integer", "number"})


@check(given="parameters")
def numeric_identifier(_: Api, used: UsedParameter, __: Options) -> Iterator[Hit]:
    """A parameter whose last word is ``id``, and which is a number. ``paid`` and ``grid`` are other words."""
    parameter = used.parameter
    if tokens(parameter.name)[-1:] == ("id",) and types_of(parameter.schema.value) & _NUMBERS:
        node = parameter.node.get("name") or parameter.node
        yield Hit(node, {"name": parameter.name}, used.operations, cause=f"identifier {parameter.name}")


@check(given="schemes")
def unused_weak_http_scheme(_: Api, used: UsedScheme, options: Options) -> Iterator[Hit]:
    """One of ``schemes`` (in lower case) that no operation asks for."""
    scheme = used.scheme
    if scheme.http_scheme in options["schemes"] and not used.operations:
        node = scheme.node.get("scheme") or scheme.node.get("type") or scheme.node
        yield Hit(node, {"name": scheme.name, "scheme": scheme.http_scheme})


_VALIDATION = re.compile(r"RFC[ -]?(?:8725|9068)|\bJWKS?\b.{0,80}\b(?:iss|aud)\b", re.IGNORECASE | re.DOTALL)
_OPAQUE = re.compile(r"\bopaque\b|\bintrospect|\breference tokens?\b", re.IGNORECASE)
_HINTS = ("openIdConnectUrl", "oauth2MetadataUrl", "x-issuer", "x-audience", "x-jwks-uri", "x-signing-algs")


@check(given="schemes")
def jwt_without_validation(_: Api, used: UsedScheme, __: Options) -> Iterator[Hit]:
    """A bearer scheme of JWTs, or OAuth 2 tokens that nothing calls opaque, with neither an issuer's metadata
    nor a word on the rules by which they are validated.
    """
    node, scheme = used.scheme.node, used.scheme
    text = node.text("description")
    bearer = scheme.http_scheme == "bearer" and node.text("bearerFormat").lower() == "jwt"
    opaque = _OPAQUE.search(text + node.text("bearerFormat"))
    told = _VALIDATION.search(text) or any(node.get(key) is not None for key in _HINTS)
    if (bearer or scheme.type == "oauth2") and not opaque and not told:
        yield Hit(node, {"name": scheme.name}, used.operations, on_key=True)


_LIFETIME = re.compile(r"refresh|expir|short[- ]lived|lifetime|valid for", re.IGNORECASE)


@check(given="schemes")
def tokens_without_lifetime(_: Api, used: UsedScheme, __: Options) -> Iterator[Hit]:
    """A flow that can refresh (RFC 6749 sections 4.1, 4.3 and RFC 8628) and says nothing of how long tokens
    live: no ``refreshUrl``, and no word in the description of the scheme.
    """
    if _LIFETIME.search(used.scheme.node.text("description")):
        return
    for flow in used.scheme.flows:
        refreshes = flow.kind in ("authorizationCode", "password", "deviceAuthorization")
        if refreshes and not flow.node.text("refreshUrl"):
            yield Hit(flow.node, {"name": used.scheme.name, "flow": flow.kind}, used.operations, on_key=True)


_OTHERS = ("additionalProperties", "unevaluatedProperties")


@check(given="schemas")
def unlimited_dictionary(api: Api, schema: Schema, _: Options) -> Iterator[Hit]:
    """An object of requests that takes any number of keys, their values described: ``additionalProperties``
    or ``unevaluatedProperties`` with a schema, and no ``maxProperties``.
    """
    value = schema.node.value
    keyword = next((key for key in _OTHERS if _describes(value.get(key))), "")
    if not keyword or not schema.reach.input or _is_closed(value.get("propertyNames")):
        return
    if "maxProperties" not in _keywords(api, schema):
        node = schema.node.get(keyword) or schema.node
        yield Hit(node, {"keyword": keyword}, api.operations_in(schema.reach.input), on_key=True)


def _describes(value: Any) -> bool:
    return isinstance(value, dict) and bool(value)


def _is_closed(names: Any) -> bool:
    return closed_set(names) or (isinstance(names, dict) and "maxLength" in names and "pattern" in names)


@check(given="schemas")
def input_without(api: Api, schema: Schema, options: Options) -> Iterator[Hit]:
    """A schema of requests or parameters that lacks a bound. ``of``: ``array``, ``string``, ``form`` (of a
    string), ``integer`` or ``width`` (of an integer). Bounds anywhere in the same composition count. One
    finding for each component or operation.
    """
    kind = options["of"]
    if not schema.reach.input or _TYPES[kind] not in types_of(schema.node.value):
        return
    missing = _MISSING[kind](_keywords(api, schema), schema.node.value)
    if missing:
        values = {"missing": " and ".join(missing)}
        operations = api.operations_in(schema.reach.input)
        yield Hit(schema.node, values, operations, cause=_part(schema.node), on_key=True)


def _part(node: Node) -> str:
    """The component or the operation that a schema stands in."""
    steps = node.steps
    size = 2 if steps[:1] == ("definitions",) else 3
    return f"{node.document.path}#{'/'.join(map(str, steps[:size]))}"


_BOUNDS = frozenset(
    """enum const minimum maximum exclusiveMinimum exclusiveMaximum maxLength maxItems maxProperties format
    pattern contentEncoding contentMediaType""".split()
)


def _keywords(api: Api, schema: Schema) -> frozenset[str]:
    """Bounds that hold for a value: its own, those of its parts, and those of whatever it is a part of."""
    wholes = api.remember("compat wholes", lambda: _wholes(api))
    return _own(schema) | _of_parts(api, schema) | wholes.get(id(schema.node.value), frozenset())


def _own(schema: Schema) -> frozenset[str]:
    return _BOUNDS.intersection(schema.node.value)


def _of_parts(api: Api, schema: Schema) -> frozenset[str]:
    parts = (edge.target for edge in schema.edges if edge.keyword in SAME_INSTANCE)
    return frozenset(keyword for part in parts for keyword in _own(api.reach.schemas[part]))


def _wholes(api: Api) -> dict[int, frozenset[str]]:
    """For each part of a composition the keywords beside it."""
    found: dict[int, frozenset[str]] = {}
    for schema in api.reach.schemas.values():
        parts = [edge.target for edge in schema.edges if edge.keyword in SAME_INSTANCE]
        if parts:
            held = _own(schema) | _of_parts(api, schema)
            found |= {part: found.get(part, frozenset()) | held for part in parts}
    return found


_LOWER, _UPPER = frozenset({"minimum", "exclusiveMinimum"}), frozenset({"maximum", "exclusiveMaximum"})
_LISTED = frozenset({"enum", "const"})
# Formats whose values have a length of their own (JSON Schema 2020-12 validation, section 7.3).
_OF_ONE_LENGTH = frozenset("uuid date time date-time duration ipv4 ipv6 byte1 boolean int32 int64".split())


def _array(held: frozenset[str], _: dict[str, Any]) -> list[str]:
    return [] if held & {"maxItems", *_LISTED} else ["maxItems"]


def _string(held: frozenset[str], value: dict[str, Any]) -> list[str]:
    bounded = held & {"maxLength", *_LISTED} or value.get("format") in _OF_ONE_LENGTH
    pattern = value.get("pattern")
    width = regex.width(pattern) if isinstance(pattern, str) else None
    return [] if bounded or (width is not None and width[1] < _ANY_LENGTH) else ["maxLength"]


_ANY_LENGTH = 2**20


def _form(held: frozenset[str], _: dict[str, Any]) -> list[str]:
    described = {"format", "pattern", "contentEncoding", "contentMediaType", *_LISTED}
    return [] if held & described else ["format or pattern"]


def _integer(held: frozenset[str], _: dict[str, Any]) -> list[str]:
    if held & _LISTED:
        return []
    return [name for name, one in (("minimum", _LOWER), ("maximum", _UPPER)) if not held & one]


def _width(held: frozenset[str], value: dict[str, Any]) -> list[str]:
    """What lies between two bounds, or in a list, says it better."""
    return ["format"] if "format" not in held and _integer(held, value) else []


_TYPES = {"array": "array", "string": "string", "form": "string", "integer": "integer", "width": "integer"}
_MISSING = {"array": _array, "string": _string, "form": _form, "integer": _integer, "width": _width}


@check(given="operations")
def response_missing(_: Api, operation: Operation, options: Options) -> Iterator[Hit]:
    """No response with one of ``statuses``, or with ``content`` none that describes its body. ``asked``: of
    ``every`` operation, of those that take ``input``, or of those that ask for ``authentication``. One
    finding for all that have none, one for all that have it without a body.
    """
    if not _asked(operation, options["asked"]):
        return
    statuses = options["statuses"]
    found = [response for response in operation.responses if response.status.upper() in statuses]
    node = operation.node.get("responses") or operation.node
    if not found:
        values = {"what": f"no {statuses[0]} response"}
        yield Hit(node, values, (operation,), cause="none", on_key=True)
    elif options["content"] and operation.method != "head" and not any(_described(one) for one in found):
        values = {"what": f"a {found[0].status} response without a body"}
        yield Hit(found[0].node, values, (operation,), cause="no body", on_key=True)


def _asked(operation: Operation, of: str) -> bool:
    if of == "input":
        return bool(operation.parameters or operation.bodies)
    return of == "every" or not (operation.authority.public or operation.intended_public)


def _described(response: Response) -> bool:
    return bool(response.media)


_RATE = re.compile(r"(?:x-)?rate-?limit", re.IGNORECASE)


@check(given="operations")
def rate_limit_headers_missing(_: Api, operation: Operation, __: Options) -> Iterator[Hit]:
    """No response tells callers how much they may still ask for. Any spelling counts: ``RateLimit``,
    ``RateLimit-Limit``, ``X-RateLimit-Limit``, ``X-Rate-Limit-Limit``. One finding for an API.
    """
    if not any(_RATE.match(name) for response in operation.responses for name, _ in response.headers):
        node = operation.node.get("responses") or operation.node
        yield Hit(node, {}, (operation,), cause="api", on_key=True)


_ENVIRONMENTS = frozenset(
    """local localhost development dev sandbox alpha beta test testing qa uat integration stag stage staging
    preview pre preprod preproduction prod production live next demo canary mock internal
    acceptance""".split()
)


@check(given="servers")
def server_without_environment(_: Api, used: UsedServer, __: Options) -> Iterator[Hit]:
    """A server of which neither the description nor the host tells the environment, in whole words."""
    holder = _server_object(used)
    if holder is not None:
        words = {*tokens(holder.text("description")), *tokens(holder.text("x-environment"))}
        words |= {*tokens(host_of(used.server.url)), *_host_of_template(holder)}
        if not words & _ENVIRONMENTS:
            yield Hit(used.server.node, {"url": holder.text("url")}, used.operations)


def _host_of_template(holder: Node) -> Iterable[str]:
    """``https://{environment}.example.com`` tells the environment by a variable of that name."""
    named = holder.get("variables")
    spelled = {word for name, _ in named.items() for word in tokens(name)} if named else set()
    return ("production",) if spelled & {"environment", "env", "stage"} else ()


@check(given="servers")
def server_without_audience(_: Api, used: UsedServer, __: Options) -> Iterator[Hit]:
    """A server that does not say by ``x-internal`` whom it is for."""
    holder = _server_object(used)
    if holder is not None and not isinstance(holder.value.get("x-internal"), bool):
        yield Hit(used.server.node, {"url": holder.text("url")}, used.operations)


def _server_object(used: UsedServer) -> Node | None:
    """The Server Object, unless it is a machine of one's own."""
    node = used.server.node
    holder = node.parent if node.step == "url" and node.parent is not None else node
    if not isinstance(holder.value, dict) or local(host_of(used.server.url)):
        return None
    return holder
