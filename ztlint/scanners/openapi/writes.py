"""Checks of how often a write takes effect, on which version, and whether it looks like a read."""

import re
from collections.abc import Iterator
from typing import Any

from ztlint.openapi import Api, Operation, Response, closed_set, is_item, path_tokens, segments, tokens
from ztlint.scanners.openapi.bodies import members
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.members import schemas_of
from ztlint.scanners.openapi.selectors import UsedParameter
from ztlint.scanners.openapi.words import phrases, says_read

_MONEY = frozenset(
    """payment payments charges payout payouts withdrawal withdrawals refund refunds disbursement
    disbursements remittance remittances checkout pay payins payin""".split()
)
_MAYBE_MONEY = frozenset(
    """transfer transfers charge withdraw deposit deposits topup topups top-up purchase purchases settlements
    order orders send wallet wallets invoice invoices donation donations transactions transaction""".split()
)
_BESIDE_MONEY = frozenset(
    """method methods intent link links url urls page pages config configuration configurations setting
    settings domains status list search quote quotes estimate validate validation webhook webhooks
    notification notifications type types term terms schedule schedules profile profiles session sessions
    template templates reader readers token tokens details customer customers account accounts source sources
    instrument instruments preview attachments attachment history comment comments note notes tag tags
    allocation allocations cancel confirm capture void device devices file files code codes station
    stations point points domain domains domain_transfer ownership owner repository request""".split()
)
_ONCE = re.compile(
    r"idempot|request[-_ ]?id\b|client[-_ ]?token|nonce|dedup|(?:transaction|unique)[-_ ]?(?:id|ref|key)",
    re.IGNORECASE,
)
_ONCE_NAMES = phrases("""idempotency key|idempotence key|x idempotency key|request id|x request id
    |client token|client request id|external id|external reference|reference id
    |client reference|client reference id|merchant reference|order id|end to end id
    |end to end identification|transaction id|nonce|uetr|dedup key|deduplication id
    |message id|instruction id|payment id|client transaction id|reference""")


