"""Checks of what only the server should decide: stamps, states, types of accounts, paths of a JSON Patch."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from ztlint.documents import Node
from ztlint.openapi import (
    Api,
    Operation,
    Property,
    Schema,
    Term,
    collection,
    path_tokens,
    segments,
    terms,
    tokens,
)
from ztlint.openapi.reach import SAME_INSTANCE
from ztlint.scanners.openapi.bodies import (
    among_writers,
    describes_answers,
    fields_named,
    for_administrators,
    input_schemas,
    media_types,
    members,
    readers,
    spelled,
    top_of_bodies,
)
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.words import ADMIN, phrases

_STAMPS = frozenset(
    f"{verb} {word}"
    for verb in ("created", "updated", "modified", "deleted", "last updated", "last modified", "inserted")
    for word in ("at", "on", "date", "time", "timestamp", "ts", "by", "by id", "by user", "by user id")
) | phrases(
    """created|updated|modified|last updated|last modified|createdat|updatedat|createdby|updatedby
    |create time|update time|create date|update date|modify date|creation date|creation time
    |modification date|date created|date updated|date modified|time created|time updated
    |creation timestamp|update timestamp|created timestamp|updated timestamp|modification timestamp
    |date modified on|date deleted|deletion date|delete time|registration date|registered at|signup date
    |etag|e tag|row version|rowversion|last login|last login at|created ip|created from ip"""
)
_IDS = frozenset({"id", "uuid", "guid", "_id", "object id"})
_ON_PURPOSE = re.compile(
    r"import|migrat|back-?dat|histor|overrid|default|if (?:not|omitted)|in the past",
    re.IGNORECASE,
)
_BRINGS_DATA_ALONG = frozenset("import imports importer migrate migration migrations sync restore".split())


@check(given="api")
def server_managed_field(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """An id, a stamp or an ETag in a request body that the API itself returns: an id where both ways share
    one schema, since clients may choose ids of what they create; a stamp wherever the resource returns it.
    """
    for prop in fields_named(api, _STAMPS | _IDS):
        if id(prop.owner.node.value) in top_of_bodies(api) and not _meant(prop) and not _refers(prop):
            operations = _setters(api, prop)
            if operations:
                yield Hit(prop.node, {"name": prop.name}, operations, cause="api", on_key=True)


def _meant(prop: Property) -> bool:
    return "const" in prop.schema.value or bool(_ON_PURPOSE.search(_prose(prop)))


def _refers(prop: Property) -> bool:
    """Whether the object has nothing but an id and its kind, and so names a thing that there is."""
    beside = prop.owner.node.value.get("properties")
    named = {spelled(name) for name in beside} if isinstance(beside, dict) else set()
    if spelled(prop.name) not in _IDS:
        return False
    return (bool(named & _KINDS) and named <= _IDS | _KINDS) or named >= _CLOUD_EVENT


_KINDS = frozenset({"type", "kind", "object", "resource type", "entity type", "relation", "properties"})
_CLOUD_EVENT = frozenset({"source", "specversion"})
"""Of an event, which names itself: https://github.com/cloudevents/spec."""


def _deletes(operation: Operation) -> bool:
    """``POST /delete-user``, whose body says which."""
    last = operation.path.rstrip("/").rsplit("/", 1)[-1]
    return tokens(last)[:1] in (("delete",), ("remove",), ("destroy",))


def _setters(api: Api, prop: Property) -> tuple[Operation, ...]:
    """The writes that let a caller set what the same resource returns."""
    name = spelled(prop.name)
    if name in _IDS:
        stamped = any(spelled(edge.name) in _STAMPS for edge in prop.owner.edges)
        returning: frozenset[str] = frozenset()
        shared, silent = bool(prop.reach.output), stamped
    else:
        stamps = api.remember("stamp readers", lambda: readers(api, partial(_one_of, _STAMPS)))
        returning = stamps.get(name, frozenset())
        shared, silent = False, True

    def sets(operation: Operation) -> bool:
        if operation.method not in _WRITES or path_tokens(operation) & _BRINGS_DATA_ALONG:
            return False
        if _deletes(operation):
            return False
        if name in _IDS and _says_which(operation):
            return False
        returned = shared or collection(operation) in returning
        return returned or (silent and not describes_answers(api, operation))

    return among_writers(api, prop.owner, f"set {name} {shared} {silent}", sets)


_WRITES = frozenset({"post", "put", "patch"})


def _says_which(operation: Operation) -> bool:
    """Whether the id in the body tells which record is changed, since the path does not."""
    parts = segments(operation.path)
    words = tokens(parts[-1]) if parts else ()
    return "*" not in parts and (operation.method != "post" or bool(words and words[0] in _CHANGES))


_CHANGES = frozenset("update edit modify change save set patch replace rename move sort reorder".split())


def _prose(prop: Property) -> str:
    return prop.node.text("description") + " " + prop.schema.text("description")


