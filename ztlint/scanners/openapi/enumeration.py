"""Checks of answers that tell strangers who has an account."""

import re
from collections.abc import Iterator

from ztlint.documents import Node
from ztlint.openapi import Api, Operation, Response, Term, segments, terms, tokens
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.members import members, schemas_of
from ztlint.scanners.openapi.words import administrative

_PHRASES = {
    "login": "login|logon|signin|authenticate|sign in|log in|sessions|session|token|oauth token|auth",
    "forgot": """forgot|forgotten|forgot password|password forgotten|reset password|password resets|recover
        |recovery|recover password|password recovery|account recovery|recover account|request reset|magic link
        |resend|otp|otps|otp request|passwordless|passwordless start|verification code|verification codes
        |one time code|code send|check email|check username|exists|exist|email exists|lookup email
        |reset|forgot username""",
    "signup": "signup|register|registration|registrations|sign up",
}
_DOORS = {
    kind: frozenset(frozenset(phrase.split()) for phrase in listing.split("|"))
    for kind, listing in _PHRASES.items()
}
# Words that may stand beside those without changing what an operation is for.
_BESIDE = frozenset(
    """auth user users account accounts customer customers member members me my request requests send email
    mail with by password passwords confirmation new api init initiate start link local""".split()
)
_WHO = r"(?:user|account|e-?mail(?: address)?|customer|member|login|username|phone(?: number)?|address)"
_UNKNOWN = re.compile(
    rf"\b{_WHO}s?\b[^.]{{0,50}}\b(?:not (?:be )?(?:found|registered|known|exist\w*)|unknown|unregistered"
    r"|(?:does|did|do)(?:n['o]t| not) exist|non-?existent|not in (?:the|our))"
    rf"|\b(?:no|unknown|non-?existent|unregistered) (?:such )?{_WHO}"
    r"|\b(?:user|account|e?mail)[_-]not[_-](?:found|registered)|unknown[_-]user|\bno[_-]such[_-]user"
    r"|\b(?:User|Account|Email)Not(?:Found|Registered)",
    re.IGNORECASE,
)
_TAKEN = re.compile(
    r"\balready\b[^.]{0,30}\b(?:exist\w*|registered|taken|(?:in )?used?|signed up|have an account)"
    r"|\b(?:exists|taken|in use) already|\b(?:user|account|email|username)[_-](?:already[_-])?(?:exists"
    rf"|taken)|\balready[_-](?:exists|registered|taken)|\b{_WHO} exists\b|\bduplicate {_WHO}",
    re.IGNORECASE,
)
# Something else was not found: what the caller was given before, or where it wants to go.
_OTHER_THING = re.compile(
    r"\b(?:token|code|link|session|tenant|organi[sz]ation|realm|client|invitation|invite|page|endpoint|route"
    r"|key|challenge|flow|application|app|project|workspace|provider|connection)\b",
    re.IGNORECASE,
)
_PROOFS = frozenset("token code otp key ticket uidb64 uid signature hash".split())


@check(given="operations")
def account_enumeration(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """Signing in, up, or asking for a new password answers differently for people who have an account: a
    status of its own, or words in a description, an example or an error code.
    """
    kind = _door(operation)
    if not kind or not operation.unsafe or _asked_by_staff(operation) or _told_by_id(api, operation):
        return
    proven = kind == "forgot" and _proves(api, operation)
    for response in operation.responses:
        if response.fails and _tells(api, response, kind, proven=proven):
            yield Hit(response.node, {"status": response.status}, (operation,), on_key=True)
            return


def _asked_by_staff(operation: Operation) -> bool:
    """Whether callers are known, and are administrators or say which of the accounts they see it is about."""
    known = not operation.authority.public
    return known and (administrative(operation) or "*" in segments(operation.path))


def _told_by_id(api: Api, operation: Operation) -> bool:
    """Whether callers are known, and name the account by an id instead of what a person is known by."""
    if operation.authority.public:
        return False
    taken = [name for schema in schemas_of(operation.bodies) for name, _ in members(api, schema, below=1)]
    by_id = any(words[:-1] in _ONES and words[-1:] == ("id",) for words in map(tokens, taken))
    return by_id and not any(terms(name) & (Term.PII | Term.CREDENTIAL) for name in taken)


_ONES = (("user",), ("account",), ("customer",), ("member",))


def _door(operation: Operation) -> str:
    """Told by the last literal segment, the last two, or the operationId."""
    parts = segments(operation.path)
    if "*" in parts[-1:]:
        return ""
    literal = [frozenset(tokens(part)) for part in parts if part != "*"]
    spelled = literal[-1:] + [one | last for one, last in zip(literal[-2:-1], literal[-1:], strict=False)]
    if len(parts) > 1 and literal and literal[-1] & _AMBIGUOUS and not set(tokens(parts[-2])) & _BESIDE:
        spelled = []
    spelled.append(frozenset(tokens(operation.id)))
    if parts and parts[-1].lower() in _PEOPLE and "*" not in parts and operation.authority.public:
        return "signup" if operation.method == "post" else ""
    for kind, phrases in _DOORS.items():
        doors = phrases - _NEVER_BELOW_AN_ITEM if "*" in parts else phrases
        if any(phrase <= words and words - phrase <= _BESIDE for words in spelled for phrase in doors):
            return kind
    return ""


_PEOPLE = frozenset("users accounts customers members".split())
_NEVER_BELOW_AN_ITEM = frozenset(
    frozenset(phrase.split())
    for phrase in ("sessions", "session", "token", "auth", "reset", "exists", "exist", "otp", "otps")
)
"""Resources have sessions and are reset, too."""


# Devices are registered as well, and receipts sent again.
_AMBIGUOUS = frozenset("register registration registrations recover recovery resend".split())


def _proves(api: Api, operation: Operation) -> bool:
    """Whether the caller sends what only the mail held: then a 404 is about that."""
    taken = [name for schema in schemas_of(operation.bodies) for name, _ in members(api, schema, below=1)]
    taken += [parameter.name for parameter in operation.parameters]
    return any(_PROOFS.intersection(tokens(name)[-1:]) for name in taken)


def _tells(api: Api, response: Response, kind: str, *, proven: bool) -> bool:
    texts = [*_texts(api, response)]
    words = _TAKEN if kind == "signup" else _UNKNOWN
    if any(words.search(text) for text in texts):
        return True
    if proven:
        return False
    status = "409" if kind == "signup" else "404"
    return response.status == status and not _OTHER_THING.search(response.node.text("description"))


_MOST_TEXTS = 200


def _texts(api: Api, response: Response) -> Iterator[str]:
    """What an answer says: its description, examples, and the error codes that its schema lists."""
    yield response.node.text("description")
    for media in response.media:
        for key in ("example", "examples"):
            held = media.node.get(key)
            yield from _strings(held) if held is not None else ()
    for schema in schemas_of(response.media):
        example = schema.get("example")
        yield from _strings(example) if example is not None else ()
        for name, node in members(api, schema, below=1):
            if not terms(name) & Term.PII:
                yield from _codes(node)


def _codes(node: Node) -> Iterator[str]:
    for key in ("enum", "const", "example", "examples", "description"):
        held = node.get(key)
        yield from _strings(held) if held is not None else ()


def _strings(node: Node) -> Iterator[str]:
    pending = [node]
    for _ in range(_MOST_TEXTS):
        if not pending:
            return
        one = pending.pop()
        if isinstance(one.value, str):
            yield one.value[:500]
        pending.extend(child for _, child in one.items())
        pending.extend(one.elements())
