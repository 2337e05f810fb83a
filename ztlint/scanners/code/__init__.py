"""Code rules: patterns over syntax trees, which semgrep looks for in a process of its own."""

from ztlint.scanners.code.places import MAX_SIZE, Reason, is_test, unread
from ztlint.scanners.code.program import INSTALL, find_program
from ztlint.scanners.code.samples import wrong_samples
from ztlint.scanners.code.scan import Scan, Scanned, scan
from ztlint.scanners.code.trouble import Partial

__all__ = [
    "INSTALL",
    "MAX_SIZE",
    "Partial",
    "Reason",
    "Scan",
    "Scanned",
    "find_program",
    "is_test",
    "scan",
    "unread",
    "wrong_samples",
]
