"""What goes out and what comes in: properties that are new on the way, or freed of their marks."""

from collections import defaultdict
from collections.abc import Iterator

from ztlint.documents import Node
from ztlint.openapi import Api, Operation, Term, terms
from ztlint.scanners.drift.hit import Hit, Options, at_node
from ztlint.scanners.drift.revisions.change import Change, check

_SENSITIVE = Term.CREDENTIAL | Term.PII | Term.FINANCIAL | Term.HEALTH | Term.INTERNAL
_WRITTEN = Term.PRIVILEGE | Term.OWNERSHIP | Term.TENANT

Names = dict[int, dict[str, Node]]


def _reached(api: Api, way: str) -> Names:
    """Names and nodes of the properties that each operation takes (``input``) or gives (``output``)."""

    def work_out() -> Names:
        found: Names = defaultdict(dict)
        for one in api.properties:
            for operation in api.operations_in(getattr(one.reach, way)):
                found[operation.index].setdefault(one.name, one.node)
        return found

    return api.remember(f"revisions {way}", work_out)


def _news(change: Change, way: str) -> Iterator[tuple[Operation, Operation, str, Node]]:
    before, after = _reached(change.base, way), _reached(change.head, way)
    for old, new in change.pairs:
        known = before.get(old.index, {})
        for name, node in after.get(new.index, {}).items():
            if name not in known:
                yield old, new, name, node


@check
def newly_exposed_property(change: Change, options: Options) -> Iterator[Hit]:  # noqa: ARG001 - checks
    """Sensitive properties that an operation gives out and did not give out before."""
    places: dict[str, tuple[Node, str, list[Operation]]] = {}
    for old, new, name, node in _news(change, "output"):
        if terms(name) & _SENSITIVE and not _flag(_before(change, old, name), "writeOnly"):
            places.setdefault(f"{node.document.path}#{node.pointer}", (node, name, []))[2].append(new)
    yield from _hits(places)


@check
def newly_writable_property(change: Change, options: Options) -> Iterator[Hit]:  # noqa: ARG001 - checks
    """Properties about privileges, owners and tenants that an operation takes and did not take before."""
    places: dict[str, tuple[Node, str, list[Operation]]] = {}
    for old, new, name, node in _news(change, "input"):
        if terms(name) & _WRITTEN and not _flag(_before(change, old, name), "readOnly"):
            places.setdefault(f"{node.document.path}#{node.pointer}", (node, name, []))[2].append(new)
    yield from _hits(places)


@check
def lifted_mark(change: Change, options: Options) -> Iterator[Hit]:
    """Properties that were ``readOnly`` and come in, or ``writeOnly`` and go out: see ``mark``."""
    mark = options["mark"]
    places: dict[str, tuple[Node, str, list[Operation]]] = {}
    for old, new, name, node in _news(change, "input" if mark == "readOnly" else "output"):
        if _flag(_before(change, old, name), mark):
            places.setdefault(f"{node.document.path}#{node.pointer}", (node, name, []))[2].append(new)
    yield from _hits(places)


def _before(change: Change, old: Operation, name: str) -> Node | None:
    """The property of that name, on the other way of the same operation or of any."""
    marked: dict[str, Node] = change.base.remember("revisions marked", lambda: _marked(change.base))
    for way in ("input", "output"):
        found = _reached(change.base, way).get(old.index, {}).get(name)
        if found is not None and (_flag(found, "readOnly") or _flag(found, "writeOnly")):
            return found
    return marked.get(name)


def _marked(api: Api) -> dict[str, Node]:
    marks = ("readOnly", "writeOnly")
    return {one.name: one.node for one in api.properties if any(_flag(one.node, mark) for mark in marks)}


def _flag(node: Node | None, mark: str) -> bool:
    return node is not None and isinstance(node.value, dict) and node.value.get(mark) is True


def _hits(places: dict[str, tuple[Node, str, list[Operation]]]) -> Iterator[Hit]:
    for node, name, operations in places.values():
        labels = tuple(dict.fromkeys(one.label for one in operations))
        more = f" and {len(labels) - 1} other operations" if len(labels) > 1 else ""
        values = {"property": name, "operations": f"'{labels[0]}'{more}"}
        yield Hit(at_node(node, on_key=True), node.pointer, values, operations=labels)
