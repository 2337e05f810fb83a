"""One file of the working tree written anew: whole or not at all, and only if it is still what was read."""

import os
import stat
from contextlib import suppress
from pathlib import Path

from ztlint.core import Failure

_ADVICE = "Run it again, or make the change by hand; `--fix --dry-run` shows it."
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def rewrite(root: Path, path: str, before: bytes, after: bytes) -> Failure | None:
    """``path`` is relative to ``root``. No symbolic link is followed on the way, so nothing outside is
    reached. The mode stays.
    """
    try:
        folder = _open_folder(root, path.split("/")[:-1])
    except OSError as error:
        return Failure(path, f"was not written: {error.strerror}", _ADVICE)
    try:
        reason = _replace(folder, path.rpartition("/")[2], before, after)
    except OSError as error:
        reason = error.strerror or type(error).__name__
    finally:
        os.close(folder)
    return Failure(path, f"was not written: {reason}", _ADVICE) if reason else None


def _open_folder(root: Path, steps: list[str]) -> int:
    """Step by step, so that nobody can put a link in between."""
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    for step in steps:
        if step in ("", ".", ".."):
            os.close(folder)
            raise OSError(0, "its path is not plain")
        try:
            below = os.open(step, _FOLDER, dir_fd=folder)
        finally:
            os.close(folder)
        folder = below
    return folder


def _replace(folder: int, name: str, before: bytes, after: bytes) -> str:
    """Why not, or an empty string."""
    state, data = _read(folder, name)
    if not stat.S_ISREG(state.st_mode):
        return "it is no regular file"
    if data != before:
        return "it has changed meanwhile"
    if not state.st_mode & 0o222:
        return "it is read-only"
    temporary = f".ztlint-{os.getpid()}-{name[:40]}"
    try:
        _write(folder, temporary, after, state)
        os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary, dir_fd=folder)
        raise
    return ""


def _read(folder: int, name: str) -> tuple[os.stat_result, bytes]:
    descriptor = os.open(name, _FILE, dir_fd=folder)
    try:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            return state, b""
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return state, file.read()
    finally:
        os.close(descriptor)


def _write(folder: int, name: str, data: bytes, like: os.stat_result) -> None:
    descriptor = os.open(name, _NEW, 0o600, dir_fd=folder)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        with suppress(PermissionError):  # only root gives files away
            os.fchown(descriptor, like.st_uid, like.st_gid)
        os.fchmod(descriptor, stat.S_IMODE(like.st_mode))
        file.flush()
        os.fsync(descriptor)
