"""The settings in force and where each comes from: command line over environment over file."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from ztlint.config.find import find_configuration
from ztlint.config.read import read_configuration
from ztlint.config.validate import validate
from ztlint.errors import ConfigurationError

MAX_GLOBS = 1000
"""In ``exclude``: each is tried on each file."""

_FLAGS = {"overlays": "overlay", "gitleaks": "gitleaks-config"}
_LISTS = ("only", "skip", "select", "ignore", "exclude", "rules", "spectral", "gitleaks", "harmless_routes")


class WaiverEntry(Struct, frozen=True):
    """One entry of ``waivers:``. ``path`` is a glob relative to the root of the run."""

    rule: str
    path: str
    pointer: str | None = None
    reason: str = ""
    owner: str | None = None
    expires: str | None = None


class PublicEntry(Struct, frozen=True):
    """One entry of ``public:``: an operationId, or a path template with or without a method."""

    reason: str
    operation: str | None = None
    path: str | None = None
    method: str | None = None
    owner: str | None = None
    expires: str | None = None


class OverlayEntry(Struct, frozen=True):
    """An overlay, for one ``definition`` (a path relative to the root of the run) or for those that it says
    itself. ``named`` ones stand on the command line.
    """

    file: Path
    definition: str | None = None
    named: bool = False


class Configuration(Struct, frozen=True):
    """``origins`` says for each setting where its value comes from: a flag, a variable or a file."""

    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: str = "low"
    profile: str = "default"
    rules: tuple[Path, ...] = ()
    spectral: tuple[Path, ...] = ()
    gitleaks: tuple[Path, ...] = ()
    gitleaks_allowlists: bool = False
    gitleaks_ignore: Path | None = None
    allow_incomplete: bool = False
    baseline: Path | None = None
    overlays: tuple[OverlayEntry, ...] = ()
    public: tuple[PublicEntry, ...] = ()
    waivers: tuple[WaiverEntry, ...] = ()
    harmless_routes: tuple[str, ...] | None = None
    test_code: bool = False
    path: Path | None = None
    origins: Mapping[str, str] = field(default_factory=dict)


def configure(
    given: Mapping[str, tuple[Any, str]],
    *,
    start: Path,
    root: Path,
    chosen: Path | None = None,
    isolated: bool = False,
) -> Configuration:
    """``given`` holds values from the command line and the environment, each with its origin.

    ``chosen`` is a configuration file named outright; else the nearest from ``start`` up to ``root`` holds.
    """
    path = None if isolated else chosen or find_configuration(start, root)
    values = _of_file(path, root) if path is not None else {}
    if "only" in given or "skip" in given:  # they answer one question, so the upper layer answers it alone
        values = {key: value for key, value in values.items() if key not in ("only", "skip")}
    origins = {key: str(path) for key in values} | {key: origin for key, (_, origin) in given.items()}
    return _build(values | {key: value for key, (value, _) in given.items()}, origins, path)


def _build(values: Mapping[str, Any], origins: Mapping[str, str], path: Path | None) -> Configuration:
    plain = {key.replace("-", "_"): value for key, value in values.items()}
    plain |= {key: tuple(plain[key]) for key in _LISTS if key in plain}
    if len(plain.get("exclude", ())) > MAX_GLOBS:
        told = f"{origins['exclude']}: exclude has more than {MAX_GLOBS} globs"
        raise ConfigurationError(told, "Name folders, or take them together with * and **.")
    plain["public"] = tuple(PublicEntry(**entry) for entry in values.get("public", ()))
    plain["overlays"] = tuple(
        entry if isinstance(entry, OverlayEntry) else OverlayEntry(entry, named=True)
        for entry in values.get("overlays", ())
    )
    plain["waivers"] = tuple(WaiverEntry(**entry) for entry in values.get("waivers", ()))
    return Configuration(**plain, path=path, origins=origins)


def _of_file(path: Path, root: Path) -> dict[str, Any]:
    """A file's settings, its globs made relative to the root of the run."""
    data: dict[str, Any] = read_configuration(path)
    validate(data, str(path))
    prefix = _prefix(path.absolute().parent, root)
    if "exclude" in data:
        data["exclude"] = [_within(prefix, glob) for glob in data["exclude"]]
    if isinstance(data.get("gitleaks"), str):
        data["gitleaks"] = [data["gitleaks"]]
    if "gitleaks-ignore" in data:
        data["gitleaks-ignore"] = _inside("gitleaks-ignore", data["gitleaks-ignore"], path, root)
    if "baseline" in data:
        data["baseline"] = _inside("baseline", data["baseline"], path, root)
    for key in ("rules", "spectral", "gitleaks"):
        if key in data:
            data[key] = [_inside(key, entry, path, root) for entry in data[key]]
    if "overlays" in data:
        data["overlays"] = [*_overlays(data["overlays"], path, root)]
    for entry in data.get("waivers", ()):
        entry["path"] = _within(prefix, entry["path"])
    return data


def _overlays(written: Any, path: Path, root: Path) -> Iterator[OverlayEntry]:
    """A list of overlays, or a mapping of definitions to one or several."""
    groups = written.items() if isinstance(written, dict) else [(None, written)]
    for definition, files in groups:
        place = definition and os.path.relpath(path.absolute().parent / definition, root)
        for file in [files] if isinstance(files, str) else files:
            yield OverlayEntry(_inside("overlays", file, path, root), place and Path(place).as_posix())


def _inside(key: str, entry: str, path: Path, root: Path) -> Path:
    """Rules and overlays, named from where the configuration stands. A configuration that came with what is
    checked may not have anything else read.
    """
    holder = path.absolute().parent
    folder = holder / entry
    if holder.is_relative_to(root) and not folder.resolve().is_relative_to(root.resolve()):
        told = f"{path}: {key}: {entry} leads out of {root}"
        raise ConfigurationError(
            told, f"Put it into the repository, or name it with --{_FLAGS.get(key, key)}."
        )
    return folder


def _within(prefix: str, glob: str) -> str:
    """A glob without a slash matches at any depth, and keeps doing so below ``prefix``."""
    depth = "" if "/" in glob.strip("/") else "**/"
    return f"{prefix}{depth}{glob.lstrip('/')}" if prefix else glob


def _prefix(folder: Path, root: Path) -> str:
    if folder == root or not folder.is_relative_to(root):
        return ""
    return folder.relative_to(root).as_posix() + "/"
