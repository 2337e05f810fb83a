"""What the name of a middleware, guard or filter says about who may call."""

import re
from enum import IntEnum

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_STRONG = frozenset(
    """auth authn authz authenticate authenticated authenticates authentication authenticator authenticating
    authorize authorized authorization authorizer authorise authorised jwt bearer protect protected protector
    oauth oidc guard guarded rbac acl apikey permission permissions authed""".split()
)
_THINGS = frozenset(
    """token tokens user admin superuser role roles login logged signed session scope scopes key access
    signature member owner identity permission permissions staff principal account loggedin signin""".split()
)
_ACTS = frozenset(
    "require requires required is ensure check verify has only must assert enforce validate restrict need"
    " needs allow login logged verifier allowed".split()
)
_NOT = frozenset(
    """optional optionally maybe try limit limiter rate validation validator validators schema log logger
    logging router routes route controller controllers init initialize initialise upload parse parser attach
    set load deserialize serialize csrf cors throttle throttler audit metrics error errors config cache
    anonymous skip public slow brute exists exist unique available body params query context service services
    unauthenticated guest anon not un refresh""".split()
)
_OPTIONAL = frozenset("optional optionally maybe try anonymous anon guest soft".split())
_PUBLIC = re.compile(
    r"\A(?:is_?)?(?:public|(?:skip|no|without|bypass|ignore|disable)_?(?:auth|jwt|authentication|authorization|guard)\w*"
    r"|allow_?(?:anonymous|unauthorized\w*|unauthenticated\w*|public)|anonymous|open|unprotected|unauthenticated)"
    r"(?:_?(?:route|api|endpoint|access))?\Z",
    re.IGNORECASE,
)


class Says(IntEnum):
    """What one thing on the way to an answer does with callers who do not say who they are."""

    NOTHING = 0
    OPTIONAL = 1
    UNSURE = 2
    REFUSES = 3


def words_of(name: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(name)]


def guard_name(name: str) -> bool:
    """``requireUser``, ``verifyToken``, ``JwtAuthGuard``; not ``authLimiter``, ``optionalAuth``."""
    words = set(words_of(name))
    if words & _NOT:
        return False
    if {"api", "key"} <= words and words & _ACTS:
        return True
    validates = "validate" in words and words & {"user", "login", "account", "key", "role"}
    return bool(words & _STRONG) or bool(words & _ACTS and words & _THINGS and not validates)


def optional_name(name: str) -> bool:
    words = set(words_of(name))
    return bool(words & _OPTIONAL) and bool(words & (_STRONG | _THINGS))


def guardlike(name: str) -> bool:
    """Whether a name is about who may call at all, though perhaps no guard."""
    return bool(set(words_of(name)) & (_STRONG | _THINGS))


def public_name(name: str) -> bool:
    return _PUBLIC.match(name) is not None


def by_name(name: str, harmless: re.Pattern[str]) -> Says:
    """What a middleware does of which only the name is known; ``harmless`` are names of its ecosystem."""
    if optional_name(name):
        return Says.OPTIONAL
    if guard_name(name):
        return Says.REFUSES
    return Says.NOTHING if harmless.search(name) and not guardlike(name) else Says.UNSURE
