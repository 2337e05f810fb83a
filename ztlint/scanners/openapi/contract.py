"""Checks of constraints that are written down and have no effect, and of unions that tell nothing apart."""

import difflib
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from ztlint.documents import Node
from ztlint.openapi import Api, Operation, Schema, Term, closed_set, terms, types_of
from ztlint.openapi.reach import SAME_INSTANCE
from ztlint.scanners.openapi.bodies import body_writers, input_schemas, members
from ztlint.scanners.openapi.hit import Hit, Options, check

# Which types a keyword says anything about (JSON Schema 2020-12 validation, section 6).
_ABOUT: dict[str, frozenset[str]] = {
    **dict.fromkeys(("maxLength", "minLength", "pattern"), frozenset({"string", "file"})),
    **dict.fromkeys(
        ("maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum", "multipleOf"),
        frozenset({"integer", "number"}),
    ),
    **dict.fromkeys(("maxItems", "minItems", "uniqueItems"), frozenset({"array"})),
    **dict.fromkeys(
        ("maxProperties", "minProperties", "additionalProperties", "required", "properties"),
        frozenset({"object"}),
    ),
}
_GUARDS = frozenset(
    "maxLength pattern maximum exclusiveMaximum maxItems maxProperties additionalProperties".split()
)
"""What keeps something out. The other keywords that miss their type are untidy."""


_WRONG = {
    kind: frozenset(keyword for keyword, kinds in _ABOUT.items() if kind not in kinds)
    for kind in ("string", "integer", "number", "boolean", "array", "object", "file", "null")
}


@check(given="api")
def constraint_of_another_type(_: Api, api: Api, options: Options) -> Iterator[Hit]:
    """A keyword that says nothing about values of the schema's type, so that everything passes. ``all``: also
    those that keep nothing out, such as ``minItems``.
    """
    for schema in api.remember("wrong keywords", lambda: tuple(_with_wrong_keywords(api))):
        value = schema.node.value
        kinds = types_of(value)
        wrong = frozenset.intersection(*(_WRONG.get(kind, frozenset()) for kind in kinds)) & value.keys()
        for keyword in sorted(wrong if options["all"] else wrong & _GUARDS):
            if not _idle(value, keyword):
                node = schema.node.get(keyword) or schema.node
                values = {"keyword": keyword, "type": "/".join(sorted(kinds))}
                on_key = isinstance(node.value, (dict, list))
                operations = api.operations_in(schema.reach.input)
                yield Hit(node, values, operations, cause=f"{keyword} {values['type']}", on_key=on_key)


def _with_wrong_keywords(api: Api) -> Iterator[Schema]:
    for schema in api.reach.schemas.values():
        value = schema.node.value
        kind = value.get("type") if schema.reach.input else None
        if isinstance(kind, list):
            suspect = bool(types_of(value))
        else:
            suspect = isinstance(kind, str) and not _WRONG.get(kind, frozenset()).isdisjoint(value)
        if suspect and not closed_set(value):
            yield schema


def _idle(value: dict[str, Any], keyword: str) -> bool:
    """An open ``additionalProperties``, which asks for nothing; ``required`` of a parameter in 2.0."""
    return (keyword == "additionalProperties" and value[keyword] is not False) or (
        keyword == "required" and isinstance(value[keyword], bool)
    )


# Keywords that a reader would rely on, were they not beside a ``$ref``.
_RELIED_ON = frozenset(
    """pattern maxLength minLength maximum minimum exclusiveMaximum exclusiveMinimum maxItems minItems
    enum maxProperties additionalProperties required""".split()
)


