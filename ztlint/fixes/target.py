"""What an edit is about: the container, the place in the text, and whether both can be told for sure."""

import json
from functools import lru_cache
from typing import Any, NamedTuple

from msgspec import Struct

from ztlint.core import Edit
from ztlint.documents import Document, split_pointer
from ztlint.fixes.scalars import Uncertain


class Target(Struct, frozen=True):
    """The value at the pointer of an edit, with what leads to it."""

    document: Document
    steps: tuple[str | int, ...]
    parent: Any
    value: Any

    @property
    def text(self) -> str:
        return self.document.text

    def place(self, *below: str | int) -> tuple[int, int, int, int]:
        """Start and end of the key and of the value."""
        found = self.document.place((*self.steps, *below))
        if found is None:
            raise Uncertain
        return found


def target_of(edit: Edit, document: Document) -> Target:
    """Raises Uncertain for a place that is not there, stands there twice, or comes from a merge key."""
    steps = split_pointer(edit.pointer, document.data)
    parent, value = None, document.data
    for step in steps:
        try:
            parent, value = value, value[step]
        except (KeyError, IndexError, TypeError):
            raise Uncertain from None
    changed = value if edit.key and isinstance(value, dict) else parent
    doubts = _doubts(document)
    if {id(changed), id(parent)} & doubts.merging or edit.pointer in doubts.twice:
        raise Uncertain
    return Target(document, steps, parent, value)


class _Doubts(NamedTuple):
    """``merging`` are mappings, by identity, that have a merge key: their members may stand somewhere else.
    ``twice`` are pointers of keys that stand twice.
    """

    merging: frozenset[int]
    twice: frozenset[str]


@lru_cache(maxsize=1)
def _doubts(document: Document) -> _Doubts:
    """Kept for the next edit, which is most likely one of the same document."""
    found = set()
    for merge in document.merges:
        value: Any = document.data
        for step in split_pointer(merge.pointer, document.data):
            value = value[step]
        found.add(id(value))
    return _Doubts(frozenset(found), frozenset(duplicate.pointer for duplicate in document.duplicates))


def line_start(document: Document, offset: int) -> int:
    return offset - document.lines.span(offset, offset).start_column + 1


def lead_of(document: Document, offset: int) -> str:
    """What stands before ``offset`` on its line; of a very long line only its end."""
    return document.text[max(line_start(document, offset), offset - _LONGEST_LEAD) : offset]


_LONGEST_LEAD = 1000


def before_blanks(text: str, offset: int) -> int:
    """Where the blanks and line ends that end at ``offset`` begin."""
    while offset and text[offset - 1] in " \t\r\n":
        offset -= 1
    return offset


def newline_at(document: Document, end: int) -> str:
    """The line end at ``end``, and on the last line the one that the text has elsewhere."""
    text = document.text
    if end < len(text):
        return "\r\n" if text.startswith("\r\n", end) else text[end]
    if len(document.lines.starts) == 1:
        return "\n"
    return newline_at(document, document.lines.line_end(0))


def end_of(target: Target, *below: str | int) -> int:
    """Where a value ends: JSON's places have only the first bracket, a block has no end of its own."""
    value: Any = target.value
    for step in below:
        value = value[step]
    _, _, start, end = target.place(*below)
    if not isinstance(value, (dict, list)) or target.text[start] == "*":
        return end
    if target.text[start] in "{[":
        return end if end > start + 1 else json.JSONDecoder().raw_decode(target.text, start)[1]
    last: str | int = next(reversed(value)) if isinstance(value, dict) else len(value) - 1
    return end_of(target, *below, last)
