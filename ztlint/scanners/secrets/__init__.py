"""Secrets: found by their format, judged offline, never repeated."""

from ztlint.scanners.secrets.history import HistoryScan, scan_history
from ztlint.scanners.secrets.matcher import Matcher, load_matcher
from ztlint.scanners.secrets.merge import merge
from ztlint.scanners.secrets.redact import redact, secret_spans
from ztlint.scanners.secrets.scan import scan_source

__all__ = [
    "HistoryScan",
    "Matcher",
    "load_matcher",
    "merge",
    "redact",
    "scan_history",
    "scan_source",
    "secret_spans",
]