@check(given="api")
def ignored_beside_reference(_: Api, api: Api, options: Options) -> Iterator[Hit]:
    """Keywords beside a ``$ref`` in 2.0 and 3.0, where a Reference Object can't have any (3.0 section
    4.8.23). ``guards``: those that bound input, and ``readOnly`` and ``writeOnly`` of what decides about
    access; or those two elsewhere.
    """
    if (api.version.major, api.version.minor) >= _SIBLINGS_COUNT:
        return
    for node, operations in api.remember("constrained references", lambda: tuple(_references(api))):
        decides = bool(terms(str(node.step)) & _MATTERS)
        wanted = _RELIED_ON | _ACCESS if decides else _RELIED_ON
        if not options["guards"]:
            wanted = frozenset() if decides else _ACCESS
        for keyword in sorted(node.value.keys() & wanted):
            if _adds(api, node, keyword):
                place = node.get(keyword) or node
                on_key = isinstance(place.value, (dict, list))
                cause = f"beside reference {keyword}"
                yield Hit(place, {"keyword": keyword}, operations, cause=cause, on_key=on_key)


_SIBLINGS_COUNT = (3, 1)
_ACCESS = frozenset({"readOnly", "writeOnly"})


def _adds(api: Api, node: Node, keyword: str) -> bool:
    """Whether a keyword asks for something that the target does not ask for already."""
    target = api.resolve(node).value
    if isinstance(target, dict) and target.get(keyword) == node.value[keyword]:
        return False
    return keyword not in _ACCESS or node.value[keyword] is True


def _references(api: Api) -> Iterator[tuple[Node, tuple[Operation, ...]]]:
    """Reference Objects with other keys beside ``$ref``, where request bodies and parameters have schemas."""
    for schema in api.reach.schemas.values():
        if schema.edges and schema.reach.input and any(map(_has_siblings, _values_below(schema.node.value))):
            found = (node for node in _below(schema.node) if _has_siblings(node.value))
            yield from ((node, api.operations_in(schema.reach.input)) for node in found)
    for operation in api.siblings.all:
        holders = [p.node for p in operation.parameters] + [body.node for body in operation.bodies]
        schemas = (holder.get("schema") for holder in holders)
        yield from ((node, (operation,)) for node in schemas if node and _has_siblings(node.value))


def _has_siblings(value: Any) -> bool:
    return isinstance(value, dict) and "$ref" in value and len(value) > 1


def _values_below(value: dict[str, Any]) -> Iterator[Any]:
    """The same without nodes: few schemas have anything to look at."""
    for keyword in ("properties", "patternProperties"):
        holder = value.get(keyword)
        yield from holder.values() if isinstance(holder, dict) else ()
    for keyword in ("allOf", "oneOf", "anyOf"):
        listed = value.get(keyword)
        yield from listed if isinstance(listed, list) else ()
    yield from (value.get("items"), value.get("additionalProperties"))


def _below(schema: Node) -> Iterator[Node]:
    """The schemas right below one, not resolved."""
    value = schema.value
    for keyword in ("properties", "patternProperties"):
        holder = schema.get(keyword) if keyword in value else None
        yield from (child for _, child in holder.items()) if holder else ()
    for keyword in ("allOf", "oneOf", "anyOf"):
        listed = schema.get(keyword) if keyword in value else None
        yield from listed.elements() if listed else ()
    yield from (
        node for node in (schema.get("items"), schema.get("additionalProperties")) if node is not None
    )


@check(given="api")
def required_but_unknown(_: Api, api: Api, options: Options) -> Iterator[Hit]:
    """A name in ``required`` that no part of the same composition describes: nothing says what the value may
    be. ``all``: also names that do not matter for security and are no slip of a described one.
    """
    for schema, index, name in api.remember("undescribed", lambda: tuple(_undescribed(api))):
        slip = _slips(api, schema).get(_folded(name)) or _near(schema, name)
        if slip or terms(name) & _MATTERS or options["all"]:
            node = schema.node.get("required", index) or schema.node
            hint = f"; did you mean '{slip}'?" if slip else ""
            yield Hit(node, {"name": name, "hint": hint}, api.operations_in(schema.reach.input))


def _undescribed(api: Api) -> Iterator[tuple[Schema, int, str]]:
    """Places in ``required`` whose name is described nowhere; most schemas describe all names themselves."""
    for schema in input_schemas(api, "required"):
        required = schema.node.value["required"]
        own = schema.node.value.get("properties")
        known = own if isinstance(own, dict) else {}
        missing = [
            (index, name)
            for index, name in enumerate(required if isinstance(required, list) else ())
            if isinstance(name, str) and name not in known
        ]
        if missing:
            described = api.remember("composed names", lambda: _composed_names(api))[id(schema.node.value)]
            if described and "*" not in described:
                yield from ((schema, index, name) for index, name in missing if name not in described)


