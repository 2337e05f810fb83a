"""Routes and their guards, read from source code without running it."""

from ztlint.routes.extract import extract, is_source, is_test

__all__ = ["extract", "is_source", "is_test"]
