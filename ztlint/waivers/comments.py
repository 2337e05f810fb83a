"""Comments, told from look-alikes inside strings and prose."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from ztlint.documents import Document, walk

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


class Scalars:
    """The ranges of all keys and scalar values of a file's documents, to tell comments from strings."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._ranges = sorted({found for document in documents for found in _ranges(document)})

    def hold(self, offset: int) -> bool:
        at = bisect_left(self._ranges, (offset, -1)) - 1
        return at >= 0 and offset < self._ranges[at][1]


def _ranges(document: Document) -> Iterator[tuple[int, int]]:
    """A document that is one scalar has no containers to ask."""
    if not isinstance(document.data, (dict, list)):
        yield document.positions.root
    for node in walk(document):
        for step, value in node.value.items() if isinstance(node.value, dict) else enumerate(node.value):
            found = document.positions.child(node.value, step)
            if found is not None:
                yield found[0], found[1] if isinstance(step, str) else found[0]
                if not isinstance(value, (dict, list)):
                    yield found[2], found[3]
