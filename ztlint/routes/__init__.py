"""Routes and their guards, read from source code without running it."""

from ztlint.routes.extract import COMPANIONS, MAX_SIZE, declares, extract, is_source, is_test

__all__ = ["COMPANIONS", "MAX_SIZE", "declares", "extract", "is_source", "is_test"]
