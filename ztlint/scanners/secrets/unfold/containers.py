"""Archives and packed data: known by how they begin, whatever they are called."""

from collections.abc import Iterator

from ztlint.scanners.secrets.unfold import packed, pdfs, tars, zips
from ztlint.scanners.secrets.unfold.budget import Budget
from ztlint.scanners.secrets.unfold.gap import Weight
from ztlint.scanners.secrets.unfold.layer import Layer

_UNREAD = {
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "rar",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"\x04\x22\x4d\x18": "lz4",
    b"MSCF\x00\x00\x00\x00": "cab",
    b"\xed\xab\xee\xdb": "rpm",
    b"!<arch>\n": "ar, deb",
}

_MAGICS = (*packed.MAGICS, *_UNREAD, zips.MAGIC, pdfs.MAGIC)
_FIRST = frozenset(magic[:1] for magic in _MAGICS)


def is_container(data: bytes) -> bool:
    if data[:1] in _FIRST and data.startswith(_MAGICS):
        return True
    return b"\0" in data and (tars.is_tar(data) or zips.ends_in_zip(data))


def contents(data: bytes, budget: Budget) -> Iterator[Layer]:
    """What is in the archive that ``data`` is."""
    if data.startswith(packed.MAGICS):
        yield from packed.unpacked(data, budget)
    elif data.startswith(pdfs.MAGIC):
        yield from pdfs.streams(data, budget)
    elif tars.is_tar(data):
        yield from tars.members(data, budget)
    elif name := next((name for magic, name in _UNREAD.items() if data.startswith(magic)), None):
        budget.note(Weight.LEFT_OUT, f"archives of a kind that is not unpacked ({name})")
    else:
        yield from zips.members(data, budget)
