"""Which commit brought a blob, at which path: ``git log --raw``, which compares trees and opens no blob."""

from collections.abc import Iterator, Sequence
from os import fsdecode
from pathlib import Path
from typing import IO, NamedTuple

from ztlint.sources.git import stream, temporary_file

_CHUNK = 1 << 20
_MARK = b"\x01"
_FORMAT = "--format=%x01%H %aI"
_SUBMODULE = b"160000"
_NOTHING = b"0"


class Change(NamedTuple):
    """A blob that a commit put at a path; empty where it took one away. ``before`` was there in the first
    parent, and is zeros where there was none. ``author_date`` is ISO 8601. A tuple, for there are millions.
    """

    blob: str
    name: bytes
    commit: str
    author_date: str
    before: str = ""

    @property
    def path(self) -> str:
        return fsdecode(self.name)


def changes(root: Path, revisions: Sequence[str], ids: Sequence[str] = ()) -> Iterator[Change | str]:
    """Every change of every commit, children before parents; of merges, what is in none of their parents. A
    commit's id alone stands before its changes. ``ids`` are commits to look at one by one instead.

    Raises GitError where a commit or a tree is missing.
    """
    shape = ("-z", "--raw", "-c", "--root", "--no-abbrev", "--no-renames", "--no-notes", "--no-relative")
    plain = ("--no-show-signature", "--no-color", "-O/dev/null")
    which = ("--no-walk=unsorted", "--stdin") if ids else ("--topo-order", *revisions)
    with temporary_file() as names:
        names.write("\n".join(ids).encode() + b"\n")
        names.seek(0)
        with stream(root, ("log", _FORMAT, *shape, *plain, *which), names) as output:
            yield from _parse(_fields(output))


def _fields(output: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while chunk := output.read(_CHUNK):
        *fields, rest = (rest + chunk).split(b"\0")
        yield from fields
    if rest:
        yield rest


def _parse(fields: Iterator[bytes]) -> Iterator[Change | str]:
    commit = author_date = ""
    for field in fields:
        text = field.lstrip(b"\n")
        if text.startswith(_MARK):
            commit, _, author_date = text[1:].decode().partition(" ")
            yield commit
        elif text.startswith(b":"):
            name = next(fields)
            # One colon, mode and blob for each parent, and the mode and blob of the commit itself.
            parents = len(text) - len(text.lstrip(b":"))
            parts = text[parents:].split(b" ")
            mode, blob = parts[parents], parts[2 * parents + 1]
            if mode != _SUBMODULE:
                here = blob.decode() if blob.strip(_NOTHING) else ""
                yield Change(here, name, commit, author_date, parts[parents + 1].decode())
