"""The folder that a run is about, which all paths in its report are relative to."""

import os
from pathlib import Path

from ztlint.errors import UsageError
from ztlint.sources import repository_root


def root_of(paths: tuple[Path, ...], folder: Path) -> Path:
    """The repository that holds the paths; outside of one, ``folder`` or what the paths have in common."""
    for path in paths:
        if not os.path.lexists(folder / path):
            raise UsageError(f"no such file or folder: {path}", "Check the spelling, and where you are.")
    places = tuple(absolute(path, folder) for path in paths) or (folder,)
    tops = {repository_root(place if place.is_dir() else place.parent) for place in places}
    if len(tops) > 1:
        raise UsageError("the paths lie in different repositories", "Run ztlint once for each of them.")
    top = tops.pop()
    if top is not None:
        return top
    if all(place.is_relative_to(folder) for place in places):
        return folder
    common = Path(os.path.commonpath(places))
    return common if common.is_dir() else common.parent


def absolute(path: Path, folder: Path) -> Path:
    """Without following links: a link is reported under its own name."""
    return Path(os.path.abspath(folder / path))  # noqa: PTH100 (resolve would follow links)
