"""Files of the working tree: regular files within the root, and nothing else."""

import os
import stat
from pathlib import Path

from ztlint.core import Failure

MAX_SIZE = 100 * 1024 * 1024
"""Of one file or one object of a repository, in bytes: what common hosts accept."""


def too_large(path: str, size: int) -> Failure:
    return Failure(
        path,
        f"too large: {size} bytes, more than {MAX_SIZE}",
        "Exclude it in the configuration if it holds nothing to check.",
    )


def read_file(root: Path, path: str) -> bytes | Failure:
    """The bytes of ``path``, relative to ``root``. Symbolic links are never followed out of the root."""
    folder = os.path.realpath(root)
    place = os.path.join(os.path.realpath(os.path.join(root, os.path.dirname(path))), os.path.basename(path))  # noqa: PTH118, PTH119, PTH120 (names may not be UTF-8)
    if os.path.commonpath((folder, place)) != folder:
        return Failure(path, "leads out of the folder that is checked", "Check the other folder itself.")
    try:
        # Non-blocking, because opening a named pipe would wait for its other end.
        descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except ValueError:  # a zero byte in the name
        return Failure(path, "is no file name", "Correct the reference.")
    except OSError as error:
        return Failure(path, f"could not be read: {error.strerror}", "Check that it exists and may be read.")
    try:
        return _read(path, descriptor)
    except OSError as error:
        return Failure(path, f"could not be read: {error.strerror}", "Check the file system.")
    finally:
        os.close(descriptor)


def _read(path: str, descriptor: int) -> bytes | Failure:
    state = os.fstat(descriptor)
    if not stat.S_ISREG(state.st_mode):
        return Failure(path, "not a regular file", "Exclude it, or replace it by a file.")
    if state.st_size > MAX_SIZE:
        return too_large(path, state.st_size)
    with os.fdopen(descriptor, "rb", closefd=False) as file:
        data = file.read(MAX_SIZE + 1)  # it may have grown since
    return data if len(data) <= MAX_SIZE else too_large(path, len(data))
