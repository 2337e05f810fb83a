"""Where a configuration file's entries stand in its text."""

import re
from pathlib import Path

from ztlint.core import Failure, Span
from ztlint.documents import LineIndex, parse

_TABLE = re.compile(r"^[ \t]*\[\[[ \t]*(?:tool\.ztlint\.)?waivers[ \t]*\]\]", re.MULTILINE)
_INLINE = re.compile(r"^[ \t]*waivers[ \t]*=", re.MULTILINE)


def waiver_places(path: Path, count: int) -> tuple[LineIndex, list[Span]]:
    """The file's text, and for each of its ``count`` waivers a span.

    The standard library's TOML parser keeps no positions: a table is found by its header, an inline one by
    its key.
    """
    data = path.read_bytes()
    if path.suffix != ".toml":
        documents = parse(str(path), data)
        if not isinstance(documents, Failure) and documents:
            document = documents[0]
            return document.lines, [document.span(("waivers", index)) for index in range(count)]
    lines = LineIndex(data.decode("utf-8-sig", "replace"))
    found = list(_TABLE.finditer(lines.text)) or list(_INLINE.finditer(lines.text)) * count
    spans = [lines.span(*match.span()) for match in found[:count]]
    return lines, spans + [lines.span(0, 0)] * (count - len(spans))
