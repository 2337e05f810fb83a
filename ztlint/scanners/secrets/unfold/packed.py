"""Data compressed as a whole: gzip, bzip2, xz, lzma, zlib."""

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

from ztlint.scanners.secrets.unfold.budget import Budget
from ztlint.scanners.secrets.unfold.gap import Weight
from ztlint.scanners.secrets.unfold.layer import Layer

_CHUNK = 64 * 1024  # bytes given at a time, so that what is left of them is never much
_PART = 1 << 20  # bytes taken at a time
_MEMORY = 128 * 1024 * 1024  # for a dictionary of lzma: the largest that xz makes takes 65 MB


class _Stream(Protocol):
    """What bz2 and lzma have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...


class _Zlib:
    """zlib's decompressor, with the manners of the others. ``bits``: 31 for gzip, 15 for zlib."""

    def __init__(self, bits: int) -> None:
        self._stream = zlib.decompressobj(bits)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._stream.eof

    @property
    def unused_data(self) -> bytes:
        return self._stream.unused_data

    def decompress(self, data: bytes, max_length: int = _PART, /) -> bytes:
        part = self._stream.decompress(self._stream.unconsumed_tail + data, max_length)
        self.needs_input = not self._stream.unconsumed_tail and len(part) < max_length
        return part


def _bzip2() -> _Stream:
    return bz2.BZ2Decompressor()


def _lzma() -> _Stream:
    return lzma.LZMADecompressor(lzma.FORMAT_AUTO, memlimit=_MEMORY)


_ZLIB = tuple(bytes([0x78, flags]) for flags in (0x01, 0x5E, 0x9C, 0xDA))

_FORMATS: tuple[tuple[tuple[bytes, ...], str, Callable[[], _Stream]], ...] = (
    ((b"\x1f\x8b\x08",), "gzip", lambda: _Zlib(31)),
    (tuple(b"BZh%d\x31\x41\x59" % level for level in range(1, 10)), "bzip2", _bzip2),
    ((b"\xfd7zXZ\x00",), "xz", _lzma),
    ((b"\x5d\x00\x00",), "lzma", _lzma),
    (_ZLIB, "zlib", lambda: _Zlib(15)),
)

MAGICS = tuple(magic for magics, *_ in _FORMATS for magic in magics)


def unpacked(data: bytes, budget: Budget) -> Iterator[Layer]:
    """What the data unpacks to, or as much of it as is whole."""
    for magics, name, make in _FORMATS:
        if data.startswith(magics):
            if out := budget.read(_parts(data, name, make, budget), len(data)):
                yield Layer(name, out)
            return


def _parts(data: bytes, name: str, make: Callable[[], _Stream], budget: Budget) -> Iterator[bytes]:
    """Several streams after one another are one. What follows them and is none is left alone."""
    place = 0
    while place < len(data) and budget.enters():
        stream, start, got = make(), place, False
        try:
            while not stream.eof:
                fed = data[place : place + _CHUNK] if stream.needs_input else b""
                if stream.needs_input and not fed:
                    raise EOFError  # noqa: TRY301 - cut off is one way of being damaged
                place += len(fed)
                if part := stream.decompress(fed, _PART):
                    got = True
                    yield part
        except (zlib.error, OSError, EOFError, ValueError, lzma.LZMAError) as error:
            if not start or got:
                _note(budget, name, error)
            return
        place -= len(stream.unused_data)


def _note(budget: Budget, name: str, error: Exception) -> None:
    if "emory" in str(error):
        budget.note(Weight.INCOMPLETE, f"needs more than {_MEMORY} bytes of memory to unpack")
    else:
        budget.note(Weight.DAMAGED, f"is damaged: its {name} data can't be read to the end")
