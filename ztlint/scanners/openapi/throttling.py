"""Checks of what stops those who try again and again."""

import itertools
import re
from collections.abc import Iterator

from ztlint.documents import Node
from ztlint.openapi import Api, Operation, Response, Term, path_tokens, terms, tokens, types_of
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.members import members, schemas_of

_RATE = re.compile(
    r"rate-?_?limit|throttl|retry-?after|quota|spike-?_?arrest|usage-?_?plan|rate-?by-?key", re.IGNORECASE
)
# Extensions that hold a gateway's whole configuration, so that limits may stand deep inside.
_GATEWAY = re.compile(r"x-(?:.*gateway|google|kong|tyk|zuplo|apigee|wso2|ibm|traefik|envoy)", re.IGNORECASE)
_MOST_VALUES = 5_000


def throttled(api: Api, operation: Operation) -> bool:
    """Whether a definition says what happens to callers who come too often: an explicit 429 (``4XX`` says
    nothing of it), a header about the rate, or a gateway's limit at the operation, its path or the root.
    """
    if any(response.status == "429" for response in operation.responses):
        return True
    if any(_RATE.search(name) for response in operation.responses for name, _ in response.headers):
        return True
    own = _speaks_of_rates(operation.node) or _speaks_of_rates(operation.path_item)
    return own or api.remember("rates", lambda: _speaks_of_rates(api.root))


def _speaks_of_rates(holder: Node) -> bool:
    if not isinstance(holder.value, dict):
        return False
    for key in holder.value:
        if key.startswith(("x-", "X-")):
            if _RATE.search(key):
                return True
            if _GATEWAY.match(key) and _limits_inside(holder.value[key]):
                return True
    return False


def _limits_inside(configuration: object) -> bool:
    pending = [configuration]
    for _ in range(_MOST_VALUES):
        if not pending:
            break
        value = pending.pop()
        if isinstance(value, dict):
            if any(_RATE.search(key) for key in value):
                return True
            pending.extend(value.values())
        elif isinstance(value, list):
            pending.extend(value)
        elif isinstance(value, str) and len(value) < 200 and _RATE.search(value):
            return True
    return False


TOLD = re.compile(r"\b(?:HTTP|status(?: code)?(?: of)?|error|response)\s+429\b", re.IGNORECASE)
"""The text of an operation tells callers that they will get a 429, and of what."""

_LIMIT_TOLD = re.compile(
    r"(?<!no )(?<!not )(?<!any )(?<!without )(?<!n't )\brate[- ]?limit(?:s|ed|ing)?\b", re.IGNORECASE
)
_REFUSED = re.compile(
    r"\A(?:\w{0,40}[_-])?(?:rate[_-]?limited|rate[_-]?limit[_-]?(?:exceeded|reached|error)"
    r"|too[_-]?many[_-]?requests)\Z",
    re.IGNORECASE,
)
"""Codes of errors that say that somebody came too often."""


def tells_of_rates(operation: Operation) -> bool:
    """Whether the text of an operation tells of a 429 or of a limit. Where rate limits are what the operation
    is about, they are those of somebody else.
    """
    told = operation.node.text("description")
    if TOLD.search(told):
        return True
    return not _RATE.search(operation.path) and _LIMIT_TOLD.search(told) is not None


def refuses_by_code(api: Api) -> bool:
    """Whether an error may have a code such as ``rate_limited``."""
    errors = (schema.node.value for schema in api.reach.schemas.values() if schema.reach.error)
    listed = (value.get("enum") for value in errors if isinstance(value, dict))
    codes = (code for one in listed if isinstance(one, list) for code in one[:_MOST_VALUES])
    return any(isinstance(code, str) and _REFUSED.match(code[:_LONGEST_CODE]) for code in codes)


_LONGEST_CODE = 100


_WHEN = re.compile(r"retry-?after|rate-?limit", re.IGNORECASE)


