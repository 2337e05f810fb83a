"""Checks of what operations take in."""

import re
from collections.abc import Iterator
from typing import Any

from ztlint.openapi import (
    Api,
    Operation,
    Property,
    Schema,
    Term,
    closed_set,
    collection,
    path_tokens,
    segments,
    terms,
    tokens,
    types_of,
)
from ztlint.openapi.reach import SAME_INSTANCE
from ztlint.scanners.openapi.bodies import (
    body_writers,
    input_schemas,
    readers,
    spelled,
    top_of_bodies,
    word_of,
)
from ztlint.scanners.openapi.edits import marked, said_to_be_read_only
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.read_only import read_only_elsewhere
from ztlint.scanners.openapi.selectors import UsedParameter
from ztlint.scanners.openapi.told_bounds import bound_told
from ztlint.scanners.openapi.words import ADMIN, asks_for_administrators, changes_state, phrases

# Resources on which nobody may set their own privileges; on others a role is what the request is about.
_OWN_ACCOUNT = frozenset("user users account accounts profile profiles me self signup register".split())
_ABOUT_PRIVILEGES = frozenset(
    """role roles permission permissions member members membership memberships invite invites invitation
    invitations grant grants access team teams group groups policy policies collaborator collaborators share
    shares sharing assign transfer""".split()
)
_HOLDERS = frozenset({"member", "members"})
"""Of privileges. That they may be changed is usual, but where the resource itself says that they may not."""
_PERSONS = frozenset(
    """driver drivers player players student students pupil pupils employee employees patient patients
    customer customers subscriber subscribers participant participants volunteer volunteers resident residents
    passenger passengers author authors contributor contributors guest guests visitor visitors
    person people rider riders teacher teachers athlete athletes reader readers""".split()
)
_RANKS = frozenset(
    "moderator superuser steward superadmin superadministrator maintainer sysop supervisor".split()
)
"""Values that make somebody more than others, besides those of administrators."""
_HOLDS_MONEY = frozenset(
    """wallet wallets balance balances purse purses gift loyalty rewards points loan loans overdraft
    overdrafts""".split()
)
_CUSTOMERS = frozenset(
    """customer customers client clients merchant merchants subscriber subscribers member members player
    players
    card cards subscription subscriptions""".split()
)
_MONEY = frozenset("balance credits credit limit line points funds quota rate".split())
_FLAGS = frozenset(
    "is admin superuser staff root verified approved premium paid privileged moderator banned".split()
)
_KINDS = phrases(
    "user type|account type|member type|user kind|account kind|customer type|user group|user category"
)
"""Of accounts: they matter where one of the values is an administrator's."""
_PRICES = phrases(
    """price|unit price|total price|total|total amount|grand total|subtotal|discount|discount percent
    |discount percentage|discount amount|item price"""
)
_CARTS = frozenset("cart carts basket baskets".split())
_OWNERS = phrases(
    """user id|owner|owned by|author id|owner email|owner name|owner uuid|customer id|account id|merchant id
    |seller id|member id|tenant|tenant uuid|tenant code|organization|organisation|organization uuid|team id
    |workspace|account owner id|project owner id|resource owner id|document owner id|created by user id"""
)
"""Names that are an owner's in what belongs to somebody, besides those of the lexicon."""


def _decides(name: str, of: str) -> Term:
    """What a name decides about: the rank of its caller, or the owner of a resource."""
    found = terms(name) & _DECIDES[of]
    if found:
        return found
    words = spelled(name)
    if of == "owner":
        return Term.OWNERSHIP if words in _OWNERS else Term.NONE
    return Term.PRIVILEGE if words in _KINDS or words in _PRICES else Term.NONE


@check(given="properties")
def mass_assignment(api: Api, prop: Property, options: Options) -> Iterator[Hit]:
    """A property that clients may set and also read back, where nothing says that the caller is an
    administrator. ``of``: ``privilege``, or ``owner`` for owners and tenants. Owners of one name are one
    finding. ``wide``: also ``userId`` and the like, which are an owner's only in what belongs to somebody,
    and
    money and prices of whatever it is.
    """
    found = _decides(prop.name, options["of"])
    if not found or not prop.reach.input or _provisioned(prop):
        return
    if not terms(prop.name) and not _in_earnest(api, prop, options):
        return
    if _role_of_a_thing(prop):
        return
    returning = api.remember("readers", lambda: readers(api, _classed)).get(prop.name, frozenset())
    writers = api.operations_in(prop.reach.input)
    wide = bool(options["wide"])
    operations = [
        op for op in writers if collection(op) in returning and _self_service(api, op, found, prop, wide=wide)
    ]
    if operations:
        edits = marked(api, prop, "readOnly") if prop.reach.output and said_to_be_read_only(prop) else ()
        cause = f"owner {prop.name}" if options["of"] == "owner" else ""
        yield Hit(prop.node, {"name": prop.name}, tuple(operations), cause=cause, on_key=True, edits=edits)


