"""Blobs that a history has under names that rules are about: looked at once the names are known."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from os import fsdecode
from pathlib import Path

from ztlint.scanners.secrets.attribution import Found
from ztlint.scanners.secrets.known import Known
from ztlint.scanners.secrets.matcher import Matcher
from ztlint.scanners.secrets.scan import scan_bytes
from ztlint.scanners.secrets.unfold import Gap
from ztlint.sources import Source
from ztlint.sources.objects import Stored, read_objects
from ztlint.sources.walk import Walk

Bound = frozenset[int]


def with_named(  # noqa: PLR0913, PLR0917 - what a scan of a history has come to
    root: Path,
    matcher: Matcher,
    walked: Walk,
    present: Collection[str],
    memory: Known | None,
    found: Sequence[Found],
) -> list[Found]:
    """``found`` and what rules about names find besides. What these find in a blob goes with what all others
    find there, so that of two for one secret the better one stays.
    """
    asked = {
        blob: frozenset().union(*(matcher.bound_to(fsdecode(name)) for name in names))
        for blob, names in walked.at_asked.items()
        if blob in present
    }
    clean = memory.ids() if memory is not None else frozenset()
    marks = {blob: _mark(matcher, blob, bound) for blob, bound in asked.items()}
    fresh = [blob for blob in asked if marks[blob] not in clean]
    more: list[Found] = []
    held: set[str] = set()
    for blob, told in _told(root, matcher, fresh, asked):
        held.add(blob)
        more += told
    if memory is not None:
        memory.add(marks[blob] for blob in fresh if blob not in held)
    return [*(one for one in found if one.blob not in held), *more]


def _mark(matcher: Matcher, blob: str, bound: Iterable[int]) -> str:
    """What is kept of a blob in which rules about its names found nothing: it looks like an object's id."""
    rules = " ".join(sorted(matcher.patterns[index].rule.id for index in bound))
    return hashlib.sha1(f"{blob} {rules}".encode(), usedforsecurity=False).hexdigest()


def _told(
    root: Path, matcher: Matcher, blobs: Sequence[str], asked: dict[str, Bound]
) -> Iterator[tuple[str, list[Found]]]:
    """Blobs in which rules about names find something, with all that is found there. What could not be read,
    or is too large to be a file of settings, was told of before.
    """
    views: dict[Bound, Matcher] = {}
    for item in read_objects(root, blobs) if blobs else ():
        if not isinstance(item, Stored):
            continue
        bound = asked[item.id]
        view = views.setdefault(bound, matcher.among(bound))
        source = Source(f".git/objects/{item.id[:2]}/{item.id[2:]}", item.data, blob=item.id)
        told = [one for one in scan_bytes(view, source) if not isinstance(one, Gap)]
        if any(one.rule.body["match"].get("paths") for one in told):
            yield item.id, [Found(one, item.id) for one in told]
