"""What is staged: blobs of the index, never the working copy."""

from collections.abc import Iterator
from dataclasses import dataclass
from os import fsdecode
from pathlib import Path

from ztlint.core import Failure
from ztlint.sources.files import MAX_SIZE, too_large
from ztlint.sources.git import GitError, git
from ztlint.sources.objects import Stored, read_objects
from ztlint.sources.source import Source

_SUBMODULE = b"160000"


@dataclass(frozen=True, slots=True)
class _Staged:
    path: str
    blob: str


def staged(root: Path) -> Iterator[Source | Failure]:
    """Added, modified, renamed and copied files of the index, against HEAD or against nothing before the
    first commit. Sorted by path.
    """
    try:
        entries = list(_entries(root))
    except GitError as error:
        yield error.failure()
        return
    wanted = [entry for entry in entries if isinstance(entry, _Staged)]
    yield from (entry for entry in entries if isinstance(entry, Failure))
    ids = list(dict.fromkeys(entry.blob for entry in wanted))
    found = dict(zip(ids, read_objects(root, ids), strict=False)) if ids else {}
    for entry in wanted:
        item = found.get(entry.blob)
        if isinstance(item, Stored):
            yield Source(entry.path, item.data, blob=entry.blob)
        elif item is not None:
            yield Failure(entry.path, item.reason, item.advice)


def _entries(root: Path) -> Iterator[_Staged | Failure]:
    arguments = (
        "--cached",
        "--raw",
        "-z",
        "--no-renames",
        "--no-abbrev",
        "--no-ext-diff",
        "--diff-filter=AMTU",
    )
    fields = git(root, "diff-index", *arguments, _base(root), "--").split(b"\0")
    for meta, name in zip(fields[0::2], fields[1::2], strict=False):
        _, mode, _, blob, status = meta.split(b" ")
        path = fsdecode(name)
        if status == b"U":
            yield Failure(path, "is not merged", "Resolve the conflict and stage the file.")
        elif mode != _SUBMODULE:
            yield _Staged(path, blob.decode())


def _base(root: Path) -> str:
    try:
        return git(root, "rev-parse", "--verify", "--quiet", "HEAD").decode().strip()
    except GitError:
        # No commit yet. The empty tree's id depends on the repository's hash function.
        return git(root, "hash-object", "-t", "tree", "--stdin").decode().strip()


def read_staged(root: Path, path: str) -> bytes | Failure:
    """The index content of a tracked file, changed or not."""
    try:
        size = int(git(root, "cat-file", "-s", f":./{path}"))
        return git(root, "cat-file", "blob", f":./{path}") if size <= MAX_SIZE else too_large(path, size)
    except GitError as error:
        return Failure(path, f"is not in the index: {error.reason}", "Stage it with git add.")
