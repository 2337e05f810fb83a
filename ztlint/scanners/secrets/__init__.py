"""Secrets: found by their format, judged offline, never repeated."""

from ztlint.scanners.secrets.allowed import ALLOWLIST, any_of, criteria_in
from ztlint.scanners.secrets.extent import Extent, HistoryScan
from ztlint.scanners.secrets.generic import is_passed_over
from ztlint.scanners.secrets.matcher import Matcher, load_matcher
from ztlint.scanners.secrets.merge import merge
from ztlint.scanners.secrets.names import in_name, in_names
from ztlint.scanners.secrets.redact import redact, secret_spans, secret_texts, spellings
from ztlint.scanners.secrets.scan import scan_source
from ztlint.scanners.secrets.unfold import Gap
from ztlint.scanners.secrets.windows import scan_large, scan_stream

__all__ = [
    "ALLOWLIST",
    "Extent",
    "Gap",
    "HistoryScan",
    "Matcher",
    "any_of",
    "criteria_in",
    "in_name",
    "in_names",
    "is_passed_over",
    "load_matcher",
    "merge",
    "redact",
    "scan_large",
    "scan_source",
    "scan_stream",
    "secret_spans",
    "secret_texts",
    "spellings",
]