_MATTERS = Term.CREDENTIAL | Term.PRIVILEGE | Term.OWNERSHIP | Term.TENANT


def _near(schema: Schema, name: str) -> str:
    """A described name that is one or two letters away."""
    properties = schema.node.value.get("properties")
    described = list(islice(properties, _FEW)) if isinstance(properties, dict) else []
    required = schema.node.value["required"]
    near = difflib.get_close_matches(name[:80], described, n=1, cutoff=0.85) if len(name) > _SHORT else []
    return next((other for other in near if other not in required), "")


_SHORT = 4


def _folded(name: str) -> str:
    """Names that differ in case, separators or a plural only fold to one."""
    return "".join(sign for sign in name.lower() if sign.isalnum()).removesuffix("s")


def _slips(api: Api, schema: Schema) -> dict[str, str]:
    """The described names of one schema by what they fold to."""
    properties = schema.node.value.get("properties")
    if not isinstance(properties, dict):
        return {}
    return api.remember(f"folded {id(properties)}", lambda: {_folded(name): name for name in properties})


def _composed_names(api: Api) -> dict[int, frozenset[str]]:
    """Names that a schema, or any that is composed with it, describes. ``*`` where names are left open on
    purpose. Schemas that stand in one composition share one set.
    """
    schemas = {key: schema for key, schema in api.reach.schemas.items() if schema.reach.input}
    above = {key: key for key in api.reach.schemas}
    for key, schema in schemas.items():
        for edge in schema.edges:
            if edge.keyword in _SAME or edge.keyword in ("if", "not"):
                above[_top(above, edge.target)] = _top(above, key)
    names: dict[int, set[str]] = {}
    for key, schema in schemas.items():
        names.setdefault(_top(above, key), set()).update(_described(schema.node.value))
    shared = {top: frozenset(found) for top, found in names.items()}
    return {key: shared[_top(above, key)] for key in schemas}


_SAME = SAME_INSTANCE


def _top(above: dict[int, int], key: int) -> int:
    while above[key] != key:
        above[key] = above[above[key]]
        key = above[key]
    return key


def _described(value: dict[str, Any]) -> Iterator[str]:
    properties = value.get("properties")
    yield from properties if isinstance(properties, dict) else ()
    by_reference = isinstance(properties, dict) and isinstance(properties.get("$ref"), str)
    if (
        by_reference
        or value.keys() & {"patternProperties", "propertyNames"}
        or isinstance(value.get("additionalProperties"), dict)
    ):
        yield "*"


