"""Checks of the endpoints of an authorization server, where a definition describes them too."""

import re
from collections.abc import Iterator
from itertools import islice

from ztlint.documents import Node
from ztlint.openapi import Api, Operation, path_tokens, segments, tokens
from ztlint.scanners.openapi.hit import Hit, Options, check

_TOKEN_WORDS = frozenset({"token", "tokens"})
_KEYS = frozenset({"jwks", "jwk", "jwkset", "certs", "keys"})
_METADATA = frozenset(
    {"openid-configuration", "oauth-authorization-server", "oauth-protected-resource", "jwks.json", "jwks"}
)
_CLIENT_AUTHENTICATION = frozenset(
    {"client_secret", "client_assertion", "clientsecret", "clientassertion", "client_assertion_type"}
)


_ENDPOINTS = frozenset(
    """oauth oauth1 oauth2 oidc openid connect token tokens authorize authorise authorization authorizations
    auth login signin signon sso par introspect introspection introspections revoke revocation
    revocations""".split()
)


def _is_endpoint(operation: Operation) -> bool:
    """Whether the path sounds like an authorization server: a cheap test before the body is looked at."""
    return bool(path_tokens(operation) & _ENDPOINTS)


def _inputs(api: Api, operation: Operation) -> dict[str, tuple[Node, Node]]:
    """Parameters and top-level properties of the body by name in lower case: where written, and schema."""
    found = {p.name.lower(): (p.node.get("name") or p.node, p.schema) for p in operation.parameters}
    for media in operation.bodies:
        for name, node in body_properties(api, media.schema) if media.schema is not None else ():
            found.setdefault(name.lower(), (node, api.resolve(node)))
    return found


_MAX_PARTS = 50
_MAX_PROPERTIES = 200
"""An endpoint of OAuth has a dozen fields."""


def body_properties(api: Api, schema: Node) -> Iterator[tuple[str, Node]]:
    """Those of a schema and of what it is composed of, the first few hundred."""
    return islice(_properties(api, schema), _MAX_PROPERTIES)


def _properties(api: Api, schema: Node) -> Iterator[tuple[str, Node]]:
    pending, seen = [schema], 0
    while pending and seen < _MAX_PARTS:
        node = pending.pop()
        seen += 1
        holder = node.get("properties")
        yield from holder.items() if holder is not None else ()
        for keyword in ("allOf", "oneOf", "anyOf"):
            listed = node.get(keyword)
            pending.extend(api.resolve(part) for part in (listed.elements() if listed else ()))


def _is_token_endpoint(operation: Operation, inputs: dict[str, tuple[Node, Node]]) -> bool:
    parts = segments(operation.path)
    named = bool(parts) and bool(_TOKEN_WORDS & set(tokens(parts[-1])))
    granting = bool({"grant_type", "granttype"} & inputs.keys())
    client = bool({"client_secret", "clientsecret", "client_id", "clientid", "code"} & inputs.keys())
    return operation.method == "post" and (granting or client) and (named or (granting and client))


@check(given="operations")
def client_secret_in_body(api: Api, operation: Operation, __: Options) -> Iterator[Hit]:
    """A token endpoint that takes the client's secret among the form fields, and knows no better way."""
    if operation.method != "post" or not _is_endpoint(operation):
        return
    inputs = _inputs(api, operation)
    secret = inputs.get("client_secret") or inputs.get("clientsecret")
    if secret is None or not _is_token_endpoint(operation, inputs) or _in_url(operation, "client_secret"):
        return
    if {"client_assertion", "clientassertion"} & inputs.keys() or _authenticates_clients(
        operation, {"basic"}
    ):
        return
    told = (operation.node.text("description"), secret[1].text("description"))
    if any(_BETTER_WAY.search(text) for text in told):
        return  # the secret in the body is one way of two
    on_key = not isinstance(secret[0].value, str)
    yield Hit(secret[0], {}, (operation,), cause="client secret", on_key=on_key)


_BETTER_WAY = re.compile(
    r"\b(?:http )?basic auth\w*|\bauthorization header\b|\bclient_secret_basic\b|\bprivate_key_jwt\b",
    re.IGNORECASE,
)


def _in_url(operation: Operation, name: str) -> bool:
    return any(p.name == name and p.place in ("query", "path") for p in operation.parameters)


def _authenticates_clients(operation: Operation, shared: set[str]) -> bool:
    """Whether the operation's security does it: with mutual TLS, or over HTTP in one of ``shared``."""
    found = [r.scheme for way in operation.authority.alternatives for r in way.requirements]
    return any(s is not None and (s.type == "mutualTLS" or s.http_scheme in shared) for s in found)


@check(given="operations")
def client_authentication_with_shared_secret(api: Api, operation: Operation, __: Options) -> Iterator[Hit]:
    """A token or pushed authorization endpoint at which a secret is enough: FAPI 2.0 knows mutual TLS
    and signed assertions only.
    """
    if operation.method != "post" or not _is_endpoint(operation):
        return
    inputs = _inputs(api, operation)
    pushed = segments(operation.path)[-1:] == ("par",) or "request_uri" in inputs
    if not (pushed or _is_token_endpoint(operation, inputs)):
        return
    secret = inputs.get("client_secret") or inputs.get("clientsecret")
    if _in_url(operation, "client_secret"):
        return  # worse, and a finding of its own
    if secret is not None:
        on_key = not isinstance(secret[0].value, str)
        yield Hit(secret[0], {}, (operation,), cause="client secret", on_key=on_key)
    elif _authenticates_clients(operation, {"basic", "digest"}) and operation.authority.node is not None:
        schemes = [r.scheme for way in operation.authority.alternatives for r in way.requirements]
        if all(s is None or s.type != "mutualTLS" for s in schemes):
            yield Hit(operation.authority.node, {}, (operation,), on_key=True)


