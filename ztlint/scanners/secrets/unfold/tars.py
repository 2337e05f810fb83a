"""Members of tar archives. Names and links lead nowhere: nothing is written to disk."""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from ztlint.scanners.secrets.unfold.budget import Budget
from ztlint.scanners.secrets.unfold.gap import Weight
from ztlint.scanners.secrets.unfold.layer import Layer

if TYPE_CHECKING:
    import tarfile

_BLOCK = 512
_PART = 1 << 20


def is_tar(data: bytes) -> bool:
    return len(data) >= _BLOCK and data[257:262] == b"ustar"


def members(data: bytes, budget: Budget) -> Iterator[Layer]:
    import tarfile  # noqa: PLC0415 - slow to load

    try:
        with tarfile.TarFile(
            fileobj=BytesIO(data), errorlevel=0, encoding="utf-8", errors="replace"
        ) as archive:
            while (entry := archive.next()) is not None and budget.enters():
                archive.members.clear()  # type: ignore[attr-defined] # they would be kept until the end
                if entry.isfile() and (out := budget.read(_parts(archive, entry), len(data), entry.name)):
                    yield Layer("tar", out, name=entry.name)
            if entry is None and data[archive.offset : archive.offset + _BLOCK].strip(b"\0"):
                raise tarfile.ReadError
    except (tarfile.TarError, OSError, EOFError, ValueError, RecursionError):
        budget.note(Weight.DAMAGED, "is damaged: its tar members can't be read to the end")


def _parts(archive: "tarfile.TarFile", entry: "tarfile.TarInfo") -> Iterator[bytes]:
    file = archive.extractfile(entry)
    if file is not None:
        with file:
            while part := file.read(_PART):
                yield part
