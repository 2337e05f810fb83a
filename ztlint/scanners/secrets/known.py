"""Objects of a repository in which earlier runs found nothing: kept in the user's cache folder, by id.

Nothing is kept of objects with findings, gaps or failures: there are few, and they are looked at again.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path

from msgspec import Struct

from ztlint import __version__
from ztlint.core import Rule
from ztlint.rulebook import cache_folder
from ztlint.sources.repositories import common_folder, git_folder

MAX_FILES = 30
"""Of so many repositories and sets of rules something is kept; the ones not used for longest go."""
MAX_SIZE = 64 << 20
"""Bytes of ids in one file, of more than three million objects. Beyond, it begins anew."""

_MAX_PARTS = 16  # runs, before their ids become one list
_PATIENCE = 5.0  # seconds in which another run may write
_SIDES = ("", "-wal", "-shm", "-journal")


class Known(Struct, frozen=True):
    """The file for one repository and one set of rules. What goes wrong with it costs time only."""

    file: Path

    def ids(self) -> frozenset[str]:
        """All that is known to hold nothing. A damaged file is removed, and counts as empty."""
        if not _is_ours(self.file):
            return frozenset()
        try:
            with closing(_open(self.file)) as database:
                rows = database.execute("SELECT width, ids, digest FROM clean").fetchall()
            found = frozenset(one for row in rows for one in _ids(*row))
        except (sqlite3.Error, ValueError, TypeError):
            _remove(self.file)
            return frozenset()
        with suppress(OSError):
            os.utime(self.file)
        return found

    def add(self, ids: Iterable[str]) -> None:
        by_width: dict[int, set[str]] = {}
        for one in ids:
            by_width.setdefault(len(one) // 2, set()).add(one)
        if not by_width:
            return
        try:
            _make(self.file)
            with closing(_open(self.file)) as database:
                _insert(database, by_width)
            _trim(self.file.parent)
        except sqlite3.DatabaseError as error:
            if not isinstance(error, sqlite3.OperationalError):  # not only busy, or a full disk
                _remove(self.file)
        except OSError:
            return


def known(root: Path, rules: Iterable[Rule]) -> Known | None:
    """For what is looked for with ``rules``. None where there is no folder for caches outside of ``root``.

    Ids say what an object holds only where git made it: whoever made a repository by hand can put anything
    under an id. So repositories share nothing; one that takes the place of another is another one.
    """
    folder, place = cache_folder(), git_folder(root)
    if folder is None or place is None:
        return None
    objects = common_folder(place).resolve() / "objects"
    try:
        stat = objects.stat()
    except OSError:
        return None
    if folder.resolve().is_relative_to(root.resolve()):
        return None
    identity = (_made_by(), _digest(rules), os.fsdecode(objects), str(stat.st_dev), str(stat.st_ino))
    name = hashlib.sha256("\0".join(identity).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return Known(folder / f"objects-{name}.db")


def _digest(rules: Iterable[Rule]) -> str:
    told = [(rule.id, str(rule.severity), rule.body) for rule in rules]
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def _made_by() -> str:
    """The version, and which files it is made of: a checkout changes without a new version."""
    package = Path(__file__).parent
    files = ((str(file.relative_to(package)), file.stat()) for file in sorted(package.rglob("*.py")))
    return f"{__version__} {[(name, stat.st_size, stat.st_mtime_ns) for name, stat in files]}"


def _ids(width: int, data: bytes, digest: bytes) -> Iterable[str]:
    """Raises ValueError for what was not written by ``_insert``."""
    if width not in {20, 32} or len(data) % width or hashlib.sha256(data).digest() != digest:
        raise ValueError(width)
    text, step = data.hex(), 2 * width
    return (text[at : at + step] for at in range(0, len(text), step))


def _open(file: Path) -> sqlite3.Connection:
    database = sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=NORMAL")
    database.execute("CREATE TABLE IF NOT EXISTS clean (width INTEGER, ids BLOB, digest BLOB)")
    return database


def _insert(database: sqlite3.Connection, by_width: dict[int, set[str]]) -> None:
    """In one transaction: another run sees all of it or nothing, and loses nothing of its own."""
    database.execute("BEGIN IMMEDIATE")
    parts, size = database.execute("SELECT count(*), coalesce(sum(length(ids)), 0) FROM clean").fetchone()
    if parts >= _MAX_PARTS:
        if size < MAX_SIZE:
            for row in database.execute("SELECT width, ids, digest FROM clean").fetchall():
                by_width.setdefault(row[0], set()).update(_ids(*row))
        database.execute("DELETE FROM clean")
    for width, ids in by_width.items():
        data = bytes.fromhex("".join(sorted(ids)))
        database.execute("INSERT INTO clean VALUES (?, ?, ?)", (width, data, hashlib.sha256(data).digest()))
    database.execute("COMMIT")


def _is_ours(file: Path) -> bool:
    try:
        return not hasattr(os, "getuid") or file.lstat().st_uid == os.getuid()
    except OSError:
        return False


def _make(file: Path) -> None:
    """SQLite gives its other files the permissions of the first."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(file, os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), 0o600))


def _remove(file: Path) -> None:
    for side in _SIDES:
        with suppress(OSError):
            file.with_name(file.name + side).unlink(missing_ok=True)


def _trim(folder: Path) -> None:
    files = sorted(folder.glob("objects-*.db"), key=lambda file: file.stat().st_mtime)
    for file in files[:-MAX_FILES]:
        _remove(file)