@check(given="operations")
def payment_without_idempotency(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """A POST that moves money and has no key by which a repetition is known. One finding for an API."""
    if operation.method != "post" or only_recorded(api, operation) or says_read(operation):
        return
    if not _moves_money(api, operation) or _known_again(api, operation):
        return
    yield Hit(operation.node, {}, (operation,), cause="api", on_key=True)


def only_recorded(api: Api, operation: Operation) -> bool:
    """Whether the summary says that it writes down what was paid elsewhere, or that it makes a draft; in an
    API for accounting nothing else is done.
    """
    if _BOOKS & {*tokens(api.root.text("info", "title")[:80])}:
        return True
    words = tokens(operation.node.text("summary")[:80])
    return words[:1] in (("record",), ("records",)) or "draft" in words


_BOOKS = frozenset("accounting bookkeeping accountancy bookkeeper".split())


def _moves_money(api: Api, operation: Operation) -> bool:
    """Told by the last literal segment or the verb, where it is not one of what stands beside money; words
    that other things share need an amount in the body.
    """
    parts = [part for part in segments(operation.path) if part != "*"]
    last = set(tokens(parts[-1])) if parts else set()
    last |= {"domains"} & {*parts}  # these are transferred, too
    words = last | (set(tokens(operation.id)[:1]) - _OBJECTS_OF_MONEY)
    if tokens(parts[-1] if parts else "")[:1] in _SAME_TWICE:
        return False
    if last & _BESIDE_MONEY or last & _LOOKS or (is_item(operation) and not words & {"pay"}):
        return False
    return bool(words & _MONEY) or (bool(words & _MAYBE_MONEY) and _has_amount(api, operation))


_OBJECTS_OF_MONEY = frozenset("payment payments payout payouts wallet wallets order orders".split())
"""Behind these an operationId goes on with what is done to them (``paymentInitiationRecipientGet``)."""
_LOOKS = frozenset({"get", "list", "search"})
_SAME_TWICE = (("delete",), ("remove",), ("update",), ("edit",))
"""``/delete-order``: done twice it leaves what it leaves done once."""


def _has_amount(api: Api, operation: Operation) -> bool:
    schemas = [media.schema for media in operation.bodies if media.schema is not None]
    names = [name for schema in schemas for name, *_ in members(api, schema)]
    names += [
        parameter.name for parameter in operation.parameters if parameter.place in ("formData", "query")
    ]
    return any(_AMOUNTS & set(tokens(name)) for name in names)


_AMOUNTS = frozenset("amount amounts currency total price cents sum value money".split())


def _known_again(api: Api, operation: Operation) -> bool:
    """A header, a property of the body, or the description names a key; an API that speaks of it anywhere, or
    tells afterwards with which key it was called.
    """
    if api.remember("tells keys", lambda: _tells_keys(api)):
        return True
    if any(_once(parameter.name) for parameter in operation.parameters):
        return True
    bodies = (media.schema for media in operation.bodies if media.schema is not None)
    if any(_once(name) for schema in bodies for name, *_ in members(api, schema)):
        return True
    answers = (text for one in operation.responses for text in _words_of(one))
    prose = "".join((operation.node.text("description"), api.root.text("info", "description"), *answers))
    return "idempoten" in prose.lower()


def _tells_keys(api: Api) -> bool:
    return any(p.reach.output and tokens(p.name) == ("idempotency", "key") for p in api.properties)


def _words_of(response: Response) -> Iterator[str]:
    """What an answer tells of a repetition: in its description, or a header."""
    yield response.node.text("description")
    yield from (name for name, _ in response.headers)


def _once(name: str) -> bool:
    return " ".join(tokens(name)) in _ONCE_NAMES or bool(_ONCE.search(name))


@check(given="operations")
def lost_update(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """A PUT or PATCH without ``If-Match`` on what GET returns with an ``ETag`` (RFC 9110 section 13.1.1)."""
    if operation.method not in ("put", "patch") or operation.path not in api.remember(
        "tagged", lambda: _tagged(api)
    ):
        return
    names = {parameter.name.lower() for parameter in operation.parameters}
    if not names & {"if-match", "if-unmodified-since"} and not _told_of_conditions(operation):
        yield Hit(operation.node, {}, (operation,), cause="api", on_key=True)


_CONDITIONS = re.compile(r"\bif-(?:match|unmodified-since)\b", re.IGNORECASE)


def _told_of_conditions(operation: Operation) -> bool:
    """Whether its own words name the header, or a 428 says that writers must send one (RFC 6585 section 3).
    A 412 alone may be any precondition.
    """
    described = [response.node.text("description") for response in operation.responses]
    texts = (operation.node.text("summary"), operation.node.text("description"), *described)
    required = any(response.status == "428" for response in operation.responses)
    return required or any(_CONDITIONS.search(text) for text in texts)


def _tagged(api: Api) -> frozenset[str]:
    """Paths whose GET answers with an ETag."""
    return frozenset(
        op.path
        for op in api.operations
        if op.method == "get" and any(name == "etag" for r in op.responses for name, _ in r.headers)
    )


# Verbs that leave something changed. As the first word of an operationId, or as a path segment.
_CHANGING = frozenset(
    """delete remove create update send reset revoke disable enable approve reject pay destroy purge drop
    deactivate activate cancel terminate transfer charge refund unsubscribe subscribe insert modify
    patch erase wipe ban unban suspend grant assign unassign publish unpublish unarchive archive
    restart reboot shutdown rotate withdraw checkout execute trigger add edit save set change promote
    demote lock unlock invite upload clear flush uninstall unlink unblock unmute unfollow disarm dispense
    decline deregister unregister rename regenerate resend evict unpin relock rollback
    toggle acknowledge dismiss kick""".split()
)
_NOUNS_TOO = frozenset(
    "transfer charge refund set change patch update reset subscribe upload add drop ban".split()
)
"""Words that name a thing just as often: they count as verbs where an object follows, or a path says so."""
_READS = frozenset(
    """get list read fetch find search show check preview count view retrieve query export download
    describe can is has validate lookup verify test status download generate render""".split()
)
_NOT_DONE_YET = frozenset(
    """form page link links url urls template templates preview status log logs history options metadata
    schema meta list count stats request requests events event info details policy settings config new
    preflight allowed screen view results result report reports jobs job notifications confirmation
    limits""".split()
)


@check(given="operations")
def get_with_side_effect(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """A GET, HEAD or QUERY whose operationId or last path segment is a verb that changes something."""
    if operation.method not in ("get", "head", "query"):
        return
    verb = _verb(operation)
    if verb and not _lists_things_called(verb, api, operation):
        yield Hit(operation.node, {"verb": verb}, (operation,), on_key=True)


def _lists_things_called(verb: str, api: Api, operation: Operation) -> bool:
    """Whether the answer is a list of records that have the verb in their name: ``/rename`` that gives each
    ``RenameResource`` shows what would be done.
    """
    for schema in (s for one in operation.responses if one.succeeds for s in schemas_of(one.media)):
        items = api.resolve(schema).get("items")
        reference = items.text("$ref") if items is not None else ""
        if verb in tokens(reference.rsplit("/", 1)[-1]):
            return True
    return False


def _verb(operation: Operation) -> str:
    """The operationId decides where it begins with a verb; else the path."""
    words = _own_words(operation)
    if words & _NOT_DONE_YET or _says_read(operation):
        return ""
    named = _method_name(operation.id)
    if named and (named[0] in _READS or (len(named) > 1 and named[-1] in _READS)):
        return ""
    collections = {part.lower() for part in segments(operation.path)}
    if len(named) > 1 and named[0] in _CHANGING and f"{named[0]}s" not in collections:
        return named[0]
    if len(named) > 1 and named[0] in _MOVING and _THINGS.intersection(named[1:]):
        return named[0]
    return _of_path(operation) or _of_thing(operation)


# These are words for states as well, so that it takes the thing that is moved to know.
_MOVING = frozenset("open close start stop arm release ring fire launch eject engage disengage".split())
_THINGS = frozenset(
    """door doors gate gates barrier garage valve valves locker lockers lock locks window windows shutter
    shutters blind blinds safe vault drawer hatch pump pumps engine motor heater boiler oven charger vehicle
    car siren alarm sprinkler machine server servers instance vm container robot drone""".split()
)


def _of_thing(operation: Operation) -> str:
    """``/gates/{id}/open``: something is done to one thing. ``/gates/open`` lists those that are."""
    *before, place, last = ("", "", "", *segments(operation.path))
    words = tokens(last)
    if place == "*" and words[:1] and words[0] in _MOVING and len(words) == 1:
        return words[0] if _THINGS.intersection(tokens(before[-1])) else ""
    return words[0] if len(words) > 1 and words[0] in _MOVING and _THINGS.intersection(words[1:]) else ""


# `Locker_UnlockDoor`, `lockers.unlockDoor`, `Locker/UnlockDoor`: behind the service stands what it does.
_SERVICE = re.compile(r"\A(?:[A-Z][A-Za-z0-9]*_+(?=[A-Z])|(?:[\w-]+[./:#])+)(?=[A-Za-z][\w-]*\Z)")


def _method_name(name: str) -> tuple[str, ...]:
    """The words of an operationId, without those of the service that it belongs to."""
    short = _SERVICE.sub("", name[:200])
    words = tokens(short)
    return words if words and words[0] in _CHANGING | _READS else tokens(name)


def _says_read(operation: Operation) -> bool:
    words = tokens(operation.node.text("summary")[:40])
    return bool(words) and words[0].removesuffix("s") in _SAYS_READ


_SAYS_READ = frozenset(
    "get list retrieve fetch fetche view show download return verify verifie check validate".split()
)


def _own_words(operation: Operation) -> set[str]:
    parts = [part for part in segments(operation.path) if part != "*"]
    return {*tokens(operation.id), *(tokens(parts[-1]) if parts else ())}


def _of_path(operation: Operation) -> str:
    """``/users/{id}/delete``, ``/deleteUser``, ``/users.delete``; a segment behind which a resource stands is
    a collection of that name.
    """
    parts = segments(operation.path)
    literal = [part for part in parts if part != "*"]
    if not literal:
        return ""
    words = _method_name(literal[-1])
    if not words:
        return ""
    if words[0] in _CHANGING and len(words) > 1 and not (words[0] in _NOUNS_TOO and "-" in literal[-1]):
        return words[0]
    if len(words) > 1 and "." in literal[-1] and words[-1] in _CHANGING - _NOUNS_TOO:
        return words[-1]
    alone = len(words) == 1 and words[0] in _CHANGING - _NOUNS_TOO
    return words[0] if alone and (parts[-1] != "*" or not operation.id) else ""


@check(given="parameters")
def tunnelled_method(_: Api, used: UsedParameter, __: Options) -> Iterator[Hit]:
    """A parameter by which one method stands for another, or by which a GET chooses an action that changes
    something.
    """
    parameter = used.parameter
    lower = parameter.name.lower()
    if lower.replace("_", "-").strip("-") in _OVERRIDES or lower in ("_method", "$method"):
        what, operations = "another method", used.operations
    elif lower in _ACTIONS and parameter.place == "query":
        what = "" if _ASKS.search(parameter.prose) else next(_changing_values(parameter.schema.value), "")
        safe = (op for op in used.operations if op.method in ("get", "query"))
        operations = tuple(op for op in safe if not path_tokens(op) & _RECORDS)
    else:
        return
    if what and operations and parameter.place in ("header", "query", "formData", "cookie"):
        node = parameter.node.get("name") or parameter.node
        yield Hit(node, {"name": parameter.name, "what": what}, operations, cause=f"tunnel {lower}")


_ASKS = re.compile(
    r"\b(?:whether|what|which)\b[^.]{0,20} (?:fetch|retrieve|return|show|get)\b", re.IGNORECASE
)
_OVERRIDES = frozenset(
    """x-http-method-override x-http-method x-method-override http-method-override method-override
    x-method x-original-method x-override-method""".split()
)
_ACTIONS = frozenset("action cmd command op operation do act task method verb".split())
_RECORDS = frozenset(
    """log logs audit audits event events history activity activities webhook webhooks trail permissions
    changes list""".split()
)


def _changing_values(value: Any) -> Iterator[str]:
    listed = value.get("enum") if closed_set(value) else None
    for item in listed if isinstance(listed, list) else ():
        words = tokens(item) if isinstance(item, str) else ()
        if words and words[0] in _CHANGING:
            yield f"'{item}'"
