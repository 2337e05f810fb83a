"""Checks of cross-origin sharing: which web pages may use the credentials that a browser holds."""

import re
from collections.abc import Iterator
from typing import Any

from ztlint.documents import Node
from ztlint.openapi import Api, Operation, tokens
from ztlint.scanners.openapi.hit import Hit, Options, check

_ORIGIN = "access-control-allow-origin"
_CREDENTIALS = "access-control-allow-credentials"

# `*`, quoted as gateways want it, with a scheme before it, or as a pattern. `null` is what sandboxed frames
# and local files send as their origin.
_ANY = re.compile(r"\A\W*(?:\^?(?:https?\??|\*|https\?):(?:\\?/){2})?\(?\.?\*\)?\$?['\"]?\Z|\A'?null'?\Z")
_ECHO = re.compile(
    r"\b(?:reflect|echo|mirror|copie|copy|repeat|same)\w*\b[^.]{0,60}\borigin\b"
    r"|\borigin\b[^.]{0,40}\b(?:reflected|echoed|mirrored|copied|repeated)\b"
    r"|\A\W*(?:always )?['\"`]?\*['\"`]?\W*\Z",
    re.IGNORECASE,
)
_VALUES = ("example", "x-example", "default", "const")


@check(given="api")
def any_origin_with_credentials(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """Every origin may send requests with the user's cookies and read the answers: said in response headers,
    or in what a gateway reads from extensions. One decision, one finding.
    """
    for operation in api.siblings.all:
        yield from (_hit(node, (operation,)) for node in _declared(api, operation))
    for holder, operations in _holders(api):
        for node in _configured(holder):
            yield _hit(node, operations)


def _hit(node: Node, operations: tuple[Operation, ...]) -> Hit:
    return Hit(node, {}, operations, cause="api")


def _declared(api: Api, operation: Operation) -> Iterator[Node]:
    """Origins in the answers of an operation that lets credentials through in any of them."""
    headers = [(name, header) for response in operation.responses for name, header in response.headers]
    if any(name == _CREDENTIALS and _allows_credentials(api, header) for name, header in headers):
        origins = (_any_origin(api, header) for name, header in headers if name == _ORIGIN)
        yield from (node for node in origins if node is not None)


def _allows_credentials(api: Api, header: Node) -> bool:
    """The header's only value is ``true`` (Fetch Standard, section "HTTP responses"): naming it says it."""
    values = [str(node.value).strip("'\" ").lower() for node in _values(api, header)]
    return not values or "true" in values


def _any_origin(api: Api, header: Node) -> Node | None:
    for node in _values(api, header):
        if isinstance(node.value, str) and _ANY.match(node.value.strip()):
            return node
    description = header.get("description")
    prose = header.text("description")
    return description if description is not None and _ECHO.search(prose) else None


def _values(api: Api, header: Node) -> Iterator[Node]:
    """What a header is said to hold: examples, defaults, constants and lists of values."""
    schema = header.get("schema")
    for holder in (header, *([api.resolve(schema)] if schema else ())):
        yield from (node for key in _VALUES if (node := holder.get(key)) is not None)
        for key in ("enum", "examples"):
            listed = holder.get(key)
            if listed is not None:
                yield from listed.elements()
                examples = [api.resolve(child) for _, child in listed.items()]
                yield from (node for one in examples if (node := one.get("value")) is not None)


# Names of extensions that configure gateways and proxies.
_GATEWAYS = frozenset(
    """cors gateway apigateway kong tyk wso2 apigee zuplo traefik envoy istio google amazon aws azure apim yc
    ibm nginx ingress krakend gravitee mulesoft middleware middlewares policy policies integration ambassador
    cloudflare""".split()
)
_MOST_VALUES = 20_000
"""Values of one extension that are looked through."""


def _holders(api: Api) -> Iterator[tuple[Node, tuple[Operation, ...]]]:
    yield api.root, ()
    items = {id(operation.path_item.value): operation.path_item for operation in api.siblings.all}
    yield from ((item, ()) for item in items.values())
    yield from ((operation.node, (operation,)) for operation in api.siblings.all)


def _configured(holder: Node) -> Iterator[Node]:
    for key, extension in holder.items():
        if key.startswith(("x-", "X-")) and _GATEWAYS.intersection(tokens(key)):
            for mapping in _mappings(extension):
                node = _shares(mapping, kong=tokens(key)[1:2] == ("kong",) and "cors" in key)
                if node is not None:
                    yield node


def _mappings(extension: Node) -> Iterator[Node]:
    stack = [extension]
    for _ in range(_MOST_VALUES):
        if not stack:
            return
        node = stack.pop()
        if isinstance(node.value, dict):
            yield node
        stack.extend(child for _, child in node.items())
        stack.extend(node.elements())


def _shares(mapping: Node, *, kong: bool) -> Node | None:
    """The origins of one configuration, if credentials go with all of them. Where Kong is told no origins it
    takes every one.
    """
    credentials = origins = None
    for key, child in mapping.items():
        words = set(tokens(key))
        if "credentials" in words and _true(child.value):
            credentials = child
        elif words & {"origin", "origins"}:
            origins = child
    if credentials is None or mapping.value.get("enabled") is False:
        return None
    if origins is None or origins.value in ([], None):
        return credentials if kong else None
    return origins if any(_ANY.match(text.strip()) for text in _strings(origins.value)) else None


def _true(value: Any) -> bool:
    return value is True or (isinstance(value, str) and value.strip("'\" ").lower() == "true")


def _strings(value: Any) -> Iterator[str]:
    """A string, those of a list, or those that matchers in a list hold: ``[{exact: '*'}]``."""
    if isinstance(value, str):
        yield from value.split(",")
    elif isinstance(value, list):
        for item in value:
            texts = item.values() if isinstance(item, dict) else (item,)
            yield from (text for text in texts if isinstance(text, str))
