"""The one place where errors end, and become a message and an exit status."""

import errno
import gc
import io
import os
import sys
from collections.abc import Sequence

import click

from ztlint import HOME, __version__
from ztlint.cli.app import app
from ztlint.errors import RuleError, ZtlintError

_BROKEN = 4  # what went wrong inside leaves things unseen
_INTERRUPTED = 130
_NO_OUTPUT = (errno.EPIPE, errno.ENOSPC, errno.EBADF, errno.EIO)


_GARBAGE = 100_000
"""Containers that are made until Python looks for cycles. A parsed definition is nothing but containers that
stay, and it would look through all of them dozens of times.
"""


def main() -> None:
    gc.set_threshold(_GARBAGE, 50, 100)
    if sys.stdout is None:  # closed by whoever started this: nothing can be shown
        sys.stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # file names need not be UTF-8
    status = invoke(sys.argv[1:])
    gc.freeze()  # nor need it look through them once more on its way out
    sys.exit(status)


def invoke(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit status."""
    try:
        return _run(arguments)
    except Exception as error:  # noqa: BLE001 - here every error ends
        return _ended(error)


def _ended(error: Exception) -> int:
    """Tell the error, and turn it into an exit status."""
    status = _BROKEN
    if isinstance(error, click.ClickException):
        error.show()
        status = error.exit_code
    elif isinstance(error, ZtlintError):
        click.echo(f"ztlint: {_told(error)}", err=True)
        status = error.exit_status
    elif isinstance(error, click.Abort):
        click.echo("ztlint: interrupted (status 130)", err=True)
        status = _INTERRUPTED
    elif isinstance(error, OSError) and error.errno in _NO_OUTPUT:
        silence()
        if not isinstance(error, BrokenPipeError):
            click.echo(f"ztlint: standard output can't be written: {error.strerror}", err=True)
    elif os.environ.get("ZTLINT_DEBUG"):
        raise error
    else:
        click.echo(_defect(error), err=True)
    return status


def _run(arguments: Sequence[str]) -> int:
    if os.environ.get("ZTLINT_DEBUG"):
        import logging  # noqa: PLC0415 - of no use otherwise

        logging.basicConfig(level=logging.DEBUG)
    status = app.main(list(arguments), prog_name="ztlint", standalone_mode=False)
    return status if isinstance(status, int) else 0


def _told(error: ZtlintError) -> str:
    """Configurations are quoted in messages, and anything may stand in them."""
    from ztlint.engine.hush import hushed_words  # noqa: PLC0415 - for messages only
    from ztlint.reporters.escape import visible  # noqa: PLC0415
    from ztlint.rulebook import load_rulebook  # noqa: PLC0415

    text = f"{error.message}. {error.advice}"
    if not isinstance(error, RuleError):  # without rules nobody knows what to hide
        text = hushed_words(text, load_rulebook())
    return "\n".join(map(visible, text.split("\n")))


def silence() -> None:
    """Whoever read standard output is gone; the interpreter must not stumble over that on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _defect(error: Exception) -> str:
    """Without the error's own text, which may quote what was being checked."""
    import platform  # noqa: PLC0415 - for this message only

    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f" ({place.tb_frame.f_globals.get('__name__')}:{place.tb_lineno})" if place else ""
    return (
        f"ztlint: stopped by a defect of its own: {type(error).__name__}{where}\n"
        f"ztlint {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
        f"Please report this at {HOME}; with ZTLINT_DEBUG=1 there is a traceback."
    )
