"""Where something is: in the data (pointer), in the text (span), in the repository (path, commit)."""

from msgspec import Struct


class Span(Struct, frozen=True):
    """A range of one file's text.

    ``start`` and ``end`` count code points from 0, ``end`` exclusive. Lines and columns count from 1;
    columns are code points too, and ``end_column`` is exclusive. A line ends with LF, CR LF or CR.
    """

    start: int
    end: int
    start_line: int
    start_column: int
    end_line: int
    end_column: int


class Columns(Struct, frozen=True):
    """Start and end column of a range in the units of others, from 1, the end exclusive: UTF-16 code units,
    as editors and SARIF count, and bytes of UTF-8.
    """

    utf16: tuple[int, int]
    utf8: tuple[int, int]


class Excerpt(Struct, frozen=True):
    """Source lines for a reader, secrets already redacted: ``lines[0]`` is line ``first_line``.

    ``skipped`` counts code points cut off the front of each line where the lines are very long.
    """

    first_line: int
    lines: tuple[str, ...]
    skipped: int = 0


class Location(Struct, frozen=True):
    """A place. Scanners of parsed documents fill ``pointer``; the engine adds what a reader needs.

    ``path`` is relative to the root of the run, with forward slashes. ``commit`` is set where the place
    exists in history only. ``line_hash`` is GitHub's primaryLocationLineHash of the first line. ``columns``
    are those of the part of ``span`` that is on its first line.
    """

    path: str
    pointer: str | None = None
    span: Span | None = None
    commit: str | None = None
    excerpt: Excerpt | None = None
    line_hash: str | None = None
    part: int = 0  # the n-th document of a YAML stream
    on_key: bool = False  # the place is the key of the pointer, not its value
    columns: Columns | None = None
