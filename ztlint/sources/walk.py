"""The commits of a repository, gone through once: who brought which blob, and which blobs are not there."""

from collections.abc import Callable, Collection, Container, Sequence
from os import fsdecode
from pathlib import Path

from msgspec import Struct, field

from ztlint.core import Failure
from ztlint.sources.completeness import is_shallow, missing_failure, shallow_failure
from ztlint.sources.git import SOON, GitError, git
from ztlint.sources.log import Change, changes
from ztlint.sources.objects import describe_objects, list_objects

EVERYTHING = ("--all", "--reflog")
"""The revisions of a whole history: HEAD, all references, and what they once pointed at (stashes too)."""

MAX_NAMES = 100
"""Paths that are kept of one blob."""

Places = dict[str, dict[bytes, Change]]
"""For each blob, by path, the earliest change that put it there."""


class Walk(Struct):
    """``places`` and ``left`` are of wanted blobs only: where they came to, and (newest first) the changes
    that replaced or removed them. ``names`` are all paths; ``missing`` are blobs that were not there.
    ``at_asked`` are blobs by the paths that ``is_asked`` holds for, and are wanted too.
    """

    is_asked: Callable[[bytes], bool] = lambda _: False

    commits: set[str] = field(default_factory=set)
    places: Places = field(default_factory=dict)
    left: dict[str, list[Change]] = field(default_factory=dict)
    names: set[bytes] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)
    failures: list[Failure] = field(default_factory=list)
    asked: set[bytes] = field(default_factory=set)
    at_asked: dict[str, set[bytes]] = field(default_factory=dict)

    def note(self, change: Change, wanted: Container[str], present: Container[str]) -> None:
        if change.name not in self.names:
            self.names.add(change.name)
            if self.is_asked(change.name):
                self.asked.add(change.name)
        asked = change.name in self.asked
        if asked or change.before in wanted:
            self.left.setdefault(change.before, []).append(change)
        if not change.blob:
            return
        if asked:
            self.at_asked.setdefault(change.blob, set()).add(change.name)
        if asked or change.blob in wanted:
            put(self.places, change)
        if change.blob not in present:
            self.missing.add(change.blob)


def put(places: Places, change: Change) -> None:
    """Children come first, so the last one stays."""
    names = places.setdefault(change.blob, {})
    known = names.pop(change.name, None)
    if known is None and len(names) >= MAX_NAMES:
        del names[next(iter(names))]
    names[change.name] = change


def walk(
    root: Path,
    revisions: Sequence[str],
    wanted: Container[str],
    present: Container[str],
    is_asked: Callable[[bytes], bool] = lambda _: False,
) -> Walk:
    """Goes through ``revisions``. What keeps it from seeing all of them is in ``failures``."""
    result = Walk(is_asked)
    try:
        for change in changes(root, revisions):
            if isinstance(change, str):
                result.commits.add(change)
            else:
                result.note(change, wanted, present)
    except GitError as error:
        result.failures.append(missing_failure(root, f"commits or trees are missing ({error.reason})"))
    if result.missing:  # of the database, or only of the objects that were asked for
        result.missing -= _here(root, result.missing)
    if result.missing:
        result.failures.append(missing_failure(root, f"missing files of the history: {len(result.missing)}"))
    if is_shallow(root):
        result.failures.append(shallow_failure())
    return result


def _here(root: Path, ids: set[str]) -> set[str]:
    """Which of the objects the database has. In a partial clone git fails to fetch the first it has not."""
    try:
        entries, _ = describe_objects(root, sorted(ids))
    except GitError:
        entries, _ = list_objects(root)
    return ids & {entry.id for entry in entries}


def unreachable_changes(
    root: Path, commits: Sequence[str], wanted: Container[str]
) -> tuple[Places, set[bytes]]:
    """Places and all names of commits that nothing refers to any more. Their parents may be gone: then none
    is known.
    """
    places: Places = {}
    names: set[bytes] = set()
    try:
        for item in changes(root, (), commits):
            if isinstance(item, Change):
                names.add(item.name)
                if item.blob in wanted:
                    put(places, item)
    except GitError:
        pass
    return places, names


def changes_at(root: Path, revisions: Sequence[str], names: Collection[bytes]) -> dict[bytes, Change]:
    """The earliest change at each of ``names``."""
    found: dict[bytes, Change] = {}
    try:
        for item in changes(root, revisions):
            if isinstance(item, Change) and item.blob and item.name in names:
                found[item.name] = item
    except GitError:
        pass  # the first walk told of it
    return found


def index_paths(root: Path) -> dict[str, str]:
    """The path of each blob in the index."""
    try:
        fields = git(root, "ls-files", "--stage", "-z", seconds=SOON).split(b"\0")
    except GitError:
        return {}
    entries = (entry.partition(b"\t") for entry in fields if entry)
    return {meta.split(b" ")[1].decode(): fsdecode(path) for meta, _, path in entries}


def head_paths(root: Path, wanted: Container[str]) -> dict[str, str]:
    """Where in HEAD the wanted blobs are. Empty before the first commit."""
    try:
        fields = git(root, "ls-tree", "-r", "-z", "--full-tree", "HEAD", seconds=SOON).split(b"\0")
    except GitError:
        return {}
    entries = (entry.partition(b"\t") for entry in fields if entry)
    found = ((meta.split(b" ")[2].decode(), path) for meta, _, path in entries)
    return {blob: fsdecode(path) for blob, path in found if blob in wanted}
