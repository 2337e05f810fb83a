"""Checks of limits: how often, how much, how long."""

import re
from collections.abc import Iterator

from ztlint.documents import Node
from ztlint.openapi import Api, Operation, Origin, closed_set, is_item, segments, tokens, types_of
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.selectors import UsedParameter

# What attackers repeat: guess a password, exhaust one-time codes, send messages on somebody's bill, take
# over accounts, drain vouchers. A set of words has to be in path or operationId, all of it.
_ABUSE: dict[str, tuple[str, ...]] = {
    "logging in": ("login", "signin", "sign in", "authenticate", "log in"),
    "a one-time code": ("otp", "totp", "mfa", "2fa", "verify code", "verification code", "passcode"),
    "resetting a password": ("forgot", "reset password", "password reset", "recover account"),
    "signing up": ("signup", "sign up", "register user", "register account", "registration"),
    "sending a message": (
        "send sms",
        "sms send",
        "send email",
        "email send",
        "invite",
        "invites",
        "invitations",
    ),
    "redeeming a voucher": ("redeem", "coupon apply", "apply coupon", "voucher redeem", "gift card"),
    "voting": ("vote", "votes"),
    "paying": ("checkout", "charge", "pay", "transfer money", "withdraw", "withdrawals", "payments pay"),
}


@check(given="operations")
def abuse_prone_without_throttle(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """A POST that pays to repeat, with no 429 and no word on rate limits. One hit for each kind of abuse."""
    kind = _abuse(operation)
    if kind and operation.method == "post" and not _throttled(api, operation):
        yield Hit(operation.node, {"kind": kind}, (operation,), cause=kind, on_key=True)


def _abuse(operation: Operation) -> str:
    """The last one or two path segments spell a phrase out, or the operationId begins with it."""
    last = [tokens(part) for part in segments(operation.path) if part != "*"][-2:]
    spelled = [set(last[-1]), {*last[0], *last[-1]}] if last else []
    opening = tokens(operation.id)
    for kind, phrases in _ABUSE.items():
        for phrase in phrases:
            words = phrase.split()
            if set(words) in spelled or [*opening[: len(words)]] == words:
                return kind
    return ""


_RATE = re.compile(r"rate-?_?limit|throttl|retry-after", re.IGNORECASE)


def _throttled(api: Api, operation: Operation) -> bool:
    if any(response.status == "429" for response in operation.responses):
        return True
    if any(_RATE.search(name) for response in operation.responses for name, _ in response.headers):
        return True
    holders = (operation.node, operation.path_item, api.root)
    return any(_RATE.search(key) for holder in holders for key, _ in holder.items() if key.startswith("x-"))


@check(given="api")
def no_rate_limit(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """No operation of an API says what happens to callers who come too often."""
    operations = [op for op in api.operations if op.origin is Origin.PATH]
    if operations and not any(_throttled(api, operation) for operation in operations):
        yield Hit(api.root.get("paths") or api.root, {"total": len(operations)}, cause="api", on_key=True)


_PAGE_SIZES = frozenset(
    """limit per_page perpage page_size pagesize page[size] page-size per-page max_results maxresults $top
    first last results_per_page items_per_page batch_size $limit pagelimit page_limit num_results""".split()
)


@check(given="parameters")
def unbounded_page_size(_: Api, used: UsedParameter, options: Options) -> Iterator[Hit]:
    """A page size without ``maximum``, or with a default above ``default``. Parameters of one name are one
    finding, however often they are written out.
    """
    parameter, schema = used.parameter, used.parameter.schema.value
    if (
        parameter.place != "query"
        or parameter.name.lower() not in _PAGE_SIZES
        or not isinstance(schema, dict)
    ):
        return
    if not types_of(schema) & {"integer", "number"} or closed_set(schema):
        return
    if not any(op.method == "get" for op in used.operations):
        return
    default = schema.get("default")
    too_large = isinstance(default, int | float) and default > options["default"]
    if too_large or not schema.keys() & {"maximum", "exclusiveMaximum"}:
        node = parameter.node.get("name") or parameter.node
        yield Hit(node, {"name": parameter.name}, used.operations, cause=f"page size {parameter.name}")


_PAGING = frozenset(
    """page offset cursor after before start starting ending continuation next skip marker since until token
    from limit top size count pagination paging position anchor per max first last iterator scroll""".split()
)
_ENVELOPES = frozenset("data items results values entries records list rows objects content elements".split())
_NEXT_WORDS = frozenset("next cursor paging pagination links meta total more has page pages offset".split())
_SMALL = frozenset(
    """countries country currencies currency languages language locales regions region timezones types enums
    statuses categories permissions roles scopes features plans config settings options
    capabilities""".split()
)


@check(given="operations")
def collection_without_pagination(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """A list that grows with the data, returned whole: no parameter and no field to page with. One
    finding for an API: paging is a decision made once.
    """
    if operation.method != "get" or is_item(operation) or operation.deprecated:
        return
    parts = segments(operation.path)
    if not parts or _SMALL & set(tokens(parts[-1])) or _pages(operation):
        return
    for response in operation.responses:
        for media in response.media:
            if response.succeeds and media.schema is not None and _unpaged_list(api, media.schema, parts[-1]):
                yield Hit(operation.node, {}, (operation,), cause="api", on_key=True)
                return


def _pages(operation: Operation) -> bool:
    names = [p.name for p in operation.parameters if p.place == "query" or p.name.lower() == "range"]
    if any(_PAGING & set(tokens(name)) for name in names):
        return True
    return any(name in ("link", "content-range") for r in operation.responses for name, _ in r.headers)


def _unpaged_list(api: Api, schema: Node, name: str) -> bool:
    """A bare array of objects, or an envelope with one and nothing about a next page."""
    if isinstance(schema.value, dict) and schema.text("type") == "array":
        return _grows(api, schema)
    properties = schema.get("properties")
    if properties is None or any(_NEXT_WORDS & set(tokens(key)) for key, _ in properties.items()):
        return False
    wanted = _ENVELOPES | {name.lower()}
    for key, child in properties.items():
        target = api.resolve(child)
        if key.lower() in wanted and target.text("type") == "array":
            return _grows(api, target)
    return False


def _grows(api: Api, array: Node) -> bool:
    items = array.get("items")
    if items is None or "maxItems" in array.value:
        return False
    element = api.resolve(items)
    return isinstance(element.value, dict) and bool(
        element.value.keys() & {"properties", "allOf", "oneOf", "anyOf"}
    )
