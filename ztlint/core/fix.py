"""A fix that is certain: what it changes in the data, and what that is in the text."""

from collections import Counter
from enum import StrEnum

from msgspec import Struct

from ztlint.core.location import Columns, Span

MAX_TOLD = 3
"""Edits that a description names."""


class Action(StrEnum):
    """What an edit does to a document's data."""

    SET = "set"
    RENAME = "rename"
    INSERT = "insert"
    REMOVE = "remove"


class Edit(Struct, frozen=True):
    """One change of a document's data, at a JSON pointer.

    SET gives the scalar there another ``value``. RENAME gives the member there another ``key``. INSERT adds
    ``key`` with ``value`` to the mapping there. REMOVE takes the item there out of its list.
    """

    path: str
    pointer: str
    action: Action
    key: str = ""
    value: str | bool = ""
    part: int = 0  # the n-th document of a YAML stream

    @property
    def description(self) -> str:
        if self.action is Action.RENAME:
            old = self.pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
            return f"renames '{old}' to '{self.key}'"
        if self.action is Action.INSERT:
            return f"adds '{self.key}: {str(self.value).lower()}'"
        if self.action is Action.SET:
            return f"writes '{self.value}'"
        return f"takes '{self.value}' out of the list"


class Replacement(Struct, frozen=True):
    """One change of a file's text: what stands in ``span`` goes, and ``text`` comes in its place."""

    path: str
    span: Span
    text: str
    columns: Columns


class Fix(Struct, frozen=True):
    """All edits that together make one finding go. The engine adds the ``replacements`` that they come to."""

    edits: tuple[Edit, ...]
    replacements: tuple[Replacement, ...] = ()

    @property
    def description(self) -> str:
        """What it does, as the rest of a sentence about it."""
        counted = Counter(edit.description for edit in self.edits)
        told = [f"{text} in {n} places" if n > 1 else text for text, n in counted.items()]
        more = len(told) - MAX_TOLD
        return ", ".join([*told[:MAX_TOLD], *([f"and {more} more changes"] if more > 0 else [])])


class Change(Struct, frozen=True):
    """A file before and after its fixes, for showing: without any secret."""

    path: str
    before: str
    after: str
