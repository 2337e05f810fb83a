"""Checks of how much more than needed operations give out: internal fields, whole lists, open objects."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from ztlint.documents import Node
from ztlint.openapi import (
    Api,
    Operation,
    Property,
    Schema,
    Term,
    collection,
    is_item,
    path_tokens,
    segments,
    terms,
    tokens,
    types_of,
)
from ztlint.openapi.reach import SAME_INSTANCE
from ztlint.scanners.openapi.exposure import holds, texty
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.members import members, schemas_of
from ztlint.scanners.openapi.shape import copies, shape
from ztlint.scanners.openapi.words import administrative, minting

# What a service notes about people and things for itself: opinions, scores, prices that it pays, traces.
_STAFF = """admin staff agent moderator moderation support private reviewer underwriting underwriter kyc
backoffice
    analyst auditor audit compliance operator examiner screening collections fraud risk investigator
    investigation security sales csr employee manager""".split()
_REMARKS = "note notes comment comments remark remarks memo memos annotation annotations".split()
_ESTIMATED = """risk fraud trust abuse spam churn reputation sanctions compliance watchlist propensity
credibility
    toxicity suspicion""".split()
_ESTIMATES = """risk score scores level rating flag flags category profile status tier band class
probability reason
    reasons indicator indicators signals""".split()
_INTERNAL = frozenset(
    tuple(phrase.split())
    for phrase in [
        *(f"{who} {what}" for who in _STAFF for what in _REMARKS),
        *(f"{what} {how}" for what in _ESTIMATED for how in _ESTIMATES),
        *"""moderation reason|moderation flags|moderation flag|moderation status|moderation score|back
        office notes|
        back office remarks|back office comments|lead score|customer score|credit risk|credit decision|aml
        flag|
        aml flags|aml status|aml score|aml alerts|pep flag|cost price|purchase cost|purchase price|unit cost|
        profit margin|gross margin|net margin|margin|margin percent|markup percent|supplier price|supplier
        cost|
        supplier margin|wholesale price|cost of goods|commission rate|commission percent|
        shadow banned|shadowbanned|is shadow banned|is banned|ban reason|is flagged|flagged reason
        |blacklisted|
        is blacklisted|blocklisted|is blocklisted|watchlisted|on watchlist|is suspicious|lifetime value|ltv
        |clv|
        customer lifetime value|last login ip|login ip|signup ip|registration ip|ip history|failed login
        attempts|
        failed logins|failed login count|login failure count|failed attempts|login attempts|login failures
        |db id|
        database id|row version|shard id|partition key|tracking id|raw payload|raw response""".split("|"),
    ]
)
_LONGEST = max(len(phrase) for phrase in _INTERNAL)
_ENDS = frozenset(phrase[-1:] for phrase in _INTERNAL)


@lru_cache(maxsize=65536)
def internal(name: str) -> bool:
    """Whether a name is the staff's: its end is one of the phrases, or its start ``internal``."""
    words = tokens(name)
    if words[:1] == ("internal",):
        return True
    if words[-1:] not in _ENDS:
        return False
    return any(words[-size:] in _INTERNAL for size in range(1, _LONGEST + 1))


@check(given="properties")
def output_exceeds_input(api: Api, prop: Property, options: Options) -> Iterator[Hit]:
    """A field of a record that its readers get and its writers never send, though they send others of it.
    ``of``: ``internal`` for what is the staff's, ``privilege`` for what somebody may do, ``personal`` for
    what
    is known about a person, its money and its health.
    """
    of_interest = _staffs(prop) if options["of"] == "internal" else terms(prop.name) & _OF[options["of"]]
    if options["of"] == "personal" and _REACHED_BY.intersection(tokens(prop.name)):
        return
    if not of_interest or not prop.reach.output or prop.reach.input or terms(prop.name) & Term.CREDENTIAL:
        return
    taken = api.remember("taken in", lambda: _taken_in(api))
    fields = _fields(api, prop.owner)
    readers = [op for op in api.operations_in(prop.reach.output) if _for_everybody(op, prop.name)]
    found = [op for op in readers if _never_taken(prop.name, fields, taken.get(collection(op), _NOTHING))]
    found = [op for op in found if _of_record(api, prop.owner, op)]
    if found:
        # Who may see what privileges is decided once for all that have them.
        cause = f"{options['of']} {prop.name}" if options["of"] != "internal" else ""
        written = copies(api, prop.owner.node, prop.name)
        yield Hit(prop.node, {"name": prop.name}, tuple(found), cause, written, on_key=True)


