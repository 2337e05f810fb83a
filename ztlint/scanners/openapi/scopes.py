"""Checks of scopes: how much does one of them open, and does it say so?"""

from ztlint.openapi import Api, tokens

OF_OPENID = frozenset({"openid", "profile", "email", "address", "phone", "offline_access", "offline"})
"""Scopes about the token itself, not about the API (OpenID Connect Core sections 5.4 and 11)."""

_READ = frozenset("read readonly reader view viewer list get ro fetch search query".split())
_WRITE = frozenset(
    """write writer readwrite rw manage manager admin create update delete remove edit editor modify full
    post put patch owner""".split()
)


def reads(scope: str) -> bool:
    """Whether a scope only reads, by its name."""
    words = set(tokens(scope))
    return bool(words & _READ) and not words & _WRITE


def writes(scope: str) -> bool:
    """Whether a scope is for writing, by its name, and not for reading as well."""
    words = set(tokens(scope))
    return bool(words & _WRITE) and not words & _READ


def splits_scopes(api: Api) -> bool:
    """Whether the API has more than one scope to ask for."""

    def work_out() -> bool:
        declared = {name for scheme in api.schemes.values() for name in scheme.scopes}
        once = {id(operation.authority): operation.authority for operation in api.siblings.all}.values()
        asked = {scope for authority in once for way in authority.alternatives for scope in way.scopes}
        return len((declared | asked) - OF_OPENID) > 1

    return api.remember("splits scopes", work_out)
