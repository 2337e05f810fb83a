"""The bytes of a run: from the working tree, the index, or nowhere (history has its own reader)."""

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from msgspec import Struct

from ztlint.core import Failure, Skipped
from ztlint.documents import file_references
from ztlint.documents.store import Read
from ztlint.engine.progress import Progress
from ztlint.engine.settings import Mode, Settings
from ztlint.errors import UsageError
from ztlint.sources import (
    EXCLUDED,
    GitError,
    Index,
    Large,
    Source,
    discover,
    git,
    is_bare,
    is_excluded,
    is_stuck,
    open_later,
    read_file,
    repository_root,
    staged,
    too_large,
    tracked,
)

Others = Callable[[Callable[[str], bool]], Iterable[Source | Failure]]


class Gathered(Struct, frozen=True):
    """``named`` are files given outright; ``whole`` says that nothing below the root was left unasked; of
    ``links`` only what is written in them is looked at.

    ``others`` reads all files below the root that are wanted, whether they are among the sources or not.
    """

    sources: Iterable[Source | Large | Failure]
    read: Read
    total: int
    named: frozenset[str] = frozenset()
    whole: bool = False
    skipped: tuple[Skipped, ...] = ()
    failures: tuple[Failure, ...] = ()
    links: tuple[str, ...] = ()
    others: Others = lambda _: ()


def gather(settings: Settings, progress: Progress) -> Gathered:
    top = repository_root(settings.root)
    bare = top is None and is_bare(settings.root)
    if bare and settings.scope.mode in (Mode.TREE, Mode.STAGED):
        told = f"{settings.root} is a bare repository, which has no files to look at"
        raise UsageError(told, "Look at its objects with --history.")
    if (bare or top is not None) and is_stuck(settings.root):
        told = "git does not come back from reading its configuration and HEAD"
        raise UsageError(told, "Look for pipes in .git, and among the files that its config includes.")
    if settings.scope.mode is Mode.TREE:
        return _tree(settings)
    objects_only = settings.scope.mode is Mode.RANGE
    if top is None:
        objects_only = bare
        if not bare:
            told = f"{settings.root} is not in a git repository"
            raise UsageError(told, "Run it in one, or without this option.")
    if objects_only:
        return Gathered((), partial(read_file, settings.root), 0)
    if settings.scope.mode is Mode.STAGED:
        return _staged(settings, progress)
    return _tree(settings)


def _tree(settings: Settings) -> Gathered:
    root = settings.root
    found = discover(root, settings.paths, settings.exclude, ignored=settings.scope.ignored)
    reports = _reports(settings, found.files)
    files = tuple(path for path in found.files if path not in reports)
    named = frozenset(path.relative_to(root).as_posix() for path in settings.paths if path.is_file())
    return Gathered(
        sources=_read_all(root, files),
        links=found.links,
        read=partial(read_file, root),
        total=len(files),
        named=named,
        whole=not settings.paths or settings.paths == (root,),
        skipped=(*found.skipped, Skipped(_REPORTS, len(reports), reports)) if reports else found.skipped,
        failures=found.failures,
        others=partial(_in_tree, settings),
    )


_REPORTS = "reports of an earlier run, which this one writes anew"


def _reports(settings: Settings, files: Iterable[str]) -> tuple[str, ...]:
    """Of the files that this run writes, those that are there and that git does not know: no change brings
    them, and they tell what was found in others.
    """
    written = {
        path.relative_to(settings.root).as_posix()
        for path in settings.reports
        if path.is_relative_to(settings.root)
    }
    there = sorted(written.intersection(files))
    if not there or repository_root(settings.root) is None:
        return tuple(there)
    try:
        known = git(settings.root, "ls-files", "-z", "--", *there)
    except GitError:
        return ()
    return tuple(path for path in there if os.fsencode(path) not in known.split(b"\0"))


def _in_tree(settings: Settings, wanted: Callable[[str], bool]) -> Iterator[Source | Failure]:
    found = discover(settings.root, (), settings.exclude, ignored=settings.scope.ignored)
    for item in _read_all(settings.root, (path for path in found.files if wanted(path))):
        yield too_large(item.path, item.size) if isinstance(item, Large) else item


def _read_all(root: Path, files: Iterable[str]) -> Iterator[Source | Large | Failure]:
    for path in files:
        if large := open_later(root, path):
            yield large
            continue
        data = read_file(root, path)
        yield data if isinstance(data, Failure) else Source(path, data)


def _staged(settings: Settings, progress: Progress) -> Gathered:
    """A hook that looks at nothing must not pass, so where no byte is staged all tracked files are looked at:
    ``pre-commit run --all-files`` tells its hooks nothing else. What was excluded on purpose is no reason.
    """
    index = Index(settings.root, file_references)
    listed = list(staged(settings.root))
    if not any(not isinstance(item, Source) or item.data for item in listed):
        progress.note("nothing is staged, so all tracked files are looked at, as the index has them")
        return _tracked(settings, index)
    # A failure of git itself speaks of the whole index, whatever paths were asked for.
    found = [item for item in listed if isinstance(item, Failure) or _is_wanted(settings, item.path)]
    left_out = tuple(item.path for item in found if is_excluded(item.path, settings.exclude))
    found = [item for item in found if item.path not in left_out]
    return _indexed(index, list(_expecting(index, found)), len(found), left_out)


def _tracked(settings: Settings, index: Index) -> Gathered:
    try:
        paths = [path for path in index.entries if _is_wanted(settings, path)]
        left_out = tuple(path for path in paths if is_excluded(path, settings.exclude))
        gone = frozenset(left_out)
        files = tracked(settings.root, lambda path: _is_wanted(settings, path) and path not in gone)
    except GitError as error:
        return Gathered((), index.read, 0, failures=(error.failure(),))
    return _indexed(index, _expecting(index, files), len(paths) - len(left_out), left_out)


def _indexed(
    index: Index, sources: Iterable[Source | Large | Failure], total: int, left_out: tuple[str, ...]
) -> Gathered:
    skipped = (Skipped(EXCLUDED, len(left_out), left_out),) if left_out else ()
    return Gathered(sources, index.read, total, others=partial(_in_index, index), skipped=skipped)


def _expecting(
    index: Index, sources: Iterable[Source | Large | Failure]
) -> Iterator[Source | Large | Failure]:
    for item in sources:
        if isinstance(item, Source):
            index.expect(item.path, item.data)
        yield item


def _in_index(index: Index, wanted: Callable[[str], bool]) -> Iterator[Source | Failure]:
    try:
        paths = [path for path in index.entries if wanted(path)]
    except GitError as error:
        yield error.failure()
        return
    for path, data in zip(paths, index.read_all(paths), strict=True):
        yield data if isinstance(data, Failure) else Source(path, data)


def _is_wanted(settings: Settings, path: str) -> bool:
    places = [place.relative_to(settings.root) for place in settings.paths]
    return not places or any(Path(path).is_relative_to(place) for place in places)
