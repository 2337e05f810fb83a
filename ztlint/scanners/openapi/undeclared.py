"""Checks: does the rest of an operation tell of authentication that ``security`` knows nothing of?"""

import re
from collections.abc import Iterator
from functools import reduce
from operator import or_

from ztlint.openapi import (
    Api,
    Operation,
    Parameter,
    Response,
    Scheme,
    Strength,
    Term,
    terms,
    tokens,
)
from ztlint.scanners.openapi.authentication import by_accident, silently_public
from ztlint.scanners.openapi.exposure import texty
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.selectors import UsedParameter
from ztlint.scanners.openapi.words import minting, public_by_nature, written_public

# Last words of headers and cookies that let a caller in, and words that make something else of them.
_KEYS = frozenset(
    """token tokens key secret auth session sid jwt apikey authorization authentication bearer password
    credential credentials sessionid jsessionid phpsessid accesstoken authtoken passcode""".split()
)
_TOKENS = frozenset(
    """token tokens jwt authorization authentication bearer auth session sid sessionid jsessionid phpsessid
    accesstoken authtoken""".split()
)
_SESSIONS = frozenset("session sid sessionid jsessionid phpsessid auth".split())
OTHER_KEYS = frozenset(
    """analytics anti antiforgery apns cache captcha cart change confirmation continuation correlation csrf
    cursor customer dataset dedup deduplication delta device encryption experiment fcm fencing foreign
    forgery group hcaptcha idempotency idempotent if invitation invite last lock lookup message next
    nonce object page pagination partition primary public publishable push range recaptcha request reset
    resume routing row shard signature sort state surrogate sync trace tracking transaction turnstile
    unsubscribe upload verification version visitor watermark xsrf""".split()
)


def names_credential(name: str, place: str) -> bool:
    """Whether a header, a cookie or a session in the query of this name lets a caller in."""
    words = tokens(name)
    if not words or OTHER_KEYS & set(words) or place not in ("header", "cookie", "query"):
        return False
    if place == "query":  # what the lexicon knows has a finding of its own there
        return words[-1] in _SESSIONS and not terms(name) & Term.CREDENTIAL
    in_cookie = place == "cookie" and (bool(_SESSIONS & set(words)) or words[-2:] == ("remember", "me"))
    return in_cookie or words[-1] in _KEYS or bool(terms(name) & Term.CREDENTIAL)


@check(given="parameters")
def credential_in_parameter(_: Api, used: UsedParameter, options: Options) -> Iterator[Hit]:
    """A header or cookie, or a session in the query, that is a credential and that is declared as a
    parameter, so that nothing enforces it. ``public``: on operations that ask for nothing, or as a second
    one on operations that ask for others.
    """
    parameter = used.parameter
    named = names_credential(parameter.name, parameter.place)
    if not named and not (options["public"] and _lets_in_by_use(used)):
        return
    if not texty(parameter.schema.value):
        return
    wanted = _asks_nobody if options["public"] else _asks_for_others
    operations = tuple(operation for operation in used.operations if wanted(operation, parameter))
    if operations:
        values = {"name": parameter.name, "place": parameter.place}
        place = parameter.node.get("name") or parameter.node
        yield Hit(place, values, operations, cause=f"{parameter.place} {parameter.name.lower()}")


def _lets_in_by_use(used: UsedParameter) -> bool:
    """A session's id, or a ``token`` in the query that more than one operation takes: not one for once."""
    words = tokens(used.parameter.name)
    if used.parameter.place == "query" and words == ("token",):
        return len(used.operations) > 1
    if used.parameter.place == "query" and _LOOKED_AT.search(used.parameter.prose):
        return False
    return used.parameter.place in ("header", "query") and words in (
        ("x", "session", "id"),
        ("session", "id"),
    )


_LOOKED_AT = re.compile(
    r"\bsession(?:['\u2019]s)? ?(?:id|identifier)?\b[^.]{0,20}? to (?:check|look up|revoke|delete|terminate"
    r"|end|kill|close|find|inspect|filter|remove|query|fetch|get|retrieve)\b|\A\W*filters?\b",
    re.IGNORECASE,
)
"""The session that the operation is about, and not the caller's."""


def _asks_nobody(operation: Operation, _: Parameter) -> bool:
    open_to_all = operation.authority.public and not operation.intended_public
    return open_to_all and not public_by_nature(operation)


def _asks_for_others(operation: Operation, parameter: Parameter) -> bool:
    authority = operation.authority
    schemes = [r.scheme for way in authority.alternatives for r in way.requirements]
    return not authority.public and not any(
        scheme is None or _carries(scheme, parameter) for scheme in schemes
    )


def _carries(scheme: Scheme, parameter: Parameter) -> bool:
    """Whether the parameter is the scheme's own, or may be its token under another name."""
    if scheme.type == "apiKey":
        return (scheme.place, scheme.parameter.lower()) == (parameter.place, parameter.name.lower())
    return scheme.type != "mutualTLS" and tokens(parameter.name)[-1] in _TOKENS


_PROOF = frozenset({"signature", "hmac", "digest", "otp", "passcode", "pin", "captcha"})


@check(given="operations")
def unauthorized_without_security(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """Documents 401 and asks for nothing, in an API that asks elsewhere. What takes a credential itself may
    answer 401 to a wrong one.
    """
    if not (api.authenticates and silently_public(operation)) or by_accident(api, operation, 0.66):
        return
    refusal = refusal_of(operation)
    if refusal is not None and not minting(operation) and not _takes_credential(api, operation):
        node = refusal.node if _own(refusal, operation) else operation.node
        cause = "" if written_public(operation) else "nothing said"
        yield Hit(node, {}, (operation,), cause=cause, on_key=True)


def refusal_of(operation: Operation) -> Response | None:
    return next(
        (r for r in operation.responses if r.status == "401" or _challenges(r)),
        None,
    )


def _challenges(response: Response) -> bool:
    return any(name == "www-authenticate" for name, _ in response.headers)


def _own(response: Response, operation: Operation) -> bool:
    return response.node.parent is not None and response.node.steps[: len(operation.node.steps)] == (
        operation.node.steps
    )


def _takes_credential(api: Api, operation: Operation) -> bool:
    mask: int = api.remember(
        "credentials that come in",
        lambda: reduce(or_, (prop.reach.input for prop in api.properties if proves(prop.name)), 0),
    )
    named = any(proves(p.name) or names_credential(p.name, p.place) for p in operation.parameters)
    return named or bool(mask >> operation.index & 1)


def proves(name: str) -> bool:
    return bool(terms(name) & Term.CREDENTIAL or _PROOF & set(tokens(name))) or name.lower() == "token"


@check(given="operations")
def no_unauthorized_response(_: Api, operation: Operation, __: Options) -> Iterator[Hit]:
    """Asks for authentication and does not say what happens without it. One finding for an API."""
    statuses = {response.status.lower() for response in operation.responses}
    if operation.authority.strength is not Strength.NONE and not statuses & {"401", "4xx", "default"}:
        yield Hit(
            operation.node.get("responses") or operation.node, {}, (operation,), cause="api", on_key=True
        )