def _in_earnest(api: Api, prop: Property, options: Options) -> bool:
    """Names that say less count in the record itself, and owners only with ``wide``."""
    if id(prop.owner.node.value) not in top_of_bodies(api) or "boolean" in types_of(prop.schema.value):
        return False
    return options["of"] != "owner" or bool(options["wide"])


def _role_of_a_thing(prop: Property) -> bool:
    """Whether all values that a role may have are kinds of things: ``savingAsset``, ``billing-address``."""
    values = prop.schema.value.get("enum")
    texts = [value for value in values if isinstance(value, str)] if isinstance(values, list) else []
    if not texts or not {"role", "roles"} & {*tokens(prop.name)[-1:]}:
        return False
    words = {word for text in texts for word in tokens(text)}
    return not any(word.rstrip("s") in _WHO_MAY or word in _PERSONS | _RANKS | ADMIN for word in words)


_WHO_MAY = frozenset(
    """administrator owner user member editor viewer manager staff root operator reader writer author agent
    support developer maintainer auditor analyst creator superadmin contributor collaborator publisher
    reviewer approver billing read write full limited none basic standard premium public private
    teacher lead employee customer seller buyer vendor merchant partner internal external guest system
    service app api bot host organizer assistant moderator doctor nurse superuser ops security finance hr
    sales engineer technician""".split()
)


_DECIDES = {"privilege": Term.PRIVILEGE, "owner": Term.OWNERSHIP | Term.TENANT}


def _provisioned(prop: Property) -> bool:
    """A user of SCIM (RFC 7643 section 4.1): the directory that says who exists says their roles as well."""
    siblings = prop.owner.node.value.get("properties")
    return isinstance(siblings, dict) and {"schemas", "userName"} <= siblings.keys()


def _classed(name: str) -> str:
    return name if terms(name) or any(_decides(name, of) for of in _DECIDES) else ""


def _self_service(api: Api, operation: Operation, found: Term, prop: Property, *, wide: bool) -> bool:
    """Whether a caller of this write would be deciding about itself."""
    words = path_tokens(operation)
    if not changes_state(operation) or asks_for_administrators(operation) or words & ADMIN:
        return False
    if found & Term.PRIVILEGE and read_only_elsewhere(api, operation, prop):
        return not words & (_ABOUT_PRIVILEGES - _HOLDERS)
    if words & _ABOUT_PRIVILEGES:
        return False
    if not found & Term.PRIVILEGE:
        return operation.method in ("post", "put", "patch") and not _names_another(operation, prop)
    names = set(tokens(prop.name))
    judged = _JUDGED & names and (_OWN_THINGS & words or types_of(prop.schema.value) == {"string"})
    return not (words & _NO_CALLERS or judged) and (
        (wide and _of_worth(operation, prop.name))
        or _of_oneself(operation, prop.name)
        or _offers_administration(prop)
        or _offers_a_rank(operation, prop)
    )


_ORDERS = frozenset(
    "order orders booking bookings purchase purchases reservation reservations checkout".split()
)


def _of_worth(operation: Operation, name: str) -> bool:
    """A price of what the caller buys, or money of a customer, whoever the caller is."""
    about = set(tokens(collection(operation)))
    if spelled(name) in _PRICES:
        return bool(_ORDERS & about)
    return bool(_MONEY - {"rate"} & set(tokens(name)) and _CUSTOMERS & about)


def _of_oneself(operation: Operation, name: str) -> bool:
    """Whether a name decides about the caller, going by what the operation is about."""
    about, names = set(tokens(_subject(operation))), set(tokens(name))
    if spelled(name) in _KINDS:
        return False
    if spelled(name) in _PRICES:
        return bool(_CARTS & (about | path_tokens(operation)))
    own = bool(_OWN_ACCOUNT & about or _FLAGS & names)
    if _MONEY & names and not own:
        cards = {"credit"} < about & {"credit", "card", "cards", "line", "lines", "account", "accounts"}
        people = _CUSTOMERS & about and _personal(operation)
        own = bool("wallet" in names or _HOLDS_MONEY & about or cards or people)
    return own


