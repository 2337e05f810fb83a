"""Words of paths and operationIds that say what an operation is for."""

from ztlint.openapi import Operation, path_tokens, tokens

# Operations that have to work for callers who have not identified themselves yet, or are public by nature.
PUBLIC_BY_NATURE = frozenset(
    """login logon signin logout token tokens health healthz healthcheck livez readyz status ping heartbeat
    version jwks openapi swagger webhook webhooks callback callbacks forgot signup register registration
    csrf oauth oauth2 oidc saml sso authorize activate activation unsubscribe captcha robots favicon
    discovery wellknown""".split()
)

# Operations whose job is to hand out a credential.
MINTING = frozenset(
    """login logon signin signup token tokens oauth oauth2 auth authenticate authentication session sessions
    refresh rotate regenerate key keys apikey apikeys secret secrets credential credentials kubeconfig
    authorize register connect pat exchange issue mint""".split()
)

READ_LIKE = frozenset(
    """search query list get read find filter lookup export preview validate check count calculate estimate
    evaluate report reports stats statistics batchget retrieve fetch view download test verify quote
    introspect autocomplete suggest""".split()
)

ADMIN = frozenset(
    """admin admins administrator administrators administration superuser superadmin sudo impersonate
    impersonation backoffice sysadmin""".split()
)


def public_by_nature(operation: Operation) -> bool:
    words = path_tokens(operation)
    return bool(words & PUBLIC_BY_NATURE) or {"sign", "in"} <= words or {"sign", "up"} <= words


def minting(operation: Operation) -> bool:
    return bool(path_tokens(operation) & MINTING)


def read_like(operation: Operation) -> bool:
    """Whether a POST only reads, told by the last path segment or the verb that opens its operationId."""
    last = operation.path.rstrip("/").rsplit("/", 1)[-1]
    opening = tokens(operation.id)[:1]
    return bool(READ_LIKE & ({*tokens(last)} if "{" not in last else set())) or bool(READ_LIKE & {*opening})
