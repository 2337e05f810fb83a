"""The API model of one definition, built once before any rule looks."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ztlint.documents import Document, DocumentStore, Node, Unresolved
from ztlint.openapi.model import Operation, Scheme, Version
from ztlint.openapi.operations import Context, read_operations
from ztlint.openapi.reach import Property, Reachability, reachability
from ztlint.openapi.resources import Siblings, siblings
from ztlint.openapi.schemes import read_schemes
from ztlint.openapi.version import recognise


@dataclass
class Api:
    """One API definition. ``unresolved`` fills up while references are followed; ``memo`` keeps what checks
    work out once for the whole definition.
    """

    document: Document
    store: DocumentStore
    version: Version
    schemes: dict[str, Scheme] = field(default_factory=dict)
    operations: tuple[Operation, ...] = ()
    unresolved: dict[str, tuple[Node, Unresolved]] = field(default_factory=dict)
    memo: dict[str, Any] = field(default_factory=dict)

    @property
    def root(self) -> Node:
        return Node(self.document, self.document.data)

    def resolve(self, node: Node) -> Node:
        """The node that a reference leads to. One that leads nowhere stands for itself, and is noted."""
        if not isinstance(node.value, dict) or "$ref" not in node.value:
            return node
        target = self.store.resolve(node)
        if isinstance(target, Unresolved):
            self.unresolved.setdefault(f"{node.document.path}#{node.pointer}", (node, target))
            return node
        return target

    @cached_property
    def reach(self) -> Reachability:
        return reachability(self.operations, self.resolve)

    @cached_property
    def properties(self) -> tuple[Property, ...]:
        return tuple(self.reach.properties())

    @cached_property
    def siblings(self) -> Siblings:
        return siblings(self.operations)

    def operations_in(self, mask: int) -> tuple[Operation, ...]:
        """The operations of a reachability mask."""
        return tuple(operation for operation in self.operations if mask >> operation.index & 1)


def build(document: Document, store: DocumentStore) -> Api:
    """``document`` must be one that ``recognise`` knows."""
    version = recognise(document)
    if version is None:
        raise ValueError(f"{document.path} is no API definition")
    store.add(document)
    api = Api(document, store, version)
    api.schemes = read_schemes(api.root, version, api.resolve)
    api.operations = read_operations(Context(api.root, version, api.schemes, api.resolve))
    return api
