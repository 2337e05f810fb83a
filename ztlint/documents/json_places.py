"""Where values of a JSON text stand, found container by container: what nobody asks for is leapt over at the
parser's full speed.
"""

import json
import json.decoder
import re
from collections.abc import Callable, Iterator

# Both are the standard library's own, in C; its type stubs leave them out.
_key: Callable[[str, int], tuple[str, int]] = json.decoder.scanstring  # type: ignore[attr-defined]
_BLANKS = re.compile(r"[ \t\r\n]*")

Place = tuple[int, int, int, int]
"""Start and end of the key (of an item in a list, of the item) and of the value."""


class Places:
    """Of one text that is known to be valid JSON without duplicate keys."""

    def __init__(self, text: str) -> None:
        self._text = text
        # What is leapt over is not kept: each object in it shrinks to a number at once.
        decoder = json.JSONDecoder(object_pairs_hook=len, parse_int=len, parse_float=len)
        self._skip: Callable[[str, int], tuple[object, int]] = decoder.scan_once  # type: ignore[attr-defined]
        self._members: dict[int, dict[str | int, Place]] = {}

    def root(self) -> tuple[int, int]:
        start = self._at(0)
        return start, start + 1 if self._text[start] in "{[" else self._skip(self._text, start)[1]

    def child(self, steps: tuple[str | int, ...]) -> Place | None:
        """The place at the end of a way from the root. Each step exists; None where there is none."""
        place: Place | None = None
        start = self._at(0)
        for step in steps:
            place = self._members_at(start)[step]
            start = place[2]
        return place

    def _at(self, offset: int) -> int:
        """The next offset at which something stands."""
        blanks = _BLANKS.match(self._text, offset)
        return blanks.end() if blanks else offset

    def _members_at(self, start: int) -> dict[str | int, Place]:
        if start not in self._members:
            walk = self._in_object if self._text[start] == "{" else self._in_list
            self._members[start] = dict(walk(self._at(start + 1)))
        return self._members[start]

    def _in_object(self, offset: int) -> Iterator[tuple[str, Place]]:
        while self._text[offset] != "}":
            key, end = _key(self._text, offset + 1)
            value = self._at(self._at(end) + 1)  # the colon is between them
            after = self._skip(self._text, value)[1]
            yield key, (offset, end, value, self._shown_end(value, after))
            offset = self._next(after)

    def _in_list(self, offset: int) -> Iterator[tuple[int, Place]]:
        index = 0
        while self._text[offset] != "]":
            after = self._skip(self._text, offset)[1]
            end = self._shown_end(offset, after)
            yield index, (offset, end, offset, end)
            index, offset = index + 1, self._next(after)

    def _next(self, after: int) -> int:
        """Where the next member starts, or the bracket that closes."""
        offset = self._at(after)
        return self._at(offset + 1) if self._text[offset] == "," else offset

    def _shown_end(self, start: int, after: int) -> int:
        """A container is pointed at by its first bracket."""
        return start + 1 if self._text[start] in "{[" else after
