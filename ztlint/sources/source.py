"""Bytes with provenance."""

from msgspec import Struct


class Source(Struct, frozen=True):
    """One file's bytes. ``path`` is relative to the root of the run, with forward slashes.

    ``blob`` is git's object id where the bytes come from git. ``commit`` and ``author_date`` (ISO 8601)
    are set for bytes that come from history.
    """

    path: str
    data: bytes
    blob: str | None = None
    commit: str | None = None
    author_date: str | None = None
