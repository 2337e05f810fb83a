"""A parsed file: plain Python data, and where each piece of it stands in the text."""

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from ztlint.core import Span
from ztlint.documents.json_places import Place, Places
from ztlint.documents.text import LineIndex

# Four offsets for each child of a container: key start and end, value start and end. A sequence's items
# have no key, and carry their value's offsets twice. One flat array for all containers keeps Stripe's
# 80 000 nodes under 2 MB.
_WIDTH = 4


class Duplicate(Struct, frozen=True):
    """A key that stands twice in one mapping: the later one wins silently in every parser.

    ``lost`` is where the value stands that nobody sees.
    """

    pointer: str
    start: int
    end: int
    lost: tuple[int, int]


class Merge(Struct, frozen=True):
    """A YAML merge key (``<<``): the mapping it stands in, and the keys that it brought in."""

    pointer: str
    keys: tuple[str, ...]
    start: int
    end: int


class Positions(Struct):
    """Offsets by container identity. Containers live as long as their Document, so ids are stable."""

    table: "array[int]" = field(default_factory=lambda: array("I"))
    offsets: dict[int, int] = field(default_factory=dict)
    indexes: dict[int, dict[str, int]] = field(default_factory=dict)
    root: tuple[int, int] = (0, 0)
    aliased: dict[int, tuple[int, int]] = field(default_factory=dict)  # by an alias's start: the scalar it is
    expanded: int = 0
    duplicates: list[Duplicate] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)

    def add(self, container: object, flat: list[int]) -> None:
        self.offsets[id(container)] = len(self.table)
        self.table.extend(flat)

    def _index(self, container: Any) -> dict[str, int]:
        """Where each key of a mapping stands in order; kept, for mappings of many thousand keys."""
        if id(container) not in self.indexes:
            self.indexes[id(container)] = {key: index for index, key in enumerate(container)}
        return self.indexes[id(container)]

    def child(self, container: Any, step: str | int) -> tuple[int, int, int, int] | None:
        base = self.offsets.get(id(container))
        if base is None:
            return None
        at = base + (step if isinstance(step, int) else self._index(container)[step]) * _WIDTH
        one, two, three, four = self.table[at : at + _WIDTH]
        return one, two, three, four


class Document:
    """One parsed document. Its data is never changed; positions are computed when first asked for.

    ``places`` answers for single values, where a format can do that without computing all positions.
    """

    def __init__(
        self, path: str, text: str, data: Any, positions: Callable[[], Positions], part: int = 0
    ) -> None:
        self.path = path
        self.text = text
        self.data = data
        self.part = part
        self.lines = LineIndex(text)
        self._make_positions = positions
        self._positions: Positions | None = None
        self.places: Places | None = None

    @property
    def sources(self) -> "tuple[Document, ...]":
        """The documents that its values stand in."""
        return (self,)

    def mentions(self, word: str) -> bool:
        """Whether a word stands anywhere in its text."""
        return word in self.text

    def origin(self, steps: tuple[str | int, ...]) -> "tuple[Document, tuple[str | int, ...]]":
        """The document that a value stands in, and the way to it there."""
        return self, steps

    @property
    def positions(self) -> Positions:
        if self._positions is None:
            self._positions = self._make_positions()
        return self._positions

    @property
    def duplicates(self) -> Sequence[Duplicate]:
        return () if self.places else self.positions.duplicates

    @property
    def merges(self) -> Sequence[Merge]:
        return () if self.places else self.positions.merges

    @property
    def expanded(self) -> int:
        """Values that a reader who writes aliases out has more than this one."""
        return 0 if self.places else self.positions.expanded

    def span(self, steps: tuple[str | int, ...], *, key: bool = False) -> Span:
        """The tightest single-line span for a place: a scalar's value, or a container's key.

        A step that does not exist ends the walk at the nearest ancestor that does.
        """
        return self.lines.span(*self._offsets(steps, key=key))

    def place(self, steps: tuple[str | int, ...]) -> Place | None:
        """Where key and value of an existing place start and end; of a container in JSON only its bracket."""
        values = [self.data]
        for step in steps:
            if not _has(values[-1], step):
                return None
            values.append(values[-1][step])
        return self._place(values, steps)

    def _offsets(self, steps: tuple[str | int, ...], *, key: bool) -> tuple[int, int]:
        values = [self.data]
        for step in steps:
            if not _has(values[-1], step):
                key = True
                break
            values.append(values[-1][step])
        found = self._place(values, steps[: len(values) - 1])
        if found is None:
            return self._first_line(*(self.places.root() if self.places else self.positions.root))
        key_start, key_end, start, end = found
        keyed = isinstance(steps[len(values) - 2], str)
        if keyed and (key or isinstance(values[-1], (dict, list)) or start == end):
            start, end = key_start, key_end
        return self._first_line(start, end)

    def _place(self, values: list[Any], steps: tuple[str | int, ...]) -> Place | None:
        """Of the last of ``values``, to which ``steps`` lead from the root."""
        if not steps:
            return None
        return self.places.child(steps) if self.places else self.positions.child(values[-2], steps[-1])

    def _first_line(self, start: int, end: int) -> tuple[int, int]:
        return start, max(start, min(end, self.lines.line_end(start)))


def _has(value: Any, step: str | int) -> bool:
    if isinstance(value, Mapping):
        return step in value
    return isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value)


def children(value: Any) -> Iterator[Any]:
    """The values directly inside a container."""
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value