_SELF = frozenset({"me", "self", "my", "mine"})


def _personal(operation: Operation) -> bool:
    """Whether callers are the people that a resource is about, and not a business that keeps their
    records.
    """
    if _SELF.intersection(segments(operation.path)):
        return True
    schemes = [r.scheme for way in operation.authority.alternatives for r in way.requirements if r.scheme]
    if any(s.type == "openIdConnect" or "jwt" in s.node.text("bearerFormat").lower() for s in schemes):
        return True
    return any(flow.kind in _CONSENTED for scheme in schemes for flow in scheme.flows)


_CONSENTED = frozenset({"authorizationCode", "accessCode", "implicit", "password", "deviceAuthorization"})


@check(given="parameters")
def mass_assignment_by_parameter(_: Api, used: UsedParameter, __: Options) -> Iterator[Hit]:
    """A field of a form, or of the query of a write, by which callers decide about themselves. It need not be
    read back: whoever documents a parameter applies it.
    """
    parameter = used.parameter
    if parameter.place not in ("formData", "query") or not terms(parameter.name) & Term.PRIVILEGE:
        return
    writes = (op for op in used.operations if op.method in ("post", "put", "patch"))
    found = tuple(op for op in writes if _decides_by_parameter(op, parameter.name))
    if found:
        node = parameter.node.get("name") or parameter.node
        yield Hit(node, {"name": parameter.name}, found, cause=f"parameter {parameter.name}")


def _decides_by_parameter(operation: Operation, name: str) -> bool:
    words = path_tokens(operation)
    if words & (ADMIN | _ABOUT_PRIVILEGES | _NO_CALLERS) or asks_for_administrators(operation):
        return False
    return bool(_OWN_ACCOUNT & set(tokens(collection(operation)))) and _of_oneself(operation, name)


def _subject(operation: Operation) -> str:
    """The collection; where everything stands under an account (``/accounts/{id}/templates``), that in it."""
    parts = segments(operation.path)
    if parts[:1] in (("account",), ("accounts",)) and parts[1:2] == ("*",) and len(parts) > _BELOW_ACCOUNT:
        return parts[_BELOW_ACCOUNT]
    return collection(operation)


_BELOW_ACCOUNT = 2
# What users say of their own things: which expenses they have seen, which keys they trust. As a text it is
# the name of a claim that says so.
_JUDGED = frozenset({"approved", "verified"})
_OWN_THINGS = frozenset("transactions keys".split())
# Users of a database are accounts over there, and not callers of this API.
_NO_CALLERS = frozenset({"database", "databases", "db", "dbs"})
_ASSIGNED = re.compile(r"\bassign(?:ed|ee|s|ment)?\b", re.IGNORECASE)


def _names_another(operation: Operation, prop: Property) -> bool:
    """The resource itself (``company_id`` of ``/companies``), or who is to look after it."""
    last = [part for part in segments(operation.path) if part != "*"][-1:]
    itself = bool(last) and tokens(prop.name) == (*tokens(_singular(last[0])), "id")
    prose = prop.node.text("description") + prop.schema.text("description")
    return itself or _ASSIGNED.search(prose) is not None


def _singular(word: str) -> str:
    return re.sub(r"ies\Z", "y", word) if word.endswith("ies") else word.removesuffix("s")


def _offers_a_rank(operation: Operation, prop: Property) -> bool:
    """Whether people of some kind may choose among values one that is above others, on themselves."""
    last = next((part for part in reversed(segments(operation.path)) if part != "*"), "")
    values = prop.schema.value.get("enum")
    if not _PERSONS & {*tokens(last)} or not isinstance(values, list) or len(values) <= 1:
        return False
    return any(_RANKS & {*tokens(str(value))} for value in values)


def _offers_administration(prop: Property) -> bool:
    """Whether one of the values that callers may choose makes an administrator."""
    values = prop.schema.value.get("enum")
    return isinstance(values, list) and any(
        (ADMIN | {"administrator", "staff", "root"}) & set(tokens(str(value))) for value in values
    )


