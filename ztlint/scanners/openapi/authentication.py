"""Checks: does every operation that should ask who is calling, ask?"""

import re
from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_

from ztlint.core import Edit
from ztlint.documents import Node
from ztlint.openapi import (
    Alternative,
    Api,
    Operation,
    Requirement,
    Term,
    collection,
    path_tokens,
    terms,
    tokens,
)
from ztlint.scanners.openapi.binding import downgrades
from ztlint.scanners.openapi.edits import renamed
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.spelling import letters, surely_meant
from ztlint.scanners.openapi.words import (
    carries_token,
    changes_state,
    public_by_nature,
    says_read,
    takes_token_once,
    written_public,
)

_MIN_AUTHENTICATED_SIBLINGS = 2
_SIGNED_URL = re.compile(r"pre-?signed|signed url", re.IGNORECASE)  # the address itself is the credential


_SAID_PUBLIC = re.compile(
    r"\b(?:does(?:\s+not|n['\u2019]t)|need\s+not|no\s+need\s+to|not)\s+(?:require|need|be)\b[^.;,]{0,30}\bauthenticat"
    r"|\bno\s+authentication\s+(?:is\s+)?(?:required|needed|necessary)"
    r"|\bwithout\s+(?:any\s+)?(?:authentication|authenticating|logging\s+in)\b"
    r"|\bwithout\s+(?:any\s+|an?\s+)?(?:registration|registering|signing\s+(?:in|up)|accounts?\b|log-?in"
    r"|credentials|api[- ]keys?\b|tokens?\b)"
    r"|\bno\s+(?:account|registration|log-?in|sign-?(?:in|up)|credentials|api[- ]key|token)s?\s+"
    r"(?:(?:is|are)\s+)?(?:required|needed|necessary)"
    r"|\b(?:open|available|accessible|visible|readable)\s+(?:to|for|by)\s+"
    r"(?:all\b|anyone|anybody|everyone|everybody|the\s+(?:general\s+)?public)"
    r"|\b(?:anyone|anybody|everyone|everybody)\s+(?:may|can)\s+(?:read|see|view|call|access|use)\b"
    r"|\bopen\s+(?:\w+\s+)?data\b"
    r"|\b(?:endpoint|operation|route|call|method)\s+is\s+(?:public|unauthenticated)\b"
    r"|\bpublicly\s+(?:available|accessible|readable|visible)\b",
    re.IGNORECASE,
)


def silently_public(operation: Operation) -> bool:
    """Open to everyone, and nothing says that it is meant to be."""
    return (
        operation.authority.public
        and not operation.intended_public
        and operation.method not in ("options", "head")
        and not _needs_no_scheme(operation)
        and not _said_public(operation)
    )


def _said_public(operation: Operation) -> bool:
    prose = operation.node.text("summary") + ". " + operation.node.text("description")
    return bool(_SIGNED_URL.search(prose) or _SAID_PUBLIC.search(prose))


def _needs_no_scheme(operation: Operation) -> bool:
    signed = bool(operation.bodies) and all("jwt" in media.type for media in operation.bodies)
    carried = carries_token(operation) or takes_token_once(operation)
    return signed or carried or public_by_nature(operation)


_HABIT = 10
"""Public operations, each with an empty ``security`` of its own, from which on that is a habit of the API
where they are a fifth of it: then it says nothing about a read that it is one of them.
"""


def _habitual(api: Api, operation: Operation) -> bool:
    written = api.remember("written out as public", lambda: sum(map(written_public, api.siblings.all)))
    usual = written >= _HABIT and written * 5 >= len(api.siblings.all)
    return usual and written_public(operation) and not _writes(operation)


def _writes(operation: Operation) -> bool:
    """Changes something, and its summary does not say that it only gets what a long body asks for."""
    last = operation.path.rstrip("/").rsplit("/", 1)[-1].lower()
    asks = last in _QUESTIONS or tokens(last)[:1] in _ASKS
    reads = operation.method == "post" and (says_read(operation) or asks)
    return operation.unsafe and not reads


# What an answer holds that is somebody's, or that tells one thing of many from another.
_SOMEBODYS = frozenset(
    """id ids uuid guid user users owner owners account accounts customer customers member members person
    people tenant tenants employee employees patient patients client clients order orders invoice invoices
    payment payments transaction transactions balance amount total created updated modified body note notes
    message messages comment comments log logs event events audit session sessions report reports stats
    metrics setting settings config configuration flag flags usage admin debug internal""".split()
)


