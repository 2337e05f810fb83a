"""Which commit brought a blob, at which path: ``git log --raw``, which compares trees and opens no blob."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from os import fsdecode
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from ztlint.sources.git import stream

_CHUNK = 1 << 20
_MARK = b"\x01"
_FORMAT = "--format=%x01%H %aI"
_SUBMODULE = b"160000"
_NOTHING = b"0"


@dataclass(frozen=True, slots=True)
class Change:
    """A blob that a commit put at a path. ``author_date`` is ISO 8601."""

    blob: str
    path: str
    commit: str
    author_date: str


def changes(root: Path, revisions: Sequence[str], ids: Sequence[str] = ()) -> Iterator[Change | str]:
    """Every change of every commit, merges against each parent, children before parents. A commit's id alone
    stands before its changes. ``ids`` are commits to look at one by one, whatever refers to them.

    Raises GitError where a commit or a tree is missing.
    """
    shape = ("-z", "--raw", "-m", "--root", "--no-abbrev", "--no-renames", "--no-notes", "--no-relative")
    safe = ("--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-color", "-O/dev/null")
    which = ("--no-walk=unsorted", "--stdin") if ids else ("--topo-order", *revisions)
    with TemporaryFile() as names:
        names.write("\n".join(ids).encode() + b"\n")
        names.seek(0)
        with stream(root, ("log", _FORMAT, *shape, *safe, *which), names) as output:
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
            _, mode, _, blob, _ = text.split(b" ")
            path = next(fields)
            if mode != _SUBMODULE and blob.strip(_NOTHING):
                yield Change(blob.decode(), fsdecode(path), commit, author_date)
