"""Waivers in the data: ``x-ztlint: {ignore: [{rule, reason, owner, expires}]}`` at a node."""

from collections.abc import Iterator
from typing import Any

from ztlint.core import Failure, Location, nearest
from ztlint.documents import Document, Node, walk
from ztlint.waivers.waiver import Below, Waiver

KEY = "x-ztlint"


_PUBLIC = ("reason", "owner", "expires")
_IGNORE = ("rule", *_PUBLIC)
_KNOWN = ("ignore", "public", "data-class")


def misspelt_keys(document: Document) -> Iterator[Failure]:
    """Keys that nothing reads: behind one may be the date on which a waiver should have ended."""
    if not document.mentions(KEY):
        return
    for node in walk(document):
        own = node.get(KEY)
        if own is not None and isinstance(own.value, dict):
            yield from _unknown(own, _KNOWN)
            yield from _unknown(own.get("public"), _PUBLIC)
            ignore = own.get("ignore")
            listed = ignore is not None and isinstance(ignore.value, list)
            for entry in ignore.elements() if ignore is not None and listed else (ignore,):
                yield from _unknown(entry, _IGNORE)


def _unknown(node: Node | None, known: tuple[str, ...]) -> Iterator[Failure]:
    if node is None or not isinstance(node.value, dict):
        return
    for key in node.value:
        if key not in known:
            meant = nearest(key, known)
            advice = f"Did you mean '{meant}'?" if meant else f"Known are: {', '.join(known)}."
            span = node.document.span((*node.steps, key), key=True)
            told = f"'{key[:40]}' under {KEY} is not known, so nothing reads it"
            yield Failure(node.document.path, told, advice, span.start_line, span.start_column)


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
