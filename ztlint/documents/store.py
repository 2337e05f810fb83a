"""``$ref`` across files: lazily, never over the network, never out of the root."""

import posixpath
from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from ztlint.core import Failure
from ztlint.documents.document import Document
from ztlint.documents.limits import MAX_KEPT, MAX_REFERENCE_CHAIN, MAX_REFERENCED_FILES
from ztlint.documents.node import Node, split_pointer, walk
from ztlint.documents.parse import parse

Read = Callable[[str], bytes | Failure]
"""Bytes of a path below the root, from the working tree, the index or a revision."""


@dataclass(frozen=True, slots=True)
class Unresolved:
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
        self._within = self._on_the_way = 0

    @property
    def failures(self) -> tuple[Failure, ...]:
        return tuple(value for value in self._documents.values() if isinstance(value, Failure))

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(self._documents)

    def add(self, document: Document) -> None:
        if document.part == 0:
            self._documents[document.path] = document

    def load(self, path: str) -> Document | Failure:
        if path not in self._documents:
            self._documents[path] = self._open(path)
        return self._documents[path]

    def _open(self, path: str) -> Document | Failure:
        if len(self._documents) >= MAX_REFERENCED_FILES:
            return Failure(
                path, f"more than {MAX_REFERENCED_FILES} referenced files", "Split the definition."
            )
        return self._files.load(path)

    def resolve(self, node: Node) -> "Node | Unresolved":
        """Follow ``$ref`` until a value that has none. A node without ``$ref`` is its own answer."""
        seen: set[tuple[int, str]] = set()
        while isinstance(node.value, dict) and isinstance(node.value.get("$ref"), str):
            reference: str = node.value["$ref"]
            mark = (id(node.document), reference)
            if mark in seen or len(seen) >= MAX_REFERENCE_CHAIN:
                return Unresolved(reference, "the reference leads back to itself")
            seen.add(mark)
            target = self.follow(node.document, reference)
            if isinstance(target, Unresolved):
                return target
            node = target
        return node

    def follow(
        self, document: Document, reference: str, *, among: Container[str] | None = None
    ) -> "Node | Unresolved":
        """One step of a reference in ``document``. ``among``: paths that may be looked at, None for all."""
        try:
            parts = urlsplit(reference)
        except ValueError:
            return Unresolved(reference, "not a URI reference")
        if parts.scheme or parts.netloc:
            return Unresolved(reference, "remote references are not fetched", remote=True)
        if parts.path:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(document.path), unquote(parts.path)))
            if among is not None and path not in among:
                return Unresolved(reference, "not one of the files asked for")
            loaded = self.load(path)
            if isinstance(loaded, Failure):
                return Unresolved(reference, loaded.reason)
            document = loaded
        return self._fragment(document, unquote(parts.fragment), reference)

    def _fragment(self, document: Document, fragment: str, reference: str) -> "Node | Unresolved":
        root = Node(document, document.data)
        if not fragment:
            return root
        if fragment.startswith("/"):
            target = root.get(*split_pointer(fragment, document.data)) or self._through(root, fragment)
        else:
            target = self._anchor_map(document).get(fragment)
        return target or Unresolved(reference, "nothing stands at that pointer")

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
        self._on_the_way = self._on_the_way + 1 if self._within else 0
        if "$ref" not in (node.value if isinstance(node.value, dict) else ()):
            return None
        if self._on_the_way >= MAX_REFERENCE_CHAIN:
            return None
        self._within += 1
        target = self.resolve(node)
        self._within -= 1
        return None if isinstance(target, Unresolved) or target is node else target

    def _anchor_map(self, document: Document) -> dict[str, Node]:
        """``$anchor`` and ``$dynamicAnchor`` of JSON Schema 2020-12, section 8.2.2."""
        if id(document) not in self._anchors:
            self._anchors[id(document)] = _find_anchors(document)
        return self._anchors[id(document)]


def _find_anchors(document: Document) -> dict[str, Node]:
    anchors: dict[str, Node] = {}
    for node in walk(document):
        for key in ("$anchor", "$dynamicAnchor"):
            name: Any = node.value.get(key) if isinstance(node.value, dict) else None
            if isinstance(name, str):
                anchors.setdefault(name, node)
    return anchors
