"""What a repository's own folder holds beside its objects: configuration, reflogs, messages, hooks."""

import os
import stat
from collections.abc import Iterator
from functools import partial
from os import fsdecode
from pathlib import Path

from ztlint.core import Failure
from ztlint.sources.files import LARGE, NotReadError, opened_at
from ztlint.sources.git import SOON, GitError, git
from ztlint.sources.large import Large
from ztlint.sources.source import Source

GIT = ".git/"
"""Before all paths of the folder, wherever it is."""

_BORROWED = "objects/info/alternates"
_FORMATS_OF_ITS_OWN = frozenset({"index", "modules", "objects"})
"""git reads these: names in the index are told by ``index_names``; modules are repositories of their own."""


def own_files(folder: Path) -> Iterator[str]:
    """Paths of all files that a repository keeps beside its objects, the names of references among them.
    Links are not followed. As text: a reference may have a file of its own, and there may be very many.
    """
    start = os.fspath(folder)
    if (folder / _BORROWED).is_file():
        yield _BORROWED
    for place, folders, files in os.walk(start):
        base = place[len(start) + 1 :]
        if not base:
            folders[:] = [name for name in folders if name not in _FORMATS_OF_ITS_OWN]
        folders.sort()
        yield from (f"{base}/{name}" if base else name for name in sorted(files) if name != "index")


def remembered(folder: Path) -> Iterator[Source | Large | Failure]:
    start = os.fspath(folder)
    for name in own_files(folder):
        try:
            with opened_at(f"{start}/{name}") as file:
                data = file.read(min(LARGE, os.fstat(file.fileno()).st_size) + 1)
        except NotReadError as error:
            if _is_file(f"{start}/{name}"):  # git writes links and sockets there itself
                yield Failure(GIT + name, error.reason, error.advice)
            continue
        except OSError as error:
            yield Failure(GIT + name, f"could not be read: {error.strerror}", "Check the file system.")
            continue
        if len(data) <= LARGE:
            yield Source(GIT + name, data)
        else:
            size = os.lstat(f"{start}/{name}").st_size
            yield Large(GIT + name, size, partial(opened_at, f"{start}/{name}"))


def _is_file(place: str) -> bool:
    try:
        return stat.S_ISREG(os.lstat(place).st_mode)
    except OSError:
        return False  # gone since: a lock, or a reference that was packed


def index_names(root: Path, folder: Path) -> tuple[set[str], list[Failure]]:
    """All paths in the indexes of all work trees. ``folder`` is what they share."""
    names: set[str] = set()
    failures = []
    for shown, tree in ((".", root), *_other_trees(folder)):
        try:
            listed = git(tree, "ls-files", "-z", seconds=SOON).split(b"\0")
            names.update(fsdecode(name) for name in listed if name)
        except GitError as error:
            failures.append(error.failure(shown))
    return names, failures


def _other_trees(folder: Path) -> list[tuple[str, Path]]:
    """What further work trees have of their own, as shown and where it is."""
    trees = folder / "worktrees"
    found = sorted(trees.iterdir()) if trees.is_dir() else []
    return [(f"{GIT}worktrees/{tree.name}", tree) for tree in found if (tree / "index").is_file()]


def borrows(folder: Path) -> bool:
    """Whether git takes objects from another repository: only who controls the folder can say so."""
    return (folder / _BORROWED).is_file()
