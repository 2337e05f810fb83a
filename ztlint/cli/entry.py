"""The one place where errors end, and become a message and an exit status."""

import io
import os
import sys
from collections.abc import Sequence

import click

from ztlint import HOME, __version__
from ztlint.cli.app import app
from ztlint.errors import ZtlintError

_BROKEN = 4  # what went wrong inside leaves things unseen
_INTERRUPTED = 130


def main() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # file names need not be UTF-8
    sys.exit(invoke(sys.argv[1:]))


def invoke(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit status."""
    try:
        return _run(arguments)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except ZtlintError as error:
        click.echo(f"ztlint: {error.message}. {error.advice}", err=True)
        return error.exit_status
    except click.Abort:
        click.echo("ztlint: interrupted (status 130)", err=True)
        return _INTERRUPTED
    except BrokenPipeError:
        silence()
        return _BROKEN
    except Exception as error:
        if os.environ.get("ZTLINT_DEBUG"):
            raise
        click.echo(_defect(error), err=True)
        return _BROKEN


def _run(arguments: Sequence[str]) -> int:
    if os.environ.get("ZTLINT_DEBUG"):
        import logging  # noqa: PLC0415 - of no use otherwise

        logging.basicConfig(level=logging.DEBUG)
    status = app.main(list(arguments), prog_name="ztlint", standalone_mode=False)
    return status if isinstance(status, int) else 0


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
