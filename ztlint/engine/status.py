"""The exit status of a run: the same for every format."""

from ztlint.core import Report, Severity

CLEAN, FOUND, USAGE, NOTHING, INCOMPLETE, INTERRUPTED = 0, 1, 2, 3, 4, 130


def status(report: Report, fail_on: Severity, *, allow_incomplete: bool, may_be_nothing: bool = False) -> int:
    """Findings weigh more than an incomplete run, and that more than having had nothing to look at."""
    gate = max(fail_on, Severity.LOW)
    if any(finding.severity >= gate for finding in report.findings):
        return FOUND
    if report.failures and not allow_incomplete:
        return INCOMPLETE
    looked = report.coverage.size or report.coverage.commits  # a commit may add no bytes
    return CLEAN if looked or may_be_nothing else NOTHING
