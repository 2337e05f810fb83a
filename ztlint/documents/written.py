"""Where a value is written out, in full: for those who must not show it."""

from ztlint.documents.document import Document
from ztlint.documents.node import pointer_of


def written(document: Document, steps: tuple[str | int, ...]) -> list[tuple[int, int]]:
    """All ranges of the scalar at ``steps``, which exists, over all of its lines: where it stands, at the
    anchor of its alias, and what a duplicate of its key had before.
    """
    place = document.place(steps) if steps else None
    if place is None:
        return [document.positions.root]
    start, end = place[2:]
    lost = [twice.lost for twice in document.duplicates if twice.pointer == pointer_of(steps)]
    aliased = None if document.places else document.positions.aliased.get(start)
    return [(start, end), *lost, *([aliased] if aliased else [])]