def _one_of(names: frozenset[str], name: str) -> str:
    """A name in words, if it is one of ``names``."""
    words = spelled(name)
    return words if words in names else ""


_STATES = frozenset(
    f"{of} {word}".strip()
    for of in (
        "",
        *"""order payment approval kyc verification application invoice claim loan refund transaction account
        review booking shipment transfer payout settlement current workflow moderation""".split(),
    )
    for word in ("status", "state", "stage")
)
# What somebody else than the caller says: money has moved, a person has been checked, goods have left.
_VERDICTS = frozenset(
    """approved paid verified cleared settled refunded captured authorized shipped delivered fulfilled
    disbursed credited redeemed charged certified granted passed reimbursed underwritten funded""".split()
)
# And what callers say as often of what is theirs, or to nobody's gain.
_ENDS = frozenset(
    """accepted authorised confirmed banned suspended rejected declined completed complete done closed
    finished cancelled canceled expired archived resolved terminated
    failed succeeded succeed success deleted active published final finalized""".split()
)
_ABOUT_STATES = frozenset(
    """status statuses state states transition transitions approve approval approvals review reviews
    reject moderate moderation verify verification confirm decision decisions resolve respond
    acknowledge import imports events event webhook webhooks callback invite invites invitation invitations
    collaboration collaborations""".split()
)


@check(given="api")
def lifecycle_state(_: Api, api: Api, options: Options) -> Iterator[Hit]:
    """A state in a request body whose values include a verdict that is not the caller's to give. ``ends``:
    those as well that only end something.
    """
    wanted = _VERDICTS | _ENDS if options["ends"] else _VERDICTS
    for prop in fields_named(api, _STATES):
        if id(prop.owner.node.value) not in top_of_bodies(api):
            continue
        listed = [*dict.fromkeys(_values(api, prop.schema))]
        if len(listed) == 1 and not prop.reach.output:
            continue  # all that callers may ask for, and what they do ask for
        found = sorted(wanted & {word for value in listed for word in tokens(value)})
        operations = _movers(api, prop) if found else ()
        if operations:
            values = {"name": prop.name, "value": found[0]}
            yield Hit(prop.node, values, operations, cause=f"state {spelled(prop.name)}", on_key=True)


def _movers(api: Api, prop: Property) -> tuple[Operation, ...]:
    """The writes of ordinary callers to a resource that returns the state."""
    name = spelled(prop.name)
    states = api.remember("state readers", lambda: readers(api, partial(_one_of, _STATES)))
    returning = states.get(name, frozenset())

    def moves(operation: Operation) -> bool:
        if operation.method not in _WRITES or _decides(operation) or for_administrators(operation):
            return False
        return collection(operation) in returning or not describes_answers(api, operation)

    return among_writers(api, prop.owner, f"move {name}", moves)


def _decides(operation: Operation) -> bool:
    return bool(path_tokens(operation) & _ABOUT_STATES)


def _values(api: Api, schema: Node) -> Iterator[str]:
    """The values of an ``enum``, also of one behind a composition, and of ``const`` in its branches."""
    known = api.reach.schemas.get(id(schema.value))
    parts = [e.target for e in known.edges if e.keyword in SAME_INSTANCE] if known else []
    for value in (schema.value, *(api.reach.schemas[part].node.value for part in parts)):
        listed = value.get("enum")
        yield from (item for item in listed if isinstance(item, str)) if isinstance(listed, list) else ()
        if isinstance(value.get("const"), str):
            yield value["const"]


_PRIVILEGED = ADMIN | frozenset(
    "administrator superadministrator staff root sysadmin operator internal".split()
)
_UNIONS = ("oneOf", "anyOf")


