"""Secrets: found by their format, judged offline, never repeated."""

from ztlint.scanners.secrets.history import HistoryScan, scan_history
from ztlint.scanners.secrets.matcher import Matcher, load_matcher
from ztlint.scanners.secrets.merge import merge
from ztlint.scanners.secrets.redact import redact, secret_spans, spellings
from ztlint.scanners.secrets.scan import scan_source
from ztlint.scanners.secrets.unfold import Gap

__all__ = [
    "Gap",
    "HistoryScan",
    "Matcher",
    "load_matcher",
    "merge",
    "redact",
    "scan_history",
    "scan_source",
    "secret_spans",
    "spellings",
]
