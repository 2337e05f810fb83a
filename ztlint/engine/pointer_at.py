"""The way back: from an offset in the text to a JSON pointer."""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from ztlint.core import Finding
from ztlint.documents import Document, pointer_of


def with_pointer(finding: Finding, documents: Sequence[Document]) -> Finding:
    """A finding that knows only its span, given the pointer and the part of the stream it stands in."""
    span = finding.location.span
    if span is None:
        return finding
    before = [document for document in documents if document.positions.root[0] <= span.start]
    if not before:
        return finding
    pointer = pointer_at(before[-1], span.start)
    return replace(finding, location=replace(finding.location, pointer=pointer, part=before[-1].part))


def pointer_at(document: Document, offset: int) -> str:
    """Of the key or scalar at ``offset``; of the container around it where a comment or bracket is there."""
    steps: list[str | int] = []
    value = document.data
    while step := _last_before(document, value, offset):
        (name, end) = step
        child = value[name]
        if not isinstance(child, (dict, list)) and end <= offset:
            break
        steps.append(name)
        value = child
    return pointer_of(tuple(steps))


def _last_before(document: Document, value: Any, offset: int) -> tuple[str | int, int] | None:
    """The child that begins last before ``offset``, and where its value ends."""
    begun = [item for item in _children(document, value) if item[0] <= offset]
    if not begun:
        return None
    _, name, end = max(begun, key=lambda item: item[0])
    return name, end


def _children(document: Document, value: Any) -> Iterator[tuple[int, str | int, int]]:
    """Start, name and end of each child. Straight from the table: asking for one by one is quadratic."""
    positions = document.positions
    base = positions.offsets.get(id(value))
    if base is None or not isinstance(value, (dict, list)):
        return
    for index, name in enumerate(value if isinstance(value, dict) else range(len(value))):
        at = base + 4 * index
        yield positions.table[at], name, positions.table[at + 3]
