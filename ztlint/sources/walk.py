"""The commits of a repository, gone through once: who brought which blob, and which blobs are not there."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from os import fsdecode
from pathlib import Path

from ztlint.core import Failure
from ztlint.sources.completeness import is_shallow, missing_failure, shallow_failure
from ztlint.sources.git import SOON, GitError, git
from ztlint.sources.log import Change, changes

EVERYTHING = ("--all", "--reflog")
"""The revisions of a whole history: HEAD, all references, and what they once pointed at (stashes too)."""


@dataclass(slots=True)
class Walk:
    """``first`` holds for each wanted blob its earliest change; ``missing`` are blobs that were not there."""

    commits: set[str] = field(default_factory=set)
    first: dict[str, Change] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    failures: list[Failure] = field(default_factory=list)


def walk(root: Path, revisions: Sequence[str], wanted: Container[str], present: Container[str]) -> Walk:
    """Goes through ``revisions``. What keeps it from seeing all of them is in ``failures``."""
    result = Walk()
    try:
        for change in changes(root, revisions):
            if isinstance(change, str):
                result.commits.add(change)
                continue
            if change.blob in wanted:
                result.first[change.blob] = change  # children come first, so the last one is the earliest
            if change.blob not in present:
                result.missing.add(change.blob)
    except GitError as error:
        result.failures.append(missing_failure(root, f"commits or trees are missing ({error.reason})"))
    if result.missing:
        result.failures.append(missing_failure(root, f"missing files of the history: {len(result.missing)}"))
    if is_shallow(root):
        result.failures.append(shallow_failure())
    return result


def unreachable_changes(root: Path, commits: Sequence[str], wanted: Container[str]) -> dict[str, Change]:
    """Changes of commits that nothing refers to any more. Their parents may be gone: then none is known."""
    try:
        found = changes(root, (), commits)
        return {item.blob: item for item in found if isinstance(item, Change) and item.blob in wanted}
    except GitError:
        return {}


def index_paths(root: Path) -> dict[str, str]:
    """The path of each blob in the index."""
    try:
        fields = git(root, "ls-files", "--stage", "-z", seconds=SOON).split(b"\0")
    except GitError:
        return {}
    entries = (entry.partition(b"\t") for entry in fields if entry)
    return {meta.split(b" ")[1].decode(): fsdecode(path) for meta, _, path in entries}
