"""From blobs to the commits and paths that brought them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ztlint.core import Evidence, Finding
from ztlint.scanners.secrets.place import in_place
from ztlint.sources.log import Change
from ztlint.sources.walk import Walk, index_paths, unreachable_changes


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, and the blob it is in; None for messages, which know their commit."""

    finding: Finding
    blob: str | None


def attribute(root: Path, found: Sequence[Found], walk: Walk, commits: Iterable[str]) -> list[Finding]:
    """``commits`` are all that the database has, those that nothing refers to as well."""
    lost = {item.blob for item in found if item.blob is not None and item.blob not in walk.first}
    forgotten: dict[str, Change] = {}
    indexed: dict[str, str] = {}
    if lost:
        indexed = index_paths(root)
        unreachable = sorted(set(commits) - walk.commits)
        forgotten = unreachable_changes(root, unreachable, lost) if unreachable else {}
    return [_placed(item, walk.first, forgotten, indexed) for item in found]


def _placed(
    item: Found, first: dict[str, Change], forgotten: dict[str, Change], indexed: dict[str, str]
) -> Finding:
    finding, blob = item.finding, item.blob
    if blob is None:
        return finding
    if change := first.get(blob):
        return _at(finding, change)
    if path := indexed.get(blob):
        staged = in_place(replace(finding, location=replace(finding.location, path=path)))
        return _noted(staged, "staged, not committed")
    if change := forgotten.get(blob):
        return _noted(_at(finding, change), "a commit that nothing refers to any more")
    return _noted(finding, "an object that nothing refers to any more")


def _at(finding: Finding, change: Change) -> Finding:
    location = replace(finding.location, path=change.path, commit=change.commit)
    return in_place(replace(finding, location=location, author_date=change.author_date))


def _noted(finding: Finding, place: str) -> Finding:
    return replace(finding, evidence=(*finding.evidence, Evidence("place", place)))
