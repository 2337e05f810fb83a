"""All patterns in one hyperscan database, compiled once and kept in the cache."""

import contextlib
import hashlib
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from ztlint.rulebook import read_cache, write_cache
from ztlint.scanners.secrets.pattern import Pattern

if TYPE_CHECKING:
    import hyperscan

Ends = Mapping[int, Sequence[int]]
"""The patterns that occur in some bytes, by index and in order. All ends of matches are noted of those
without a mark only.
"""

Search = Callable[[bytes], Ends]


def load_search(
    patterns: Sequence[Pattern], digest: str, hints: Iterable[str]
) -> Callable[[], Search] | None:
    """Makes searches, one for each thread. None where hyperscan can't be imported on this platform.

    ``hints`` are patterns besides those of rules; their indexes follow. They depend on nothing but the rules
    and this package's version.
    """
    try:
        import hyperscan  # noqa: F401, PLC0415
    except ImportError:
        return None
    if not patterns:
        return None
    database = cached_database(_cache_name(patterns, digest), lambda: _compile(patterns, hints))
    return lambda: _search(database)


def load_bound(patterns: Sequence[Pattern], digest: str) -> Search:
    """For rules about files of some names: they are few bytes, and their patterns stay out of the way of the
    others.
    """
    if not patterns:
        return lambda _: {}
    return _search(cached_database(_cache_name(patterns, digest), lambda: _compile(patterns, ())))


def _search(database: "hyperscan.Database") -> Search:
    """For one thread."""
    import hyperscan  # noqa: PLC0415

    scratch = hyperscan.Scratch(database)

    def search(data: bytes) -> Ends:
        found: dict[int, list[int]] = {}

        def note(index: int, _: int, end: int, *__: object) -> None:
            found.setdefault(index, []).append(end)

        database.scan(data, note, scratch=scratch)
        return dict(sorted(found.items())) if len(found) > 1 else found

    return search


def cached_database(name: str, make: Callable[[], "hyperscan.Database"]) -> "hyperscan.Database":
    """The database that is cached under ``name``, or one that is made now, and cached."""
    import hyperscan  # noqa: PLC0415

    database = _from_cache(name)
    if database is None:
        database = make()
        write_cache(name, hyperscan.dumpb(database))
    return database


Locate = Callable[[bytes], list[tuple[int, int]]]
"""Ranges outside of which a pattern does not match. They do not overlap, and are in order."""

_MAX_PLACES = 10_000
"""Places beyond which asking ``re`` is no slower."""


def load_locate(pattern: Pattern) -> Locate | None:
    """None where hyperscan is not there or does not support the pattern."""
    if not pattern.is_short:
        return None
    try:
        import hyperscan  # noqa: PLC0415

        database = hyperscan.Database()
        database.compile([pattern.source.encode()], ids=[0])
    except ImportError:
        return None
    except hyperscan.error:
        return None

    def locate(data: bytes) -> list[tuple[int, int]]:
        ends: list[int] = []

        def note(_: int, __: int, end: int, *___: object) -> bool:
            ends.append(end)
            return len(ends) > _MAX_PLACES

        with contextlib.suppress(hyperscan.ScanTerminated):
            database.scan(data, note)
        return [(0, len(data))] if len(ends) > _MAX_PLACES else before(ends, pattern.width)

    return locate


def before(ends: Iterable[int], width: int) -> list[tuple[int, int]]:
    """Hyperscan names the end of every match, and none is wider than ``width``. One byte more is for what may
    not follow.
    """
    ranges: list[tuple[int, int]] = []
    for end in sorted(ends):
        start = max(0, end - width)
        if ranges and start <= ranges[-1][1]:
            start = ranges.pop()[0]
        ranges.append((start, end + 1))
    return ranges


def _cache_name(patterns: Sequence[Pattern], digest: str) -> str:
    """Rules may be a selection, so their ids count; a database fits one version and one processor."""
    return cache_name(digest, *(pattern.rule.id for pattern in patterns), _HINTS)


_HINTS = "hints, eighth form"
"""Changes when hints do."""


def cache_name(*made_from: str) -> str:
    parts = (*made_from, _platform())
    return f"secrets-{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}.hs"


@cache
def _platform() -> str:
    """Version, processor family and vector instructions, as hyperscan names them."""
    import hyperscan  # noqa: PLC0415

    probe = hyperscan.Database()
    probe.compile([b"a"])
    return str(probe.info())


def _from_cache(name: str) -> "hyperscan.Database | None":
    import hyperscan  # noqa: PLC0415

    payload = read_cache(name)
    if payload is None:
        return None
    try:
        return hyperscan.loadb(payload, hyperscan.HS_MODE_BLOCK)
    except hyperscan.error:
        return None


def _compile(patterns: Sequence[Pattern], hints: Iterable[str]) -> "hyperscan.Database":
    import hyperscan  # noqa: PLC0415

    after = [hint.encode() for hint in hints]
    placed = frozenset(at for at, one in enumerate(patterns) if one.generic)
    try:
        return _together([*(_hopeful(pattern) for pattern in patterns), *after], placed)
    except hyperscan.error:
        return _together([*(_searchable(pattern) for pattern in patterns), *after], placed)


def _together(sources: Sequence[bytes], placed: Container[int]) -> "hyperscan.Database":
    """One report for each pattern is enough: Python's re finds the exact places afterwards. ``placed`` are
    those whose ends are all wanted: they match often, and most matches count for nothing.
    """
    import hyperscan  # noqa: PLC0415

    database, indexes = hyperscan.Database(), range(len(sources))
    flags = [0 if index in placed else hyperscan.HS_FLAG_SINGLEMATCH for index in indexes]
    database.compile(list(sources), ids=list(indexes), flags=flags)
    return database


def _hopeful(pattern: Pattern) -> bytes:
    """The pattern where it is short. To try each by itself takes longer than all of them together."""
    return pattern.source.encode() if pattern.is_short else _any_of(pattern.keywords)


def _searchable(pattern: Pattern) -> bytes:
    """The pattern; its keywords where it is long, or where hyperscan does not support it."""
    import hyperscan  # noqa: PLC0415

    source = pattern.source.encode()
    if not pattern.is_short:
        return _any_of(pattern.keywords)
    try:
        hyperscan.Database().compile([source], ids=[0], flags=hyperscan.HS_FLAG_SINGLEMATCH)
    except hyperscan.error:
        return _any_of(pattern.keywords)
    return source


def _any_of(words: Sequence[str]) -> bytes:
    literals = (b"".join(b"\\x%02x" % byte for byte in word.encode()) for word in words)
    return b"(?i)(?:" + b"|".join(literals) + b")"
