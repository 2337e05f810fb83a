"""Checks of limits: how often, how much, how long."""

import re
from collections.abc import Iterator

from ztlint.documents import Node
from ztlint.openapi import Api, Operation, Origin, Property, closed_set, is_item, segments, tokens, types_of
from ztlint.scanners.openapi.amounts import PROSE_CAP, boundless
from ztlint.scanners.openapi.authorization_server import is_metadata
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.selectors import UsedParameter
from ztlint.scanners.openapi.throttling import (
    TOLD,
    defended,
    guessable,
    refuses_by_code,
    tells_of_rates,
    throttled,
)
from ztlint.scanners.openapi.words import public_by_nature, read_like
from ztlint.scanners.openapi.writes import only_recorded

# What attackers repeat: guess a password, exhaust one-time codes, send messages on somebody's bill, take
# over accounts, drain vouchers. Each phrase is a set of words, all of which have to be there.
_ABUSE: dict[str, tuple[str, ...]] = {
    kind: tuple(" ".join(phrase.split()) for phrase in phrases.split("|"))
    for kind, phrases in {
        "logging in": "login|logon|signin|sign in|log in|authenticate|oauth token|token oauth2|auth token",
        "a one-time code": """otp|totp|mfa|2fa|code verify|passcode|magic link|verification code|code send
            |code resend|one time password|one time code|pin verify|verification codes|challenge 2fa
            |challenge mfa
            |verify phone|verify email|phone verification|email verification|resend confirmation
            |confirmation resend|resend verification|verification resend|passcodes""",
        "resetting a password": """forgot|forgot password|forgotten password|reset password|password resets
            |recover|recovery|password recovery|account recovery""",
        "signing up": "signup|sign up|register|registration|registrations",
        "sending a message": """sms|email send|emails send|email notifications|sms notifications|invite
        |invites
            |invitation|invitations|referrals|referral|contact us|contact form|mail send|mails send
            |text message""",
        "redeeming a voucher": """redeem|coupon apply|coupons apply|apply voucher|apply vouchers|promo apply
            |gift card|gift cards|coupon validate|coupons validate|voucher validate|vouchers validate
            |promo code|promo codes""",
        "voting": "vote|votes|upvote|upvotes|downvote|downvotes|ballot|ballots|poll vote|poll votes",
        "exporting data": "export|exports|export all|data export|csv export|bulk export|full export|dump",
        "paying": """checkout|charge|pay|withdraw|withdrawals|transfer money|payments|payment|payouts|purchase
            |purchases|money transfer|money transfers|donate|charges|transfers|donations|refunds""",
        "reserving": "reservations|bookings|reserve|book seat|book tickets|hold seats|tickets purchase",
        "searching": "search|searches|lookup|autocomplete|suggest|typeahead",
    }.items()
}
_PHRASES = [(kind, frozenset(phrase.split())) for kind, phrases in _ABUSE.items() for phrase in phrases]
_BY_WORD: dict[str, list[tuple[int, str, frozenset[str]]]] = {}
for _rank, (_kind, _phrase) in enumerate(_PHRASES):
    _BY_WORD.setdefault(min(_phrase), []).append((_rank, _kind, _phrase))

# Words that may stand beside a phrase without changing what the operation is about.
_BESIDE = frozenset(
    """auth user users account accounts customer customers me my request send verify verification code codes
    email phone number by with resend start confirm password messages message session
    cast submit place post make perform do process initiate create""".split()
)
# Sold, and never the thing that is charged, registered or checked out (`/vehicles/{id}/charge`).
_ABOUT_MONEY = frozenset(
    "cart carts basket order orders payment payments invoice invoices ledger wallet wallets".split()
)
_NEEDS_NO_ITEM = ("signing up", "logging in")


_OF_CLUSTERS = re.compile(r"\b(?:raft|quorum|leader|follower|replica)s?\b", re.IGNORECASE)
"""There nodes vote, and not people."""


