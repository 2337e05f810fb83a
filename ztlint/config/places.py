"""Where a configuration file's entries stand in its text."""

import re
from pathlib import Path

from ztlint.core import Failure, Span
from ztlint.documents import LineIndex, parse

_TABLE = r"^[ \t]*\[\[[ \t]*(?:tool\.ztlint\.)?{}[ \t]*\]\]"
_INLINE = r"^[ \t]*{}[ \t]*="


def entry_places(path: Path, key: str, count: int) -> tuple[LineIndex, list[Span]]:
    """The file's text, and for each of the ``count`` entries under ``key`` a span.

    The standard library's TOML parser keeps no positions: a table is found by its header, an inline one by
    its key.
    """
    data = path.read_bytes()
    if path.suffix != ".toml":
        documents = parse(str(path), data)
        if not isinstance(documents, Failure) and documents:
            document = documents[0]
            return document.lines, [document.span((key, index)) for index in range(count)]
    lines = LineIndex(data.decode("utf-8-sig", "replace"))
    tables, inline = (re.compile(form.format(key), re.MULTILINE) for form in (_TABLE, _INLINE))
    found = list(tables.finditer(lines.text)) or list(inline.finditer(lines.text)) * count
    spans = [lines.span(*match.span()) for match in found[:count]]
    return lines, spans + [lines.span(0, 0)] * (count - len(spans))
