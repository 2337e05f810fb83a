"""What rule files compile to, kept in the user's cache folder: rebuilt when stale or damaged, never trusted.

An entry is a JSON or binary payload behind a line that holds its SHA-256; its name holds the digest of
everything that it was made from.
"""

import hashlib
import os
import re
import sys
import tempfile
from pathlib import Path

MAX_ENTRIES = 36
"""Older entries are removed when one is written."""

# The folder is the user's choice, and may hold other files. What was cut short has a few letters behind it.
_OURS = re.compile(r"(?:rules|secrets|samples)-[0-9a-f]{32}\.(?:json|hs)(?:\.[0-9a-z_]{8})?")


def cache_folder() -> Path | None:
    """``ZTLINT_CACHE``, or the platform's folder for caches. None for a user without a home, and for a folder
    inside of the repository that one stands in: whoever wrote the repository may have filled it.
    """
    folder = _chosen()
    return None if folder is None or _may_be_planted(folder) else folder


def _may_be_planted(folder: Path) -> bool:
    here = Path.cwd().resolve()
    top = next((place for place in (here, *here.parents) if (place / ".git").exists()), here)
    home = os.environ.get("HOME")
    return (not home or top != Path(home).resolve()) and folder.resolve().is_relative_to(top)


def _chosen() -> Path | None:
    if chosen := os.environ.get("ZTLINT_CACHE"):
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME")
    if base and sys.platform != "darwin":
        return Path(base) / "ztlint"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "ztlint"


def read_cache(name: str) -> bytes | None:
    """The payload, or None where there is none, it is damaged, or it belongs to another user."""
    folder = cache_folder()
    if folder is None:
        return None
    path = folder / name
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
    if folder is None:
        return
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=f"{name}.", delete=False) as file:
            file.write(hashlib.sha256(payload).hexdigest().encode() + b"\n" + payload)
        Path(file.name).replace(folder / name)
        _trim(folder)
    except OSError:
        return


def _trim(folder: Path) -> None:
    ours = (path for path in folder.iterdir() if _OURS.fullmatch(path.name) and path.is_file())
    entries = sorted(ours, key=lambda path: path.stat().st_mtime)
    for path in entries[:-MAX_ENTRIES]:
        path.unlink(missing_ok=True)