@check(given="operations")
def throttle_without_advice(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """A 429 that does not say when to come back: no ``Retry-After``, no ``RateLimit`` header in any spelling
    on any answer of the operation, and no such field in the body. One decision of an API, one finding.
    """
    for response in operation.responses:
        if response.status == "429" and not _advises(api, operation, response):
            yield Hit(response.node, {}, (operation,), cause="api", on_key=True)


def _advises(api: Api, operation: Operation, response: Response) -> bool:
    if any(_WHEN.search(name) for one in operation.responses for name, _ in one.headers):
        return True
    if _WHEN.search(response.node.text("description")):
        return True
    names = (name for schema in schemas_of(response.media) for name, _ in members(api, schema, below=1))
    return any(_says_when("-".join(tokens(name))) for name in names)


def _says_when(name: str) -> bool:
    return bool(_WHEN.search(name)) or name in ("reset", "reset-at", "reset-in", "wait", "wait-seconds")


_LOGIN = frozenset(
    """login logon signin authenticate authentication auth session sessions token tokens oauth oauth2 sso
    jwt""".split()
)
_LOGIN_PHRASES = (frozenset({"sign", "in"}), frozenset({"log", "in"}))
# These take a password too, and nothing can be guessed there, or other rules speak of it.
_NO_LOGIN = frozenset(
    """register registration signup reset forgot forgotten change recover recovery invite invitation logout
    signout revoke setup install introspect callback""".split()
)
_DEFENCE = frozenset(
    """captcha recaptcha hcaptcha turnstile mfa otp totp 2fa twofactor passcode webauthn passkey challenge
    lockout pow""".split()
)
_DEFENCE_PROSE = re.compile(
    r"captcha|lock(?:ed|out|s)\b|too many|throttl|rate[- ]?limit|brute[- ]?force|failed attempts"
    r"|multi-?factor|two-?factor|second factor",
    re.IGNORECASE,
)
_TOKENS = frozenset({"token", "jwt", "ticket", "bearer"})
_TOKEN_HEADERS = frozenset(
    {"set-cookie", "authorization", "x-auth-token", "x-access-token", "x-session-token"}
)


@check(given="operations")
def unthrottled_login(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """A login that hands out a token for a password, with nothing that stops the millionth try."""
    if guessable(api, operation):
        yield Hit(operation.node, {}, (operation,), on_key=True)


def password_login(operation: Operation) -> bool:
    """Whether path or operationId speak of logging in, cheaply."""
    words = path_tokens(operation)
    if "sandbox" in words and not operation.authority.public:
        return False  # a customer makes accounts to try things out with
    if words & _NO_LOGIN or (words & {"sign"} and words & {"up"}):
        return False
    return bool(words & _LOGIN) or any(phrase <= words for phrase in _LOGIN_PHRASES)


def guessable(api: Api, operation: Operation) -> bool:
    """Whether a login takes a password and gives a token, without any defence that the definition knows."""
    if operation.method == "delete" or not password_login(operation):
        return False
    if not any(_known_by_heart(name) for name in _taken(api, operation)):
        return False
    if not _gives_token(operation, _given(api, operation)):
        return False
    return not (throttled(api, operation) or defended(api, operation))


def _known_by_heart(name: str) -> bool:
    """A password, or what is asked for in place of one, where somebody logs in."""
    return bool(terms(name) & Term.PASSWORD) or " ".join(tokens(name)) in _IN_ITS_PLACE


_IN_ITS_PLACE = frozenset(
    {"pass", "access code", "pin code", "secret word", "memorable word", "security number", "secret number"}
)


def _taken(api: Api, operation: Operation) -> list[str]:
    """Names of what comes in, in whatever place."""
    named = [name for schema in schemas_of(operation.bodies) for name, _ in members(api, schema, below=1)]
    return named + [parameter.name for parameter in operation.parameters]


def _given(api: Api, operation: Operation) -> list[str]:
    """Names of what a success gives out."""
    return [name for schema in _answers(operation) for name, _ in members(api, schema, below=2)]


def _answers(operation: Operation) -> Iterator[Node]:
    return (schema for one in operation.responses if one.succeeds for schema in schemas_of(one.media))


def _gives_token(operation: Operation, names: list[str]) -> bool:
    if any(types_of(schema.value) == {"string"} for schema in _answers(operation)):
        return True
    headers = {name for response in operation.responses if response.succeeds for name, _ in response.headers}
    return bool(headers & _TOKEN_HEADERS) or any(_token(name) for name in names)


def _token(name: str) -> bool:
    words = tokens(name)
    if terms(name) & Term.CREDENTIAL or words[-2:] in (("session", "id"), ("access", "key")):
        return True
    return bool(_TOKENS.intersection(words[-1:]))


def defended(api: Api, operation: Operation) -> bool:
    """Accounts that are locked, a captcha, or a second factor, in fields, statuses or prose."""
    if any(response.status == "423" for response in operation.responses):
        return True
    taken = _taken(api, operation)
    chosen = [name for name in taken if _known_by_heart(name)]
    if len(chosen) == 1:
        taken.remove(chosen[0])  # where it is all that is asked for, a passcode is no second factor
    if any(_second(name) for name in (*taken, *_given(api, operation))):
        return True
    prose = [operation.node.text("description"), operation.node.text("summary")]
    prose += [response.node.text("description") for response in operation.responses]
    return any(_DEFENCE_PROSE.search(text) for text in prose)


_SECOND = frozenset({("two", "factor"), ("second", "factor"), ("one", "time"), ("auth", "code")})


def _second(name: str) -> bool:
    """Whether a field is for a captcha or for a second factor."""
    words = tokens(name)
    return bool(_DEFENCE.intersection(words) or _SECOND.intersection(itertools.pairwise(words)))
