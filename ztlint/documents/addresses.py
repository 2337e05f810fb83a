"""The URIs that documents and parts of them say to have: OpenAPI's ``$self``, JSON Schema's ``$id``."""

import posixpath
from collections.abc import Iterator
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

from ztlint.documents.document import Document
from ztlint.documents.node import Node, walk

_DEEPEST = 32
"""Folders between a file and the one whose URI is known."""

_HERE = "https://files.invalid/"
"""Where the files lie, for those whose own address is relative to it (RFC 3986 section 5.1.3)."""


class Addresses:
    """Which URI leads to what is at hand already, and which to a file beside it."""

    def __init__(self) -> None:
        self._known: dict[str, Node] = {}
        self._folders: dict[str, str] = {}
        self._bases: dict[int, str] = {}
        self._divided: set[int] = set()

    def add(self, document: Document) -> None:
        """``$self`` or the root's ``$id`` is the base URI of the whole (OpenAPI 3.2 section 4.1.2.2)."""
        root = Node(document, document.data)
        base = _own(root) if isinstance(document.data, dict) else ""
        if base and not urlsplit(base).scheme:
            base = urljoin(_HERE + quote(document.path), base)
        if base:
            self._bases[id(document)] = base
            self._known.setdefault(base, root)
            self._folders.setdefault(posixpath.dirname(base), posixpath.dirname(document.path))
        if document.mentions("$id"):
            self._divide(document)

    def _divide(self, document: Document) -> None:
        """Schemas with an ``$id`` of their own (JSON Schema 2020-12 section 8.2.1)."""
        for node in walk(document):
            if node.parent is not None and _identifies(node):
                self._divided.add(id(document))
                uri, _ = self.base(node)
                if urlsplit(uri).scheme:
                    self._known.setdefault(uri, node)

    def base(self, node: Node) -> tuple[str, Node | None]:
        """The URI that references in a node are relative to, and the schema inside the document that has it.
        An empty one where nothing says so: then the path of the file is the base.
        """
        base = self._bases.get(id(node.document), "")
        if id(node.document) not in self._divided:
            return base, None
        inner = [above for above in _upwards(node) if above.parent is not None and _identifies(above)]
        for resource in reversed(inner):
            base = urljoin(base, _own(resource))
        return base, inner[0] if inner else None

    def at(self, uri: str) -> Node | None:
        """What is known to have this URI, without its fragment."""
        return self._known.get(uri)

    def path_of(self, uri: str) -> str | None:
        """The file of a URI below the folder of a known one: they lie in files as they do on a server."""
        folder = uri
        for _ in range(_DEEPEST if self._folders else 0):
            folder = posixpath.dirname(folder)
            if folder in self._folders:
                below = unquote(urlsplit(uri[len(folder) + 1 :]).path)
                return posixpath.normpath(posixpath.join(self._folders[folder], below))
        return None


def _upwards(node: Node) -> Iterator[Node]:
    current: Node | None = node
    while current is not None:
        yield current
        current = current.parent


def _own(node: Node) -> str:
    """Without a fragment, which it may not have; an empty string where it is no URI reference."""
    uri = node.text("$self") or node.text("$id")
    try:
        urlsplit(uri)
        return urldefrag(uri)[0]
    except ValueError:
        return ""


def _identifies(node: Node) -> bool:
    return isinstance(node.value, dict) and bool(node.text("$id")) and bool(_own(node))