@check(given="operations")
def abuse_prone_without_throttle(api: Api, operation: Operation, options: Options) -> Iterator[Hit]:
    """A POST, or an export, that pays to repeat, with no 429 and no word on rate limits. One hit for each
    kind of abuse. ``searching``: searches as well, which are reads.
    """
    kind = _abuse(operation)
    if kind == "paying" and only_recorded(api, operation):
        return
    if kind == "voting" and _OF_CLUSTERS.search(operation.node.text("summary")):
        return
    if not kind or (kind == "searching" and not options["searching"]):
        return
    if operation.method != "post" and (kind not in _BY_READING or is_item(operation)):
        return
    if kind == "logging in" and (guessable(api, operation) or defended(api, operation)):
        return  # the first has a finding of its own
    if not throttled(api, operation) and not TOLD.search(operation.node.text("description")):
        yield Hit(operation.node, {"kind": kind}, (operation,), cause=kind, on_key=True)


_BY_READING = ("exporting data", "searching")


def _abuse(operation: Operation) -> str:
    """The kind of abuse that the last literal segments or the operationId spell out."""
    parts = segments(operation.path)
    literal = [frozenset(tokens(part)) for part in parts if part != "*"]
    spelled = literal[-1:]
    spelled += [one | last for one, last in zip(literal[-2:-1], literal[-1:], strict=False)]
    spelled.append(frozenset(tokens(operation.id)))
    candidates = {entry for words in spelled for word in words for entry in _BY_WORD.get(word, ())}
    for _, kind, phrase in sorted(candidates, key=lambda entry: entry[0]):
        if any(_says(words, phrase) for words in spelled) and not _about_something_else(kind, parts):
            return kind
    return ""


_SOLD = ("gift-cards", "giftcards", "gift_cards")  # a POST there makes one
_RECOVERS = ("recover", "recovery")  # clusters and databases do as well


def _says(words: frozenset[str], phrase: frozenset[str]) -> bool:
    return phrase <= words and words - phrase <= _BESIDE


def _about_something_else(kind: str, parts: tuple[str, ...]) -> bool:
    item = "*" in parts
    if kind == "redeeming a voucher" and parts[-1].lower() in _SOLD:
        return True
    if kind == "signing up" and len(parts) > 1 and not {*tokens(parts[-2]), *tokens(parts[0])} & _BESIDE:
        return True
    if kind == "resetting a password" and len(parts) > 1 and parts[-1] in _RECOVERS:
        return parts[-2] != "*" and not {*tokens(parts[-2])} & {*_BESIDE, "self", "service", "api"}
    if kind == "paying" and {"request", "requests"}.intersection(tokens(parts[-1])):
        return True  # somebody else is asked to
    if kind == "paying":
        return item and not _ABOUT_MONEY.intersection(parts)
    return kind in _NEEDS_NO_ITEM and item


