"""Security schemes, and how strong each is."""

from collections.abc import Callable, Iterator

from ztlint.documents import Node
from ztlint.openapi.model import Flow, Requirement, Scheme, Strength, Version

Resolve = Callable[[Node], Node]

# 2.0's names of the OAuth flows, in OpenAPI 3's words.
_FLOWS_OF_2 = {"application": "clientCredentials", "accessCode": "authorizationCode"}
_FLOW_KINDS = ("implicit", "password", "clientCredentials", "authorizationCode", "deviceAuthorization")
_URLS = ("authorizationUrl", "tokenUrl", "refreshUrl", "deviceAuthorizationUrl")

_SENDER_CONSTRAINED = frozenset({"dpop", "hoba", "mutual", "signature", "gnap"})
"""HTTP authentication schemes that bind a credential to a key (RFC 9449, 7486, 8120, 9421, 9635)."""

_PASSWORD_LIKE = frozenset({"basic", "digest", "negotiate", "ntlm", "oauth"})


def read_schemes(root: Node, version: Version, resolve: Resolve) -> dict[str, Scheme]:
    """The schemes by name, from ``components`` or 2.0's ``securityDefinitions``."""
    steps = ("securityDefinitions",) if version.major == 2 else ("components", "securitySchemes")
    container = root.get(*steps)
    if container is None:
        return {}
    return {name: _scheme(name, resolve(node), resolve) for name, node in resolve(container).items()}


def _scheme(name: str, node: Node, resolve: Resolve) -> Scheme:
    kind = node.text("type")
    if kind == "basic":
        return Scheme(name, node, "http", http_scheme="basic")
    return Scheme(
        name=name,
        node=node,
        type=kind,
        http_scheme=node.text("scheme").lower() if kind == "http" else "",
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
