"""Properties that a resource shows as decided by the server and takes from clients all the same."""

from collections import defaultdict
from collections.abc import Iterator

from ztlint.openapi import Api, Operation, Property, Term, is_item, segments, terms
from ztlint.scanners.openapi.bodies import top_of_bodies

_Resource = tuple[str, ...]
"""The segments of a path without the id at its end."""


def read_only_elsewhere(api: Api, operation: Operation, prop: Property) -> bool:
    """Whether one item is changed, and a schema that the same resource gives out marks a privilege of this
    name ``readOnly``, while it leaves others writable: a schema that marks all it has is that of answers.
    """
    if operation.method not in ("put", "patch", "post") or not _item(operation):
        return False
    if id(prop.owner.node.value) not in top_of_bodies(api) or _alone(prop):
        return False
    known = api.remember("privileges that are read-only", lambda: _read_only(api))
    return _resource(operation) in known.get(prop.name, ())


def _alone(prop: Property) -> bool:
    """Whether nothing else comes in: the operation is there to hand out this privilege."""
    return sum(edge.keyword == "properties" for edge in prop.owner.edges) <= 1


def _item(operation: Operation) -> bool:
    """``/drivers/{id}``, or oneself: ``/me``, ``/users/me``."""
    return is_item(operation) or segments(operation.path)[-1:] in (("me",), ("self",), ("profile",))


def _resource(operation: Operation) -> _Resource:
    parts = segments(operation.path)
    return parts[:-1] if is_item(operation) else parts


def _read_only(api: Api) -> dict[str, frozenset[_Resource]]:
    """Resources by the names of privileges."""
    masks: dict[str, int] = defaultdict(int)
    for prop in _marked(api):
        masks[prop.name] |= prop.reach.output
    return {
        name: frozenset(_resource(operation) for operation in api.operations_in(mask))
        for name, mask in masks.items()
    }


def _marked(api: Api) -> Iterator[Property]:
    """Marked ones that are given out, of schemas that leave something unmarked."""
    partial: dict[int, bool] = {}
    for prop in api.properties:
        if not prop.reach.output or not _is_read_only(prop.node.value, prop.schema.value):
            continue
        if not terms(prop.name) & Term.PRIVILEGE:
            continue
        identity = id(prop.owner.node.value)
        if identity not in partial:
            partial[identity] = _leaves_some(prop)
        if partial[identity]:
            yield prop


def _leaves_some(prop: Property) -> bool:
    siblings = prop.owner.node.value.get("properties")
    return isinstance(siblings, dict) and any(not _is_read_only(one) for one in siblings.values())


def _is_read_only(*values: object) -> bool:
    return any(isinstance(value, dict) and value.get("readOnly") is True for value in values)
