"""ztlint: a security linter for API definitions and code, run before the merge."""

__version__ = "0.1.0"

HOME = "https://github.com/ztlint/ztlint"
