"""Secrets in everything that a repository remembers."""

from collections.abc import Callable, Iterable, Sequence
from os import fsdecode
from pathlib import Path
from threading import Event

from msgspec import Struct, field

from ztlint.core import Failure, Finding
from ztlint.errors import UsageError
from ztlint.scanners.secrets.attribution import Found, attribute, forgotten_changes, named
from ztlint.scanners.secrets.extent import EVERYTHING_KEPT, Extent, HistoryScan
from ztlint.scanners.secrets.generic import is_passed_over
from ztlint.scanners.secrets.known import Known, known
from ztlint.scanners.secrets.matcher import Matcher
from ztlint.scanners.secrets.messages import as_source
from ztlint.scanners.secrets.named import with_named
from ztlint.scanners.secrets.scan import scan_source
from ztlint.scanners.secrets.succession import Succession
from ztlint.scanners.secrets.unfold import Gap
from ztlint.scanners.secrets.windows import scan_stream
from ztlint.sources import GitError, Source, git
from ztlint.sources.large import bundle_failure, not_looked_into
from ztlint.sources.lfs import stored_elsewhere
from ztlint.sources.log import changes
from ztlint.sources.objects import Entry, Flow, Stored, describe_objects, list_objects, read_objects
from ztlint.sources.pushed import commits_of, pushed_objects
from ztlint.sources.walk import EVERYTHING, Walk, walk

LANES = 2
"""Threads, each with a git process of its own. hyperscan and pipes let go of Python's lock, so they run side
by side without a copy of the rules, or of the findings, for each.
"""

NOTHING = Failure(".", "the history that was asked for holds nothing", "Check the revisions.")

_PROGRESS_INTERVAL = 0.1  # seconds

Progress = Callable[[int, int], None]


class _Lane(Struct):
    """What one thread is to look at, and what it has seen."""

    entries: Sequence[Entry]
    found: list[Found] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    pointers: list[str] = field(default_factory=list)
    gaps: list[tuple[Gap, Source]] = field(default_factory=list)
    clean: list[str] = field(default_factory=list)
    done: int = 0

    @property
    def told(self) -> int:
        return len(self.found) + len(self.failures) + len(self.pointers) + len(self.gaps)

    def note(self, source: Source) -> None:
        """What is not in the blob itself."""
        if failure := bundle_failure(source.path, source.data):
            self.failures.append(failure)
        if large := stored_elsewhere(source.data):
            self.pointers.append(large)

    def keep(self, source: Source, told: Iterable[Finding | Gap]) -> None:
        for one in told:
            if isinstance(one, Gap):
                self.gaps.append((one, source))
            else:
                self.found.append(Found(one, source.blob))


def scan_history(
    root: Path,
    matcher: Matcher,
    extent: Extent = EVERYTHING_KEPT,
    progress: Progress | None = None,
) -> HistoryScan:
    """All objects of the repository, or what ``extent`` asks for.

    Raises UsageError for a revision that does not exist.
    """
    chosen = _chosen(root, extent.since, extent.revisions)
    try:
        if extent.pushed is not None:
            tips = commits_of(root, extent.pushed.tips)
            chosen = (*tips, *extent.pushed.narrowed(root)) if tips else ()
        entries, failures = _listed(root, extent, chosen)
        if extent.pushed is not None and not entries and not failures:
            return NOTHING_NEW
        memory = known(root, (pattern.rule for pattern in matcher.patterns)) if extent.remember else None
        fresh = _fresh(entries, memory)
        lanes = _run_lanes(root, matcher, _split(fresh), progress) if fresh else []
        if memory is not None:
            memory.add(id_ for lane in lanes for id_ in lane.clean)
        found = [item for lane in lanes for item in lane.found]
        gaps = [gap for lane in lanes for gap in lane.gaps]
        wanted = {item.blob for item in found if item.blob is not None}
        wanted.update(source.blob for _, source in gaps if source.blob is not None)
        which = EVERYTHING if chosen is None else chosen
        present = {entry.id for entry in entries}
        walked = (
            walk(root, which, wanted, present, lambda name: bool(matcher.bound_to(fsdecode(name))))
            if which
            else Walk()
        )
        found = with_named(root, matcher, walked, present, memory, found)
        commits = [entry.id for entry in entries if entry.type == "commit"]
        forgotten, lost_names = forgotten_changes(root, found, walked, commits)
        findings = attribute(root, found, walked, forgotten, shows_rejected=matcher.shows_rejected)
        findings += named(root, matcher, which, walked.names, lost_names - walked.names)
    except GitError as error:
        return HistoryScan((), (error.failure(),), commits=0, blobs=0, size=0)
    told = (*failures, *(failure for lane in lanes for failure in lane.failures), *walked.failures)
    return HistoryScan(
        findings=tuple(findings),
        failures=_checked(entries, told),
        commits=len(commits),
        blobs=sum(entry.type == "blob" for entry in entries),
        size=sum(entry.size for entry in entries),
        pointers=tuple(pointer for lane in lanes for pointer in lane.pointers),
        gaps=tuple((gap, _path(source, walked)) for gap, source in gaps),
        notes=_notes(len(entries) - len(fresh)),
        passed_over=tuple(filter(is_passed_over, map(fsdecode, walked.names))),
    )


