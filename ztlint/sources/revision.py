"""The files of one revision, read through git's objects; the working tree is not touched."""

from os import fsdecode
from pathlib import Path

from msgspec import Struct, field

from ztlint.core import Failure
from ztlint.errors import UsageError
from ztlint.sources.files import too_large
from ztlint.sources.git import SOON, GitError, git
from ztlint.sources.objects import Flow, Stored, read_objects

_FILES = (b"100644", b"100755")


class Revision(Struct):
    """A commit's tree: blobs by path."""

    root: Path
    name: str
    blobs: dict[str, str]
    known: dict[str, bytes | Failure] = field(default_factory=dict)

    def read(self, path: str) -> bytes | Failure:
        if path not in self.blobs:
            return Failure(path, f"is not in {self.name}", "Correct the reference.")
        if path not in self.known:
            self.read_all([path])
        return self.known[path]

    def read_all(self, paths: list[str]) -> None:
        """Together: a git process for each would take longer than all checks."""
        wanted = [path for path in paths if path in self.blobs and path not in self.known]
        found = read_objects(self.root, [self.blobs[path] for path in wanted]) if wanted else iter(())
        for path in wanted:
            item = next(found, Failure(path, "its object can't be read", "Check it with git fsck."))
            if isinstance(item, Flow):
                item = too_large(path, item.size)
            self.known[path] = (
                item.data if isinstance(item, Stored) else Failure(path, item.reason, item.advice)
            )


def at_revision(root: Path, name: str) -> Revision:
    """Raises UsageError for what is no revision of the repository."""
    try:
        commit = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        listed = git(root, "ls-tree", "-r", "-z", "--full-tree", commit.decode().strip(), seconds=SOON)
    except GitError as error:
        raise UsageError(f"no revision is called {name}", "git log lists those that there are.") from error
    blobs: dict[str, str] = {}
    for entry in listed.split(b"\0"):
        meta, _, path = entry.partition(b"\t")
        mode, _, blob = meta.partition(b" ")
        if mode in _FILES:
            blobs[fsdecode(path)] = blob.split(b" ")[1].decode()
    return Revision(root, name, blobs)