@check(given="schemas")
def open_input_object(api: Api, schema: Schema, options: Options) -> Iterator[Hit]:
    """An object of a request body that takes properties which nobody described. ``explicit``: said so with
    ``additionalProperties: true``, or left open. All of one API have one cause.
    """
    value = schema.node.value
    described = isinstance(value.get("properties"), dict) or _joins_open_objects(api, schema)
    whole = options["explicit"] and "object" in types_of(value) and id(value) in top_of_bodies(api)
    whole = whole and not _one_of_many(schema)
    if not (described or whole):
        return
    keyword = next((k for k in ("additionalProperties", "unevaluatedProperties") if k in value), None)
    explicit = keyword is not None and value[keyword] in (True, {})
    left_open = keyword is None and id(value) not in api.remember("composed", lambda: _composed(api))
    if not (explicit if options["explicit"] else left_open):
        return
    if options["explicit"] and _free_by_design(api, schema):
        return
    if writers := body_writers(api, schema, reading_posts=True):
        node = schema.node.get(keyword) if keyword else schema.node
        yield Hit(node or schema.node, {}, writers, cause="api", on_key=True)


_VARIES = re.compile(
    r"\b(?:fields|properties|keys|parameters|attributes|values|shape|structure|schema|contents?|payload)\s+"
    r"(?:can\s+|may\s+|will\s+)?(?:var(?:y|ies)|depends?|differs?)\b"
    r"|\bfree-?form\b|\barbitrary\b|\buser-defined\b"
    r"|\b(?:custom|additional|any|extra|own)\s+(?:\w+\s+)?"
    r"(?:metadata|attributes|fields|properties|key[- ]values?)",
    re.IGNORECASE,
)
_FREE_NAMES = frozenset(
    """metadata meta attributes labels annotations extras extra extensions tags context traits
    params parameters""".split()
)


def _free_by_design(api: Api, schema: Schema) -> bool:
    """A field of its own whose keys callers choose, by its name or its text, or that carries any message of
    protocol buffers. The body itself is not meant to be one.
    """
    value = schema.node.value
    if isinstance(value.get("properties"), dict) and value["properties"].keys() == {"@type"}:
        return True
    holder = schema.node.parent
    top = id(value) in top_of_bodies(api)
    if top and (holder is None or holder.step != "properties"):
        return False
    named = not top and bool(_FREE_NAMES & {*tokens(str(schema.node.step))[-1:]})
    return named or bool(_VARIES.search(schema.node.text("description")))


def _one_of_many(schema: Schema) -> bool:
    """Whether it is a field of its own, as an event has its ``data``, and no envelope around a resource."""
    holder = schema.node.parent
    return holder is not None and holder.step == "properties" and len(holder.value) > _AROUND


_AROUND = 3
"""Fields of an envelope at most: JSON:API has an id and a type beside the attributes."""


def _joins_open_objects(api: Api, schema: Schema) -> bool:
    """An ``allOf`` of which a part, or an alternative of one, is an object, and no part is closed: a closed
    one closes the whole, and a text has no properties.
    """
    if not isinstance(schema.node.value.get("allOf"), list):
        return False
    found = False
    pending, seen = [(schema, True)], {id(schema.node.value)}
    while pending:
        whole, everywhere = pending.pop()
        for edge in whole.edges:
            if edge.keyword not in SAME_INSTANCE or edge.target in seen:
                continue
            seen.add(edge.target)
            part = api.reach.schemas[edge.target]
            value = part.node.value
            always = everywhere and edge.keyword in ("allOf", "$ref")
            if any(value.get(keyword) is False for keyword in _CLOSING):
                if always:
                    return False
                continue
            found = found or isinstance(value.get("properties"), dict) or "object" in types_of(value)
            pending.append((part, always))
    return found


_CLOSING = ("additionalProperties", "unevaluatedProperties")


def _composed(api: Api) -> frozenset[int]:
    """Part of a composition: a closing keyword would have to stand where the parts are joined, not there."""
    schemas = api.reach.schemas.values()
    return frozenset(e.target for s in schemas for e in s.edges if e.keyword in SAME_INSTANCE)


# Formats whose values have a length of their own (JSON Schema 2020-12 validation, section 7.3).
_BOUNDED_FORMATS = frozenset(
    """uuid date time date-time duration ipv4 ipv6 boolean int32 int64 float double byte1 email hostname
    idn-email idn-hostname color currency""".split()
)


