"""``-o FORMAT[=FILE]``: what to render, and where it goes."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import click
from msgspec import Struct

from ztlint.cli.entry import silence
from ztlint.config import nearest
from ztlint.core import Report
from ztlint.engine.root import absolute
from ztlint.errors import UsageError

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW  # a link may have been planted under any name


class Output(Struct, frozen=True):
    """``file`` is None for standard output."""

    format: str
    file: Path | None


def files_of(outputs: Iterable[Output], folder: Path) -> tuple[Path, ...]:
    """The files that are written, as paths below ``folder`` where they are relative."""
    return tuple(absolute(output.file, folder) for output in outputs if output.file is not None)


def outputs_of(written: Sequence[str], known: Sequence[str]) -> tuple[Output, ...]:
    """Text to standard output unless something else was asked for. Wrong ones are told before the work."""
    outputs = tuple(_output(text, known) for text in written) or (Output("text", None),)
    if sum(output.file is None for output in outputs) > 1:
        raise UsageError("two outputs go to standard output", "Write -o FORMAT=FILE for one of them.")
    files = [os.path.realpath(output.file) for output in outputs if output.file is not None]
    replaced = [file for file in files if os.path.isfile(file) or not os.path.exists(file)]  # noqa: PTH110, PTH113
    if len(set(replaced)) < len(replaced):
        raise UsageError("two outputs go to one file", "Give each a file of its own.")
    return outputs


def _output(text: str, known: Sequence[str]) -> Output:
    name, _, file = text.partition("=")
    if name not in known:
        meant = nearest(name, known)
        hint = f"Did you mean '{meant}'?" if meant else f"Known are {', '.join(known)}."
        raise UsageError(f"no output format is called '{name}'", hint)
    path = Path(file) if file not in ("", "-") else None
    if path is not None:
        _look_at(path)
    return Output(name, path)


def _look_at(path: Path) -> None:
    """Raises UsageError where nothing could be written, or something else would be."""
    try:
        link = _planted_link(path)
        if link:
            raise UsageError(
                f"{link} is a symbolic link", "Name the file that it leads to, or remove the link."
            )
        if path.is_dir() or not path.parent.is_dir():
            raise UsageError(f"{path} can't be written", "Name a file in a folder that exists.")
        _temporary(path).is_file()  # its name may be too long
    except OSError as error:
        raise UsageError(f"{path} can't be written: {error.strerror}", "Choose another file.") from None


def _planted_link(path: Path) -> Path | None:
    """A link that the checked repository may have brought, to have another file overwritten. A device is
    written to, never replaced (``/dev/stdout`` is a link), and folders named absolutely are the caller's.
    """
    parts = [path] if path.is_absolute() else [path, *path.parents]
    links = (part for part in parts if part.is_symlink())
    return next((link for link in links if link != path or path.is_file() or not path.exists()), None)


def write_all(
    outputs: Sequence[Output], report: Report, reporters: Mapping[str, Callable[[Report], str]]
) -> None:
    """Render everything first, so that a failing reporter leaves no file behind."""
    rendered = [(output, reporters[output.format](report)) for output in outputs]
    for output, text in rendered:
        if output.file is None:
            show(text)
        else:
            write_whole(output.file, text)


def show(text: str) -> None:
    """On standard output."""
    try:
        click.echo(text, nl=not text.endswith("\n"), color=True)  # the reporter has decided about color
        sys.stdout.flush()
    except BrokenPipeError:
        silence()  # the status still counts


def _temporary(path: Path) -> Path:
    """Where a file is made before it takes its place: beside it, under a name that nobody foresees."""
    return path.with_name(f".{path.name}.{os.urandom(4).hex()}")


def write_whole(path: Path, text: str) -> None:
    """Whole or not at all. What is no regular file (a pipe, a device) is written to, never replaced."""
    data = text.encode("utf-8", "backslashreplace")
    target = path.absolute()
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)
            return
        temporary = _temporary(target)
        try:
            with os.fdopen(os.open(temporary, _NEW, 0o666), "wb") as file:
                file.write(data)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"{path} can't be written: {error.strerror}", "Choose another file.") from None