def _same_for_all(api: Api, operation: Operation) -> bool:
    """Opened on purpose, by an empty ``security`` of its own, and a catalogue: a GET that takes nothing from
    its caller, and whose described answer holds nothing of anybody.
    """
    if operation.method != "get" or not written_public(operation) or operation.parameters:
        return False
    names = [
        prop.name
        for prop in api.properties
        if prop.reach.output >> operation.index & 1 and not prop.reach.error >> operation.index & 1
    ]
    words = {word for name in names for word in tokens(name)} | path_tokens(operation)
    return bool(names) and not words & _SOMEBODYS and not any(terms(name) for name in names)


_QUESTIONS = ("check", "count", "lookup", "query", "search", "validate", "introspect")
_ASKS = (("get",), ("list",), ("find",))
"""``POST /get-filtered-policies``: named after what it reads."""


def by_accident(api: Api, operation: Operation, share: float) -> bool:
    """Whether at least ``share`` of the siblings, and two of them, ask for authentication."""
    if _habitual(api, operation) or _same_for_all(api, operation):
        return False
    group = api.siblings.of(operation)
    if group is api.siblings.all and len(group) > len(
        api.siblings.by_collection.get(collection(operation), ())
    ):
        return False  # nothing near it to compare with
    asking = api.remember(f"asking {id(group)}", lambda: sum(not other.authority.public for other in group))
    return asking >= _MIN_AUTHENTICATED_SIBLINGS and asking >= share * (len(group) - 1)


def _place(operation: Operation) -> Node:
    """The operation's own ``security`` if it has one, else the operation."""
    own = operation.authority.node
    return own if own is not None and not operation.authority.inherited else operation.node


@check(given="operations")
def public_among_authenticated(api: Api, operation: Operation, options: Options) -> Iterator[Hit]:
    """Public, while most operations on the same collection are not. ``share``: how many, 0 to 1."""
    if silently_public(operation) and by_accident(api, operation, options["share"]):
        yield Hit(_place(operation), {"near": _near(api, operation)}, (operation,), on_key=True)


def _near(api: Api, operation: Operation) -> str:
    """In words, which operations ``by_accident`` compares with."""
    tagged = api.siblings.by_tag.get(operation.tags[0]) if operation.tags else None
    return "with the same tag" if api.siblings.of(operation) is tagged else "on the same collection"


@check(given="operations")
def public_operation(api: Api, operation: Operation, options: Options) -> Iterator[Hit]:
    """Public, as its siblings are, in an API that knows authentication. All reads are one finding, and so are
    the writes that say nothing of security: they lack one line at the root.
    """
    writes = _writes(operation)
    if writes is not options["unsafe"] or not silently_public(operation) or _same_for_all(api, operation):
        return
    if api.authenticates and not by_accident(api, operation, options["share"]):
        cause = "" if writes and written_public(operation) else f"writes {writes}"
        yield Hit(_place(operation), {}, (operation,), cause=cause, on_key=True)


@check(given="api")
def no_authentication(_: Api, api: Api, options: Options) -> Iterator[Hit]:
    """No operation asks for anything. ``schemes``: whether the definition declares schemes all the same."""
    operations = [op for op in api.siblings.all if not op.intended_public and not public_by_nature(op)]
    if not operations or api.authenticates or bool(api.schemes) is not options["schemes"]:
        return
    holder = next(iter(api.schemes.values())).node.parent if api.schemes else api.root.get("paths")
    yield Hit(holder or api.root, {"total": len(operations)}, tuple(operations), on_key=True)


@check(given="operations")
def optional_authentication(api: Api, operation: Operation, options: Options) -> Iterator[Hit]:
    """An empty alternative beside real ones, on writes (``unsafe``) or on reads of personal data."""
    if not operation.authority.optional or changes_state(operation) is not options["unsafe"]:
        return
    if operation.intended_public or _needs_no_scheme(operation):
        return
    if not changes_state(operation) and not _reads_sensitive(api, operation):
        return
    for alternative in operation.authority.alternatives:
        if not alternative.requirements:
            yield Hit(alternative.node, {}, (operation,))


def _reads_sensitive(api: Api, operation: Operation) -> bool:
    mask = api.remember(
        "sensitive output",
        lambda: _union(prop.reach.output for prop in api.properties if _is_sensitive(prop.name)),
    )
    return bool(mask >> operation.index & 1)


