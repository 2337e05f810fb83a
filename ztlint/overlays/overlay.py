"""Overlay documents, read and looked at before any of their actions runs."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from ztlint.core import Failure
from ztlint.documents import Document, parse
from ztlint.overlays.limits import MAX_ACTIONS

if TYPE_CHECKING:
    from ztlint.jsonpath import Query

_VERSION = re.compile(r"1\.[01](\.[0-9]{1,9})?\Z")
_ANY_VERSION = re.compile(r"[0-9]{1,4}\.[0-9]{1,4}(\.[0-9]{1,9})?\Z")
_KEY = re.compile(rb"""(?:^|[{,])\s*["']?overlay["']?\s*:""", re.MULTILINE)
_FIX = "Correct the overlay, or leave it out."
_KINDS = ("remove", "update", "copy")


class Action(Struct, frozen=True):
    """``index`` is its place in the list. ``kind`` is what it does: remove, update or copy."""

    index: int
    target: "Query"
    kind: str
    update: Any = None
    source: "Query | None" = None


class Overlay(Struct, frozen=True):
    """``extends`` is a URI reference to the definition that it was written for, or empty. ``failures`` are
    about actions that can't be made, and that are not among ``actions``.
    """

    document: Document
    extends: str
    actions: tuple[Action, ...]
    failures: tuple[Failure, ...] = ()


def may_be_overlay(data: bytes) -> bool:
    """Cheaply and before parsing: never False for one that is written in UTF-8 without escapes."""
    return b"actions" in data and _KEY.search(data) is not None


def is_overlay(data: Any) -> bool:
    """Whether parsed data say to be an overlay, of whatever version."""
    if not isinstance(data, dict) or not isinstance(data.get("actions"), list):
        return False
    return _ANY_VERSION.match(str(data.get("overlay"))[:40]) is not None


def read_overlay(path: str, data: bytes) -> Overlay | Failure:
    documents = parse(path, data)
    if isinstance(documents, Failure):
        return documents
    if len(documents) != 1:
        return Failure(path, f"holds {len(documents)} documents, not one overlay", _FIX)
    document = documents[0]
    fault = _fault(document)
    if fault is not None:
        return failure_at(document, *fault)
    found = [_action(document, index) for index in range(len(document.data["actions"]))]
    return Overlay(
        document,
        extends=document.data["extends"] if isinstance(document.data.get("extends"), str) else "",
        actions=tuple(one for one in found if isinstance(one, Action)),
        failures=tuple(one for one in found if isinstance(one, Failure)),
    )


def _fault(document: Document) -> tuple[tuple[str | int, ...], str] | None:
    """What keeps the whole of a document from being an overlay that can be applied, and where that is."""
    data = document.data
    if not isinstance(data, dict) or "overlay" not in data:
        return (), "is no overlay: it has no version under 'overlay'"
    if not _VERSION.match(str(data["overlay"])[:40]):
        return ("overlay",), "is an overlay of a version that is not known: 1.0 and 1.1 are"
    if not isinstance(data.get("actions"), list) or not data["actions"]:
        return ("actions",), "is an overlay without a list of actions"
    if len(data["actions"]) > MAX_ACTIONS:
        return ("actions",), f"has more than {MAX_ACTIONS} actions"
    if document.duplicates:
        twice = document.duplicates[0].pointer
        return (), f"is not applied: the key at {twice[:80]} stands twice"
    return None


def _action(document: Document, index: int) -> Action | Failure:
    from ztlint.jsonpath import QueryError, read  # noqa: PLC0415 - few runs have overlays

    steps = ("actions", index)
    data = document.data["actions"][index]
    told = next(_faults(document, data), None)
    if told is not None:
        return failure_at(document, steps, f"an action is not applied: {told}")
    try:
        target = read(data["target"])
    except QueryError as error:
        return failure_at(document, (*steps, "target"), f"a target is not understood: {error}")
    kind = next(kind for kind in _KINDS if _wants(data, kind))
    try:
        source = read(data["copy"]) if kind == "copy" else None
    except QueryError as error:
        return failure_at(document, (*steps, "copy"), f"what to copy is not understood: {error}")
    return Action(index, target, kind, data.get("update"), source)


def _faults(document: Document, data: Any) -> Iterator[str]:
    if not isinstance(data, dict) or not isinstance(data.get("target"), str):
        yield "it has no target"
        return
    if "copy" in data and str(document.data["overlay"]).startswith("1.0"):
        yield "'copy' needs overlay: 1.1.0"
    if "copy" in data and not isinstance(data["copy"], str):
        yield "'copy' is no query"
    if not isinstance(data.get("remove", False), bool):
        yield "'remove' is neither true nor false"
    wanted = [kind for kind in _KINDS if _wants(data, kind)]
    if not wanted:
        yield "it has neither update, remove: true nor copy"
    elif wanted == ["update", "copy"]:
        yield "it has both update and copy"


def _wants(data: dict[str, Any], kind: str) -> bool:
    """``remove: true`` comes before all else (Overlay 1.1.0 section 4.4.3)."""
    return data.get("remove") is True if kind == "remove" else kind in data


def failure_at(document: Document, steps: tuple[str | int, ...], reason: str, advice: str = _FIX) -> Failure:
    span = document.span(steps)
    return Failure(document.path, reason, advice, span.start_line, span.start_column)
