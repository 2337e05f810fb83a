"""A progress bar on a terminal, for work that takes long enough to wonder about."""

import sys
import time
from typing import Any

import click

_PATIENCE = 1.0  # seconds without a bar


class TerminalProgress:
    """One bar at a time, on standard error, and none where that is no terminal."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._what = ""
        self._bar: Any = None

    def step(self, what: str, done: int, total: int) -> None:
        if not sys.stderr.isatty() or time.monotonic() - self._start < _PATIENCE:
            return
        if what != self._what:
            self.close()
            self._what = what
            self._bar = click.progressbar(length=total, label=what, file=sys.stderr)
            self._bar.__enter__()
        if self._bar is not None:
            self._bar.update(done - self._bar.pos)

    def note(self, text: str) -> None:
        self.close()
        click.echo(f"ztlint: note: {text}", err=True)

    def close(self) -> None:
        """Leave the line, so that what follows starts on its own."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None