@check(given="api")
def privileged_subtype(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """A body that may be one of several types, told by the caller, of which one is an administrator's."""
    for schema in input_schemas(api, "oneOf", "anyOf", "discriminator"):
        found = next(iter(_privileged_choices(api, schema)), None)
        writers = among_writers(api, schema, "ordinary", _not_about_roles) if found else ()
        if found is not None and writers:
            name, node = found
            yield Hit(node, {"name": name}, writers, cause="subtype")


def _not_about_roles(operation: Operation) -> bool:
    """Who may hand out roles (``/groups/{id}/roles``) may hand out those of administrators."""
    return not for_administrators(operation) and not path_tokens(operation) & _ROLES


_ROLES = frozenset("role roles rolebinding rolebindings".split())


def _privileged_choices(api: Api, schema: Schema) -> Iterator[tuple[str, Node]]:
    """Types of administrators beside types of others."""
    mapped = [*_mapped(schema.node)]
    choices = [*mapped, *_alternatives(schema.node), *_derived(api, schema.node)]
    named = [(name, node, _is_privileged(set(tokens(name)))) for name, node in choices]
    if any(not privileged for _, _, privileged in named):
        shared = {str(node.value) for name, node in mapped if not _is_privileged(set(tokens(name)))}
        yield from ((name, node) for name, node, high in named if high and str(node.value) not in shared)


def _is_privileged(words: set[str]) -> bool:
    """What an administrator wrote (``admin_reply``) is a text, and makes nobody one."""
    return bool(_PRIVILEGED & words) and not words & _WRITTEN


_WRITTEN = frozenset(
    "reply replies message messages comment comments note notes post posts event events".split()
)


def _mapped(schema: Node) -> Iterator[tuple[str, Node]]:
    mapping = schema.get("discriminator", "mapping")
    yield from mapping.items() if mapping else ()


def _alternatives(schema: Node) -> Iterator[tuple[str, Node]]:
    for keyword in _UNIONS:
        listed = schema.get(keyword)
        for item in listed.elements() if listed else ():
            name = item.text("$ref").rsplit("/", 1)[-1] or item.text("title")
            yield name, item.get("$ref") or item.get("title") or item


def _derived(api: Api, base: Node) -> Iterator[tuple[str, Node]]:
    """Definitions that extend a schema with a discriminator through ``allOf``, as 2.0 has it."""
    if "discriminator" not in base.value:
        return
    yield base.text("title") or str(base.step), base
    known = api.remember("derived schemas", lambda: _by_base(api))
    yield from known.get(id(base.value), ())


def _by_base(api: Api) -> dict[int, list[tuple[str, Node]]]:
    found: dict[int, list[tuple[str, Node]]] = {}
    holder = api.root.get("components", "schemas") or api.root.get("definitions")
    for name, node in holder.items() if holder else ():
        parts = node.get("allOf")
        for part in parts.elements() if parts else ():
            if isinstance(part.value, dict) and "$ref" in part.value:
                place = part.get("$ref") or part
                found.setdefault(id(api.resolve(part).value), []).append((name, place))
    return found


_PATCH = "application/json-patch+json"


@check(given="operations")
def json_patch_on_privileged_entity(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """A JSON Patch (RFC 6902) whose paths nothing lists, on a resource with privileges, owners or money."""
    place = next((node for kind, node in media_types(api, operation) if kind == _PATCH), None)
    if place is None or for_administrators(operation) or _lists_paths(api, operation):
        return
    mask = api.remember("entities by path", lambda: _entities(api)).get(operation.path, ())
    fields = next((name for schema in mask for name in _privileged_fields(api, schema)), None)
    if fields is not None:
        on_key = isinstance(place.value, dict)
        yield Hit(place, {"name": fields}, (operation,), cause=f"patch {operation.path}", on_key=on_key)


def _entities(api: Api) -> dict[str, list[Node]]:
    """What the operations of a path return if they succeed."""
    found: dict[str, list[Node]] = {}
    for operation in api.operations:
        for response in operation.responses:
            if response.succeeds and operation.method in ("get", "patch", "put"):
                schemas = (media.schema for media in response.media if media.schema is not None)
                found.setdefault(operation.path, []).extend(schemas)
    return found


def _privileged_fields(api: Api, schema: Node) -> Iterator[str]:
    for name, place, target in members(api, schema):
        kinds = terms(name) & (Term.PRIVILEGE | Term.OWNERSHIP | Term.TENANT)
        # readOnly speaks of whole representations; a patch names a path, and may name that of a role.
        if kinds & Term.PRIVILEGE or (kinds and not _read_only(place, target)):
            yield name
        elif name in _DATA:
            yield from (inner for inner, *_ in members(api, target) if terms(inner) & Term.PRIVILEGE)


_DATA = frozenset({"data", "attributes", "result", "resource", "item"})


def _read_only(*nodes: Node) -> bool:
    return any(isinstance(node.value, dict) and node.value.get("readOnly") is True for node in nodes)


def _lists_paths(api: Api, operation: Operation) -> bool:
    """Whether ``path`` of each patch operation is one of a list, or has to match a pattern."""
    schemas = [
        media.schema for media in operation.bodies if media.schema is not None and _PATCH in media.type
    ]
    if api.version.major == 2:
        schemas = [media.schema for media in operation.bodies if media.schema is not None]
    return any(_restricts(path) for schema in schemas for path in _patch_paths(api, schema, 4))


def _restricts(path: Any) -> bool:
    return isinstance(path, dict) and bool(path.keys() & {"enum", "const", "pattern"})


def _patch_paths(api: Api, schema: Node, depth: int) -> Iterator[Any]:
    """The schemas of ``path`` in the elements of a patch document."""
    yield from (target.value for name, _, target in members(api, schema) if name == "path")
    items = schema.get("items")
    below = [items] if items else []
    for keyword in _UNIONS:
        listed = schema.get(keyword)
        below += listed.elements() if listed else ()
    for node in below if depth else ():
        yield from _patch_paths(api, api.resolve(node), depth - 1)
