"""Comments, told from look-alikes inside strings and prose."""

from collections.abc import Sequence

from ztlint.documents import Document
from ztlint.documents.document import Positions

_PROSE = (".md", ".markdown", ".html", ".htm", ".xml", ".svg")


def is_comment(path: str, before: str, opener: str) -> bool:
    """Whether what opens a comment does so behind ``before``, its line's beginning. Prose and markup have one
    kind of comment; elsewhere a quote that is still open makes it a string.
    """
    if path.lower().endswith(_PROSE):
        return opener == "<!--"
    return not _open_quote(before)


def _open_quote(text: str) -> bool:
    quote, skip = "", False
    for character in text:
        if skip:
            skip = False
        elif quote:
            skip = character == "\\"
            quote = "" if character == quote else quote
        elif character in "\"'`":
            quote = character
    return bool(quote)


def in_scalar(documents: Sequence[Document], offset: int) -> bool:
    """Whether ``offset`` lies in a key or a scalar value of any document of the file."""
    return any(_in_scalar(document.positions, offset) for document in documents)


def _in_scalar(positions: Positions, offset: int) -> bool:
    """The tightest range around ``offset`` is a scalar's unless it encloses ranges of its own."""
    flat = positions.table
    ranges = {(flat[i], flat[i + 1]) for i in range(0, len(flat), 2)}
    around = [(start, end) for start, end in ranges if start < offset < end]
    if not around:
        return False
    start, end = min(around, key=lambda pair: pair[1] - pair[0])
    return not any(start <= one and two <= end for one, two in ranges - {(start, end)})
