"""Repositories within a repository: submodules, old and new, and what is left of removed ones."""

import os
from collections.abc import Iterator
from os import fsdecode
from pathlib import Path

from msgspec import Struct, field

from ztlint.core import Failure
from ztlint.sources.git import SOON, GitError, git, is_bare, repository_root

MAX_NESTED = 1000
"""Repositories within one."""

_SUBMODULE = b"160000"


class Nested(Struct, frozen=True):
    """A repository of its own. ``root`` is where git runs; ``prefix`` goes before its paths."""

    root: Path
    prefix: str


class Nest(Struct):
    """``absent`` are submodules whose repository is not here."""

    found: list[Nested] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


def nested(root: Path) -> Nest:
    """Those below ``root``, at any depth. A submodule's files may lead only to a repository within this one:
    any other could be one of the user's, which nobody asked about.
    """
    nest = Nest()
    folder = git_folder(root)
    if folder is None:
        return nest
    allowed = Path(os.path.realpath(common_folder(folder)))
    nest.seen.add(str(allowed))
    _in_tree(nest, root, "", allowed)
    _left_over(nest, allowed / "modules", ".git/modules")
    if len(nest.found) > MAX_NESTED:
        told = (
            f"{len(nest.found) - MAX_NESTED} submodules were not looked at: there are more than {MAX_NESTED}"
        )
        nest.failures.append(Failure(".", told, "Check them one by one."))
        del nest.found[MAX_NESTED:]
    return nest


def git_folder(root: Path) -> Path | None:
    """The folder with the repository's own files. None where a link or a file leads nowhere."""
    if not (root / ".git").exists():
        return root if is_bare(root) else None
    return _led_to(root / ".git")


def common_folder(folder: Path) -> Path:
    """What all work trees of a repository share."""
    written = _first_line(folder / "commondir")
    return folder / written if written else folder


def _led_to(place: Path) -> Path | None:
    if place.is_dir():
        return place
    written = _first_line(place)
    if not written.startswith("gitdir: "):
        return None
    target = place.parent / written.removeprefix("gitdir: ")
    return target if target.is_dir() else None


def _first_line(place: Path) -> str:
    """At most 4096 bytes: it names a folder. Nothing where there is no such regular file."""
    try:
        if not place.is_file():
            return ""
        with place.open("rb") as file:
            return fsdecode(file.read(4096)).partition("\n")[0].rstrip("\r")
    except OSError:
        return ""


def _in_tree(nest: Nest, root: Path, prefix: str, allowed: Path) -> None:
    for name in _entered(nest, root, prefix):
        if len(nest.found) > MAX_NESTED:
            return
        place, shown = root / name, f"{prefix}{name}"
        if os.path.islink(place) or not os.path.lexists(place / ".git"):  # noqa: PTH114 (as in discovery)
            nest.absent.append(shown)
            continue
        folder = _led_to(place / ".git")
        real = Path(os.path.realpath(folder)) if folder else None
        if real is None or not (real.is_relative_to(allowed) or real.is_relative_to(os.path.realpath(place))):
            nest.failures.append(
                Failure(shown, "its repository lies elsewhere, and was not looked at", "Check it by itself.")
            )
        elif str(real) not in nest.seen:
            nest.seen.add(str(real))
            nest.found.append(Nested(place, shown))
            _in_tree(nest, place, f"{shown}/", real if real.is_relative_to(place) else allowed)
            _left_over(nest, real / "modules", f"{shown}/.git/modules")


def _entered(nest: Nest, root: Path, prefix: str) -> Iterator[str]:
    """Submodules of the index, and repositories that lie among the files."""
    if repository_root(root) != root:
        return
    try:
        staged = git(root, "ls-files", "--stage", "-z", seconds=SOON).split(b"\0")
        others = git(root, "ls-files", "-o", "--exclude-standard", "-z", seconds=SOON).split(b"\0")
    except GitError as error:
        nest.failures.append(error.failure(prefix or "."))
        return
    names = {entry.partition(b"\t")[2] for entry in staged if entry.startswith(_SUBMODULE)}
    names |= {entry.rstrip(b"/") for entry in others if entry.endswith(b"/")}
    yield from sorted(map(fsdecode, names))


def _left_over(nest: Nest, modules: Path, shown: str) -> None:
    """Repositories of submodules that are in no work tree any more."""
    for folder, folders, _ in os.walk(modules):
        place = Path(folder)
        if place != modules and is_bare(place):
            below = place.relative_to(modules).as_posix()
            if str(real := Path(os.path.realpath(place))) not in nest.seen:
                nest.seen.add(str(real))
                nest.found.append(Nested(place, f"{shown}/{below}"))
            folders[:] = []
            _left_over(nest, place / "modules", f"{shown}/{below}/modules")
