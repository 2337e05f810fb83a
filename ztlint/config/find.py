"""Which configuration file holds for a run."""

import stat
from collections.abc import Iterator
from pathlib import Path

from ztlint.config.read import MAX_BYTES
from ztlint.errors import ConfigurationError

NAMES = ("pyproject.toml", ".ztlint.toml", ".ztlint.yaml")


def find_configuration(start: Path, top: Path) -> Path | None:
    """The nearest configuration file from ``start`` up to ``top``, both included."""
    for folder in _upwards(start, top):
        found = [folder / name for name in NAMES if _counts(folder / name)]
        if len(found) > 1:
            names = " and ".join(path.name for path in found)
            raise ConfigurationError(f"{folder} holds two configurations: {names}", "Keep one of them.")
        if found:
            return found[0]
    return None


def _upwards(start: Path, top: Path) -> Iterator[Path]:
    for folder in (start, *start.parents):
        yield folder
        if folder == top or not folder.is_relative_to(top):
            return


def _beginning(path: Path) -> bytes:
    """As much as may be read as a configuration, and one byte more: a larger one is told to be too large."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _counts(path: Path) -> bool:
    """A pyproject.toml counts where it speaks of ztlint. Most don't, and are not worth parsing.

    Raises ConfigurationError for what is no file: messages about a configuration quote it, and a link that
    came with what is checked could lead anywhere.
    """
    try:
        mode = path.lstat().st_mode
        if path.name == "pyproject.toml" and not (path.is_file() and b"ztlint" in _beginning(path)):
            return False
    except OSError:
        return False
    if not stat.S_ISREG(mode):
        told = "a symbolic link, which is not followed" if stat.S_ISLNK(mode) else "not a regular file"
        raise ConfigurationError(f"{path} is {told}", "Put the file itself there, or name it with --config.")
    return True
