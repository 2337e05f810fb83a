"""Checks of callbacks and webhooks: where the API sends them, and how their receivers know them."""

import re
from collections.abc import Iterator

from ztlint.documents import Node, split_pointer
from ztlint.openapi import Api, Operation, Origin, closed_set, tokens
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.members import members, schemas_of
from ztlint.scanners.openapi.transport import cleartext


@check(given="outbound-operations")
def callback_cleartext(_: Api, operation: Operation, __: Options) -> Iterator[Hit]:
    """A callback whose expression spells out http."""
    if operation.origin is Origin.CALLBACK and cleartext(operation.path):
        yield Hit(operation.path_item, {"expression": operation.path}, (operation,), on_key=True)


_EXPRESSION = re.compile(
    r"\{\$request\.(body#(?P<body>/[^}]*)|(?P<place>query|header|path)\.(?P<name>[^}]+))\}"
)


def _is_host(path: str, match: re.Match[str]) -> bool:
    """Whether an expression is the address, or its host, and not a part of path or query."""
    return path[: match.start()].lower() in ("", "https://", "http://", "//", "https://{$method}.")


def _pins(schema: Node) -> bool:
    return isinstance(schema.value, dict) and (closed_set(schema.value) or bool(schema.text("pattern")))


@check(given="outbound-operations")
def callback_to_caller_address(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """A callback to an address from the request (OpenAPI 3.1 section 4.8.20.3) that need not be https."""
    match = _EXPRESSION.search(operation.path)
    if operation.origin is not Origin.CALLBACK or match is None or not _is_host(operation.path, match):
        return
    caller = _caller(api, operation)
    schema = _address_schema(api, caller, match) if caller else None
    pinned = _pins_https if match.start() == 0 else _pins
    if schema is None or not pinned(schema):
        related = ((schema, "The address that callers give"),) if schema is not None else ()
        values = {"expression": match[0]}
        cause = f"callback {match[0]}"
        yield Hit(operation.path_item, values, (operation,), cause=cause, related=related, on_key=True)


def _caller(api: Api, callback: Operation) -> Operation | None:
    """The operation in whose ``callbacks`` this one stands, or is referred to."""
    callers = api.remember("callers", lambda: _callers(api))
    node: Node | None = callback.path_item
    while node is not None:
        if id(node.value) in callers:
            return callers[id(node.value)]
        node = node.parent
    return None


def _callers(api: Api) -> dict[int, Operation]:
    """Operations by the Callback Objects that they name; of several the first."""
    callers: dict[int, Operation] = {}
    for operation in api.operations:
        named = operation.node.get("callbacks")
        for _, callback in named.items() if named is not None else ():
            callers.setdefault(id(api.resolve(callback).value), operation)
    return callers


def _address_schema(api: Api, caller: Operation, match: re.Match[str]) -> Node | None:
    if match["body"] is None:
        wanted = (match["place"], match["name"].lower())
        found = (p.schema for p in caller.parameters if (p.place, p.name.lower()) == wanted)
        return next(found, None)
    for media in caller.bodies:
        schema = media.schema
        for step in split_pointer(match["body"], None):
            schema = _below(api, schema, str(step)) if schema is not None else None
        if schema is not None:
            return schema
    return None


def _below(api: Api, schema: Node, step: str) -> Node | None:
    """A property, or the items of a list."""
    items = schema.get("items") if step.isdigit() else None
    return api.resolve(items) if items is not None else _property(api, schema, step)


def _property(api: Api, schema: Node, name: str) -> Node | None:
    found = schema.get("properties", name)
    if found is not None:
        return api.resolve(found)
    parts = schema.get("allOf")
    for part in parts.elements() if parts else ():
        found = _property(api, api.resolve(part), name)
        if found is not None:
            return found
    return None


_SAID_HTTPS = re.compile(
    r"\b(?:must|has to|needs? to|should|only)\b[^.]{0,30}\bhttps\b"
    r"|\bhttps\b[^.]{0,20}\b(?:only|required|mandatory)\b",
    re.IGNORECASE,
)


def _pins_https(schema: Node) -> bool:
    """By a pattern; or the text tells what the service insists on."""
    if _SAID_HTTPS.search(schema.text("description")):
        return True
    return schema.text("pattern").startswith(("^https:", "^https\\:", "^(https://"))


@check(given="outbound-operations")
def unsigned_webhook(api: Api, operation: Operation, options: Options) -> Iterator[Hit]:
    """A webhook or callback that its receiver can't tell from a forged one. One finding for each origin."""
    if operation.origin != options["origin"] or not _tells(operation):
        return
    node = operation.node
    authority = operation.authority
    declared = node.get("security") is not None and not (authority.public or authority.optional)
    if declared or any(_signature(parameter.name) for parameter in operation.parameters):
        return
    if operation.origin is Origin.CALLBACK and _secret_agreed(api, operation):
        return
    yield Hit(node, {}, (operation,), cause=f"unsigned {operation.origin}", on_key=True)


_SIGNS = re.compile(
    r"\bsign(?:s|ed|ing|ature|atures)?\b[^.]{0,60}\b(?:webhook|callback|payload|event|notification|request)"
    r"|\b(?:webhook|callback|payload|event|notification|request)s?\b[^.]{0,60}\bsign(?:s|ed|ing|atures?)\b",
    re.IGNORECASE,
)


def _secret_agreed(api: Api, callback: Operation) -> bool:
    """Whether the operation that asks for the callback takes or gives what its messages are signed with."""
    caller = _caller(api, callback)
    bodies = (
        [*caller.bodies, *(m for one in caller.responses if one.succeeds for m in one.media)]
        if caller
        else []
    )
    return any(
        _SIGNS.search(node.text("description"))
        for schema in schemas_of(bodies)
        for _, node in members(api, schema)
    )


def _tells(operation: Operation) -> bool:
    """Whether it says more than that a receiver should answer: a POST is news, even without a body."""
    if operation.bodies or any(parameter.place == "query" for parameter in operation.parameters):
        return True
    return operation.unsafe and not _PINGS & {*tokens(operation.path), *tokens(operation.id)}


_PINGS = frozenset("ping pings heartbeat health healthcheck alive test".split())


_SIGNATURE = frozenset({"authorization", "signature", "hmac", "digest", "dpop", "jws", "signed", "sig"})


def _signature(name: str) -> bool:
    """A header that carries a signature (RFC 9421, X-Hub-Signature-256, and vendors' own)."""
    return bool(_SIGNATURE & set(tokens(name)))
