"""The command line: options and wiring. Everything else is below."""

from ztlint.cli.main import main

__all__ = ["main"]
