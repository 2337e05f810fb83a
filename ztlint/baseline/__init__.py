"""Findings that were there before: known by identities that tell neither lines nor secrets."""

from ztlint.baseline.file import (
    HISTORY,
    NAME,
    Baseline,
    Entry,
    new_key,
    parse_baseline,
    render_baseline,
)
from ztlint.baseline.identity import of_secret

__all__ = [
    "HISTORY",
    "NAME",
    "Baseline",
    "Entry",
    "new_key",
    "of_secret",
    "parse_baseline",
    "render_baseline",
]
