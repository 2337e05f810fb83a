"""JSON: parsed by the standard library at full speed, positions found afterwards and as far as needed."""

import json
import re
from typing import Any

from ztlint.documents.document import Document, Duplicate, Positions, children
from ztlint.documents.json_places import Places
from ztlint.documents.limits import MAX_DEPTH, MAX_NODES
from ztlint.documents.node import pointer_of

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]|[^\s,:"{}\[\]]+')


class JsonError(Exception):
    """A document that can't be read, and the offset at which that shows."""

    def __init__(self, reason: str, offset: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.offset = offset


def read(path: str, text: str) -> Document:
    """Raises JsonError, with the offset in ``text``."""
    twice: list[int] = []

    def object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(pairs)
        if len(members) < len(pairs):
            twice.append(len(pairs))
        return members

    try:
        data = json.loads(text, parse_constant=_refuse, object_pairs_hook=object_of)
    except json.JSONDecodeError as error:
        raise JsonError(error.msg, error.pos) from None
    except RecursionError:
        raise JsonError(f"nested deeper than {MAX_DEPTH} levels", 0) from None
    except ValueError as error:  # NaN, Infinity, integers of thousands of digits
        raise JsonError(str(error), 0) from None
    _measure(data)
    _refuse_unpaired(text, data)
    document = Document(path, text, data, lambda: find_positions(text, data))
    document.places = None if twice else Places(text)
    return document


def _refuse(word: str) -> Any:
    raise ValueError(f"'{word}' is not JSON")


def _refuse_unpaired(text: str, data: Any) -> None:
    """Half of a surrogate pair is no character: what holds one can't be written in any encoding, and readers
    disagree on it (RFC 8259 section 8.2).
    """
    escape = _SURROGATE.search(text)
    if escape is None:
        return
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise JsonError("half of a surrogate pair", escape.start()) from None


def _measure(data: Any) -> None:
    """Hold the document to the limits on depth and number of values, level by level."""
    level, depth, nodes = [data], 0, 1
    while level:
        level = [child for value in level for child in children(value)]
        nodes += len(level)
        depth += 1
        if depth > MAX_DEPTH:
            raise JsonError(f"nested deeper than {MAX_DEPTH} levels", 0)
        if nodes > MAX_NODES:
            raise JsonError(f"more than {MAX_NODES} values", 0)


class _Frame:
    """A container being walked. ``container`` is None inside a value that a duplicate key replaced."""

    __slots__ = ("container", "flat", "is_list", "key", "key_span", "keys")

    def __init__(self, container: Any, *, is_list: bool) -> None:
        self.container = container if type(container) is (list if is_list else dict) else None
        self.is_list = is_list
        self.flat: list[int] = []
        self.keys: list[str] = []
        self.key: str | None = None
        self.key_span = (0, 0)

    def child(self) -> Any:
        """The parsed value that the token at hand belongs to, or None."""
        if self.container is None:
            return None
        if isinstance(self.container, list):
            index = len(self.flat) // 4
            return self.container[index] if index < len(self.container) else None
        return self.container.get(self.key)


def find_positions(text: str, data: Any) -> Positions:
    """Walk the text's tokens beside the parsed data. ``text`` is known to be valid JSON."""
    positions = Positions()
    stack: list[_Frame] = []
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        mark = text[start]
        if mark in "}]":
            _close(positions, stack)
            continue
        frame = stack[-1] if stack else None
        if frame is None:
            value, positions.root = data, (start, end)
        elif not frame.is_list and frame.key is None:
            frame.key, frame.key_span = _key(text[start:end]), (start, end)
            continue
        else:
            value = frame.child()
            _note(frame, start, end)
        if mark in "{[":
            stack.append(_Frame(value, is_list=mark == "["))
        elif frame is not None:
            frame.key = None
    return positions


def _key(token: str) -> str:
    return str(json.loads(token)) if "\\" in token else token[1:-1]


def _note(frame: _Frame, start: int, end: int) -> None:
    """Record where the child at hand stands. A member's key is kept until its value has ended."""
    if frame.is_list:
        frame.flat += (start, end, start, end)
    else:
        frame.keys.append(frame.key or "")
        frame.flat += (*frame.key_span, start, end)


def _close(positions: Positions, stack: list[_Frame]) -> None:
    frame = stack.pop()
    if not frame.is_list and len(set(frame.keys)) < len(frame.keys):
        frame.flat = _keep_last(positions, frame, stack)
    if frame.container is not None:
        positions.add(frame.container, frame.flat)
    if stack:
        stack[-1].key = None


def _keep_last(positions: Positions, frame: _Frame, stack: list[_Frame]) -> list[int]:
    """Of a key that stands twice, the parser keeps the first place in order and the last value."""
    steps = tuple(len(f.flat) // 4 - 1 if f.is_list else str(f.key) for f in stack)
    latest: dict[str, list[int]] = {}
    for index, key in enumerate(frame.keys):
        offsets = frame.flat[index * 4 : index * 4 + 4]
        if key in latest:
            lost = (latest[key][2], latest[key][3])
            positions.duplicates.append(Duplicate(pointer_of((*steps, key)), offsets[0], offsets[1], lost))
        latest[key] = offsets
    return [offset for offsets in latest.values() for offset in offsets]
