"""Objects of a repository's database, read through ``git cat-file``: no diff, so no diff driver."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from ztlint.core import Failure
from ztlint.sources.files import LARGE, MAX_SIZE
from ztlint.sources.git import GitError, run, stream, temporary_file
from ztlint.sources.large import Limited, Pieces, is_archive
from ztlint.sources.repositories import common_folder, git_folder

MAX_DAMAGED = 50
"""Damaged objects that are stepped over, each at the cost of a new git process, before giving up."""

DAMAGE_ADVICE = "Restore the objects with git fetch --refetch origin, then check with git fsck --full."

_FORM = "--batch-check=%(objectname) %(objecttype) %(objectsize)"
_ENTRY = re.compile(rb"^([0-9a-f]{40,64}) (blob|commit|tag) ([0-9]+)$", re.MULTILINE)

_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_MISSING = re.compile(rb"^([0-9a-f]{40,64}) missing$", re.MULTILINE)
_PACK = re.compile(r"^error: .*?(?:\./)?(\S+\.(?:pack|idx|midx)|multi-pack-index)\b", re.MULTILINE)


class Entry(Struct, frozen=True):
    """What the database says about an object. ``size`` is in bytes."""

    id: str
    type: str
    size: int


class Stored(Struct, frozen=True):
    """An object and its bytes."""

    id: str
    type: str
    data: bytes


class Flow(Struct, frozen=True):
    """An object too large to be held. ``pieces`` can be read until the next object is asked for."""

    id: str
    type: str
    size: int
    pieces: Limited


def list_objects(root: Path) -> tuple[list[Entry], list[Failure]]:
    """All blobs, commits and tags, unreachable ones too, in the order in which they lie in the packs."""
    try:
        output, errors = run(
            root, ("cat-file", _FORM, "--batch-all-objects", "--unordered", "--buffer"), seconds=None
        )
    except GitError as error:
        return _what_is_left(root, error)
    return _entries(output), [*_damages(output), *_complaints(errors)]


def _what_is_left(root: Path, error: GitError) -> tuple[list[Entry], list[Failure]]:
    """Git gives up on all objects for one pack. Those outside of packs can still be read."""
    told = [Failure(".", error.reason, DAMAGE_ADVICE)]
    place = git_folder(root)
    if place is None:
        return [], told
    folders = (common_folder(place) / "objects").glob("[0-9a-f][0-9a-f]")
    ids = sorted(f"{folder.name}{file.name}" for folder in folders for file in folder.iterdir())
    try:
        entries, failures = describe_objects(root, [id_ for id_ in ids if _ID.fullmatch(id_)])
    except GitError:
        return [], told
    return entries, [*told, *failures]


def describe_objects(root: Path, ids: Sequence[str]) -> tuple[list[Entry], list[Failure]]:
    """The same for ``ids`` only."""
    names = "\n".join(ids).encode() + b"\n"
    output, errors = run(root, ("cat-file", _FORM, "--buffer"), stdin=names, seconds=None)
    return _entries(output), [*_damages(output), *_complaints(errors)]


def _entries(output: bytes) -> list[Entry]:
    return [Entry(id_.decode(), kind.decode(), int(size)) for id_, kind, size in _ENTRY.findall(output)]


def _damages(output: bytes) -> list[Failure]:
    """Objects that git lists and cannot open: it calls them missing."""
    return [damaged(id_.decode(), "missing or damaged") for id_ in _MISSING.findall(output)]


def _complaints(errors: str) -> list[Failure]:
    """A pack or an index that git gives up on is only a message: its objects would be lost silently."""
    packs = sorted(set(_PACK.findall(errors)))
    return [Failure(name, "git could not read this pack", DAMAGE_ADVICE) for name in packs]


def read_objects(root: Path, ids: Sequence[str]) -> Iterator[Stored | Flow | Failure]:
    """The objects in the order of ``ids``. A damaged one is a Failure, and the next ones follow; one that is
    found damaged while it flows is told of after its Flow.
    """
    done = failed = 0
    while done < len(ids) and failed < MAX_DAMAGED:
        reason = "git stopped early"
        try:
            for item in _read_until_damage(root, ids[done:]):
                yield item
                done += not isinstance(item, Flow) or item.pieces.skip()
        except GitError as error:
            reason = error.reason
        if done < len(ids):
            yield damaged(ids[done], reason)
            done, failed = done + 1, failed + 1
    if done < len(ids):
        yield Failure(".", f"{len(ids) - done} objects were not read: too many are damaged", DAMAGE_ADVICE)


def damaged(id_: str, reason: str) -> Failure:
    return Failure(f".git/objects/{id_[:2]}/{id_[2:]}", f"could not be read: {reason}", DAMAGE_ADVICE)


def _read_until_damage(root: Path, ids: Sequence[str]) -> Iterator[Stored | Flow | Failure]:
    # The list goes through a file: fed through a pipe, both sides could wait for one another.
    with temporary_file() as names:
        names.write("\n".join(ids).encode() + b"\n")
        names.seek(0)
        with stream(root, ("cat-file", "--batch", "--buffer"), names) as output:
            while header := output.readline():
                item = _read_one(output, header)
                if item is None:
                    return
                yield item
                if isinstance(item, Flow) and not (item.pieces.skip() and output.read(1) == b"\n"):
                    return


def _read_one(output: Pieces, header: bytes) -> Stored | Flow | Failure | None:
    """None where the output ends in the middle of an object."""
    id_, _, rest = header.decode("ascii", "replace").rstrip("\n").partition(" ")
    kind, _, number = rest.partition(" ")
    if not number.isdigit():
        return damaged(id_, f"git says {kind or 'nothing'}")
    size = int(number)
    if size > LARGE and not (size <= MAX_SIZE and is_archive(output.peek())):
        return Flow(id_, kind, size, Limited(output, size))
    data = output.read(size)
    return Stored(id_, kind, data) if len(data) == size and output.read(1) == b"\n" else None
