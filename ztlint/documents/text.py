"""Bytes to text, and offsets in text to lines and columns."""

import codecs
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from msgspec import Struct

from ztlint.core import Columns, Span

# LF, CR LF and CR end a line, and nothing else does: git, editors and GitHub agree on these. str.splitlines
# also splits on form feeds, NEL and U+2028, and would shift every line after one.
_LINE_END = re.compile(r"\r\n|\n|\r")
_LINE_FEED = re.compile("\n")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16 LE, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Undecodable(Struct, frozen=True):
    """Bytes that are not text in the encoding they claim, and the line of the first bad one."""

    encoding: str
    line: int
    column: int


def encoding_of(data: bytes) -> tuple[str, int]:
    """The encoding, and the length of the byte order mark. Without a mark UTF-8, unless zero bytes stand
    where wide encodings of Latin text have them: such a file is text to every editor, and must be to us.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name, len(bom)
    sample = data[:_SAMPLE]
    if b"\0" not in sample or len(sample) < _FEWEST:
        return "utf-8", 0
    zeros = [sample[place::4].count(0) / len(sample[place::4]) for place in range(4)]
    shape = tuple(share > _MOST_ZERO for share in zeros)
    return _SHAPES.get(shape, "utf-8"), 0


_SAMPLE, _FEWEST = 2048, 8  # bytes
_MOST_ZERO = 0.6
_SHAPES: dict[tuple[bool, ...], str] = {
    (False, True, False, True): "utf-16-le",
    (True, False, True, False): "utf-16-be",
    (False, True, True, True): "utf-32-le",
    (True, True, True, False): "utf-32-be",
}


def is_wide(data: bytes) -> bool:
    """Whether bytes are UTF-16 or UTF-32, by their mark or by their look."""
    return encoding_of(data)[0] != "utf-8"


def decode(data: bytes) -> str | Undecodable:
    """Text in the encoding that ``encoding_of`` tells; a byte order mark is dropped."""
    encoding, skip = encoding_of(data)
    try:
        return data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        good = data[skip : skip + error.start].decode(encoding, "replace")
        span = LineIndex(good).span(len(good), len(good))
        return Undecodable(encoding, span.start_line, span.start_column)


def code_points(data: bytes, offsets: Iterable[int]) -> dict[int, int]:
    """Code points before each byte offset of UTF-8, in one pass. A byte that continues a character counts
    for nothing; bytes that are no UTF-8 count as a decoder that replaces them would count them, nearly.
    """
    ordered = sorted(set(offsets))
    if data.isascii():
        return dict(zip(ordered, ordered, strict=True))
    found: dict[int, int] = {}
    reader = codecs.getincrementaldecoder("utf-8")("replace")
    done = points = 0
    for offset in ordered:
        points += len(reader.decode(data[done:offset]))
        found[offset], done = points, offset
    return found


_BLOCK = 1024  # code points


def _utf8_length(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


class LineIndex:
    """Line starts of one text, found on first use."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: list[int] | None = None
        self._astral: list[int] | None = None
        self._blocks: list[int] | None = None

    @property
    def starts(self) -> list[int]:
        """Offset of each line's first code point, ascending; a final line end opens one more line."""
        if self._starts is None:
            line_end = _LINE_END if "\r" in self.text else _LINE_FEED
            self._starts = [0, *[match.end() for match in line_end.finditer(self.text)]]
        return self._starts

    def span(self, start: int, end: int) -> Span:
        first = bisect_right(self.starts, start)
        last = bisect_right(self.starts, max(start, end))
        return Span(
            start=start,
            end=end,
            start_line=first,
            start_column=start - self.starts[first - 1] + 1,
            end_line=last,
            end_column=end - self.starts[last - 1] + 1,
        )

    def utf16_column(self, offset: int) -> int:
        """The column from 1 in UTF-16 code units, in which a character beyond U+FFFF counts twice."""
        if self._astral is None:
            found = () if self.text.isascii() else _ASTRAL.finditer(self.text)
            self._astral = [match.start() for match in found]
        start = self.starts[bisect_right(self.starts, offset) - 1]
        twice = bisect_left(self._astral, offset) - bisect_left(self._astral, start)
        return offset - start + 1 + twice

    def utf8_column(self, offset: int) -> int:
        """The column from 1 in bytes of UTF-8."""
        start = self.starts[bisect_right(self.starts, offset) - 1]
        return self._bytes_before(offset) - self._bytes_before(start) + 1

    def _bytes_before(self, offset: int) -> int:
        """Counted once for each block: lines may be as long as files, and hold any number of findings."""
        if self.text.isascii():
            return offset
        if self._blocks is None:
            blocks = (self.text[at : at + _BLOCK] for at in range(0, len(self.text), _BLOCK))
            self._blocks = [0, *accumulate(map(_utf8_length, blocks))]
        block = offset // _BLOCK
        return self._blocks[block] + _utf8_length(self.text[block * _BLOCK : offset])

    def columns(self, start: int, end: int) -> Columns:
        return Columns(
            utf16=(self.utf16_column(start), self.utf16_column(end)),
            utf8=(self.utf8_column(start), self.utf8_column(end)),
        )

    def line_end(self, offset: int) -> int:
        """Where the line that holds ``offset`` ends, its line end excluded."""
        following = bisect_right(self.starts, offset)
        if following == len(self.starts):
            return len(self.text)
        start = self.starts[following]
        return start - 2 if self.text.startswith("\r\n", start - 2) else start - 1

    def line(self, number: int) -> str:
        """The text of line ``number`` (from 1) without its line end; empty past the last line."""
        if not 1 <= number <= len(self.starts):
            return ""
        start = self.starts[number - 1]
        return self.text[start : self.line_end(start)]