def _staffs(prop: Property) -> bool:
    """Whether it is the staff's; ``internal`` as a flag tells which kind of thing this is."""
    flag = tokens(prop.name) == ("internal",) and types_of(prop.schema.value) == {"boolean"}
    if not internal(prop.name) or flag or _SET_ELSEWHERE.search(prop.schema.text("description")):
        return False
    beside = prop.owner.node.value.get("properties")
    named = {tokens(name) for name in beside} if isinstance(beside, dict) else set()
    if tokens(prop.name)[-1:] == ("attempts",) and named & _OF_DELIVERIES:
        return False
    return not (tokens(prop.name) == ("is", "flagged") and named & _OF_MAIL)


_SET_ELSEWHERE = re.compile(r"\bcan be (?:set|changed|edited|updated)\b", re.IGNORECASE)
"""By callers, with another operation: then it is theirs."""
_OF_DELIVERIES = frozenset(
    {
        ("successful", "attempts"),
        ("last", "attempt", "instant"),
        ("next", "attempt", "at"),
        ("max", "attempts"),
    }
    | {("event", "type"), ("webhook", "id"), ("last", "attempt", "at"), ("next", "retry", "at")}
)
"""Beside these attempts are those to deliver something, and not somebody's to log in."""
_OF_MAIL = frozenset({("subject",), ("is", "read"), ("read",), ("starred",), ("is", "starred")})
"""Beside these a flag is a mark of the reader's."""


_REACHED_BY = frozenset("email mail phone mobile telephone cell address".split())
"""How to reach somebody is shown for a reason."""
_OF = {"privilege": Term.PRIVILEGE, "personal": Term.PII | Term.FINANCIAL | Term.HEALTH}


def _of_record(api: Api, owner: Schema, operation: Operation) -> bool:
    """Whether a schema is the record that an operation returns or lists, or part of it, and not of something
    inside it.
    """
    known: dict[int, frozenset[int]] = api.remember("records", dict)
    wholes = api.remember("wholes", lambda: _wholes(api))
    same = {id(owner.node.value)}
    for _ in range(_NESTED):
        same |= {id(whole.node.value) for part in [*same] for whole in wholes.get(part, ())}
    for schema in _successes(operation):
        key = id(schema.value)
        if key not in known:
            found = (*_records(api, schema), *_entries(api, schema))
            known[key] = frozenset(id(node.value) for node in found)
        if known[key] & same:
            return True
    return False


_NESTED = 3
"""Compositions in compositions that are followed."""


_NOTHING: frozenset[str] = frozenset()


def _never_taken(name: str, fields: frozenset[str], taken: frozenset[str]) -> bool:
    return name not in taken and bool(fields & taken)


def _for_everybody(operation: Operation, name: str) -> bool:
    """Neither for administrators, nor an API about the very thing (``/risk-scores``)."""
    if administrative(operation):
        return False
    about = {word.rstrip("s") for word in path_tokens(operation)}
    return not {word.rstrip("s") for word in tokens(name)[-2:]} <= about


def _taken_in(api: Api) -> dict[str, frozenset[str]]:
    """For each collection the names of all that its writes take in."""
    by_mask: dict[int, set[str]] = defaultdict(set)
    for prop in api.properties:
        if prop.reach.input:
            by_mask[prop.reach.input].add(prop.name)
    names: dict[str, set[str]] = defaultdict(set)
    for mask, some in by_mask.items():
        for about in {collection(op) for op in api.operations_in(mask) if op.unsafe}:
            names[about] |= some
    return {about: frozenset(some) for about, some in names.items()}


