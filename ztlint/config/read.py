"""A configuration file to plain data. It can't run code or fetch anything."""

import codecs
import datetime as dt
from pathlib import Path
from typing import Any

from ztlint.core import Failure
from ztlint.errors import ConfigurationError

MAX_BYTES = 1024 * 1024
"""Size of a configuration file."""

_FIX = "Correct the file, or run with --isolated to leave it out."


def read_configuration(path: Path) -> Any:
    """The file's data; an empty mapping where a pyproject.toml has no [tool.ztlint]."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read: {error.strerror}", _FIX) from None
    if len(data) > MAX_BYTES:
        raise ConfigurationError(f"{path}: larger than {MAX_BYTES // 2**20} MiB", _FIX)
    if path.suffix == ".toml":
        return _section(path, _toml(path, data))
    return _yaml(path, data)


def _toml(path: Path, data: bytes) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - most runs have no such file

    try:
        plain: dict[str, Any] = _plain(tomllib.loads(data.removeprefix(codecs.BOM_UTF8).decode()))
    except ValueError as error:  # bad TOML, bad UTF-8, integers of thousands of digits
        raise ConfigurationError(f"{path}: cannot be parsed: {error}", _FIX) from None
    except RecursionError:
        raise ConfigurationError(f"{path}: cannot be parsed: nested too deeply", _FIX) from None
    return plain


def _section(path: Path, data: Any) -> Any:
    """``[tool.ztlint]`` in any pyproject.toml; the whole file otherwise."""
    if path.name != "pyproject.toml":
        return data
    tool = data.get("tool", {})
    return tool.get("ztlint", {}) if isinstance(tool, dict) else {}


def _plain(value: Any) -> Any:
    """TOML has dates and times of its own; the schema speaks of strings."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return value


def _yaml(path: Path, data: bytes) -> Any:
    from ztlint.documents import parse  # noqa: PLC0415 - a run without YAML does not load the parser

    documents = parse(str(path), data)
    if isinstance(documents, Failure):
        where = f"{path}:{documents.line}" if documents.line else str(path)
        raise ConfigurationError(f"{where}: {documents.reason}", _FIX)
    if len(documents) > 1:
        raise ConfigurationError(f"{path}: holds {len(documents)} YAML documents", "Keep one of them.")
    if documents and documents[0].duplicates:
        twice = documents[0].duplicates[0].pointer
        raise ConfigurationError(f"{path}: {twice} stands twice", "Keep one of them.")
    settings = documents[0].data if documents else None
    return {} if settings is None else settings
