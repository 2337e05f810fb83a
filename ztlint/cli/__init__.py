"""The command line: options and wiring. Everything else is below."""

from ztlint.cli.entry import main

__all__ = ["main"]
