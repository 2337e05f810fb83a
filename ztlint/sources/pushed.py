"""What a push sends: objects that the other side does not have yet."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from ztlint.core import Failure
from ztlint.sources.git import git, run
from ztlint.sources.objects import Entry, describe_objects

_GLOB = frozenset("*?[\\")


class Pushed(Struct, frozen=True):
    """``tips`` are ids of what is sent, ``known`` of what the other side has at the same references. What the
    tracking branches of ``remote`` have is there too; it is a name, or nothing.
    """

    tips: tuple[str, ...]
    known: tuple[str, ...] = ()
    remote: str = ""

    def narrowed(self, root: Path) -> tuple[str, ...]:
        """Arguments that leave out what the other side has."""
        tracked = (f"--remotes={self.remote}",) if _is_configured(root, self.remote) else ()
        return ("--not", *self.here(root), *tracked)

    def here(self, root: Path) -> list[str]:
        """Of what the other side has, what is here too: some may never have been fetched."""
        return [entry.id for entry in describe_objects(root, self.known)[0]] if self.known else []


def _is_configured(root: Path, remote: str) -> bool:
    """A push may also name an address, which has no tracking branches."""
    names = git(root, "remote").decode("utf-8", "surrogateescape").split("\n")
    return bool(remote) and not _GLOB & set(remote) and remote in names


def _tracked(root: Path, remote: str) -> list[str]:
    if not _is_configured(root, remote):
        return []
    names = git(root, "for-each-ref", "--format=%(objectname)", f"refs/remotes/{remote}/")
    return names.decode().split()


def pushed_objects(root: Path, pushed: Pushed) -> tuple[list[Entry], list[Failure]]:
    """All that goes along, annotated tags and what they stand for included. Raises GitError."""
    if not pushed.tips:
        return [], []
    there = [*pushed.here(root), *_tracked(root, pushed.remote)]
    revisions = "\n".join((*pushed.tips, *(f"^{id_}" for id_ in there))).encode() + b"\n"
    arguments = ("rev-list", "--objects", "--no-object-names", "--stdin")
    output, _ = run(root, arguments, stdin=revisions, seconds=None)
    ids = output.decode().split()
    return describe_objects(root, ids) if ids else ([], [])


def commits_of(root: Path, tips: Sequence[str]) -> tuple[str, ...]:
    """The commits that tips are, or lead to; tags may stand for files."""
    names = "".join(f"{tip}^{{commit}}\n" for tip in tips).encode()
    form = "--batch-check=%(objectname) %(objecttype)"
    output, _ = run(root, ("cat-file", form), stdin=names, seconds=None)
    lines = (line.split(" ") for line in output.decode().splitlines())
    return tuple(dict.fromkeys(line[0] for line in lines if line[1:] == ["commit"]))