NOTHING_NEW = HistoryScan((), (), commits=0, blobs=0, size=0)


def _listed(root: Path, extent: Extent, chosen: Sequence[str] | None) -> tuple[list[Entry], list[Failure]]:
    if extent.pushed is not None:
        return pushed_objects(root, extent.pushed)
    return list_objects(root) if chosen is None else _objects_of(root, chosen)


def _fresh(entries: list[Entry], memory: Known | None) -> list[Entry]:
    """What no earlier run has looked at, or found something in."""
    clean = memory.ids() if memory is not None else frozenset()
    return [entry for entry in entries if entry.id not in clean] if clean else entries


def _notes(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    return (f"{count} objects held nothing in an earlier run and are not read again (--no-cache reads them)",)


def _path(source: Source, walked: Walk) -> str:
    """A file's path where a commit brought it."""
    changes_of_it = walked.places.get(source.blob or "", {}).values()
    return next((change.path for change in changes_of_it), source.path)


def _chosen(root: Path, since: str | None, revisions: str | None) -> tuple[str, ...] | None:
    """Arguments for ``git log``; None for the whole history."""
    if since is None and revisions is None:
        return None
    after = ("--not", _commit(root, since)) if since else ()
    if revisions is None:
        return (*EVERYTHING, *after)
    first, dots, last = revisions.partition("...") if "..." in revisions else revisions.partition("..")
    start, end = _commit(root, first or "HEAD"), _commit(root, last or "HEAD")
    return (f"{start}{dots}{end}" if dots else start, *after)


def _commit(root: Path, revision: str) -> str:
    if commit := _named(root, f"{revision}^{{commit}}"):
        return commit
    if _named(root, revision):
        raise UsageError(f"{revision} is no commit, and does not lead to one", "Name a commit or a branch.")
    raise UsageError(
        f"no such revision: {revision}", "Name a commit, branch or tag; fetch it if it is not here."
    )


def _named(root: Path, name: str) -> str:
    """The id of an object; nothing where none is called so."""
    try:
        return git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", name).decode().strip()
    except GitError:
        return ""


def _objects_of(root: Path, chosen: Sequence[str]) -> tuple[list[Entry], list[Failure]]:
    """The commits, and the blobs that they brought."""
    seen = changes(root, chosen)
    ids = dict.fromkeys(change if isinstance(change, str) else change.blob for change in seen)
    ids.pop("", None)
    return describe_objects(root, list(ids)) if ids else ([], [])


def _split(entries: Sequence[Entry]) -> list[_Lane]:
    """Neighbours in a pack are stored as differences from one another, so each lane gets one stretch."""
    half, size, count = sum(entry.size for entry in entries) / LANES, 0, 0
    lanes = []
    for number in range(1, LANES + 1):
        start = count
        while count < len(entries) and (size < half * number or number == LANES):
            size += entries[count].size
            count += 1
        lanes.append(_Lane(entries[start:count]))
    return lanes


def _run_lanes(root: Path, matcher: Matcher, lanes: list[_Lane], progress: Progress | None) -> list[_Lane]:
    from concurrent.futures import Future, ThreadPoolExecutor, wait  # noqa: PLC0415 - slow to load

    stop = Event()
    total = sum(len(lane.entries) for lane in lanes)
    with ThreadPoolExecutor(LANES) as pool:
        try:
            pending: set[Future[None]] = {pool.submit(_run, root, matcher, lane, stop) for lane in lanes}
            while pending:
                finished, pending = wait(pending, _PROGRESS_INTERVAL)
                for future in finished:
                    future.result()
                if progress is not None:
                    progress(sum(lane.done for lane in lanes), total)
        finally:
            stop.set()  # an interrupt must not wait for the rest of the history
    return lanes


def _run(root: Path, matcher: Matcher, lane: _Lane, stop: Event) -> None:
    succession = Succession(matcher)
    for item in read_objects(root, [entry.id for entry in lane.entries]):
        if stop.is_set():
            return
        lane.done += 1
        if isinstance(item, Failure):
            lane.failures.append(item)
        elif isinstance(item, Flow):
            _flow(matcher, lane, item)
        else:
            told, source = lane.told, as_source(item)
            lane.note(source)
            lane.keep(source, scan_source(succession, source))
            if lane.told == told:
                lane.clean.append(item.id)


def _flow(matcher: Matcher, lane: _Lane, item: Flow) -> None:
    source = as_source(Stored(item.id, item.type, b""))
    head = item.pieces.peek()
    if failure := not_looked_into(source.path, head, item.size):
        lane.failures.append(failure)
    lane.keep(source, scan_stream(matcher, source, item.pieces.read))


def _checked(entries: Sequence[Entry], failures: Sequence[Failure]) -> tuple[Failure, ...]:
    """Nothing looked at is never a pass."""
    if entries or failures:
        return tuple(dict.fromkeys(failures))
    return (NOTHING,)
