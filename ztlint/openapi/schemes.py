"""Security schemes, and how strong each is."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from ztlint.documents import Node
from ztlint.openapi.model import Flow, Requirement, Scheme, Strength, Version

Resolve = Callable[[Node], Node]
Named = Callable[[Node, str], Node | None]
"""What a reference that is no ``$ref`` leads to from a node, if that is at hand."""

_HAVE_URIS = Version(3, 2)

# 2.0's names of the OAuth flows, in OpenAPI 3's words.
_FLOWS_OF_2 = {"application": "clientCredentials", "accessCode": "authorizationCode"}
_FLOW_KINDS = ("implicit", "password", "clientCredentials", "authorizationCode", "deviceAuthorization")
_URLS = ("authorizationUrl", "tokenUrl", "refreshUrl", "deviceAuthorizationUrl")

_SENDER_CONSTRAINED = frozenset({"dpop", "hoba", "mutual", "signature", "gnap"})
"""HTTP authentication schemes that bind a credential to a key (RFC 9449, 7486, 8120, 9421, 9635)."""

_PASSWORD_LIKE = frozenset({"basic", "digest", "negotiate", "ntlm", "oauth"})

Read = Callable[[str, Node], Scheme]


def _unread(name: str, node: Node) -> Scheme:
    return Scheme(name, node, node.text("type"))


class Schemes(dict[str, Scheme]):
    """Schemes by name. From 3.2 on a requirement may name one by its URI as well (OpenAPI 3.2 section 4.30):
    one of another file counts under that URI as soon as somebody asks for it.
    """

    def __init__(
        self, known: Mapping[str, Scheme] | None = None, read: Read = _unread, named: Named | None = None
    ) -> None:
        super().__init__(known or {})
        self._read = read
        self._named = named
        self._asked: dict[tuple[int, str], Scheme | None] = {}
        self._written = {id(scheme.node.value): scheme for scheme in reversed(self.values())}

    def wanted(self, name: str, node: Node) -> Scheme | None:
        """The scheme that a requirement at ``node`` means. A component's name comes before a URI."""
        if name in self or self._named is None or not _REFERENCE.search(name):
            return self.get(name)
        mark = (id(node.document), name)
        if mark not in self._asked:
            self._asked[mark] = self._by_uri(name, self._named(node, name))
        return self._asked[mark]

    def _by_uri(self, name: str, target: Node | None) -> Scheme | None:
        if target is None or not target.text("type"):
            return None
        scheme = self._written.get(id(target.value))
        if scheme is None:
            scheme = self._written[id(target.value)] = self[name] = self._read(name, target)
        return scheme


_REFERENCE = re.compile(r"[#/:]")
"""What a URI reference has and a component's name has not: a file in the same folder is ``./file``."""


def read_schemes(root: Node, version: Version, resolve: Resolve, named: Named) -> Schemes:
    """The schemes by name, from ``components`` or 2.0's ``securityDefinitions``."""
    steps = ("securityDefinitions",) if version.major == 2 else ("components", "securitySchemes")
    container = root.get(*steps)
    listed = resolve(container).items() if container is not None else ()
    known = {name: _scheme(name, resolve(node), resolve) for name, node in listed}
    return Schemes(known, partial(_scheme, resolve=resolve), named if version >= _HAVE_URIS else None)


def _scheme(name: str, node: Node, resolve: Resolve) -> Scheme:
    kind = node.text("type")
    if kind == "basic":
        return Scheme(name, node, "http", http_scheme="basic")
    return Scheme(
        name=name,
        node=node,
        type=kind,
        http_scheme=node.text("scheme").strip().lower() if kind == "http" else "",
        place=node.text("in").lower() if kind == "apiKey" else "",
        parameter=node.text("name") if kind == "apiKey" else "",
        flows=tuple(_flows(node, resolve)) if kind == "oauth2" else (),
    )


def _flows(node: Node, resolve: Resolve) -> Iterator[Flow]:
    if flow := node.text("flow"):
        yield _flow(_FLOWS_OF_2.get(flow, flow), node, resolve)
        return
    flows = node.get("flows")
    for kind, child in resolve(flows).items() if flows else ():
        if kind in _FLOW_KINDS:
            yield _flow(kind, resolve(child), resolve)


def _flow(kind: str, node: Node, resolve: Resolve) -> Flow:
    urls = tuple((key, child) for key in _URLS if (child := node.get(key)) and isinstance(child.value, str))
    scopes = node.get("scopes")
    return Flow(kind, node, urls, tuple(resolve(scopes).items()) if scopes else ())


def strength_of(requirement: Requirement) -> Strength:
    """The strength of one requirement. A scheme that is not defined counts as a bearer token: its absence
    is a finding of its own, and must not cause others.
    """
    scheme = requirement.scheme
    if scheme is None:
        return Strength.BEARER
    if scheme.type == "mutualTLS" or scheme.http_scheme in _SENDER_CONSTRAINED:
        return Strength.SENDER_CONSTRAINED
    if scheme.type == "apiKey":
        return Strength.KEY_IN_QUERY if scheme.place == "query" else Strength.KEY_OR_BASIC
    if scheme.http_scheme in _PASSWORD_LIKE:
        return Strength.KEY_OR_BASIC
    if scheme.oauth and requirement.scopes:
        return Strength.SCOPED
    return Strength.BEARER
