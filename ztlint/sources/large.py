"""Files and objects that are too large to be held: read piece by piece."""

import os
import stat
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from ztlint.core import Failure
from ztlint.sources.files import MAX_SIZE, opened

PIECE = 8 * 1024 * 1024
"""Bytes read at once."""

_ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", b"7z\xbc\xaf\x27\x1c", b"\x28\xb5\x2f\xfd")
BUNDLES = (b"# v2 git bundle", b"# v3 git bundle")


class Pieces(Protocol):
    """A buffered stream."""

    def read(self, size: int, /) -> bytes: ...

    def peek(self) -> bytes: ...


class Large(Struct, frozen=True):
    """A file as a Source is one, without its bytes: ``open`` gives a stream of them."""

    path: str
    size: int
    open: Callable[[], AbstractContextManager[Pieces]]


def open_later(root: Path, path: str) -> Large | None:
    """A file of the working tree that is too large to be held; None for all others."""
    try:
        state = os.lstat(os.path.join(root, path))  # noqa: PTH118 (as in discovery)
    except (OSError, ValueError):
        return None  # reading it says what is wrong
    if not stat.S_ISREG(state.st_mode) or state.st_size <= MAX_SIZE:
        return None
    return Large(path, state.st_size, partial(opened, root, path))


class Limited:
    """The next ``size`` bytes of a stream. ``complete`` once all of them were there."""

    def __init__(self, stream: Pieces, size: int) -> None:
        self._stream = stream
        self._left = size

    @property
    def complete(self) -> bool:
        return self._left == 0

    def peek(self) -> bytes:
        """How it begins, without reading it."""
        return self._stream.peek()[: self._left]

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(data)
        return data

    def skip(self) -> bool:
        """Over what nobody read. Whether all of it was there."""
        while self.read(1 << 20):
            pass
        return self.complete


def is_archive(head: bytes) -> bool:
    """Whether bytes begin like an archive or a compressed file, in which nothing can be found as it is."""
    return head.startswith(_ARCHIVES)


def not_looked_into(path: str, head: bytes, size: int) -> Failure | None:
    """What windows over a file's bytes can't show."""
    if is_archive(head):
        told = f"too large to be unpacked: {size} bytes, more than {MAX_SIZE}"
        return Failure(path, told, "Unpack it elsewhere and check the folder, or exclude it.")
    return bundle_failure(path, head)


def bundle_failure(path: str, head: bytes) -> Failure | None:
    """A bundle holds a packed history, which git reads only where it may write."""
    if head.startswith(BUNDLES):
        advice = "Run git clone on the file, and check the clone with --history."
        return Failure(path, "is a git bundle, whose history was not looked at", advice)
    return None
