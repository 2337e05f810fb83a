"""Words of paths and operationIds that say what an operation is for."""

from ztlint.openapi import Operation, path_tokens, tokens

# Operations that have to work for callers who have not identified themselves yet, or are public by nature.
PUBLIC_BY_NATURE = frozenset(
    """login logon signin logout token tokens health healthz healthcheck livez readyz status ping heartbeat
    version jwks openapi swagger webhook webhooks callback callbacks forgot signup register registration
    csrf oauth oauth2 oidc saml sso authorize activate activation unsubscribe captcha robots favicon
    discovery wellknown""".split()
)

# Operations whose job is to hand out a credential, whatever their method.
MINTING = frozenset(
    """login logon signin token tokens oauth oauth2 authenticate refresh kubeconfig credentials authorize
    exchange mint""".split()
)

READ_LIKE = frozenset(
    """search query list get read find filter lookup export preview validate check count calculate estimate
    evaluate report reports stats statistics metrics batchget retrieve fetch view download test verify quote
    propose simulate compare diff introspect autocomplete suggest""".split()
)

ADMIN = frozenset(
    """admin administration superuser superadmin sudo impersonate impersonation backoffice sysadmin""".split()
)


def public_by_nature(operation: Operation) -> bool:
    words = path_tokens(operation)
    return bool(words & PUBLIC_BY_NATURE) or {"sign", "in"} <= words or {"sign", "up"} <= words


def carries_token(operation: Operation) -> bool:
    """Whether the path itself holds a secret that lets the caller in: ``/webhooks/{id}/{token}``."""
    names = (parameter.name for parameter in operation.parameters if parameter.place == "path")
    return any({"token", "secret", "signature"} & set(tokens(name)) for name in names)


def minting(operation: Operation) -> bool:
    return bool(path_tokens(operation) & MINTING)


def read_like(operation: Operation) -> bool:
    """Whether a POST only reads, told by the last path segment or the words that open its operationId."""
    last = operation.path.rstrip("/").rsplit("/", 1)[-1]
    words = {*tokens(last)} if "{" not in last else set()
    return bool(READ_LIKE & (words | {*tokens(operation.id)[:2]}))
