"""References across files: lazily, never over the network, never out of the root."""

import posixpath
from collections.abc import Callable, Container
from typing import Any
from urllib.parse import SplitResult, unquote, urldefrag, urljoin, urlsplit

from msgspec import Struct

from ztlint.core import Failure
from ztlint.documents.addresses import Addresses
from ztlint.documents.document import Document
from ztlint.documents.limits import MAX_KEPT, MAX_REFERENCE_CHAIN, MAX_REFERENCED_FILES
from ztlint.documents.node import Node, split_pointer, walk_below
from ztlint.documents.parse import parse

Read = Callable[[str], bytes | Failure]
"""Bytes of a path below the root, from the working tree, the index or a revision."""

_NOTHING = "nothing stands at that pointer"


class Unresolved(Struct, frozen=True):
    """A reference that leads nowhere we look. ``remote`` ones are not fetched, by design."""

    reference: str
    reason: str
    remote: bool = False


class Files:
    """Parsed files by path, for all definitions of a run: many may refer to one. The oldest are let go where
    all together grow beyond ``MAX_KEPT``, and parsed again when they are asked for.
    """

    def __init__(self, read: Read) -> None:
        self._read = read
        self._kept: dict[str, Document] = {}
        self._size = 0

    def load(self, path: str) -> Document | Failure:
        """The first document of the file."""
        if path not in self._kept:
            document = self._open(path)
            if isinstance(document, Failure):
                return document
            self._keep(document)
        return self._kept[path]

    def _open(self, path: str) -> Document | Failure:
        data = self._read(path)
        if isinstance(data, Failure):
            return data
        documents = parse(path, data)
        if isinstance(documents, Failure):
            return documents
        return documents[0] if documents else Failure(path, "empty, but referenced", "Correct the $ref.")

    def _keep(self, document: Document) -> None:
        self._kept[document.path] = document
        self._size += len(document.text)
        while self._size > MAX_KEPT and len(self._kept) > 1:
            oldest = next(iter(self._kept))
            self._size -= len(self._kept.pop(oldest).text)