@check(given="schemas")
def unbounded_input(api: Api, schema: Schema, options: Options) -> Iterator[Hit]:
    """Strings, arrays and numbers of request bodies without an upper bound, in the schema or in words: one
    finding of each. ``maps``: also objects with any number of keys.
    """
    writers = body_writers(api, schema, reading_posts=True)
    kind = _unbounded(schema.node.value) if writers else ""
    if kind == "map" and not options["maps"]:
        return
    prose = f"{schema.node.text('title')}\n{schema.node.text('description')}"
    if kind and not _bounded_by_neighbours(api, schema, kind) and not bound_told(kind, prose):
        yield Hit(schema.node, {"kind": kind}, writers, cause=f"api {kind}", on_key=True)


@check(given="parameters")
def unbounded_parameter(_: Api, used: UsedParameter, __: Options) -> Iterator[Hit]:
    """A string or a list in a parameter, without an upper bound, or a number in a form or a write (a number
    in the path is an id). One finding for an API.
    """
    parameter = used.parameter
    value = parameter.schema.value
    if parameter.place not in _PLACES or not isinstance(value, dict):
        return
    kind = _unbounded(value)
    if kind in ("string", "array", *_counted(used)) and not bound_told(kind, parameter.prose):
        node = parameter.node.get("name") or parameter.node
        yield Hit(node, {}, used.operations, cause="api")


_PLACES = ("path", "query", "header", "cookie", "formData")


def _counted(used: UsedParameter) -> tuple[str, ...]:
    """``number`` where it says how much is wanted: not in reads, and not for ids."""
    parameter = used.parameter
    writes = parameter.place == "query" and all(op.unsafe and op.method != "delete" for op in used.operations)
    named = _IDS.isdisjoint(tokens(parameter.name.split(":")[0])[-1:])
    return ("number",) if named and (parameter.place == "formData" or writes) else ()


_IDS = frozenset("id ids no nr version revision timestamp ts".split())


def _unbounded(value: dict[str, Any]) -> str:
    kinds = types_of(value)
    if closed_set(value) or value.get("readOnly") is True:
        return ""
    if "array" in kinds and "maxItems" not in value:
        return "array"
    fixed = (
        word_of(value, "format") in _BOUNDED_FORMATS
        or "maxLength" in value
        or _fixed_width(value.get("pattern"))
    )
    if "string" in kinds:
        return "" if fixed else "string"
    if (
        "object" in kinds
        and isinstance(value.get("additionalProperties"), dict)
        and "properties" not in value
    ):
        return "" if value.keys() & {"maxProperties", "propertyNames"} else "map"
    counted = word_of(value, "format") in _BOUNDED_FORMATS or value.keys() & {"maximum", "exclusiveMaximum"}
    return "number" if kinds & {"integer", "number"} and not counted else ""


def _fixed_width(pattern: object) -> bool:
    """Whether an anchored pattern has no open-ended quantifier, and so bounds the length itself."""
    if not isinstance(pattern, str) or not (pattern.startswith("^") and pattern.endswith("$")):
        return False
    return not any(mark in pattern for mark in ("*", "+", ",}"))


def _bounded_by_neighbours(api: Api, schema: Schema, kind: str) -> bool:
    """A bound anywhere in the same composition holds for all of it."""
    keyword = {"array": "maxItems", "string": "maxLength", "map": "maxProperties"}.get(kind, "maximum")
    beside = api.remember("bounds beside", lambda: _bounds_beside(api)).get(
        id(schema.node.value), frozenset()
    )
    targets = [api.reach.schemas[e.target].node.value for e in schema.edges if e.keyword in SAME_INSTANCE]
    return bool(beside & {keyword, "enum"}) or any(keyword in value or value.get("enum") for value in targets)


_BOUNDS = frozenset({"maxLength", "maxItems", "maximum", "maxProperties", "enum"})


def _bounds_beside(api: Api) -> dict[int, frozenset[str]]:
    """For each part of an ``allOf`` the bounds that stand with it, in the whole or in another part."""
    found: dict[int, frozenset[str]] = {}
    for schema in input_schemas(api, "allOf"):
        parts = [edge.target for edge in schema.edges if edge.keyword == "allOf"]
        values = (schema.node.value, *(api.reach.schemas[part].node.value for part in parts))
        bounds = frozenset(keyword for value in values for keyword in _BOUNDS & value.keys())
        if bounds:
            found.update((part, found.get(part, frozenset()) | bounds) for part in parts)
    return found
