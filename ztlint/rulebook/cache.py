"""What rule files compile to, kept in the user's cache folder: rebuilt when stale or damaged, never trusted.

An entry is a JSON or binary payload behind a line that holds its SHA-256; its name holds the digest of
everything that it was made from.
"""

import hashlib
import os
import sys
import tempfile
from pathlib import Path

MAX_ENTRIES = 24
"""Older entries are removed when one is written."""


def cache_folder() -> Path:
    """``ZTLINT_CACHE``, or the platform's folder for caches."""
    if chosen := os.environ.get("ZTLINT_CACHE"):
        return Path(chosen)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "ztlint"
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "ztlint"


def read_cache(name: str) -> bytes | None:
    """The payload, or None where there is none, it is damaged, or it belongs to another user."""
    path = cache_folder() / name
    try:
        if hasattr(os, "getuid") and path.stat().st_uid != os.getuid():
            return None
        digest, _, payload = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return payload if digest == hashlib.sha256(payload).hexdigest().encode() else None


def write_cache(name: str, payload: bytes) -> None:
    """Whole or not at all. A cache that can't be written costs time, and nothing else."""
    folder = cache_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
            file.write(hashlib.sha256(payload).hexdigest().encode() + b"\n" + payload)
        Path(file.name).replace(folder / name)
        _trim(folder)
    except OSError:
        return


def _trim(folder: Path) -> None:
    entries = sorted((path for path in folder.iterdir() if path.is_file()), key=lambda p: p.stat().st_mtime)
    for path in entries[:-MAX_ENTRIES]:
        path.unlink(missing_ok=True)
