"""Reachability: which schema nodes operations take in, give out, or return as errors.

Every node is visited once. Which operations reach it is a bit mask (bit ``Operation.index``), carried along
the graph of schemas in one pass; ``readOnly`` closes an edge for input, ``writeOnly`` for output.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from msgspec import Struct, field

from ztlint.documents import Node
from ztlint.openapi.model import Media, Operation, Origin
from ztlint.openapi.order import parts_in_order
from ztlint.openapi.schemes import Named, Resolve

# Keywords whose value is one schema, a list of schemas, or a mapping of names to schemas, and which say
# something of the instance itself or of what is inside it (JSON Schema 2020-12 sections 10.2 and 10.3).
_ONE = ("items", "additionalProperties", "contains", "if", "then", "else", "not", "unevaluatedProperties")
_LIST = ("allOf", "oneOf", "anyOf", "prefixItems", "items")
_MAP = ("properties", "patternProperties", "dependentSchemas")
_REFERENCES = ("$ref", "$dynamicRef", "$defs", "discriminator")
# A ``$ref`` with other keywords beside it, which count from 3.1 on; what `$dynamicRef` leads to by itself;
# what a schema puts in its place (`$dynamicAnchor` in `$defs`); what a discriminator chooses from.
SAME_INSTANCE = frozenset(
    {"allOf", "oneOf", "anyOf", "then", "else", "dependentSchemas", "$ref", "$dynamicRef", "discriminator"}
)
"""Edges to schemas that describe the same value."""


class Edge(NamedTuple):
    """From a schema to one below it: the keyword, and for ``properties`` the name."""

    keyword: str
    name: str
    target: int
    read_only: bool
    write_only: bool


class Reach(Struct):
    """Masks of the operations that take in, give out, or return as an error."""

    input: int = 0
    output: int = 0
    error: int = 0

    def any(self) -> bool:
        return bool(self.input or self.output or self.error)


class Schema(Struct):
    """A schema node met on the way, its edges, and who reaches it. ``holder`` has the named properties."""

    node: Node
    edges: list[Edge] = field(default_factory=list)
    holder: Node | None = None
    reach: Reach = field(default_factory=Reach)


class Property(NamedTuple):
    """A named property of one schema, with the operations that reach it as such."""

    name: str
    node: Node
    schema: Node
    owner: Schema
    reach: Reach
    required: bool


class Reachability(Struct, frozen=True):
    """All schemas by identity, in the order they were met."""

    schemas: dict[int, Schema]

    def of(self, node: Node) -> Reach:
        schema = self.schemas.get(id(node.value))
        return schema.reach if schema else Reach()

    def properties(self) -> Iterator[Property]:
        for schema in self.schemas.values():
            if not schema.reach.any():
                continue
            required = schema.node.value.get("required")
            names = required if isinstance(required, list) else ()
            holder = schema.holder
            for edge in schema.edges:
                if edge.keyword == "properties" and holder is not None:
                    target = self.schemas[edge.target].node
                    place = Node(holder.document, holder.value[edge.name], holder, edge.name)
                    reach = _through(schema.reach, edge)
                    yield Property(edge.name, place, target, schema, reach, edge.name in names)


def _through(reach: Reach, edge: Edge) -> Reach:
    if not (edge.read_only or edge.write_only):
        return reach
    return Reach(
        0 if edge.read_only else reach.input,
        0 if edge.write_only else reach.output,
        0 if edge.write_only else reach.error,
    )


class Ways(Struct, frozen=True):
    """How schemas lead to others. ``behind`` is for those that say more than their ``$ref`` does."""

    resolve: Resolve
    behind: Resolve
    schema: Resolve
    named: Named
    dynamic: Callable[[Node], Node | None]


def describes_beside_reference(value: Any) -> bool:
    """Whether a schema with a ``$ref`` has subschemas of its own as well."""
    return isinstance(value, dict) and "$ref" in value and not value.keys().isdisjoint(_TELLING)


def reachability(operations: Iterable[Operation], ways: Ways) -> Reachability:
    schemas: dict[int, Schema] = {}
    for operation in operations:
        bit = 1 << operation.index
        for node, direction in _roots(operation):
            _explore(node, schemas, ways)
            reach = schemas[id(node.value)].reach if id(node.value) in schemas else Reach()
            setattr(reach, direction, getattr(reach, direction) | bit)
    _spread(schemas)
    return Reachability(schemas)


def _roots(operation: Operation) -> Iterator[tuple[Node, str]]:
    """Where data enters and leaves. In webhooks and callbacks the API sends the request itself."""
    inwards, outwards = ("input", "output") if operation.origin is Origin.PATH else ("output", "input")
    for parameter in operation.parameters:
        yield parameter.schema, inwards
    for schema in _schemas(operation.bodies):
        yield schema, inwards
    for response in operation.responses:
        direction = "error" if response.fails and operation.origin is Origin.PATH else outwards
        for schema in (*_schemas(response.media), *response.header_schemas):
            yield schema, direction


def _schemas(media: Iterable[Media]) -> Iterator[Node]:
    return (schema for one in media for schema in one.schemas)


def _explore(root: Node, schemas: dict[int, Schema], ways: Ways) -> None:
    stack = [root]
    while stack:
        node = stack.pop()
        if not isinstance(node.value, dict) or id(node.value) in schemas:
            continue
        schema = schemas[id(node.value)] = Schema(node)
        below: list[Node] = []
        schema.holder = _held(node, "properties", ways.resolve)
        for keyword, name, child in _children(node, ways):
            value = child.value
            if not isinstance(value, dict):
                continue
            target = ways.schema(child) if "$ref" in value else child
            if isinstance(target.value, dict):
                schema.edges.append(Edge(keyword, name, id(target.value), *_access(value, target.value)))
                below.append(target)
        stack.extend(reversed(below))


def _access(value: dict[str, Any], target: dict[str, Any]) -> tuple[bool, bool]:
    """ReadOnly and writeOnly, at the ``$ref`` or at its target."""
    read_only = value.get("readOnly") is True or target.get("readOnly") is True
    return read_only, value.get("writeOnly") is True or target.get("writeOnly") is True


def _held(node: Node, keyword: str, resolve: Resolve) -> Node | None:
    """Definitions in many files have ``$ref`` here too; a property may have that name as well."""
    holder = node.get(keyword)
    if holder is None or not isinstance(holder.value, dict) or not isinstance(holder.value.get("$ref"), str):
        return holder
    return resolve(holder)


def _children(node: Node, ways: Ways) -> Iterator[tuple[str, str, Node]]:
    """Keyword, name and node of each schema right below, in the order of the document."""
    for keyword in [key for key in node.value if key in _LEADING]:
        child = Node(node.document, node.value[keyword], node, keyword)
        if keyword in _REFERENCES:
            yield from ((keyword, "", target) for target in _referred(keyword, node, child, ways))
        elif keyword in _LIST and isinstance(child.value, list):
            for element in child.elements():
                yield keyword, "", element
        elif keyword in _MAP:
            held = _held(node, keyword, ways.resolve)
            for name, element in held.items() if held else ():
                yield keyword, name, element
        elif keyword in _ONE:
            yield keyword, "", child


_KEYWORDS = frozenset({*_ONE, *_LIST, *_MAP})
_LEADING = _KEYWORDS.union(_REFERENCES)
_TELLING = _KEYWORDS | {"$defs", "$dynamicRef"}


def _referred(keyword: str, node: Node, child: Node, ways: Ways) -> Iterator[Node]:
    """Schemas that a schema leads to by other means than standing around them."""
    if keyword == "$defs":
        binds = not node.value.keys().isdisjoint(("$ref", "allOf"))
        yield from (one for _, one in child.items() if binds and one.text("$dynamicAnchor"))
    elif keyword == "discriminator":
        for _, choice in (*_members(child, "mapping"), ("", child.get("defaultMapping"))):
            if choice is not None and isinstance(choice.value, str):
                found = _mapped(choice, ways.named)
                yield from [found] if found is not None else []
    else:
        target = ways.behind(node) if keyword == "$ref" else ways.dynamic(node)
        yield from [target] if target is not None and target.value is not node.value else []


def _members(node: Node, key: str) -> Iterator[tuple[str, Node]]:
    holder = node.get(key)
    return holder.items() if holder is not None else iter(())


def _mapped(choice: Node, named: Named) -> Node | None:
    """A schema by the name of its component or by URI (OpenAPI 3.2 section 4.25.2)."""
    if _COMPONENT.fullmatch(choice.value):
        root = Node(choice.document, choice.document.data)
        found = root.get("components", "schemas", choice.value)
        if found is not None:
            return found
    return named(choice, choice.value) if _URI.search(choice.value) else None


_COMPONENT = re.compile(r"[A-Za-z0-9._-]+")
_URI = re.compile(r"[#/:]")


def _spread(schemas: dict[int, Schema]) -> None:
    """Carry masks along the edges, each part of the graph once. ``readOnly`` closes edges for what comes in,
    ``writeOnly`` for what goes out.
    """
    inwards = {key: [e.target for e in s.edges if not e.read_only] for key, s in schemas.items()}
    outwards = {key: [e.target for e in s.edges if not e.write_only] for key, s in schemas.items()}
    _carry(schemas, inwards, ("input",))
    _carry(schemas, outwards, ("output", "error"))


def _carry(schemas: dict[int, Schema], edges: dict[int, list[int]], directions: tuple[str, ...]) -> None:
    for part in parts_in_order(schemas, edges.__getitem__):
        if len(part) == 1 and not edges[part[0]]:
            continue
        for direction in directions:
            mask = 0
            for key in part:
                mask |= getattr(schemas[key].reach, direction)
            if mask:
                for near in {*part, *(target for key in part for target in edges[key])}:
                    reach = schemas[near].reach
                    setattr(reach, direction, getattr(reach, direction) | mask)