def _fields(api: Api, owner: Schema) -> frozenset[str]:
    """Names of all properties of a thing: those of the schema and of those that it is composed with."""
    wholes = api.remember("wholes", lambda: _wholes(api))
    names: set[str] = set()
    for schema in (owner, *wholes.get(id(owner.node.value), ())):
        names |= _names(schema)
        parts = (edge.target for edge in schema.edges if edge.keyword in SAME_INSTANCE)
        names.update(*(_names(api.reach.schemas[target]) for target in parts))
    return frozenset(names)


def _names(schema: Schema) -> set[str]:
    return {edge.name for edge in schema.edges if edge.keyword == "properties"}


_MOST_WHOLES = 20


def _wholes(api: Api) -> dict[int, list[Schema]]:
    """Schemas by those that are part of them and describe the same value."""
    wholes: dict[int, list[Schema]] = defaultdict(list)
    for schema in api.reach.schemas.values():
        for edge in schema.edges:
            if edge.keyword in SAME_INSTANCE and len(wholes[edge.target]) < _MOST_WHOLES:
                wholes[edge.target].append(schema)
    return wholes


_ENOUGH = 3
"""Fields about a person that make a list worth a summary."""


@check(given="api")
def list_as_rich_as_detail(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """A list whose entries are the whole record that reading one of them gives, personal data included.
    Whether lists are summaries is decided once, so one finding for an API.
    """
    reads = [op for op in api.siblings.all if op.method in ("get", "query")]
    lists = {segments(op.path): op for op in reads if not is_item(op)}
    known: dict[int, dict[str, Node]] = {}
    for operation in reads:
        listing = lists.get(segments(operation.path)[:-1]) if is_item(operation) else None
        entity = _same_entity(api, operation, listing) if listing is not None else None
        if listing is None or entity is None:
            continue
        if id(entity.value) not in known:
            known[id(entity.value)] = _sensitive(api, entity)
        found = known[id(entity.value)]
        if found:
            names = ", ".join(f"'{name}'" for name in list(found)[:3])
            related = tuple((node, f"Each entry has '{name}'") for name, node in list(found.items())[:3])
            yield Hit(listing.node, {"names": names}, (listing,), "api", related=related, on_key=True)


def _same_entity(api: Api, item: Operation, listing: Operation) -> Node | None:
    """The schema of the record, if the list has entries of the same, by reference or written out alike."""
    entries = [node for schema in _successes(listing) for node in _entries(api, schema)]
    records = [node for schema in _successes(item) for node in _records(api, schema)] if entries else []
    return next((record for record in records if any(_same(api, record, entry) for entry in entries)), None)


def _same(api: Api, one: Node, other: Node) -> bool:
    if one.value is other.value:
        return True
    alike = _keys(one) == _keys(other) and bool(_keys(one))
    return alike and shape(api, one.value) == shape(api, other.value)


def _keys(node: Node) -> list[str]:
    properties = node.value.get("properties") if isinstance(node.value, dict) else None
    return sorted(properties) if isinstance(properties, dict) else []


def _successes(operation: Operation) -> Iterator[Node]:
    return (schema for one in operation.responses if one.succeeds for schema in schemas_of(one.media))


def _entries(api: Api, schema: Node) -> Iterator[Node]:
    """Items of a list, or of the lists in an envelope."""
    root = api.resolve(schema)
    lists = [root] if "array" in types_of(root.value) else []
    for name, node in [] if lists else members(api, root):
        lists.append(node)
        if name.lower() in _ENVELOPES and isinstance(node.value, dict) and "properties" in node.value:
            lists.extend(inner for _, inner in members(api, node))
    for node in lists:
        items = node.get("items")
        if items is not None and isinstance(api.resolve(items).value, dict):
            entry = _unwrapped(api, api.resolve(items))
            yield entry
            wrapped = entry.get("properties", "node") or entry.get("properties", "resource")
            if wrapped is not None and isinstance(api.resolve(wrapped).value, dict):
                yield api.resolve(wrapped)


_ENVELOPES = frozenset("_embedded embedded data result results response payload page body content".split())


def _records(api: Api, schema: Node) -> Iterator[Node]:
    """The answer itself, and what is in it if it is an envelope."""
    root = _unwrapped(api, api.resolve(schema))
    yield root
    for name, node in members(api, root):
        if name.lower() in ("data", "item", "result") or len(root.value.get("properties") or ()) == 1:
            yield _unwrapped(api, node)


def _unwrapped(api: Api, node: Node) -> Node:
    """Through an ``allOf`` of one, which carries a description and nothing else."""
    parts = node.get("allOf")
    alone = parts is not None and node.value.keys() <= _CARRIERS
    if parts is not None and alone and isinstance(parts.value, list) and len(parts.value) == 1:
        return api.resolve(next(parts.elements()))
    return node


_CARRIERS = frozenset(
    "allOf type title description nullable readOnly example examples deprecated externalDocs".split()
)


def _sensitive(api: Api, entity: Node) -> dict[str, Node]:
    """Personal data of a record: something about money or health, or several things about a person."""
    own = [*members(api, entity)]
    inside = [one for _, node in own if not _by_reference(api, node) for one in members(api, node)]
    named = ((name, node) for name, node in (*own, *inside) if _personal(name))
    found = {name: node for name, node in named if holds(node.value, terms(name))}
    grave = {name: node for name, node in found.items() if terms(name) & (Term.FINANCIAL | Term.HEALTH)}
    if grave:
        return grave
    direct = any(terms(name) & Term.PII for name in found)
    return found if direct and len(found) >= _ENOUGH else {}


def _by_reference(api: Api, node: Node) -> bool:
    """Whether it may be the id of a record instead: the record itself comes to those who ask for it."""
    listed = node.get("anyOf") or node.get("oneOf")
    return any(
        "string" in types_of(api.resolve(part).value) for part in (listed.elements() if listed else ())
    )


@lru_cache(maxsize=65536)
def _personal(name: str) -> bool:
    return bool(terms(name) & (Term.PII | Term.QUASI_PII | Term.FINANCIAL | Term.HEALTH))


_NOT_STORED = re.compile(r"no-store|private", re.IGNORECASE)
_STORED = re.compile(r"\bpublic\b|s-maxage", re.IGNORECASE)


@check(given="operations")
def sensitive_response_cacheable(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """Credentials, money or health in an answer whose ``Cache-Control`` is not declared, or lets everybody
    between keep it. Only what caches keep: answers to GET and QUERY, and tokens (RFC 6749 section 5.1).
    """
    mask = api.remember("grave", lambda: _grave(api))
    if not mask >> operation.index & 1 or not (operation.method in ("get", "query") or minting(operation)):
        return
    for response in operation.responses:
        header = dict(response.headers).get("cache-control")
        if response.succeeds and response.media and not _kept_out(api, header):
            yield Hit(response.node, {}, (operation,), cause="api", on_key=True)


def _grave(api: Api) -> int:
    mask = 0
    wanted = Term.CREDENTIAL | Term.FINANCIAL | Term.HEALTH
    for prop in api.properties:
        if prop.reach.output and terms(prop.name) & wanted and holds(prop.schema.value, terms(prop.name)):
            mask |= prop.reach.output
    return mask


def _kept_out(api: Api, header: Node | None) -> bool:
    if header is None:
        return False
    schema = header.get("schema")
    said = repr([header.value, api.resolve(schema).value if schema else None])
    return not _STORED.search(said) or bool(_NOT_STORED.search(said))


_SHAPES = frozenset({"properties", "patternProperties", "allOf", "oneOf", "anyOf", "$ref", "if", "not"})


@check(given="api")
def open_output_object(_: Api, api: Api, options: Options) -> Iterator[Hit]:
    """An answer for callers with credentials that may hold anything: an object without properties, or one
    beside whose properties there may be others. ``nested``: wherever in it, otherwise the record itself. How
    closed answers are is decided once, so one finding for an API: of those that nobody described, if there
    are any, and otherwise of what there may be beside a description.
    """
    places = [*(_open_anywhere(api) if options["nested"] else _open_records(api))]
    bare = [one for one in places if not _described(api, one[0])]
    for _node, place, operations in places if options["nested"] else bare or places:
        yield Hit(place, {"else": "" if bare else "else "}, operations, cause="api", on_key=True)


_Open = tuple[Node, Node, tuple[Operation, ...]]
"""An open object, where it says so, and the operations that give it out."""


def _open_anywhere(api: Api) -> Iterator[_Open]:
    mask = sum(1 << operation.index for operation in api.siblings.all if not operation.authority.public)
    for schema in api.reach.schemas.values():
        place = _open(schema.node) if schema.reach.output & mask else None
        if place is not None:
            yield schema.node, place, tuple(api.operations_in(schema.reach.output & mask))


def _open_records(api: Api) -> Iterator[_Open]:
    for operation in api.siblings.all:
        bodies = () if operation.authority.public else _successes(operation)
        for node in (record for body in bodies for record in _whole(api, operation, body)):
            place = _open(node)
            if place is not None:
                yield node, place, (operation,)


def _described(api: Api, node: Node) -> bool:
    """Whether anything is said of what an object holds, but that all went well. ``items`` say nothing of an
    object.
    """
    names = _keys(node) if "items" in node.value else [name for name, _ in members(api, node)]
    return any(name.lower() not in _FLAGS for name in names)


_FLAGS = frozenset("ok success successful succeeded status".split())


_EMPTY = re.compile(r"\A\W*(?:an? |the )?empty\b", re.IGNORECASE)


# What is free in form by nature.
_FREE = frozenset(
    """metadata meta config configuration settings schema schemas attributes manifest properties payload data
    variables parameters options preferences state stats statistics query search""".split()
)


def _whole(api: Api, operation: Operation, schema: Node) -> Iterator[Node]:
    """The record of an answer and the entries of a list; not what deleting, or a free form, gives."""
    last = segments(operation.path)[-1:]
    if operation.method != "delete" and not any(_FREE.intersection(tokens(part)) for part in last):
        root = _unwrapped(api, api.resolve(schema))
        yield root
        if len(_keys(root)) <= _ENVELOPE:
            yield from _entries(api, root)


_ENVELOPE = 3
"""Properties of an object that is there for the list in it: the list, a count, the next page."""


def _open(node: Node) -> Node | None:
    """Where a schema says that its object holds anything, or says nothing of what it holds."""
    value = node.value
    if not isinstance(value, dict) or "object" not in types_of(value) | (
        {"object"} if "properties" in value else set()
    ):
        return None
    for keyword in ("additionalProperties", "unevaluatedProperties"):
        if keyword in value:
            return node.get(keyword) if value[keyword] in (True, {}) else None
    return None if value.keys() & _SHAPES or _EMPTY.search(node.text("description")) else node


_CLASSES = tuple(
    """x-data-class x-data-classification x-classification x-pii x-sensitive x-sensitivity x-data-sensitivity
    x-privacy x-personal-data x-data-category""".split()
)
_OF_CLASS = Term.CREDENTIAL | Term.PII | Term.FINANCIAL | Term.HEALTH


@check(given="api")
def undeclared_data_class(_: Api, api: Api, options: Options) -> Iterator[Hit]:
    """A property whose name speaks of sensitive data, without ``x-data-class``. ``require-data-class``: in
    every API; otherwise only in one that declares classes somewhere, where it was forgotten.
    """
    adopted = options["require-data-class"] or any(
        _declares(schema.node.value) for schema in api.reach.schemas.values()
    )
    for prop in api.properties if adopted else ():
        if not terms(prop.name) & _OF_CLASS or not texty(prop.schema.value) or _classified(prop):
            continue
        operations = api.operations_in(prop.reach.input | prop.reach.output | prop.reach.error)
        yield Hit(prop.node, {"name": prop.name}, operations, cause="api", on_key=True)


def _classified(prop: Property) -> bool:
    return any(_declares(node.value) for node in (prop.node, prop.schema, prop.owner.node))


def _declares(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    own = value.get("x-ztlint")
    return any(key in value for key in _CLASSES) or (isinstance(own, dict) and "data-class" in own)
