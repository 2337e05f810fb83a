"""Which files there are to look at."""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from ztlint.core import Failure, Skipped, any_glob
from ztlint.errors import UsageError
from ztlint.sources.git import SOON, GitError, git, repository_root, run

DEPENDENCIES = frozenset(
    {"node_modules", ".venv", "venv", ".tox", ".nox", "__pycache__", ".terraform", ".gradle"}
)
"""Folders left out where no .gitignore says what is foreign."""

MAX_NAMED = 20
"""Paths listed with each reason for skipping; the count is always complete."""


class Discovery(Struct, frozen=True):
    """``files`` are relative to the root, with forward slashes, sorted. What was left out is said. ``links``
    are symbolic links: not followed, but where they lead to is written in them.
    """

    files: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    failures: tuple[Failure, ...]
    links: tuple[str, ...] = ()


def discover(
    root: Path, paths: tuple[Path, ...], exclude: tuple[str, ...] = (), *, ignored: bool = False
) -> Discovery:
    """Files under ``paths`` (relative to ``root``, or absolute within it; none means all of ``root``);
    ``ignored`` adds those that git ignores, and folders of dependencies.

    Raises UsageError for a path that does not exist or lies outside the root.
    """
    found: set[str] = set()
    skipped: dict[str, set[str]] = {}
    failures: list[Failure] = []
    for path in paths or (root,):
        relative = _relative(root, path)
        for name in _below(root, relative, skipped, failures, ignored=ignored):
            reason = _reason_to_skip(root, name, exclude)
            if reason is None:
                found.add(name)
            elif reason != EXCLUDED and name == relative:
                failures.append(
                    Failure(name, f"is a {reason}, which is not followed", "Name the file itself.")
                )
            else:
                skipped.setdefault(reason, set()).add(name)
    failures += _sparse(root, skipped)
    links = tuple(sorted(skipped.get(LINK, ())))
    return Discovery(tuple(sorted(found)), _summary(skipped), tuple(failures), links)


def _sparse(root: Path, skipped: dict[str, set[str]]) -> list[Failure]:
    """Files that are not there because a sparse checkout left them out were not deleted."""
    gone = skipped.get(DELETED)
    if not gone or repository_root(root) is None:
        return []
    try:
        output = git(root, "ls-files", "-t", "-z", seconds=SOON)
    except GitError as error:
        return [error.failure()]
    marked = {os.fsdecode(line[2:]) for line in output.split(b"\0") if line.startswith(b"S ")}
    left_out = gone & marked
    if not left_out:
        return []
    gone -= left_out
    if not gone:
        del skipped[DELETED]
    told = f"files outside of the sparse checkout: {len(left_out)}, such as {min(left_out)}"
    return [Failure(".", told, "Run git sparse-checkout disable, or look at them with --history.")]


def _relative(root: Path, path: Path) -> str:
    place = os.path.abspath(os.path.join(root, path))  # noqa: PTH100, PTH118 (links stay as they are named)
    base = os.path.abspath(root)  # noqa: PTH100
    if not os.path.lexists(place):
        raise UsageError(f"no such file or folder: {path}", "Check the spelling, and where you are.")
    if os.path.commonpath((base, place)) != base:
        raise UsageError(f"{path} lies outside {root}", "Run ztlint from a folder that holds all paths.")
    return Path(os.path.relpath(place, base)).as_posix()


def _below(
    root: Path, relative: str, skipped: dict[str, set[str]], failures: list[Failure], *, ignored: bool
) -> Iterable[str]:
    place = root / relative
    if place.is_symlink() or not place.is_dir():
        return [relative]  # named by the user: taken even if ignored
    if repository_root(root) is None:
        return _walk(root, relative, skipped, failures, ignored=ignored)
    listed = list(_tracked_and_new(root, relative, failures, ignored=ignored))
    # A folder that git ignores, named by the user, is looked at all the same.
    return listed or _walk(root, relative, skipped, failures, ignored=ignored)


def _tracked_and_new(root: Path, relative: str, failures: list[Failure], *, ignored: bool) -> Iterator[str]:
    wanted = () if ignored else ("--exclude-standard",)
    arguments = ("ls-files", "-co", *wanted, "-z", "--", relative)
    try:
        output, errors = run(root, arguments, seconds=SOON)
    except GitError as error:
        failures.append(error.failure(relative))
        return
    # git goes on after a folder that it may not read, and only warns.
    failures.extend(
        Failure(name, "could not be read: Permission denied", "Check the permissions of the folder.")
        for name in re.findall(r"could not open directory '(.*?)'", errors)
    )
    yield from (os.fsdecode(name) for name in output.split(b"\0") if name)


def _walk(
    root: Path, relative: str, skipped: dict[str, set[str]], failures: list[Failure], *, ignored: bool
) -> Iterator[str]:
    def unreadable(error: OSError) -> None:
        name = Path(os.path.relpath(error.filename, root)).as_posix()
        failures.append(Failure(name, f"could not be read: {error.strerror}", "Check the permissions."))

    for folder, folders, files in os.walk(root / relative, onerror=unreadable):
        base = Path(os.path.relpath(folder, root))
        foreign = [name for name in folders if name in DEPENDENCIES and not ignored]
        links = [name for name in folders if os.path.islink(os.path.join(folder, name))]  # noqa: PTH114, PTH118
        for name in foreign:
            skipped.setdefault("dependencies", set()).add((base / name).as_posix())
        folders[:] = sorted(set(folders) - {".git", *foreign, *links})
        yield from ((base / name).as_posix() for name in (*files, *links))


EXCLUDED = "excluded by configuration"
DELETED = "deleted in the working tree"
LINK = "symbolic link"


def is_excluded(name: str, exclude: tuple[str, ...]) -> bool:
    return any_glob(exclude).match(name) is not None


def _reason_to_skip(root: Path, name: str, exclude: tuple[str, ...]) -> str | None:
    if is_excluded(name, exclude):
        return EXCLUDED
    try:
        mode = os.lstat(os.path.join(root, name)).st_mode  # noqa: PTH118 (there may be very many)
    except FileNotFoundError:
        return DELETED
    except OSError:
        return None  # reading it says what is wrong
    if stat.S_ISREG(mode):
        return None
    if stat.S_ISDIR(mode):
        return "another repository"
    return LINK if stat.S_ISLNK(mode) else "not a regular file"


def _summary(skipped: dict[str, set[str]]) -> tuple[Skipped, ...]:
    return tuple(
        Skipped(reason, len(names), tuple(sorted(names)[:MAX_NAMED]))
        for reason, names in sorted(skipped.items())
    )
