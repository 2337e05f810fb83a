"""What a stretch of bytes unfolds to, and where each part of that came from."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import overload

from msgspec import Struct


class Piece(Struct, frozen=True):
    """From offset ``at`` on, a layer shows ``start`` to ``end`` of the data below it: as it stands there
    (``plain``), or unfolded.
    """

    at: int
    start: int
    end: int
    plain: bool


class Later(Sequence[Piece]):
    """Pieces that are made when they are asked for: most layers hold nothing, and nobody asks."""

    def __init__(self, make: Callable[[], Sequence[Piece]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Sequence[Piece]:
        return self._make()

    @overload
    def __getitem__(self, index: int) -> Piece: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Piece]: ...
    def __getitem__(self, index: int | slice) -> Piece | Sequence[Piece]:
        return self._made[index]

    def __len__(self) -> int:
        return len(self._made)


class Layer(Struct, frozen=True):
    """Bytes that other bytes stand for. ``way`` says how, for readers.

    ``pieces`` are sorted by ``at``, the first at 0; there are none where all of the data below is meant, as
    in an archive. ``strict`` is for what may be no text: there only formats count that nothing else looks
    like. ``in_place`` is what is the same text again, but for a few characters. ``name`` is that of a member.
    """

    way: str
    data: bytes
    pieces: Sequence[Piece] = ()
    strict: bool = False
    in_place: bool = False
    name: str = ""

    def below(self, start: int, end: int) -> tuple[int, int] | None:
        """The range of the data below that a range of the layer comes from; None for all of it."""
        if not self.pieces:
            return None
        first, last = self.pieces[self._piece(start)], self.pieces[self._piece(max(start, end - 1))]
        begin = min(first.start + start - first.at, first.end) if first.plain else first.start
        return begin, max(begin, min(last.start + end - last.at, last.end) if last.plain else last.end)

    def unfolds(self, start: int, end: int) -> bool:
        """Whether anything in the range, or right beside it, reads otherwise below."""
        if not self.pieces:
            return True
        first, last = self._piece(max(0, start - 1)), self._piece(end)
        return last > first or not self.pieces[first].plain

    def _piece(self, offset: int) -> int:
        return bisect_right(self.pieces, offset, key=_at) - 1


def _at(piece: Piece) -> int:
    return piece.at


class Builder:
    """A layer's bytes while they come together."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._pieces: list[Piece] = []
        self._size = 0

    def add(self, data: bytes, start: int, end: int, *, plain: bool) -> None:
        """Empty ``data`` stands for what is left out, such as the quotes between two halves."""
        if start == end:
            return
        self._pieces.append(Piece(self._size, start, end, plain))
        self._parts.append(data)
        self._size += len(data)

    def gap(self, at: int) -> None:
        """What comes next has nothing to do with what came before."""
        self._pieces.append(Piece(self._size, at, at, plain=True))
        self._parts.append(GAP)
        self._size += len(GAP)

    @property
    def pieces(self) -> Sequence[Piece]:
        return tuple(self._pieces)

    def layer(self, way: str, *, strict: bool = False, in_place: bool = False) -> Layer | None:
        """None where nothing came together."""
        if not self._size:
            return None
        return Layer(way, b"".join(self._parts), tuple(self._pieces), strict, in_place)


GAP = b"\n\n"
