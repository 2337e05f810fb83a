"""Whether a repository has all of its history, and the command that gets the rest."""

from pathlib import Path

from ztlint.core import Failure
from ztlint.sources.git import GitError, git


def is_shallow(root: Path) -> bool:
    return git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"


def shallow_failure() -> Failure:
    return Failure(
        ".",
        "the history is cut off: this is a shallow clone",
        "Run git fetch --unshallow. In GitHub Actions, set fetch-depth: 0 for actions/checkout.",
    )


def missing_failure(root: Path, what: str) -> Failure:
    """``what`` was left out by a partial clone, or lost."""
    if remote := _promisor(root):
        return Failure(
            ".", f"{what}: this is a partial clone", f"Run git fetch --refetch --no-filter {remote}."
        )
    return Failure(
        ".",
        f"{what}: the repository is damaged",
        "Run git fetch --refetch origin, or restore them from another copy; git fsck --full lists them.",
    )


def _promisor(root: Path) -> str | None:
    """The remote that has what a partial clone left out."""
    try:
        lines = git(root, "config", "--get-regexp", r"^remote\..*\.promisor$").decode("utf-8", "replace")
    except GitError:
        return None  # git config fails where nothing matches
    names = [line.partition(" ")[0].split(".", 1)[1].rpartition(".")[0] for line in lines.splitlines()]
    return names[0] if names else None
