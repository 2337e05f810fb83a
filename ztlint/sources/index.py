"""What is staged: blobs of the index, never the working copy."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from itertools import chain
from os import fsdecode
from pathlib import Path

from msgspec import Struct

from ztlint.core import Failure
from ztlint.sources.files import too_large
from ztlint.sources.git import SOON, GitError, git, stream
from ztlint.sources.large import Large
from ztlint.sources.objects import Flow, Stored, read_objects
from ztlint.sources.source import Source

_SUBMODULE = b"160000"
FILES = (b"100644", b"100755")
_GIVEN_UP = Failure(".", "its object can't be read", "Check the repository with git fsck.")
_UNMERGED, _RESOLVE = "is not merged", "Resolve the conflict and stage the file."


class _Staged(Struct, frozen=True):
    path: str
    blob: str


def staged(root: Path) -> Iterator[Source | Large | Failure]:
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
        if item is not None:
            yield _source(root, entry, item)


def _source(root: Path, entry: _Staged, item: Stored | Flow | Failure) -> Source | Large | Failure:
    if isinstance(item, Stored):
        return Source(entry.path, item.data, blob=entry.blob)
    if isinstance(item, Flow):
        return Large(entry.path, item.size, partial(stream, root, ("cat-file", "blob", item.id)))
    return Failure(entry.path, item.reason, item.advice)


def tracked(root: Path, wanted: Callable[[str], bool]) -> Iterator[Source | Large | Failure]:
    """All files and links of the index, changed or not, each read when it is asked for. Raises GitError."""
    lines = git(root, "ls-files", "--cached", "--stage", "-z", seconds=SOON).split(b"\0")
    parts = (line.partition(b"\t") for line in lines if line)
    found = [(fsdecode(name), meta.split(b" ")) for meta, _, name in parts]
    unmerged = sorted({path for path, (_, _, stage) in found if stage != b"0"})
    entries = [
        _Staged(path, blob.decode())
        for path, (mode, blob, stage) in found
        if mode != _SUBMODULE and stage == b"0" and wanted(path)
    ]
    return chain((Failure(path, _UNMERGED, _RESOLVE) for path in unmerged), _read_entries(root, entries))


def _read_entries(root: Path, entries: Sequence[_Staged]) -> Iterator[Source | Large | Failure]:
    items = read_objects(root, [entry.blob for entry in entries]) if entries else iter(())
    for entry in entries:
        yield _source(root, entry, next(items, _GIVEN_UP))


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
    fields = git(root, "diff-index", *arguments, _base(root), "--", seconds=SOON).split(b"\0")
    for meta, name in zip(fields[0::2], fields[1::2], strict=False):
        _, mode, _, blob, status = meta.split(b" ")
        path = fsdecode(name)
        if status == b"U":
            yield Failure(path, _UNMERGED, _RESOLVE)
        elif mode != _SUBMODULE:
            yield _Staged(path, blob.decode())


def _base(root: Path) -> str:
    try:
        return git(root, "rev-parse", "--verify", "--quiet", "HEAD").decode().strip()
    except GitError:
        # No commit yet. The empty tree's id depends on the repository's hash function.
        return git(root, "hash-object", "-t", "tree", "--stdin").decode().strip()


class Index:
    """Tracked files as the index has them, changed or not. A git process for each would take longer than all
    checks, so files that are expected to be asked for are read together with the first of them.

    ``expected`` tells from a path and its bytes which files are likely to be asked for next.
    """

    def __init__(self, root: Path, expected: Callable[[str, bytes], Iterable[str]]) -> None:
        self._root = root
        self._expected = expected
        self._waiting: set[str] = set()
        self._ahead: dict[str, bytes | Failure] = {}
        self._known: set[str] = set()

    @cached_property
    def entries(self) -> dict[str, str]:
        """Blobs by path. Raises GitError."""
        lines = git(self._root, "ls-files", "--cached", "--stage", "-z", seconds=SOON).split(b"\0")
        parts = (line.partition(b"\t") for line in lines if line)
        files = ((meta.split(b" "), fsdecode(name)) for meta, _, name in parts)
        return {name: blob.decode() for (mode, blob, _), name in files if mode in FILES}

    def expect(self, path: str, data: bytes) -> None:
        """What ``path`` leads to is likely to be asked for."""
        news = set(self._expected(path, data)) - self._known
        self._known |= news
        self._waiting |= news

    def read(self, path: str) -> bytes | Failure:
        try:
            if path not in self.entries:
                return Failure(path, "is not in the index", "Stage it with git add.")
            if path not in self._ahead:
                self._read({path, *self._waiting})
        except GitError as error:
            return Failure(path, f"could not be read: {error.reason}", error.advice)
        return self._ahead.pop(path)

    def _read(self, paths: set[str]) -> None:
        self._waiting.clear()
        wanted = sorted(path for path in paths if path in self.entries)
        for path, item in zip(wanted, self.read_all(wanted), strict=True):
            self._ahead[path] = item
            if not isinstance(item, Failure):
                self.expect(path, item)

    def read_all(self, paths: Sequence[str]) -> Iterator[bytes | Failure]:
        """In the order of ``paths``, all of which the index has, and without keeping them."""
        found = read_objects(self._root, [self.entries[path] for path in paths])
        for path in paths:
            item = next(found, _GIVEN_UP)
            if isinstance(item, Flow):
                item = too_large(path, item.size)
            yield item.data if isinstance(item, Stored) else Failure(path, item.reason, item.advice)
