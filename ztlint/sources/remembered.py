"""What a repository's own folder holds beside its objects: configuration, reflogs, messages, hooks."""

import os
from collections.abc import Iterator
from functools import partial
from os import fsdecode
from pathlib import Path

from ztlint.core import Failure
from ztlint.sources.files import LARGE, opened, read_file
from ztlint.sources.git import SOON, GitError, git
from ztlint.sources.large import Large
from ztlint.sources.source import Source

GIT = ".git/"
"""Before all paths of the folder, wherever it is."""

_FORMATS_OF_ITS_OWN = frozenset({"index", "modules", "objects"})
"""git reads these: names in the index are told by ``index_names``; modules are repositories of their own."""


def own_files(folder: Path) -> Iterator[str]:
    """Paths of all files that a repository keeps beside its objects, the names of references among them."""
    for place, folders, files in os.walk(folder):
        base = Path(os.path.relpath(place, folder))
        if place == str(folder):
            folders[:] = [name for name in folders if name not in _FORMATS_OF_ITS_OWN]
            yield from (name for name in ("objects/info/alternates",) if (folder / name).is_file())
        folders.sort()
        yield from ((base / name).as_posix() for name in sorted(files) if name != "index")


def remembered(folder: Path) -> Iterator[Source | Large | Failure]:
    for name in own_files(folder):
        place = folder / name
        if not place.is_file() or place.is_symlink():
            continue  # git writes links and sockets there itself
        size = place.stat().st_size
        if size > LARGE:
            yield Large(GIT + name, size, partial(opened, folder, name))
            continue
        data = read_file(folder, name)
        yield (
            Failure(GIT + name, data.reason, data.advice)
            if isinstance(data, Failure)
            else Source(GIT + name, data)
        )


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
    return (folder / "objects" / "info" / "alternates").is_file()
