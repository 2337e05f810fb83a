"""The API model of one definition, built once before any rule looks."""

import datetime as dt
from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

from msgspec import Struct, field

from ztlint.documents import Document, DocumentStore, Node, Unresolved
from ztlint.openapi.authority import root_authority
from ztlint.openapi.model import Operation, Version
from ztlint.openapi.operations import Context, read_operations
from ztlint.openapi.reach import Property, Reachability, Ways, describes_beside_reference, reachability
from ztlint.openapi.resources import Siblings, siblings
from ztlint.openapi.root import Root
from ztlint.openapi.schemes import Schemes, read_schemes
from ztlint.openapi.servers import root_servers
from ztlint.openapi.version import recognise

_Known = TypeVar("_Known")

_SIBLINGS_COUNT = Version(3, 1)
"""Before, whatever stands beside a ``$ref`` is ignored."""


class Api(Struct, dict=True):
    """One API definition. ``unresolved`` fills up while references are followed."""

    document: Document
    store: DocumentStore
    version: Version
    schemes: Schemes = field(default_factory=Schemes)
    operations: tuple[Operation, ...] = ()
    unresolved: dict[str, tuple[Node, Unresolved]] = field(default_factory=dict)
    _memo: dict[str, Any] = field(default_factory=dict)
    _by_mask: dict[int, tuple[Operation, ...]] = field(default_factory=dict)

    def remember(self, name: str, work_out: Callable[[], _Known]) -> _Known:
        """What a check works out once for the whole definition."""
        if name not in self._memo:
            self._memo[name] = work_out()
        known: _Known = self._memo[name]
        return known

    @property
    def root(self) -> Root:
        return Root(self.document, self.resolve)

    def resolve(self, node: Node) -> Node:
        """The node that a reference leads to. One that leads nowhere stands for itself, and is noted."""
        return self._resolved(node, None)

    def schema(self, node: Node) -> Node:
        """The same for schemas: from 3.1 on, one that says more than its ``$ref`` does stands for itself."""
        return self._resolved(node, describes_beside_reference if self.version >= _SIBLINGS_COUNT else None)

    def _behind(self, node: Node) -> Node:
        """The schema that another one refers to which says more than that itself."""
        return self._resolved(
            node, lambda value: value is not node.value and describes_beside_reference(value)
        )

    def _resolved(self, node: Node, until: Callable[[Any], bool] | None) -> Node:
        if not isinstance(node.value, dict) or "$ref" not in node.value:
            return node
        target = self.store.resolve(node, until=until)
        if isinstance(target, Unresolved):
            self.unresolved.setdefault(f"{node.document.path}#{node.pointer}", (node, target))
            return node
        return target

    def mapping(self, node: Node) -> Node:
        """The same where only a mapping makes sense: what is none is as good as nothing."""
        target = self.resolve(node)
        if target is node or isinstance(target.value, dict):
            return target
        wrong = Unresolved(node.text("$ref"), "no mapping stands there")
        self.unresolved.setdefault(f"{node.document.path}#{node.pointer}", (node, wrong))
        return node

    def named(self, node: Node, reference: str) -> Node | None:
        """What a reference that is no ``$ref`` leads to from ``node``."""
        target = self.store.follow(node.document, reference, node=node)
        return None if isinstance(target, Unresolved) else self.resolve(target)

    @cached_property
    def reach(self) -> Reachability:
        ways = Ways(self.resolve, self._behind, self.schema, self.named, self.store.dynamic)
        return reachability(self.operations, ways)

    @cached_property
    def properties(self) -> tuple[Property, ...]:
        return tuple(self.reach.properties())

    @cached_property
    def siblings(self) -> Siblings:
        return siblings(self.operations)

    @cached_property
    def authenticates(self) -> bool:
        """Whether any operation that clients call asks who they are."""
        return any(not operation.authority.public for operation in self.siblings.all)

    def operations_in(self, mask: int) -> tuple[Operation, ...]:
        """The operations of a reachability mask. Few masks exist, and the same ones are asked for again."""
        if mask not in self._by_mask:
            bits = (index for index, bit in enumerate(reversed(f"{mask:b}")) if bit == "1")
            self._by_mask[mask] = tuple(self.operations[index] for index in bits)
        return self._by_mask[mask]


def build(document: Document, store: DocumentStore, today: dt.date | None = None) -> Api:
    """``document`` must be one that ``recognise`` knows. ``today`` tells which declarations are over."""
    version = recognise(document)
    if version is None:
        raise ValueError(f"{document.path} is no API definition")
    store.add(document)
    api = Api(document, store, version)
    api.schemes = read_schemes(api.root, version, api.resolve, api.named)
    context = Context(
        api.root,
        version,
        api.schemes,
        api.resolve,
        api.mapping,
        root_servers(api.root, version, api.resolve),
        root_authority(api.root, api.schemes),
        today or dt.datetime.now(tz=dt.UTC).date(),
        api.schema,
    )
    api.operations = read_operations(context)
    return api
