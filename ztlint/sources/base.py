"""The commit since which something has changed, read through git's objects: nothing is checked out."""

import re
from collections.abc import Mapping
from os import fsdecode
from pathlib import Path

from msgspec import Struct, field

from ztlint.core import Failure
from ztlint.errors import UsageError
from ztlint.sources.completeness import is_shallow
from ztlint.sources.files import too_large
from ztlint.sources.git import SOON, GitError, git, repository_root
from ztlint.sources.index import FILES, Index
from ztlint.sources.objects import Flow, Stored, read_objects

_REMOTE = re.compile(r"(?:refs/remotes/)?(origin|upstream)/(.+)")
_ID = re.compile(r"[0-9a-fA-F]{40}(?:[0-9a-fA-F]{24})?")


class Base(Struct, frozen=True):
    """``files`` are the blobs of ``commit`` by path, ``renames`` the old names of files that were renamed
    since. Where ``failure`` is not None, nothing of it could be read.
    """

    name: str
    commit: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    renames: Mapping[str, str] = field(default_factory=dict)
    failure: Failure | None = None

    def path_of(self, path: str) -> str | None:
        """What a file of today was called; None where it was not there."""
        old = self.renames.get(path, path)
        return old if old in self.files else None


def base_of(root: Path, revision: str) -> Base:
    """Where HEAD and ``revision`` part. Raises UsageError where there is no such revision, or where they have
    nothing in common.
    """
    if not revision.strip():
        raise UsageError("--diff is empty", "Name a revision, or leave the option out.")
    if repository_root(root) is None:
        raise UsageError(f"{root} is not in a git repository", "Run it in one, or without --diff.")
    commit, head = _commit(root, revision), _commit(root, "HEAD")
    if commit is None:
        raise UsageError(f"--diff: there is no revision '{revision}' here", _fetching(revision))
    if head is None:
        raise UsageError("--diff: there is no commit yet", "Commit first, or run it without --diff.")
    try:
        base = git(root, "merge-base", commit, head, seconds=SOON).decode().strip()
    except GitError:
        return _parted(root, revision)
    try:
        return Base(f"{revision} ({base[:12]})", base, files_of(root, base), _renames(root, base))
    except GitError as error:
        return Base(revision, failure=error.failure())


def _commit(root: Path, revision: str) -> str | None:
    try:
        name = f"{revision}^{{commit}}"
        return git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", name).decode().strip()
    except GitError:
        return None


def _fetching(revision: str) -> str:
    """The command that gets it."""
    if remote := _REMOTE.fullmatch(revision):
        name, branch = remote.groups()
        return f"Run git fetch {name} +refs/heads/{branch}:refs/remotes/{name}/{branch} before."
    if _ID.fullmatch(revision):
        return f"Run git fetch origin {revision} before; in GitHub Actions, set fetch-depth: 0."
    tracking = f"origin/{revision}"
    fetch = f"git fetch origin +refs/heads/{revision}:refs/remotes/{tracking}"
    return f"Check the spelling, or run {fetch} and name it {tracking}."


def _parted(root: Path, revision: str) -> Base:
    """A shallow clone does not say where they part: everything counts then, and the run is incomplete."""
    if not is_shallow(root):
        raise UsageError(
            f"--diff: HEAD and '{revision}' have no commit in common",
            "Name a revision that this branch comes from.",
        )
    told = f"the commit where HEAD and '{revision}' part is not here: this is a shallow clone"
    advice = "Run git fetch --unshallow origin. In GitHub Actions, set fetch-depth: 0 for actions/checkout."
    return Base(revision, failure=Failure(".", told, advice))


def files_of(root: Path, commit: str) -> dict[str, str]:
    """Blobs of regular files by path. Raises GitError."""
    output = git(root, "ls-tree", "-r", "-z", "--full-tree", commit, seconds=SOON)
    parts = (line.partition(b"\t") for line in output.split(b"\0") if line)
    entries = ((meta.split(b" "), fsdecode(name)) for meta, _, name in parts)
    return {name: meta[2].decode() for meta, name in entries if meta[0] in FILES}


def _renames(root: Path, commit: str) -> dict[str, str]:
    """Old names by new ones, of what is committed or staged. Only objects and the index are compared."""
    arguments = ("--cached", "--raw", "-z", "-M", "-l1000", "--no-abbrev", "--no-ext-diff", "--diff-filter=R")
    fields = git(root, "diff-index", *arguments, commit, "--", seconds=SOON).split(b"\0")
    return {fsdecode(new): fsdecode(old) for old, new in zip(fields[1::3], fields[2::3], strict=False)}


class Tree(Index):
    """The files of a commit, read as those of the index are."""

    def __init__(self, root: Path, files: Mapping[str, str]) -> None:
        super().__init__(root, lambda _path, _data: ())
        self.__dict__["entries"] = dict(files)


def commits_since(root: Path, base: str) -> frozenset[str]:
    """Commits that HEAD has and ``base`` has not. Raises GitError."""
    output = git(root, "rev-list", f"{base}..HEAD", seconds=SOON)
    return frozenset(output.decode().split())


def read_blobs(root: Path, ids: list[str]) -> dict[str, bytes | Failure]:
    found: dict[str, bytes | Failure] = {}
    for id_, item in zip(ids, read_objects(root, ids), strict=False):
        if isinstance(item, Stored):
            found[id_] = item.data
        else:
            found[id_] = too_large(id_, item.size) if isinstance(item, Flow) else item
    return found
