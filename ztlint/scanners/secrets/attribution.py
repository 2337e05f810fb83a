"""From blobs to the commits and paths that brought them."""

from collections.abc import Iterable, Iterator, Sequence
from os import fsdecode
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from ztlint.core import Evidence, Finding
from ztlint.scanners.secrets.head import with_head
from ztlint.scanners.secrets.matcher import Matcher
from ztlint.scanners.secrets.names import in_names
from ztlint.scanners.secrets.place import in_place, is_about
from ztlint.sources.log import Change
from ztlint.sources.walk import Places, Walk, changes_at, index_paths, unreachable_changes


class Found(Struct, frozen=True):
    """A finding, and the blob it is in; None for messages, which know their commit."""

    finding: Finding
    blob: str | None


def attribute(
    root: Path, found: Sequence[Found], walk: Walk, forgotten: Places, *, shows_rejected: bool = False
) -> list[Finding]:
    """A finding for each place of each blob. ``forgotten`` are places in commits that nothing refers to. What
    counts for nothing at its place is left out, unless it is to be shown.
    """
    lost = any(item.blob is not None and item.blob not in walk.places for item in found)
    indexed = index_paths(root) if lost else {}
    placed = [
        Found(finding, item.blob)
        for item in found
        for finding in _placed(item, walk.places, forgotten, indexed)
        if shows_rejected or not finding.rejected
    ]
    return with_head(root, [(item.finding, item.blob) for item in placed], walk)


def forgotten_changes(
    root: Path, found: Sequence[Found], walk: Walk, commits: Iterable[str]
) -> tuple[Places, set[bytes]]:
    """Places and paths of commits that nothing refers to. ``commits`` are all that the database has."""
    unreachable = sorted(set(commits) - walk.commits)
    if not unreachable:
        return {}, set()
    lost = {item.blob for item in found if item.blob is not None and item.blob not in walk.places}
    return unreachable_changes(root, unreachable, lost)


def _placed(item: Found, places: Places, forgotten: Places, indexed: dict[str, str]) -> Iterator[Finding]:
    finding, blob = item.finding, item.blob
    if blob is None:
        yield finding
    elif changes := places.get(blob):
        yield from (_at(finding, change) for change in _fitting(finding, changes.values()))
    elif path := indexed.get(blob):
        staged = in_place(replace(finding, location=replace(finding.location, path=path)))
        yield _noted(staged, "staged, not committed")
    elif changes := forgotten.get(blob):
        said = "a commit that nothing refers to any more"
        fitting = _fitting(finding, changes.values())
        yield from (_noted(_at(finding, change), said) for change in fitting)
    else:
        yield _noted(finding, "an object that nothing refers to any more")


def _fitting(finding: Finding, changes: Iterable[Change]) -> Iterator[Change]:
    """A blob may have other names as well, that its rule says nothing of."""
    return (change for change in changes if is_about(finding.rule, change.path))


def named(
    root: Path, matcher: Matcher, revisions: Sequence[str], names: set[bytes], lost: set[bytes]
) -> Iterator[Finding]:
    """Secrets in the paths of a history; ``lost`` are those of commits that nothing refers to."""
    found = list(in_names(matcher, map(fsdecode, sorted(names | lost))))
    wanted = {name for name in names if fsdecode(name) in {finding.location.path for finding in found}}
    known = {change.path: change for change in changes_at(root, revisions, wanted).values()} if wanted else {}
    for finding in found:
        change = known.get(finding.location.path)
        yield _at(finding, change) if change else _noted(finding, "a commit that nothing refers to any more")


def _at(finding: Finding, change: Change) -> Finding:
    location = replace(finding.location, path=change.path, commit=change.commit)
    return in_place(replace(finding, location=location, author_date=change.author_date))


def _noted(finding: Finding, place: str) -> Finding:
    return replace(finding, evidence=(*finding.evidence, Evidence("place", place)))
