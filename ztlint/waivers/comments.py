"""Comments in the sense of a parsed document: not the look-alikes inside its strings."""

from collections.abc import Sequence

from ztlint.documents import Document
from ztlint.documents.document import Positions


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
