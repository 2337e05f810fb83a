"""A source line for a terminal, with a caret under the span: tabs, wide characters and long lines."""

import unicodedata

from msgspec import Struct

from ztlint.core import Location
from ztlint.reporters.escape import visible

MAX_CHARACTERS = 100
"""Code points of a line that are shown; the rest is cut off around the span."""

_BEFORE = 30
_TAB = 4
_CUT = "..."


class SourceLine(Struct, frozen=True):
    """One line as shown, and the line that goes below it."""

    number: int
    text: str
    carets: str


def line_of(location: Location, number: int) -> str | None:
    """Line ``number`` out of the location's excerpt."""
    excerpt = location.excerpt
    if excerpt is None or not 0 <= number - excerpt.first_line < len(excerpt.lines):
        return None
    return excerpt.lines[number - excerpt.first_line]


def source_line(location: Location) -> SourceLine | None:
    """The line on which the location starts. None without an excerpt of it."""
    span, excerpt = location.span, location.excerpt
    if span is None or excerpt is None:
        return None
    line = line_of(location, span.start_line)
    if line is None:
        return None
    start = min(max(0, span.start_column - 1 - excerpt.skipped), len(line))
    end = len(line) if span.end_line > span.start_line else span.end_column - 1 - excerpt.skipped
    text, carets = _draw(line, start, max(start, min(end, len(line))), cut_front=excerpt.skipped > 0)
    return SourceLine(span.start_line, text, carets)


def _draw(line: str, start: int, end: int, *, cut_front: bool) -> tuple[str, str]:
    first = max(0, min(start - _BEFORE, len(line) - MAX_CHARACTERS))
    last = min(len(line), first + MAX_CHARACTERS)
    shown = _CUT if first or cut_front else ""
    before, under = len(shown), 0
    width = len(shown)
    for index in range(first, last):
        cell, cell_width = _cell(line[index], width)
        shown += cell
        width += cell_width
        if index < start:
            before = width
        elif index < end:
            under = width - before
    if last < len(line):
        shown += _CUT
    return shown.rstrip(), " " * before + "^" * max(1, under)


def _cell(character: str, column: int) -> tuple[str, int]:
    """What stands for one character at a terminal column (from 0), and how many columns it takes."""
    if character == "\t":
        blanks = _TAB - column % _TAB
        return " " * blanks, blanks
    shown = visible(character)
    return shown, len(shown) if shown != character else _width(character)


def _width(character: str) -> int:
    """Columns of one printable character (UAX #11); a combining one takes none."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
