"""Declarations that operations are open to everybody on purpose: ``x-ztlint: {public: {reason: ...}}``."""

from collections.abc import Iterator

from msgspec import Struct

from ztlint.core import Location
from ztlint.documents import Document, walk
from ztlint.waivers.node import KEY


class Declaration(Struct, frozen=True):
    """``subject`` is what the configuration names; empty where it stands at the operation itself."""

    subject: str
    location: Location
    reason: str
    expires: str | None = None
    owner: str | None = None


def node_declarations(document: Document) -> Iterator[tuple[str, Declaration]]:
    """All of a document, each with the pointer of the node that it speaks of."""
    for node in walk(document) if document.mentions(KEY) else ():
        declared = node.get(KEY, "public")
        if declared is not None:
            expires = declared.get("expires")
            yield (
                node.pointer,
                Declaration(
                    "",
                    Location(document.path, declared.pointer, part=document.part),
                    declared.text("reason").strip(),
                    None if expires is None or expires.value is None else str(expires.value),
                    declared.text("owner").strip() or None,
                ),
            )
