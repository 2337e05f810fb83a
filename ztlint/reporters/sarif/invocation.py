"""How the run went: its status, what could not be looked at, what was left out (section 3.20)."""

from collections.abc import Iterable, Iterator
from typing import Any

from ztlint.core import Failure, Report, Skipped
from ztlint.reporters.escape import one_line, visible
from ztlint.reporters.json_report import coverage_data
from ztlint.reporters.sarif.notification import (
    COVERAGE,
    FAILURE,
    OVERRULED,
    SKIPPED,
    STALE,
    TRUNCATED,
    notification,
)
from ztlint.reporters.sarif.region import artifact
from ztlint.reporters.sarif.rule import sentence
from ztlint.reporters.status import coverage_line, plural, status_line

_COMPLETE = (0, 1)
"""The statuses of a run that looked at what it was given."""


def invocation(report: Report, cuts: Iterable[str]) -> dict[str, Any]:
    """``cuts`` say what is not in the file."""
    return {
        "executionSuccessful": report.status in _COMPLETE,
        "exitCode": report.status,
        "exitCodeDescription": status_line(report),
        "toolExecutionNotifications": list(_notifications(report, cuts)),
        "toolConfigurationNotifications": list(_configured(report)),
        "properties": {"coverage": coverage_data(report.coverage)},
    }


def _notifications(report: Report, cuts: Iterable[str]) -> Iterator[dict[str, Any]]:
    yield notification(COVERAGE, f"Looked at: {coverage_line(report)}.")
    yield from (notification(TRUNCATED, text) for text in cuts)
    for failure in report.failures:
        yield _failure(failure)
    for skipped in report.coverage.skipped:
        yield _skipped(skipped)


def _configured(report: Report) -> Iterator[dict[str, Any]]:
    """What a policy overruled, and what a baseline holds in vain."""
    for text in report.overruled:
        yield notification(OVERRULED, sentence(f"Overruled by the policy: {one_line(text)}"))
    if report.stale:
        told = plural(len(report.stale), "entry of the baseline matches", "entries of the baseline match")
        yield notification(STALE, f"{told} nothing. Remove them with 'ztlint baseline prune'.")


def _failure(failure: Failure) -> dict[str, Any]:
    """A failure without a path concerns the run as a whole, such as a history that is not all there."""
    place = f"'{visible(failure.path)}'" if failure.path else "Part of the run"
    reason, advice = sentence(one_line(failure.reason)), sentence(one_line(failure.advice))
    found = notification(FAILURE, f"{place} was not looked at: {reason} {advice}")
    if failure.path:
        physical: dict[str, Any] = {"artifactLocation": artifact(failure.path)}
        if failure.line is not None:
            physical["region"] = {"startLine": failure.line}
        found["locations"] = [{"physicalLocation": physical}]
    return found


def _skipped(skipped: Skipped) -> dict[str, Any]:
    text = f"{plural(skipped.count, skipped.noun)} skipped: {sentence(one_line(skipped.reason))}"
    found = notification(SKIPPED, text)
    if skipped.paths:
        found["locations"] = [
            {"physicalLocation": {"artifactLocation": artifact(path)}} for path in skipped.paths
        ]
    return found
