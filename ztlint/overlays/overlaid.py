"""A definition with overlays in it, which knows of each value the file it stands in."""

from collections.abc import Sequence

from ztlint.core import Span
from ztlint.documents import Document, Duplicate, Merge, split_pointer
from ztlint.documents.json_places import Place
from ztlint.overlays.draft import Draft, Steps


class Overlaid(Document):
    """``base`` is the definition as it is written. Path, text and lines are its own."""

    def __init__(self, draft: Draft, overlays: tuple[Document, ...]) -> None:
        base = draft.base
        super().__init__(base.path, base.text, draft.data, lambda: base.positions, base.part)
        self.lines = base.lines
        self.base = base
        self.overlays = overlays
        self._draft = draft

    @property
    def sources(self) -> tuple[Document, ...]:
        return (self.base, *self.overlays)

    def mentions(self, word: str) -> bool:
        return any(document.mentions(word) for document in self.sources)

    def origin(self, steps: Steps) -> tuple[Document, Steps]:
        return self._draft.origin(steps)

    def is_unchanged(self, steps: Steps) -> bool:
        """Whether a container is the one of the definition, at the same place."""
        value, written = self.data, self.base.data
        for step in steps:
            try:
                value, written = value[step], written[step]
            except (KeyError, IndexError, TypeError):
                return False
        return value is written

    def touched(self, steps: Steps) -> list[tuple[str, Document, Steps]]:
        """What overlays took out of a container or added to it as items: in words, and where they say so."""
        value = self.data
        for step in steps:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return []
        return [(told, *origin) for told, origin in self._draft.touched.get(id(value), ())]

    @property
    def duplicates(self) -> Sequence[Duplicate]:
        return tuple(one for one in self.base.duplicates if self._stays(one.pointer))

    @property
    def merges(self) -> Sequence[Merge]:
        return tuple(one for one in self.base.merges if self._stays(one.pointer))

    def _stays(self, pointer: str) -> bool:
        """Whether what a pointer of the definition speaks of is still there."""
        steps = split_pointer(pointer, self.base.data)
        return self.origin(steps) == (self.base, steps)

    @property
    def expanded(self) -> int:
        return self.base.expanded

    def span(self, steps: Steps, *, key: bool = False) -> Span:
        """In the file that ``origin`` says."""
        document, way = self.origin(steps)
        return document.span(way, key=key)

    def place(self, steps: Steps) -> Place | None:
        """Only of what stands in the definition itself."""
        document, way = self.origin(steps)
        return document.place(way) if document is self.base else None
