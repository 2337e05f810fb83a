"""What models of the code let in and out, against the schemas of the definition."""

from collections.abc import Iterable, Iterator

from ztlint.core import Location
from ztlint.documents import Node
from ztlint.openapi import Api, Media, Operation, Term, terms
from ztlint.scanners.drift.hit import Hit, Options, at_node, check, label
from ztlint.scanners.drift.match import Comparison, Pair

MAX_DEPTH = 8
_SENSITIVE = Term.CREDENTIAL | Term.PII | Term.FINANCIAL | Term.HEALTH | Term.PRIVILEGE | Term.INTERNAL


@check
def wider_response(comparison: Comparison, options: Options) -> Iterator[Hit]:
    """Properties of a response model that the definition does not list; ``sensitive`` says which."""
    for pair in comparison.pairs:
        succeeding = (one for one in pair.described.operation.responses if one.succeeds)
        media = [one for response in succeeding for one in response.media]
        extra = _beyond(pair.described.api, pair.route.outputs, media)
        chosen = [name for name in extra if _is_sensitive(name) == options["sensitive"]]
        if chosen:
            yield _hit(pair, chosen, "response")


@check
def wider_request(comparison: Comparison, options: Options) -> Iterator[Hit]:
    """Properties that a request model takes and the definition does not list."""
    for pair in comparison.pairs:
        extra = _beyond(pair.described.api, pair.route.inputs, pair.described.operation.bodies)
        chosen = [name for name in extra if _is_sensitive(name) == options["sensitive"]]
        if chosen:
            yield _hit(pair, chosen, "request")


def _is_sensitive(name: str) -> bool:
    return bool(terms(name) & _SENSITIVE)


def _hit(pair: Pair, names: list[str], what: str) -> Hit:
    operation = pair.described.operation
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    listed = ", ".join(f"'{name}'" for name in names[:5]) + more
    return Hit(
        pair.route.location,
        f"{pair.route.method} {pair.route.path} {what}",
        {"route": label(pair.route), "properties": listed},
        ((_place(operation, what), f"What the definition says about the {what}"),),
        (operation.label,),
    )


def _place(operation: Operation, what: str) -> Location:
    node = operation.node.get("responses" if what == "response" else "requestBody") or operation.node
    return at_node(node, on_key=True)


def _beyond(api: Api, names: tuple[str, ...] | None, media: Iterable[Media]) -> list[str]:
    """Names that no schema lists. Nothing where a schema leaves room, or is not seen through."""
    if not names:
        return []
    known: set[str] = set()
    for one in media:
        if "json" not in one.type or one.schema is None:
            continue
        found = _properties(api, api.schema(one.schema), 0)
        if found is None:
            return []
        known |= found
    # What has nothing in common is not the same thing: an envelope, or another model.
    return [name for name in names if name not in known] if known & set(names) else []


def _properties(api: Api, schema: Node, depth: int) -> set[str] | None:
    """Of an object, or of the items of a list. None where anything may be in it."""
    value = schema.value
    if not isinstance(value, dict) or depth > MAX_DEPTH:
        return None
    items = schema.get("items")
    if items is not None:
        return _properties(api, api.schema(items), depth + 1)
    properties = schema.get("properties")
    found = {name for name, _ in properties.items()} if properties else set[str]()
    for key in ("allOf", "anyOf", "oneOf"):
        parts = schema.get(key)
        for part in parts.elements() if parts else ():
            if part.value == {"type": "null"}:
                continue
            inner = _properties(api, api.schema(part), depth + 1)
            if inner is None:
                return None
            found |= inner
    reference = schema.get("$ref")
    if reference is not None and not found:
        target = api.resolve(schema)
        return None if target is schema else _properties(api, target, depth + 1)
    more = value.get("additionalProperties")
    if more is True or isinstance(more, dict) or "patternProperties" in value:
        return None
    return found or None
