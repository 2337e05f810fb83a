"""Secrets in all of a repository: its objects, its own folder, names, and the repositories within it."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from ztlint.core import Failure, Finding, Skipped
from ztlint.scanners.secrets.extent import EVERYTHING_KEPT, Extent, HistoryScan
from ztlint.scanners.secrets.history import NOTHING, Progress, scan_history
from ztlint.scanners.secrets.matcher import Matcher
from ztlint.scanners.secrets.names import in_names
from ztlint.scanners.secrets.scan import scan_source
from ztlint.scanners.secrets.unfold import Gap
from ztlint.scanners.secrets.windows import scan_large
from ztlint.sources import Large
from ztlint.sources.lfs import kept_at
from ztlint.sources.remembered import GIT, borrows, index_names, own_files, remembered
from ztlint.sources.repositories import common_folder, git_folder, nested

_MAX_NAMED = 20  # paths with each reason, as for files of the working tree

_BORROWED = "objects that another repository keeps (objects/info/alternates) are looked at as well"


def scan_repository(
    root: Path,
    matcher: Matcher,
    extent: Extent = EVERYTHING_KEPT,
    progress: Progress | None = None,
) -> HistoryScan:
    """The whole repository, with the repositories within it; or the part of its history that was asked for.

    Raises UsageError for a revision that does not exist.
    """
    if extent.is_part:
        return scan_history(root, matcher, extent, progress)
    nest = nested(root)
    scans = [_whole(root, matcher, extent, progress)]
    scans += [_below(_whole(one.root, matcher, extent, progress), one.prefix) for one in nest.found]
    skipped = _skipped("submodule whose repository is not here", nest.absent)
    return replace(
        _sum(scans),
        failures=tuple(dict.fromkeys((*_sum(scans).failures, *nest.failures))),
        skipped=(*_sum(scans).skipped, *skipped),
        repositories=tuple(sorted(nest.found, key=lambda one: -len(one.prefix))),
    )


def _whole(root: Path, matcher: Matcher, extent: Extent, progress: Progress | None) -> HistoryScan:
    """One repository: its objects, and what its own folder remembers."""
    scan = scan_history(root, matcher, extent, progress)
    place = git_folder(root)
    if place is None:
        return scan
    folder = common_folder(place)
    own = _own(matcher, root, folder)
    gone = sorted({one for one in scan.pointers if not (folder / kept_at(one)).is_file()})
    return replace(
        scan,
        findings=(*scan.findings, *own.findings),
        failures=(*scan.failures, *own.failures),
        size=scan.size + own.size,
        gaps=(*scan.gaps, *own.gaps),
        skipped=_skipped("kept by git LFS and not here: git lfs fetch --all gets them", gone),
        notes=(*scan.notes, *((_BORROWED,) if borrows(folder) else ())),
    )


class _Own(Struct):
    """What a repository's own folder holds. ``size`` is in bytes."""

    findings: list[Finding]
    failures: list[Failure]
    gaps: list[tuple[Gap, str]] = field(default_factory=list)
    size: int = 0

    def keep(self, path: str, told: Iterable[Finding | Gap]) -> None:
        for one in told:
            if isinstance(one, Gap):
                self.gaps.append((one, path))
            else:
                self.findings.append(one)


def _own(matcher: Matcher, root: Path, folder: Path) -> _Own:
    names, failures = index_names(root, folder)
    own = _Own(list(in_names(matcher, sorted(names))), failures)
    own.findings += in_names(matcher, (GIT + name for name in own_files(folder)))
    for item in remembered(folder):
        if isinstance(item, Failure):
            own.failures.append(item)
        elif isinstance(item, Large):
            own.size += item.size
            findings, told = scan_large(matcher, item)
            own.keep(item.path, findings)
            own.failures += told
        else:
            own.size += len(item.data)
            own.keep(item.path, scan_source(matcher, item))
    return own


def _below(scan: HistoryScan, prefix: str) -> HistoryScan:
    """The same, seen from the repository around it. One without anything in it is no reason to fail."""
    failures = (
        Failure(_joined(prefix, one.path), one.reason, f"In {prefix}: {one.advice}")
        for one in scan.failures
        if one != NOTHING
    )
    findings = (
        replace(one, location=replace(one.location, path=_joined(prefix, one.location.path)))
        for one in scan.findings
    )
    gaps = tuple((gap, _joined(prefix, path)) for gap, path in scan.gaps)
    passed = tuple(_joined(prefix, path) for path in scan.passed_over)
    return replace(scan, findings=tuple(findings), failures=tuple(failures), gaps=gaps, passed_over=passed)


def _joined(prefix: str, path: str) -> str:
    return prefix if path == "." else f"{prefix}/{path}"


def _sum(scans: Sequence[HistoryScan]) -> HistoryScan:
    return HistoryScan(
        findings=tuple(one for scan in scans for one in scan.findings),
        failures=tuple(one for scan in scans for one in scan.failures),
        commits=sum(scan.commits for scan in scans),
        blobs=sum(scan.blobs for scan in scans),
        size=sum(scan.size for scan in scans),
        skipped=tuple(_together(one for scan in scans for one in scan.skipped)),
        gaps=tuple(one for scan in scans for one in scan.gaps),
        notes=tuple(dict.fromkeys(one for scan in scans for one in scan.notes)),
        passed_over=tuple(one for scan in scans for one in scan.passed_over),
    )


def _together(some: Iterator[Skipped]) -> Iterator[Skipped]:
    reasons: dict[str, Skipped] = {}
    for one in some:
        known = reasons.get(one.reason, Skipped(one.reason, 0))
        paths = (*known.paths, *one.paths)[:_MAX_NAMED]
        reasons[one.reason] = Skipped(one.reason, known.count + one.count, paths)
    yield from reasons.values()


def _skipped(reason: str, paths: Sequence[str]) -> tuple[Skipped, ...]:
    return (Skipped(reason, len(paths), tuple(paths[:_MAX_NAMED])),) if paths else ()
