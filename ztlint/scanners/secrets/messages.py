"""Commits and annotated tags as sources: what people wrote into them."""

import re
from datetime import UTC, datetime, timedelta, timezone

from ztlint.sources import Source
from ztlint.sources.objects import Stored

COMMIT_MESSAGE = ".git/COMMIT_EDITMSG"
TAG_MESSAGE = ".git/TAG_EDITMSG"
"""The names under which git lets people edit them: no file of a commit can be called so."""

_TIME = re.compile(rb"^(?:author|tagger) .*> (\d+) ([+-]\d\d)(\d\d)$", re.MULTILINE)
_TARGET = re.compile(rb"^object ([0-9a-f]+)$", re.MULTILINE)


def as_source(item: Stored) -> Source:
    """A blob has no path of its own yet, and goes by its place in the database."""
    if item.type == "blob":
        return Source(f".git/objects/{item.id[:2]}/{item.id[2:]}", item.data, blob=item.id)
    header, _, message = item.data.partition(b"\n\n")
    if item.type == "commit":
        return Source(COMMIT_MESSAGE, message, commit=item.id, author_date=_date(header))
    target = _TARGET.search(header)
    commit = target[1].decode() if target else item.id
    return Source(TAG_MESSAGE, message, commit=commit, author_date=_date(header))


def _date(header: bytes) -> str | None:
    """ISO 8601 as ``git log`` writes it; None where a header is made up."""
    time = _TIME.search(header)
    if time is None:
        return None
    seconds, hours, minutes = (int(part) for part in time.groups())
    offset = timedelta(hours=hours, minutes=minutes if hours >= 0 else -minutes)
    try:
        return datetime.fromtimestamp(seconds, UTC).astimezone(timezone(offset)).isoformat()
    except (ValueError, OverflowError, OSError):
        return None