@check(given="api")
def no_rate_limit(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """No operation of an API says what happens to callers who come too often."""
    operations = [op for op in api.operations if op.origin is Origin.PATH]
    told = any(throttled(api, operation) or tells_of_rates(operation) for operation in operations)
    if operations and not told and not refuses_by_code(api):
        yield Hit(api.root.get("paths") or api.root, {"total": len(operations)}, cause="api", on_key=True)


_PAGE_SIZES = frozenset(
    """limit per_page perpage page_size pagesize page[size] page-size per-page max_results maxresults $top
    first last results_per_page items_per_page batch_size $limit pagelimit page_limit num_results
    itemsperpage resultsperpage batchsize maxitems max_items resultcount result_count limitto limit_to
    max-results maxcount max_count fetchsize fetch_size pagecount_size recordsperpage records_per_page
    rowsperpage rows_per_page page-limit _limit num_items numitems nbresults""".split()
)


@check(given="parameters")
def unbounded_page_size(api: Api, used: UsedParameter, options: Options) -> Iterator[Hit]:
    """A page size without ``maximum``, with one above ``most``, or with a default above ``default``.
    Parameters of one name are one finding, however often they are written out. A maximum in words is one that
    the service enforces.
    """
    parameter = used.parameter
    if parameter.place != "query" or not _page_size(used):
        return
    if not any(op.method in ("get", "query") for op in used.operations):
        return
    if _too_large(api, parameter.schema, options) and not PROSE_CAP.search(parameter.prose):
        node = parameter.node.get("name") or parameter.node
        yield Hit(node, {"name": parameter.name}, used.operations, cause=f"page size {parameter.name}")


@check(given="properties")
def unbounded_page_size_in_body(api: Api, prop: Property, options: Options) -> Iterator[Hit]:
    """The same for a property of a search that is sent as a body."""
    name = prop.name.lower()
    if (
        not prop.reach.input
        or prop.reach.output
        or not (name in _PAGE_SIZES or name in ("size", "top", "take"))
    ):
        return
    if name in _SIZES and not _names_of(prop) & _POSITIONS:
        return
    searches = [op for op in api.operations_in(prop.reach.input) if op.method == "query" or _searches(op)]
    told = prop.schema.text("description") + " " + prop.schema.text("title")
    if _OF_RATES.search(told) or _names_of(prop) >= {"cost", "duration"}:
        return
    if searches and _too_large(api, prop.schema, options) and not PROSE_CAP.search(told):
        yield Hit(
            prop.node, {"name": prop.name}, tuple(searches), cause=f"page size {prop.name}", on_key=True
        )


_OF_RATES = re.compile(
    r"\brate[- ]?limit|\b(?:requests|calls|attempts|uses|tokens) (?:are )?(?:allowed|permitted)\b"
    r"|\b(?:requests|calls|attempts|uses|tokens) (?:per|within|in) (?:the |a |an |each )?(?:\w+ )?"
    r"(?:second|minute|hour|day|interval|window|period)\b",
    re.IGNORECASE,
)
"""How often something may be done, and not how much is returned."""


def _searches(operation: Operation) -> bool:
    return operation.method == "post" and read_like(operation)


def _names_of(prop: Property) -> set[str]:
    properties = prop.owner.node.value.get("properties")
    return {name.lower() for name in properties} if isinstance(properties, dict) else set()


def _too_large(api: Api, schema: Node, options: Options) -> bool:
    defaults = [schema.get("default"), *(part.get("default") for part in _parts(api, schema))]
    large = (node.value for node in defaults if node is not None and isinstance(node.value, int | float))
    numeric = any(types_of(part.value) & {"integer", "number"} for part in (schema, *_parts(api, schema)))
    if not numeric or closed_set(schema.value):
        return False
    return any(value > options["default"] for value in large) or boundless(api, schema, options["most"])


def _parts(api: Api, schema: Node) -> Iterator[Node]:
    """The alternatives of a schema: frameworks say ``anyOf: [{type: integer}, {type: "null"}]``."""
    for keyword in ("anyOf", "oneOf", "allOf"):
        listed = schema.get(keyword)
        yield from (api.resolve(part) for part in (listed.elements() if listed else ()))


def _page_size(used: UsedParameter) -> bool:
    """A name that says so, or one that does beside a parameter for the page."""
    name = used.parameter.name.lower()
    if name in _PAGE_SIZES or name not in _SIZES:
        return name in _PAGE_SIZES
    beside = {p.name.lower() for op in used.operations for p in op.parameters}
    return bool(beside & _POSITIONS) or any(_lists_alone(op) for op in used.operations)


def _lists_alone(operation: Operation) -> bool:
    """Whether an operation returns a list as it is: then ``count`` is how many of it."""
    schemas = (m.schema for one in operation.responses if one.succeeds for m in one.media)
    return any(schema is not None and "array" in types_of(schema.value) for schema in schemas)


_SIZES = frozenset(
    "size count take rows top max number num n results items hits records length chunk".split()
)
_POSITIONS = frozenset(
    {"page", "offset", "skip", "start", "cursor", "after", "before", "pagenumber", "page_number"}
)

_PAGING = frozenset(
    """page offset cursor after before start starting ending continuation next skip marker since until token
    from limit top size count pagination paging position anchor per max first last iterator scroll""".split()
)
_ENVELOPES = frozenset("data items results values entries records list rows objects content elements".split())
_NEXT_WORDS = frozenset(
    "next cursor paging pagination links more has page pages offset prev previous".split()
)
_SETTINGS = (("settings",), ("config",), ("configuration",))
_SMALL = frozenset(
    """countries country currencies currency languages language locales regions region timezones types enums
    statuses categories permissions roles scopes features plans config settings options
    capabilities sizes tiers presets""".split()
)


@check(given="operations")
def collection_without_pagination(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """A list that grows with the data, returned whole: no parameter and no field to page with. One
    finding for an API: paging is a decision made once.
    """
    if operation.method not in ("get", "query") or is_item(operation) or operation.deprecated:
        return
    parts = segments(operation.path)
    if not parts or _SMALL & set(tokens(parts[-1])) or _pages(operation):
        return
    if parts[-2:-1] in _SETTINGS or public_by_nature(operation) or is_metadata(operation):
        return
    for response in operation.responses:
        for media in response.media:
            if response.succeeds and media.schema is not None and _unpaged_list(api, media.schema, parts):
                yield Hit(operation.node, {}, (operation,), cause="api", on_key=True)
                return


# Of a parameter that only the description knows.
_TELLS_PAGES = re.compile(
    r"(?<!not )(?<!n't )\b(?:(?:define|set|specify|choose|change)s? the (?:result |maximum )?page size"
    r"|with the [`'\"]?per_page[`'\"]? (?:query )?parameter)\b",
    re.IGNORECASE,
)


def _pages(operation: Operation) -> bool:
    names = [p.name for p in operation.parameters if p.place == "query" or p.name.lower() == "range"]
    prose = operation.node.text("description")
    if any(_PAGING & set(tokens(name)) for name in names) or _TELLS_PAGES.search(prose):
        return True
    return any(name in ("link", "content-range") for r in operation.responses for name, _ in r.headers)


def _one_record(api: Api, parts: tuple[str, ...], key: str) -> bool:
    """Whether a list holds the one record that a path names: ``organisations`` of ``/organisation``, unless
    ``/organisation/{id}`` is one of many; or ``reports`` of ``/reports/balance-sheet``.
    """
    name, listed = "".join(tokens(parts[-1])), "".join(tokens(key))
    if listed == "reports" and parts[-2:-1] and parts[-2].lower() == listed:
        return True
    if listed not in (f"{name}s", f"{name}es", re.sub(r"y\Z", "ies", name)) or listed == name:
        return False
    return all(segments(operation.path) != (*parts, "*") for operation in api.siblings.all)


def _unpaged_list(api: Api, schema: Node, parts: tuple[str, ...]) -> bool:
    """A bare array of objects, or an envelope with one and nothing about a next page."""
    if "array" in types_of(schema.value):
        return _grows(api, schema)
    members = dict(_members(api, schema))
    if any(_NEXT_WORDS & set(tokens(key)) for key in members):
        return False
    lists = {key: node for key, node in members.items() if "array" in types_of(node.value)}
    if any(_one_record(api, parts, key) for key in lists):
        return False
    own = tokens(parts[-1])
    wanted = [node for key, node in lists.items() if key.lower() in _ENVELOPES or tokens(key) == own]
    if len(lists) == 1 and len(members) <= _ENVELOPE:
        wanted = [*lists.values()]
    return bool(wanted) and _grows(api, wanted[0])


_ENVELOPE = 2
"""Properties of an object that is there for the list in it."""


def _members(api: Api, schema: Node, depth: int = 8) -> Iterator[tuple[str, Node]]:
    """Properties of an object, those of its ``allOf`` parts included."""
    properties = schema.get("properties")
    for key, child in properties.items() if properties else ():
        yield key, api.resolve(child)
    parts = schema.get("allOf")
    for part in parts.elements() if parts and depth else ():
        yield from _members(api, api.resolve(part), depth - 1)


def _grows(api: Api, array: Node) -> bool:
    items = array.get("items")
    if items is None or "maxItems" in array.value:
        return False
    element = api.resolve(items)
    return isinstance(element.value, dict) and bool(
        element.value.keys() & {"properties", "allOf", "oneOf", "anyOf"}
    )
