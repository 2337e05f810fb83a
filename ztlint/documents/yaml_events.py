"""YAML to data and positions in one pass over libyaml's events.

Keys are always strings, so that ``on``, ``200`` and ``2024-01-01`` stay what the author of an API definition
means.
"""

from dataclasses import dataclass, field
from functools import partial
from typing import Any

import yaml

from ztlint.documents.document import Document, Duplicate, Merge, Positions
from ztlint.documents.limits import MAX_DEPTH, MAX_DOCUMENTS, MAX_NODES
from ztlint.documents.node import pointer_of
from ztlint.documents.yaml_scalars import plain, tagged

try:
    from yaml._yaml import CParser as _Parser  # the C extension ships no type stubs of its own
except ImportError:  # PyYAML built without libyaml: same events, about ten times slower

    class _Parser:  # type: ignore[no-redef]
        def __init__(self, stream: str) -> None:
            self._loader = yaml.SafeLoader(stream)
            self.get_event = self._loader.get_event


_NOTHING = object()


class YamlError(Exception):
    """A document that can't be read, and the offset at which that shows."""

    def __init__(self, reason: str, offset: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.offset = offset


@dataclass(slots=True)
class _Frame:
    """A container under construction. ``flat`` collects four offsets a child, in order."""

    container: Any
    start: int
    anchor: str | None
    flat: list[int] = field(default_factory=list)
    key: Any = _NOTHING
    key_span: tuple[int, int] = (0, 0)
    size: int = 1
    merges: list[tuple[Any, int, int]] = field(default_factory=list)
    slots: dict[str, int] = field(default_factory=dict)

    def slot_of(self, key: str) -> int:
        """Where a key stands in order. Only asked for duplicates, of which there may be very many."""
        if key not in self.slots:
            self.slots = {name: index for index, name in enumerate(self.container)}
        return self.slots[key]


def compose(path: str, text: str) -> list[Document]:
    """Every document of the stream. Raises YamlError, with the offset in ``text``."""
    documents: list[Document] = []
    parser = _Parser(text)
    try:
        while True:
            event = parser.get_event()
            kind = type(event)
            if kind is yaml.DocumentStartEvent:
                if len(documents) >= MAX_DOCUMENTS:
                    raise YamlError(f"more than {MAX_DOCUMENTS} documents in one file", _at(event))
                data, positions = _Composer(parser).document()
                documents.append(Document(path, text, data, partial(_given, positions), len(documents)))
            elif kind is yaml.StreamEndEvent:
                return documents
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError(_reason(error), mark.index if mark else 0) from None
    except yaml.reader.ReaderError as error:
        code = _code(error)
        offset = max(0, text.find(chr(code)))
        raise YamlError(f"a character that YAML does not allow (U+{code:04X})", offset) from None


def _reason(error: yaml.MarkedYAMLError) -> str:
    """In our words where libyaml's own limit on nesting comes before ours (PyYAML 6.0.4 and later)."""
    if "nesting" in (error.problem or ""):
        return f"nested deeper than {MAX_DEPTH} levels"
    return error.problem or "not YAML"


def _at(event: Any) -> int:
    return int(event.start_mark.index)


def _given(positions: Positions) -> Positions:
    return positions


def _code(error: yaml.reader.ReaderError) -> int:
    character = error.character
    return character if isinstance(character, int) else ord(character)


class _Composer:
    """The state of one document's composition: a stack of frames, anchors, and the node budget."""

    def __init__(self, parser: Any) -> None:
        self.next_event = parser.get_event
        self.positions = Positions()
        self.stack: list[_Frame] = []
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.scalars: dict[str, tuple[int, int]] = {}  # where anchored ones stand
        self.nodes = 0
        self.root: Any = None

    def document(self) -> tuple[Any, Positions]:
        while True:
            event = self.next_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self.scalar(event)
            elif kind is yaml.MappingStartEvent:
                self.open(event, {})
            elif kind is yaml.SequenceStartEvent:
                self.open(event, [])
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self.close(event)
            elif kind is yaml.AliasEvent:
                self.alias(event)
            else:  # DocumentEndEvent
                return self.root, self.positions

    def scalar(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        text = event.value
        frame = self.stack[-1] if self.stack else None
        if frame is not None and frame.key is _NOTHING and type(frame.container) is dict:
            if text == "<<" and event.implicit[0]:
                text = _Merge
            frame.key, frame.key_span = text, (start, end)
            if event.anchor:
                self.anchors[event.anchor] = (text, 1)
                self.scalars[event.anchor] = (start, end)
            return
        value = plain(text) if event.implicit[0] else tagged(event.tag, event.value)
        self.place(value, start, end, 1)
        if event.anchor:
            self.anchors[event.anchor] = (value, 1)
            self.scalars[event.anchor] = (start, end)

    def open(self, event: Any, container: Any) -> None:
        start = event.start_mark.index
        if len(self.stack) >= MAX_DEPTH:
            raise YamlError(f"nested deeper than {MAX_DEPTH} levels", start)
        if self.stack and type(self.stack[-1].container) is dict and self.stack[-1].key is _NOTHING:
            raise YamlError("a mapping or sequence as a key, which JSON does not have", start)
        self.stack.append(_Frame(container, start, event.anchor))

    def close(self, event: Any) -> None:
        frame = self.stack.pop()
        if frame.merges:
            self.merge(frame)
        self.positions.add(frame.container, frame.flat)
        if frame.anchor:
            self.anchors[frame.anchor] = (frame.container, frame.size)
        # A block collection's end mark stands at the next token; its start is what findings show.
        self.place(frame.container, frame.start, max(frame.start, event.end_mark.index), frame.size)

    def alias(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        if event.anchor not in self.anchors:
            reason = "is recursive" if any(f.anchor == event.anchor for f in self.stack) else "is not defined"
            raise YamlError(f"the alias '*{event.anchor}' {reason}", start)
        value, size = self.anchors[event.anchor]
        frame = self.stack[-1] if self.stack else None
        if frame is not None and type(frame.container) is dict and frame.key is _NOTHING:
            if not isinstance(value, str):
                raise YamlError("a mapping or sequence as a key, which JSON does not have", start)
            frame.key, frame.key_span = value, (start, end)
            return
        if not isinstance(value, (dict, list)) and event.anchor in self.scalars:
            self.positions.aliased[start] = self.scalars[event.anchor]
        self.place(value, start, end, size)

    def place(self, value: Any, start: int, end: int, size: int) -> None:
        """Put a finished value into its container, counting aliased values as often as they appear."""
        self.nodes += 1
        if not self.stack:
            self.root, self.positions.root = value, (start, end)
            self.positions.expanded = size - self.nodes
            return
        frame = self.stack[-1]
        frame.size += size
        if frame.size > MAX_NODES or self.nodes > MAX_NODES:
            raise YamlError(f"more than {MAX_NODES} values once aliases are expanded", start)
        if type(frame.container) is list:
            frame.container.append(value)
            frame.flat += (start, end, start, end)
            return
        key, (key_start, key_end) = frame.key, frame.key_span
        frame.key = _NOTHING
        if key is _Merge:
            frame.merges.append((value, key_start, key_end))
            return
        offsets = (key_start, key_end, start, end)
        if key in frame.container:
            pointer = pointer_of((*self.steps(), key))
            at = frame.slot_of(key) * 4
            lost = (frame.flat[at + 2], frame.flat[at + 3])
            self.positions.duplicates.append(Duplicate(pointer, key_start, key_end, lost))
            frame.flat[at : at + 4] = offsets
        else:
            frame.flat += offsets
        frame.container[key] = value

    def merge(self, frame: _Frame) -> None:
        """YAML 1.1's merge key (https://yaml.org/type/merge.html): own keys win, then the first source."""
        for value, start, end in frame.merges:
            added: list[str] = []
            for source in value if isinstance(value, list) else [value]:
                if not isinstance(source, dict):
                    raise YamlError("a merge key ('<<') needs a mapping or a list of mappings", start)
                for key, inherited in source.items():
                    if key not in frame.container:
                        frame.container[key] = inherited
                        frame.flat += self.positions.child(source, key) or (start, end, start, end)
                        added.append(key)
            pointer = pointer_of(self.steps())
            self.positions.merges.append(Merge(pointer, tuple(added), start, end))

    def steps(self) -> tuple[str | int, ...]:
        """The way to the container on top of the stack (or about to be closed)."""
        return tuple(
            len(frame.container) if type(frame.container) is list else str(frame.key)
            for frame in self.stack
            if type(frame.container) is list or frame.key is not _NOTHING
        )


class _Merge:
    """Stands for the key ``<<`` while a mapping is built."""
