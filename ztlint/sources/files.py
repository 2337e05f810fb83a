"""Files of the working tree: regular files within the root, and nothing else."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

from ztlint.core import Failure

MAX_SIZE = 100 * 1024 * 1024
"""Of one file or one object of a repository, in bytes: what common hosts accept."""


LARGE = 32 * 1024 * 1024
"""Bytes above which a file or an object is searched in windows."""


def too_large(path: str, size: int) -> Failure:
    return Failure(
        path,
        f"too large: {size} bytes, more than {MAX_SIZE}",
        "Exclude it in the configuration if it holds nothing to check.",
    )


def read_file(root: Path, path: str) -> bytes | Failure:
    """The bytes of ``path``, relative to ``root``. Symbolic links are never followed out of the root."""
    try:
        with opened(root, path) as file:
            size = os.fstat(file.fileno()).st_size
            if size > MAX_SIZE:
                return too_large(path, size)
            data = file.read(MAX_SIZE + 1)  # it may have grown since
            return data if len(data) <= MAX_SIZE else too_large(path, len(data))
    except NotReadError as error:
        return Failure(path, error.reason, error.advice)
    except OSError as error:
        return Failure(path, f"could not be read: {error.strerror}", "Check the file system.")


class NotReadError(Exception):
    """A file that is not there, not within the root, or no file. What it says is fit for a Failure."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.advice = advice


@contextmanager
def opened(root: Path, path: str) -> Iterator[BufferedReader]:
    """A regular file within the root. Raises NotReadError."""
    folder = os.path.realpath(root)
    place = os.path.join(os.path.realpath(os.path.join(root, os.path.dirname(path))), os.path.basename(path))  # noqa: PTH118, PTH119, PTH120 (names may not be UTF-8)
    if os.path.commonpath((folder, place)) != folder:
        raise NotReadError("leads out of the folder that is checked", "Check the other folder itself.")
    with opened_at(place) as file:
        yield file


@contextmanager
def opened_at(place: str) -> Iterator[BufferedReader]:
    """A regular file, which is no link itself. Raises NotReadError."""
    try:
        # Non-blocking, because opening a named pipe would wait for its other end.
        descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except ValueError:  # a zero byte in the name
        raise NotReadError("is no file name", "Correct the reference.") from None
    except OSError as error:
        told = f"could not be read: {error.strerror}"
        raise NotReadError(told, "Check that it exists and may be read.") from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotReadError("not a regular file", "Exclude it, or replace it by a file.")
    with os.fdopen(descriptor, "rb") as file:
        yield file
