"""Checks of security schemes: how callers identify themselves."""

import ipaddress
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qsl, urlsplit

from ztlint.documents import Node
from ztlint.openapi import Api, Operation, Scheme, Term, terms
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.selectors import UsedScheme, server_groups
from ztlint.scanners.openapi.transport import cleartext, local, tls_edits


@check(given="schemes")
def weak_http_scheme(_: Api, used: UsedScheme, options: Options) -> Iterator[Hit]:
    """``schemes``: names in lower case. ``cleartext``: whether an operation that uses it answers on http."""
    scheme = used.scheme
    if scheme.http_scheme not in options["schemes"] or not used.operations:
        return
    if _answers_in_clear(used.operations) is options["cleartext"]:
        node = scheme.node.get("scheme") or scheme.node.get("type") or scheme.node
        yield Hit(node, {"name": scheme.name, "scheme": scheme.http_scheme}, used.operations)


def _answers_in_clear(operations: tuple[Operation, ...]) -> bool:
    return any(cleartext(server.url) for servers, _ in server_groups(operations) for server in servers)


@check(given="schemes")
def api_key_in(_: Api, used: UsedScheme, options: Options) -> Iterator[Hit]:
    """An API key that travels in ``place``, in use."""
    scheme = used.scheme
    if scheme.place == options["place"] and used.operations:
        values = {"name": scheme.name, "parameter": scheme.parameter}
        yield Hit(scheme.node.get("in") or scheme.node, values, used.operations)


@check(given="schemes")
def oauth_flow(_: Api, used: UsedScheme, options: Options) -> Iterator[Hit]:
    """A flow of the given kind. ``used``: whether an operation asks for its scheme."""
    for flow in used.scheme.flows:
        if flow.kind == options["flow"] and bool(used.operations) is options["used"]:
            place = flow.node.get("flow") or flow.node
            yield Hit(place, {"name": used.scheme.name}, used.operations, on_key=place is flow.node)


def _urls(scheme: Scheme) -> Iterator[tuple[str, Node]]:
    for flow in scheme.flows:
        yield from flow.urls
    for key in ("openIdConnectUrl", "oauth2MetadataUrl"):
        node = scheme.node.get(key)
        if node is not None and isinstance(node.value, str):
            yield key, node


@check(given="schemes")
def oauth_url_cleartext(_: Api, used: UsedScheme, __: Options) -> Iterator[Hit]:
    """An address of an authorization server that is not https (RFC 9700 section 2.6)."""
    for key, node in _urls(used.scheme):
        if cleartext(node.value):
            values = {"key": key, "name": used.scheme.name}
            yield Hit(node, values, used.operations, edits=tls_edits(node))


@check(given="schemes")
def oauth_url_suspicious(_: Api, used: UsedScheme, __: Options) -> Iterator[Hit]:
    """A fragment, credentials, or an IP address in an address of an authorization server."""
    for key, node in _urls(used.scheme):
        reason = _suspicion(_split(node.value))
        if reason:
            yield Hit(node, {"key": key, "name": used.scheme.name, "reason": reason}, used.operations)


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _suspicion(url: SplitResult | None) -> str:
    if url is None:
        return "cannot be read as a URL"
    if url.fragment:
        return "has a fragment"
    if "@" in url.netloc or any(terms(name) & Term.CREDENTIAL for name, _ in parse_qsl(url.query)):
        return "carries credentials"
    if url.scheme not in ("", "http", "https"):
        return "is not an address on the web"
    host = url.hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return ""
    return "" if local(host) else "names an IP address"


@check(given="api")
def oauth_url_foreign(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """An OAuth address outside the domain of the one OpenID Connect issuer that the definition declares."""
    urls = [(key, node) for scheme in api.schemes.values() for key, node in _urls(scheme)]
    issuers = {_domain(node.value) for key, node in urls if key in _ISSUER_KEYS}
    issuers.discard("")
    if len(issuers) != 1:
        return
    issuer = next(iter(issuers))
    for scheme in api.schemes.values():
        for key, node in _urls(scheme):
            domain = _domain(node.value)
            if domain and domain != issuer and not any({domain, issuer} <= one for one in _ONE_OWNER):
                yield Hit(node, {"key": key, "name": scheme.name, "domain": domain, "issuer": issuer})


_ISSUER_KEYS = ("openIdConnectUrl", "oauth2MetadataUrl")
_ONE_OWNER = (
    {"google.com", "googleapis.com"},
    {"microsoftonline.com", "microsoft.com", "windows.net"},
    {"amazoncognito.com", "amazonaws.com", "amazon.com"},
)
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "ac", "edu"})


def _domain(url: str) -> str:
    """The registrable domain, near enough: two labels, or three under ``co.uk`` and its kind."""
    split = _split(url)
    labels = (split.hostname or "").split(".") if split else []
    size = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return ".".join(labels[-size:]) if len(labels) >= size else ""