_SENSITIVE = Term.PII | Term.FINANCIAL | Term.HEALTH
_NAMES_AND_MONEY = frozenset(
    {
        *(("first", "name"), ("last", "name"), ("full", "name"), ("given", "name"), ("family", "name")),
        *(("firstname",), ("lastname",), ("surname",), ("fullname",), ("address",)),
        *(("balance",), ("account", "balance"), ("available", "balance"), ("current", "balance")),
    }
)


def _is_sensitive(name: str) -> bool:
    return bool(terms(name) & _SENSITIVE) or tokens(name) in _NAMES_AND_MONEY


def _union(masks: Iterable[int]) -> int:
    return reduce(or_, masks, 0)


@check(given="operations")
def weak_alternative(api: Api, operation: Operation, options: Options) -> Iterator[Hit]:
    """An alternative at least ``gap`` steps weaker than the strongest one: callers choose the weakest. A bare
    token beside one that is bound to a key has a rule of its own.
    """
    ways = [way for way in operation.authority.alternatives if way.requirements]
    strongest = max(ways, key=lambda way: way.strength, default=None)
    for way in ways:
        gap = strongest.strength - way.strength if strongest is not None else 0
        if strongest is not None and gap >= options["gap"] and not downgrades(api, operation, way):
            if all(_personal(requirement) for requirement in way.requirements):
                continue
            values = {"weak": way.label, "strong": strongest.label}
            cause = f"{values['weak']} < {values['strong']}"
            yield Hit(way.node, values, (operation,), cause=cause)


def _personal(requirement: Requirement) -> bool:
    """Whether a scheme is called after the tokens that users make for themselves, each with rights and an
    end of its own.
    """
    return {"personal", "token"} <= {*tokens(requirement.name)}


@check(given="all-operations")
def undefined_scheme(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """A requirement that names a scheme which is not defined: most tools then ask for nothing."""
    known = ", ".join(f"'{name}'" for name in api.schemes) or "none"
    for requirement in (r for way in operation.authority.alternatives for r in way.requirements):
        if requirement.scheme is None:
            name = requirement.name
            values = {"name": name, "known": known}
            edits = _defined(api, requirement)
            yield Hit(
                requirement.node, values, (operation,), cause=f"scheme {name}", on_key=True, edits=edits
            )


def _defined(api: Api, requirement: Requirement) -> tuple[Edit, ...]:
    """The one scheme that is surely meant, unless the alternative asks for it already."""
    name, holder = requirement.name, requirement.node.parent
    near = api.remember("schemes by letters", lambda: _by_letters(api)).get(letters(name), [])
    sure = len(near) == 1 and surely_meant(name, near) and holder is not None and near[0] not in holder.value
    return (renamed(requirement.node, near[0]),) if sure else ()


def _by_letters(api: Api) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for name in api.schemes:
        groups.setdefault(letters(name), []).append(name)
    return groups


@check(given="operations")
def cookie_without_csrf_defence(api: Api, operation: Operation, __: Options) -> Iterator[Hit]:
    """A write that browsers authenticate by themselves, with nothing that another site could not send."""
    cookie = next((way for way in operation.authority.alternatives if _cookie_only(way)), None)
    if not operation.unsafe or cookie is None or _sends_proof(api, operation):
        return
    scheme = cookie.requirements[0].scheme
    parameter = scheme.parameter if scheme else ""
    place = operation.authority.node or operation.node
    yield Hit(place, {"cookie": parameter}, (operation,), cause=f"cookie {parameter}", on_key=True)


def _sends_proof(api: Api, operation: Operation) -> bool:
    """A parameter, or a property of the body, that another site could not fill in."""
    mask = api.remember(
        "csrf input", lambda: _union(prop.reach.input for prop in api.properties if _against_csrf(prop.name))
    )
    named = any(_against_csrf(parameter.name) for parameter in operation.parameters)
    return named or bool(mask >> operation.index & 1)


def _cookie_only(alternative: Alternative) -> bool:
    return bool(alternative.requirements) and all(
        r.scheme is not None and r.scheme.type == "apiKey" and r.scheme.place == "cookie"
        for r in alternative.requirements
    )


_CSRF_WORDS = ("csrf", "xsrf", "sec-fetch", "origin", "x-requested-with")


def _against_csrf(name: str) -> bool:
    return any(word in name.lower() for word in _CSRF_WORDS)
