"""What request bodies hold: where in a body a schema stands, and which media types an operation takes in."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from msgspec import Struct

from ztlint.documents import Node
from ztlint.openapi import Api, Operation, Origin, Property, Response, Schema, closed_set, collection, tokens
from ztlint.openapi.reach import SAME_INSTANCE
from ztlint.scanners.openapi.words import administrative, asks_for_administrators, changes_state

_ENVELOPES = frozenset("data attributes resource item payload input record entity object body".split())


def body_writers(api: Api, schema: Schema, *, reading_posts: bool = False) -> tuple[Operation, ...]:
    """The operations in whose request bodies a schema stands, if they change state. With ``reading_posts``
    also those that are POSTs only to take a body.
    """
    mask = schema.reach.input
    if not mask or id(schema.node.value) not in in_bodies(api):
        return ()
    known: dict[int, tuple[Operation, ...]] = api.remember(f"body writers {reading_posts}", dict)
    if mask not in known:
        asked = (op for op in api.operations_in(mask) if op.unsafe)
        known[mask] = tuple(op for op in asked if reading_posts or changes_state(op))
    return known[mask]


def readers(api: Api, named: Callable[[str], str]) -> dict[str, frozenset[str]]:
    """The collections whose operations return a property, in whatever schema, by what ``named`` makes of its
    name; where that is empty it is left out.
    """
    masks: dict[str, set[int]] = {}
    for prop in api.properties:
        if prop.reach.output and (name := named(prop.name)):
            masks.setdefault(name, set()).add(prop.reach.output)
    return {
        name: frozenset(collection(op) for mask in found for op in api.operations_in(mask))
        for name, found in masks.items()
    }


def among_writers(
    api: Api, schema: Schema, about: str, keep: Callable[[Operation], object]
) -> tuple[Operation, ...]:
    """Those of a schema's ``body_writers`` for which ``keep`` holds, worked out once for each set of writers:
    many schemas share few sets. ``about`` names the question.
    """
    writers = body_writers(api, schema)
    return api.remember(f"{about} {id(writers)}", lambda: tuple(op for op in writers if keep(op)))


def in_bodies(api: Api) -> frozenset[int]:
    """Identities of the schemas that request bodies reach; parameters have rules of their own."""
    return api.remember("schemas in bodies", lambda: _below(api, envelopes_only=False))


def top_of_bodies(api: Api) -> frozenset[int]:
    """Identities of the schemas that describe a request body itself: its parts, the elements of a list of
    resources, and what stands in an envelope such as ``data``. Below that, ids name other things.
    """
    return api.remember("tops of bodies", lambda: _below(api, envelopes_only=True))


def _below(api: Api, *, envelopes_only: bool) -> frozenset[int]:
    clients = (op for op in api.operations if op.origin is Origin.PATH)
    stack = [id(b.schema.value) for op in clients for b in op.bodies if b.schema is not None]
    lists = set(stack)
    seen: set[int] = set()
    while stack:
        identity = stack.pop()
        if identity in seen or identity not in api.reach.schemas:
            continue
        seen.add(identity)
        for edge in api.reach.schemas[identity].edges:
            inside = edge.keyword == "properties" and edge.name in _ENVELOPES
            same = edge.keyword in SAME_INSTANCE or (edge.keyword == "items" and identity in lists)
            if not envelopes_only or inside or same:
                stack.append(edge.target)
                if inside:
                    lists.add(edge.target)
    return frozenset(seen)


def media_types(api: Api, operation: Operation) -> tuple[tuple[str, Node], ...]:
    """Each media type of the request body without its parameters, in lower case, and where it is named. In
    2.0 they are ``consumes`` of the operation or of the root, and mean something where there is a body.
    """
    if api.version.major > 2:
        return tuple((_bare(media.type), media.node) for media in operation.bodies)
    if not operation.bodies and not any(p.place == "formData" for p in operation.parameters):
        return ()
    listed = operation.node.get("consumes") or api.root.get("consumes")
    items = listed.elements() if listed else ()
    return tuple((_bare(item.value), item) for item in items if isinstance(item.value, str))


def _bare(media_type: str) -> str:
    return media_type.split(";", maxsplit=1)[0].strip().lower()


def members(api: Api, schema: Node, depth: int = 6) -> Iterator[tuple[str, Node, Node]]:
    """Name, place and resolved schema of each property, those of ``allOf`` parts included."""
    properties = schema.get("properties")
    for name, child in properties.items() if properties else ():
        yield name, child, api.resolve(child)
    parts = schema.get("allOf")
    for part in parts.elements() if parts and depth else ():
        yield from members(api, api.resolve(part), depth - 1)


def for_administrators(operation: Operation) -> bool:
    """Whether an operation is theirs by its path, or each way in asks for one of their scopes."""
    return asks_for_administrators(operation) or administrative(operation)


def describes_answers(api: Api, operation: Operation) -> bool:
    """Whether any operation on the same resource says what it returns. Where none does, what comes in is
    taken for what goes out.
    """
    described = api.remember("described answers", lambda: _with_answers(api))
    return collection(operation) in described


def _with_answers(api: Api) -> frozenset[str]:
    return frozenset(
        collection(op) for op in api.operations if any(r.succeeds and _described(r) for r in op.responses)
    )


def _described(response: Response) -> bool:
    return any(media.schema is not None for media in response.media)


@lru_cache(maxsize=65536)
def spelled(name: str) -> str:
    """The words of a name with blanks between them."""
    return " ".join(tokens(name))


class _Fields(Struct, frozen=True):
    """Properties of request bodies with their rank, by what they are called; and those whose schema has a
    ``format`` or a media type.
    """

    named: dict[str, list[tuple[int, Property]]]
    formatted: list[Property]


def fields_named(api: Api, names: frozenset[str]) -> list[Property]:
    """The properties of request bodies that are called one of ``names``, in the order of the document."""
    named = api.remember("fields of bodies", lambda: _fields(api)).named
    found = [ranked for name in names & named.keys() for ranked in named[name]]
    return [prop for _, prop in sorted(found, key=lambda ranked: ranked[0])]


def formatted_fields(api: Api) -> list[Property]:
    """The properties of request bodies whose schema says a format or a media type."""
    return api.remember("fields of bodies", lambda: _fields(api)).formatted


def _fields(api: Api) -> _Fields:
    """One pass over all properties, for all rules that ask for some."""
    bodies = in_bodies(api)
    named: dict[str, list[tuple[int, Property]]] = {}
    formatted: list[Property] = []
    for rank, prop in enumerate(api.properties):
        if prop.reach.input and id(prop.owner.node.value) in bodies:
            named.setdefault(spelled(prop.name), []).append((rank, prop))
            value = prop.schema.value
            if "format" in value or "contentMediaType" in value or _holds_formatted(api, prop.schema):
                formatted.append(prop)
    return _Fields(named, formatted)


def _holds_formatted(api: Api, schema: Node) -> bool:
    """Whether what is in a list, in a map, or one of several alternatives says a format or a media type."""
    for keyword in ("anyOf", "oneOf", "allOf"):
        listed = schema.value.get(keyword)
        if isinstance(listed, list) and any(_says_format(part) for part in listed):
            return True
    for keyword in ("items", "additionalProperties"):
        inner = schema.get(keyword) if isinstance(schema.value.get(keyword), dict) else None
        value = api.resolve(inner).value if inner is not None else None
        if isinstance(value, dict) and value.keys() & {"format", "contentMediaType", "items"}:
            return True
    return False


def _says_format(value: object) -> bool:
    return isinstance(value, dict) and not value.keys().isdisjoint(("format", "contentMediaType", "$ref"))


def input_schemas(api: Api, *keywords: str) -> list[Schema]:
    """Schemas that operations take in and that have one of ``keywords``, in the order they were met."""
    index = api.remember("input schemas", lambda: _by_keyword(api))
    if len(keywords) == 1:
        return index.get(keywords[0], [])
    return list({id(schema): schema for keyword in keywords for schema in index.get(keyword, ())}.values())


_INDEXED = frozenset({"oneOf", "anyOf", "allOf", "discriminator", "required", "nullable"})


def _by_keyword(api: Api) -> dict[str, list[Schema]]:
    found: dict[str, list[Schema]] = {}
    for schema in api.reach.schemas.values():
        if schema.reach.input and not _INDEXED.isdisjoint(schema.node.value):
            for keyword in schema.node.value.keys() & _INDEXED:
                found.setdefault(keyword, []).append(schema)
    return found


def word_of(value: dict[str, Any], keyword: str) -> str:
    """A keyword's value where it is text: it may be anything, also what has no hash."""
    found = value.get(keyword)
    return found if isinstance(found, str) else ""


def unrestricted(value: dict[str, Any]) -> bool:
    """Whether neither a list of values nor a pattern says what a text may be."""
    return not closed_set(value) and "pattern" not in value
