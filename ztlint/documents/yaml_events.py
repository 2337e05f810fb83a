"""YAML to data and positions in one pass over libyaml's events.

Keys are always strings, so that ``on``, ``200`` and ``2024-01-01`` stay what the author of an API definition
means.
"""

from functools import partial
from typing import Any

import yaml
from yaml import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

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


class _Frame:
    """A container under construction. ``flat`` collects four offsets a child, in order.

    ``key`` is ``_NOTHING`` where a mapping waits for one, and stays None in a sequence.
    """

    __slots__ = (
        "anchor",
        "container",
        "flat",
        "key",
        "key_end",
        "key_start",
        "merges",
        "size",
        "slots",
        "start",
    )

    def __init__(self, container: Any, start: int, anchor: str | None) -> None:
        self.container = container
        self.start = start
        self.anchor = anchor
        self.flat: list[int] = []
        self.key: Any = _NOTHING if type(container) is dict else None
        self.key_start = self.key_end = 0
        self.size = 1
        self.merges: list[tuple[Any, int, int]] | None = None
        self.slots: dict[str, int] | None = None

    def slot_of(self, key: str) -> int:
        """Where a key stands in order. Only asked for duplicates, of which there may be very many."""
        if self.slots is None:
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
        next_event, stack = self.next_event, self.stack
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                if not stack or event.anchor or not self.common(event, stack[-1]):
                    self.scalar(event)
            elif kind is MappingStartEvent:
                self.open(event, {})
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self.close(event)
            elif kind is SequenceStartEvent:
                self.open(event, [])
            elif kind is yaml.AliasEvent:
                self.alias(event)
            else:  # DocumentEndEvent
                return self.root, self.positions

    def common(self, event: Any, frame: _Frame) -> bool:
        """A key or a new value, as four out of five events are, in one call; False for whatever else."""
        key, text = frame.key, event.value
        start, end = event.start_mark.index, event.end_mark.index
        if key is _NOTHING and text != "<<":
            frame.key, frame.key_start, frame.key_end = text, start, end
        elif key is _NOTHING or key is _Merge or self.nodes >= MAX_NODES or frame.size >= MAX_NODES:
            return False
        elif key is None:
            frame.container.append(plain(text) if event.implicit[0] else tagged(event.tag, text))
            frame.flat += (start, end, start, end)
            self.nodes += 1
            frame.size += 1
        elif key not in frame.container and frame.slots is None:
            frame.container[key] = plain(text) if event.implicit[0] else tagged(event.tag, text)
            frame.flat += (frame.key_start, frame.key_end, start, end)
            frame.key = _NOTHING
            self.nodes += 1
            frame.size += 1
        else:
            return False
        return True

    def scalar(self, event: Any) -> None:
        start, end, text = event.start_mark.index, event.end_mark.index, event.value
        frame = self.stack[-1] if self.stack else None
        if frame is not None and frame.key is _NOTHING:
            frame.key = _Merge if text == "<<" and event.implicit[0] else text
            frame.key_start, frame.key_end = start, end
            text = frame.key
        else:
            text = plain(text) if event.implicit[0] else tagged(event.tag, text)
            self.place(text, start, end, 1)
        if event.anchor:
            self.anchors[event.anchor] = (text, 1)
            self.scalars[event.anchor] = (start, end)

    def open(self, event: Any, container: Any) -> None:
        start = event.start_mark.index
        if len(self.stack) >= MAX_DEPTH:
            raise YamlError(f"nested deeper than {MAX_DEPTH} levels", start)
        if self.stack and self.stack[-1].key is _NOTHING:
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
        if frame is not None and frame.key is _NOTHING:
            if not isinstance(value, str):
                raise YamlError("a mapping or sequence as a key, which JSON does not have", start)
            frame.key, frame.key_start, frame.key_end = value, start, end
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
        key = frame.key
        if key is None:
            frame.container.append(value)
            frame.flat += (start, end, start, end)
            return
        frame.key = _NOTHING
        if key is _Merge:
            frame.merges = frame.merges or []
            frame.merges.append((value, frame.key_start, frame.key_end))
        elif key in frame.container:
            self.replace(frame, key, value, (frame.key_start, frame.key_end, start, end))
        else:
            if frame.slots is not None:
                frame.slots[key] = len(frame.slots)
            frame.flat += (frame.key_start, frame.key_end, start, end)
            frame.container[key] = value

    def replace(self, frame: _Frame, key: str, value: Any, offsets: tuple[int, int, int, int]) -> None:
        """The later of two that have one key."""
        pointer = pointer_of((*self.steps(), key))
        at = frame.slot_of(key) * 4
        lost = (frame.flat[at + 2], frame.flat[at + 3])
        self.positions.duplicates.append(Duplicate(pointer, *offsets[:2], lost))
        frame.flat[at : at + 4] = offsets
        frame.container[key] = value

    def merge(self, frame: _Frame) -> None:
        """YAML 1.1's merge key (https://yaml.org/type/merge.html): own keys win, then the first source."""
        for value, start, end in frame.merges or ():
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
