"""Members of zip archives: jar, whl, docx, apk and many others, and programs with one at their end."""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from ztlint.scanners.secrets.unfold.budget import MAX_ENTRIES, Budget
from ztlint.scanners.secrets.unfold.gap import Weight
from ztlint.scanners.secrets.unfold.layer import Layer

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

MAGIC = b"PK\x03\x04"
_END = b"PK\x05\x06"
_ENTRY = b"PK\x01\x02"
_FARTHEST = 65_557  # bytes from the end at which the end record may begin: 22, and a comment
_PART = 1 << 20
_ENCRYPTED = 1


def ends_in_zip(data: bytes) -> bool:
    return data.rfind(_END, max(0, len(data) - _FARTHEST)) >= 0


def members(data: bytes, budget: Budget) -> Iterator[Layer]:
    from zipfile import BadZipFile, ZipFile  # noqa: PLC0415 - slow to load

    if data.count(_ENTRY) > MAX_ENTRIES:  # counted before a list of them is made
        budget.note(Weight.INCOMPLETE, f"holds more than {MAX_ENTRIES} members")
        return
    try:
        archive = ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, OSError, EOFError, struct.error, NotImplementedError):
        budget.note(Weight.DAMAGED, "is damaged: its table of contents can't be read")
        return
    for entry in archive.infolist():
        if not budget.enters():
            return
        found = _parts(archive, entry, budget)
        if entry.file_size and (out := budget.read(found, entry.compress_size, entry.filename)):
            yield Layer("zip", out, name=entry.filename)


def _parts(archive: "ZipFile", entry: "ZipInfo", budget: Budget) -> Iterator[bytes]:
    from zipfile import BadZipFile  # noqa: PLC0415 - slow to load

    if entry.flag_bits & _ENCRYPTED:
        budget.note(Weight.LEFT_OUT, "encrypted members of archives", entry.filename)
        return
    try:
        with archive.open(entry) as file:
            while part := file.read(_PART):
                yield part
    except NotImplementedError:
        budget.note(Weight.LEFT_OUT, "members of archives packed in a way that is not read", entry.filename)
    except (BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, struct.error):
        budget.note(Weight.INCOMPLETE, "is damaged: a member can't be read to its end", entry.filename)