@check(given="api")
def nullable_without_effect(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """``nullable`` without ``type`` beside it (3.0.3), or in a version without the keyword."""
    unknown = api.version.label != "3.0"
    for schema in input_schemas(api, "nullable"):
        value = schema.node.value
        if value["nullable"] is not True or ("type" in value and not unknown):
            continue
        node = schema.node.get("nullable") or schema.node
        why = f"OpenAPI {api.version.label} does not know it" if unknown else "no type stands beside it"
        yield Hit(node, {"reason": why}, api.operations_in(schema.reach.input), cause="api")


@check(given="api")
def contradicting_closed_parts(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """A part of an ``allOf`` that is closed against the properties of the other parts (JSON Schema 2020-12
    section 10.3.2.3 sees its own ``properties`` only): no body with both passes.
    """
    for schema in input_schemas(api, "allOf", "anyOf", "oneOf"):
        yield from _closed_whole(api, schema)
        listed = schema.node.get("allOf")
        parts = [api.resolve(part) for part in listed.elements()] if listed else []
        closed = [part for part in parts if _closed(part.value)]
        names = [_own_names(api, part) for part in (schema.node, *parts)] if closed else []
        writers = body_writers(api, schema) if closed else ()
        for part in closed if writers else ():
            if any(other - _own_names(api, part) for other in names):
                place = part.get("additionalProperties") or part.get("unevaluatedProperties") or part
                yield Hit(place, {}, writers)


def _closed_whole(api: Api, schema: Schema) -> Iterator[Hit]:
    """``additionalProperties: false`` beside a composition: it does not see what the parts describe."""
    if schema.node.value.get("additionalProperties") is not False:
        return
    own = _own_names(api, schema.node)
    for keyword in ("allOf", "anyOf", "oneOf"):
        listed = schema.node.get(keyword)
        parts = [api.resolve(part) for part in listed.elements()] if listed else []
        if any(_own_names(api, part) - own for part in parts):
            writers = body_writers(api, schema)
            place = schema.node.get("additionalProperties") or schema.node
            yield from (Hit(place, {}, writers) for _ in writers[:1])
            return


def _closed(value: Any) -> bool:
    """Neither keyword sees the properties of the other parts (JSON Schema 2020-12 section 11.3: only those
    evaluated in the same schema or below it).
    """
    keywords = ("additionalProperties", "unevaluatedProperties")
    return isinstance(value, dict) and any(value.get(keyword) is False for keyword in keywords)


def _own_names(api: Api, schema: Node) -> frozenset[str]:
    value = schema.value
    properties = value.get("properties") if isinstance(value, dict) else None
    if not isinstance(properties, dict):
        return frozenset()
    return api.remember(f"names {id(properties)}", lambda: frozenset(properties))


_FEW = 40
"""Alternatives and properties looked at: hand-written unions have fewer."""


@check(given="api")
def open_union(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """Alternatives of a request body that are objects and that nothing tells apart: no discriminator, no
    property with one fixed value each, no required property of their own. One finding for an API.
    """
    for schema in input_schemas(api, "oneOf", "anyOf"):
        if "discriminator" in schema.node.value or not body_writers(api, schema):
            continue
        targets = [e.target for e in schema.edges if e.keyword in ("oneOf", "anyOf")][:_FEW]
        objects = [api.reach.schemas[target].node for target in targets]
        shapes = [_shape(api, node) for node in objects if _object(node.value)]
        if len(shapes) > 1 and not _told_apart(shapes):
            values = {"total": len(shapes)}
            yield Hit(schema.node, values, body_writers(api, schema), cause="api", on_key=True)


def _object(value: dict[str, Any]) -> bool:
    return "object" in types_of(value) or bool(value.keys() & {"properties", "allOf"})


_Shape = tuple[frozenset[str], frozenset[str], frozenset[str]]


def _shape(api: Api, schema: Node) -> _Shape:
    """Names of properties, of those with one fixed value, and of the required ones."""
    return api.remember(f"shape {id(schema.value)}", lambda: _work_out_shape(api, schema))


def _work_out_shape(api: Api, schema: Node) -> _Shape:
    listed = [
        (name, target.value) for (name, _, target), _ in zip(members(api, schema), range(_FEW), strict=False)
    ]
    tags = (name for name, value in listed if isinstance(value, dict) and _fixed(value))
    return frozenset(name for name, _ in listed), frozenset(tags), frozenset(_required(api, schema, 4))


def _fixed(value: dict[str, Any]) -> bool:
    listed = value.get("enum")
    return "const" in value or (isinstance(listed, list) and len(listed) == 1)


def _required(api: Api, schema: Node, depth: int) -> Iterator[str]:
    listed = schema.value.get("required") if isinstance(schema.value, dict) else None
    yield from (name for name in listed if isinstance(name, str)) if isinstance(listed, list) else ()
    parts = schema.get("allOf")
    for part in parts.elements() if parts and depth else ():
        yield from _required(api, api.resolve(part), depth - 1)


def _told_apart(shapes: list[_Shape]) -> bool:
    if frozenset.intersection(*(tags for _, tags, _ in shapes)):
        return True
    uses = Counter(name for names, _, _ in shapes for name in names)
    own = sum(1 for names, _, required in shapes if any(uses[name] == 1 for name in required & names))
    return own >= len(shapes) - 1
