"""Checks of how callers sign in."""

from collections.abc import Iterator
from functools import reduce
from operator import or_

from ztlint.openapi import Api, Operation, Property, Strength, Term, segments, terms, tokens
from ztlint.scanners.openapi.exposure import texty
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.undeclared import OTHER_KEYS

_LOGIN = frozenset("login logon signin authenticate".split())
_WAYS_IN = frozenset("flow flows type types method methods provider providers".split())
_PASSES = frozenset("pass passcode pw pwd password pin otp totp mpin passphrase".split())


@check(given="operations")
def login_by_get(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """Signing in, or being handed a token, by GET or HEAD. A credential that the lexicon knows in the query
    has a finding of its own, and a page that redirects to a login is none.
    """
    if operation.method not in ("get", "head") or operation.authority.strength > Strength.KEY_OR_BASIC:
        return
    if not _signs_in(operation) or _redirects(operation):
        return
    queried = [p for p in operation.parameters if p.place in ("path", "query")]
    if any(terms(p.name) & Term.CREDENTIAL and texty(p.schema.value) for p in queried):
        return
    sent = any(_PASSES & set(tokens(p.name)) or p.name.lower() == "grant_type" for p in queried)
    if sent or _hands_out(api, operation) or operation.bodies:
        yield Hit(operation.node, {}, (operation,), on_key=True)


def _signs_in(operation: Operation) -> bool:
    parts = segments(operation.path)
    if not parts or parts[-1] == "*":
        return False
    words, spoken = tokens(parts[-1]), tokens(operation.id)
    if parts[-2:-1] == ("requests",):
        return False  # shows what somebody wants to sign in to
    if spoken[:1] == ("get",) and _WAYS_IN & {*words[-1:], *spoken[-1:]}:
        return False  # asks how one may sign in
    if _LOGIN & {*words, *spoken[:2]} or words[-2:] in (("log", "in"), ("sign", "in")):
        return True
    if words == ("auth",):
        return True
    return words[-1:] == ("token",) and (len(words) == 1 or "access" in words or "auth" in words)


def _redirects(operation: Operation) -> bool:
    return any(response.status.startswith("3") for response in operation.responses)


def _hands_out(api: Api, operation: Operation) -> bool:
    mask: int = api.remember(
        "tokens that go out",
        lambda: reduce(or_, (prop.reach.output for prop in api.properties if _goes_out(prop)), 0),
    )
    return bool(mask >> operation.index & 1)


def _goes_out(prop: Property) -> bool:
    return is_token(prop.name) and texty(prop.schema.value)


def is_token(name: str) -> bool:
    words = tokens(name)
    last = words[-1:] in (("token",), ("jwt",), ("accesstoken",), ("sessionid",))
    return (last or words[-2:] == ("session", "id")) and not OTHER_KEYS & set(words)
