"""Where findings and failures are, in the words that several formats share."""

from collections.abc import Iterable

from ztlint.core import Failure, Finding, Location
from ztlint.reporters.escape import one_line, visible
from ztlint.reporters.source_line import line_of

NOT_LOOKED_AT = "not-looked-at"
"""Stands where formats want the id of a rule, and there is a failure."""


def start_line(location: Location) -> int:
    """A finding on a whole file stands on line 1: without a line there would be no fingerprint."""
    return location.span.start_line if location.span else 1


def position(location: Location) -> str:
    """``path:line:column``, which terminals and editors open; the path alone for a whole file."""
    path = visible(location.path)
    if location.span is None:
        return path
    return f"{path}:{location.span.start_line}:{location.span.start_column}"


def failure_position(failure: Failure) -> str:
    """Empty for a failure that concerns the run as a whole."""
    numbers = "".join(f":{part}" for part in (failure.line, failure.column) if part is not None)
    return f"{visible(failure.path)}{numbers}" if failure.path else ""


def failure_text(failure: Failure) -> str:
    return f"not looked at: {one_line(failure.reason)}. {one_line(failure.advice)}"


def of_commit(finding: Finding, *, short: bool = True) -> str:
    """`` (commit 1f1f1f1f1f1f of 2024-05-06)``; empty for what stands in today's files."""
    commit = finding.location.commit
    if commit is None:
        return ""
    date = f" of {visible(finding.author_date[:10])}" if finding.author_date else ""
    return f" (commit {visible(commit[:12] if short else commit)}{date})"


def snippet(location: Location) -> str:
    """What the location's part of its first line says, secrets masked; empty without an excerpt of it."""
    span, excerpt = location.span, location.excerpt
    line = line_of(location, span.start_line) if span else None
    if span is None or excerpt is None or line is None:
        return ""
    end = span.end_column - 1 - excerpt.skipped if span.end_line == span.start_line else len(line)
    return line[max(0, span.start_column - 1 - excerpt.skipped) : max(0, end)]


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """By severity, and within one severity in the report's order."""
    return sorted(findings, key=lambda finding: -finding.severity)
