"""Waivers in the data: ``x-ztlint: {ignore: [{rule, reason, owner, expires}]}`` at a node."""

from collections.abc import Iterator
from typing import Any

from ztlint.core import Location
from ztlint.documents import Document, Node, walk
from ztlint.waivers.waiver import Below, Waiver

KEY = "x-ztlint"


def node_waivers(document: Document) -> Iterator[Waiver]:
    if document.mentions(KEY):
        for node in walk(document):
            yield from _at(node)


def _at(node: Node) -> Iterator[Waiver]:
    """A single entry may stand without its list; an entry that is not a mapping names a rule at most."""
    written = node.get(KEY, "ignore")
    if written is None:
        return
    scope = Below(node.document.path, node.document.part, node.pointer)
    for entry in written.elements() if isinstance(written.value, list) else (written,):
        data = entry.value if isinstance(entry.value, dict) else {"rule": entry.value}
        location = Location(node.document.path, entry.pointer, part=node.document.part)
        texts = {key: _text(data.get(key)) for key in ("rule", "reason", "owner", "expires")}
        yield Waiver(
            texts["rule"] or "",
            scope,
            location,
            (texts["reason"] or "").strip(),
            texts["owner"],
            texts["expires"],
        )


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
