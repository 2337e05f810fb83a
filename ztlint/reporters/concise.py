"""The ``concise`` reporter: one line for each finding, which editors, grep and logs take."""

from collections.abc import Iterator

from ztlint.core import Report
from ztlint.reporters.escape import visible
from ztlint.reporters.place import failure_position, failure_text, of_commit, position


def render_concise(report: Report) -> str:
    """``path:line:column: severity ID message``; empty for a report with nothing to say."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    for finding in report.findings:
        place = position(finding.location)
        message = f"{visible(finding.message)}{of_commit(finding)}"
        yield f"{place}: {finding.severity.label} {visible(finding.rule.id)} {message}"
    for failure in report.failures:
        place = failure_position(failure)
        yield f"{place}: {failure_text(failure)}" if place else failure_text(failure)