class DocumentStore:
    """The documents that one definition reaches, by path. Failures are kept as well, and reported once."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._documents: dict[str, Document | Failure] = {}
        self._anchors: dict[int, dict[str, Node]] = {}
        self._passing = self._on_the_way = 0
        self._addresses = Addresses()
        self._absent: set[str] = set()

    @property
    def failures(self) -> tuple[Failure, ...]:
        return tuple(value for value in self._documents.values() if isinstance(value, Failure))

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(self._documents)

    def add(self, document: Document) -> None:
        if document.part == 0:
            self._documents[document.path] = document
        self._addresses.add(document)

    def load(self, path: str) -> Document | Failure:
        if path not in self._documents:
            self._documents[path] = loaded = self._open(path)
            if isinstance(loaded, Document):
                self._addresses.add(loaded)
        return self._documents[path]

    def _open(self, path: str) -> Document | Failure:
        if len(self._documents) >= MAX_REFERENCED_FILES:
            return Failure(
                path, f"more than {MAX_REFERENCED_FILES} referenced files", "Split the definition."
            )
        return self._files.load(path)

    def resolve(self, node: Node, *, until: Callable[[Any], bool] | None = None) -> "Node | Unresolved":
        """Follow ``$ref`` to a value that has none, or one to stop at. A node without is its own answer."""
        seen: set[tuple[int, str]] = set()
        while isinstance(node.value, dict) and isinstance(node.value.get("$ref"), str):
            if until is not None and until(node.value):
                break
            reference: str = node.value["$ref"]
            mark = (id(node.document), reference)
            if mark in seen or len(seen) >= MAX_REFERENCE_CHAIN:
                return Unresolved(reference, "the reference leads back to itself")
            seen.add(mark)
            target = self.follow(node.document, reference, node=node)
            if isinstance(target, Unresolved):
                return target
            node = target
        return node

    def follow(
        self,
        document: Document,
        reference: str,
        *,
        among: Container[str] | None = None,
        node: Node | None = None,
    ) -> "Node | Unresolved":
        """One step of a reference that stands in ``document``, at ``node`` where that is known: schemas may
        have a base URI of their own. ``among``: paths that may be looked at, None for all.
        """
        try:
            parts = urlsplit(reference)
            base, resource = self._addresses.base(node or Node(document, document.data))
            uri = urldefrag(urljoin(base, reference))[0] if base or parts.scheme or parts.netloc else ""
        except ValueError:
            return Unresolved(reference, "not a URI reference")
        fragment = unquote(parts.fragment)
        if not (parts.scheme or parts.netloc or parts.path):
            inner = self._within(resource, fragment) if resource is not None else None
            return inner or self._fragment(document, fragment, reference)
        known = self._addresses.at(uri) if uri else None
        if known is not None and (among is None or known.document.path in among):
            return self._within(known, fragment) or Unresolved(reference, _NOTHING)
        loaded = self._file(document, parts, uri, among)
        if isinstance(loaded, Document):
            return self._fragment(loaded, fragment, reference)
        return Unresolved(reference, loaded.reason, loaded.remote)

    def _file(
        self, document: Document, parts: SplitResult, uri: str, among: Container[str] | None
    ) -> "Document | Unresolved":
        """The file that a reference names. One by an address on the network is read where it lies beside a
        document that says to be its neighbour there, and is not missed where it does not.
        """
        remote = bool(parts.scheme or parts.netloc)
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(document.path), unquote(parts.path)))
        path = self._addresses.path_of(uri) if remote else beside
        if parts.path.startswith("/") and not remote and uri:
            path = self._addresses.path_of(uri) or beside
        if path is None or path in self._absent:
            return Unresolved("", "remote references are not fetched", remote=True)
        if among is not None and path not in among:
            return Unresolved("", "not one of the files asked for")
        if remote and path not in self._documents and _is_missing(self._files.load(path)):
            self._absent.add(path)
            return self._file(document, parts, uri, among)
        loaded = self.load(path)
        return Unresolved("", loaded.reason) if isinstance(loaded, Failure) else loaded

    def _fragment(self, document: Document, fragment: str, reference: str) -> "Node | Unresolved":
        return self._within(Node(document, document.data), fragment) or Unresolved(reference, _NOTHING)

    def _within(self, resource: Node, fragment: str) -> Node | None:
        """``resource`` is a document's root, or a schema with an ``$id``."""
        if not fragment:
            return resource
        if fragment.startswith("/"):
            steps = split_pointer(fragment, resource.value)
            return resource.get(*steps) or self._through(resource, fragment)
        return self._anchor_map(resource).get(fragment)

    def _through(self, node: Node, pointer: str) -> Node | None:
        """As bundlers read a pointer: references that stand on its way are followed, too."""
        for part in pointer.split("/")[1:]:
            below = node.get(*split_pointer("/" + part, node.value))
            if below is None and (target := self._passed(node)):
                below = target.get(*split_pointer("/" + part, target.value))
            if below is None:
                return None
            node = below
        return node

    def _passed(self, node: Node) -> Node | None:
        """What a reference on the way of another one leads to. There may be others on its own way, so all of
        them are counted together.
        """
        self._on_the_way = self._on_the_way + 1 if self._passing else 0
        if "$ref" not in (node.value if isinstance(node.value, dict) else ()):
            return None
        if self._on_the_way >= MAX_REFERENCE_CHAIN:
            return None
        self._passing += 1
        target = self.resolve(node)
        self._passing -= 1
        return None if isinstance(target, Unresolved) or target is node else target

    def dynamic(self, node: Node) -> Node | None:
        """What ``$dynamicRef`` leads to by itself: the anchor in ``$defs`` of the nearest schema around it,
        else of the document. What a schema that refers to that one puts in its place is for the caller to
        see (JSON Schema 2020-12 section 8.2.3.2).
        """
        reference = node.text("$dynamicRef")
        name = reference.removeprefix("#")
        current: Node | None = node
        while current is not None and name:
            defined = current.get("$defs")
            for _, child in defined.items() if defined else ():
                if child.text("$dynamicAnchor") == name:
                    return child
            current = current.parent
        target = self.follow(node.document, reference, node=node)
        return None if isinstance(target, Unresolved) else target

    def _anchor_map(self, resource: Node) -> dict[str, Node]:
        """``$anchor`` and ``$dynamicAnchor`` of JSON Schema 2020-12, section 8.2.2."""
        if id(resource.value) not in self._anchors:
            self._anchors[id(resource.value)] = _find_anchors(resource)
        return self._anchors[id(resource.value)]


def _is_missing(loaded: Document | Failure) -> bool:
    """Not there to be read, rather than there and wrong."""
    return isinstance(loaded, Failure) and loaded.line is None


def _find_anchors(resource: Node) -> dict[str, Node]:
    anchors: dict[str, Node] = {}
    for node in walk_below(resource):
        for key in ("$anchor", "$dynamicAnchor"):
            name: Any = node.value.get(key) if isinstance(node.value, dict) else None
            if isinstance(name, str):
                anchors.setdefault(name, node)
    return anchors