_PURPOSES = {
    "introspection": frozenset({"introspect", "introspection", "introspections", "tokeninfo"}),
    "revocation": frozenset({"revoke", "revocation", "revocations"}),
}


@check(given="operations")
def token_management_open(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """Introspection, or revocation, that takes a token and does not ask which client is calling."""
    purpose = _purpose(operation)
    if not purpose or operation.intended_public or operation.authority.strength or _silent(api):
        return
    inputs = _inputs(api, operation)
    known = set(_CLIENT_AUTHENTICATION)
    if purpose == "revocation":
        known |= {"client_id", "clientid"}  # public clients have nothing else to show (RFC 7009 section 2.1)
    takes_token = not inputs or any("token" in tokens(name) for name in inputs)
    authorized = any(p.name.lower() == "authorization" for p in operation.parameters)
    if takes_token and not authorized and not known & inputs.keys():
        node = operation.authority.node if not operation.authority.inherited else None
        yield Hit(node or operation.node, {"purpose": purpose}, (operation,), on_key=True)


_FEW = 10
"""Operations of a server for tokens; with more of them, the definition is of something else as well."""


def _silent(api: Api) -> bool:
    """Whether a definition says nothing of authentication at all, which is a finding for all operations."""
    return not api.schemes and not api.authenticates and len(api.siblings.all) > _FEW


def _purpose(operation: Operation) -> str:
    parts = segments(operation.path)
    words = set(tokens(parts[-1])) if parts and operation.method in ("get", "post") else set()
    if words == {"token", "info"}:
        return "introspection"
    oauth = {word for part in parts for word in tokens(part)} & {
        "oauth",
        "oauth2",
        "oidc",
        "connect",
        "token",
        "tokens",
        "introspect",
        "introspection",
        "auth",
    }
    return next((name for name, some in _PURPOSES.items() if words & some and oauth), "")


@check(given="operations")
def keys_behind_authentication(_: Api, operation: Operation, __: Options) -> Iterator[Hit]:
    """Public keys or metadata that clients need before they can authenticate, behind authentication."""
    if operation.method != "get" or not operation.authority.strength or operation.authority.node is None:
        return
    parts = [part.lower() for part in operation.path.split("/") if part]
    if not parts or "{" in parts[-1] or not _is_metadata(parts) or "credentials" in parts:
        return
    inherited = operation.authority.inherited
    node = operation.node if inherited else operation.authority.node
    yield Hit(node, {}, (operation,), cause="metadata", on_key=True)


_OF_KEYS = frozenset({"jwks", "jwks.json", "keys", "certs"})


def is_metadata(operation: Operation) -> bool:
    """Whether an operation hands out the public keys of an authorization server."""
    parts = [part.lower() for part in segments(operation.path)]
    return parts[-1:] != ["*"] and bool(_OF_KEYS & {*parts[-1:]} and {"oauth", "oauth2", "oidc"} & {*parts})


def _is_metadata(parts: list[str]) -> bool:
    last = parts[-1]
    if last in _METADATA or last in ("jwks.json", "jwks", "jwks_uri", "jwk.json"):
        return True
    bare = not any("{" in part for part in parts)
    return bare and last in _PUBLIC_KEYS and bool(_OAUTH_PARTS.intersection(parts[:-1]))


_PUBLIC_KEYS = frozenset({"certs", "keys", "public-keys", "publickeys", "signing-keys", "public-key"})
_OAUTH_PARTS = frozenset({"oauth", "oauth2", "oidc", "openid-connect", "discovery", "jwks"})


@check(given="operations")
def grant_offered(api: Api, operation: Operation, options: Options) -> Iterator[Hit]:
    """An endpoint of an authorization server that lists one of ``values`` for the parameter ``name``."""
    if operation.method not in ("get", "post", "query") or not _is_endpoint(operation):
        return
    found = _inputs(api, operation).get(options["name"])
    if found is None:
        return
    _, schema = found
    listed = schema.get("enum") or schema.get("const") or schema.get("items", "enum")
    values = listed.value if listed is not None else []
    names = values if isinstance(values, list) else [values]
    offered = [name for name in names if isinstance(name, str) and _matches(name, options["values"])]
    if listed is not None and offered:
        yield Hit(listed, {"value": offered[0]}, (operation,), on_key=True)


def _matches(name: str, refused: list[str]) -> bool:
    """``code id_token token`` is a set of words (OAuth 2.0 Multiple Response Types section 3)."""
    return bool(set(name.lower().split()) & set(refused))


_TOKEN_NAMES = frozenset({"access_token", "accesstoken", "bearer_token"})
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


@check(given="operations")
def access_token_in_form(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """The caller's access token among the fields of a form (RFC 6750 section 2.2)."""
    if _is_endpoint(operation):
        return
    fields = [(p.name, p.node.get("name") or p.node) for p in operation.parameters if p.place == "formData"]
    for media in operation.bodies:
        if media.type.startswith(_FORMS) and media.schema is not None:
            fields.extend(body_properties(api, media.schema))
    for name, node in fields:
        if name.lower() in _TOKEN_NAMES:
            on_key = not isinstance(node.value, str)
            yield Hit(node, {"name": name}, (operation,), cause=f"form {name}", on_key=on_key)
