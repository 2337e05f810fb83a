"""The ``github`` reporter: workflow commands, which GitHub shows as annotations of the changed lines."""

from collections.abc import Iterable

from msgspec import Struct

from ztlint.core import Failure, Finding, Report, Severity
from ztlint.reporters.escape import visible
from ztlint.reporters.place import NOT_LOOKED_AT, failure_text, of_commit, worst_first
from ztlint.reporters.status import coverage_line, plural, status_line

MAX_OF_TYPE = 10
"""GitHub shows as many annotations of one type from one step, and drops the others without a word."""

_TYPES = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "warning",
    Severity.INFO: "notice",
}


class _Command(Struct, frozen=True):
    type: str
    properties: dict[str, str]
    text: str


def render_github(report: Report) -> str:
    """The worst first, after what could not be looked at. The last command is a notice of what was left out
    and what the run covered.
    """
    commands = [*map(_failed, report.failures), *map(_found, worst_first(report.findings))]
    kept = [
        command
        for type_, most in (("error", MAX_OF_TYPE), ("warning", MAX_OF_TYPE), ("notice", MAX_OF_TYPE - 1))
        for command in _first(commands, type_, most)
    ]
    last = _summary(report, len(commands) - len(kept))
    return "".join(f"{_written(command)}\n" for command in (*kept, last))


def _first(commands: Iterable[_Command], type_: str, most: int) -> list[_Command]:
    return [command for command in commands if command.type == type_][:most]


def _found(finding: Finding) -> _Command:
    title = f"{finding.rule.id} {finding.severity.label}: {finding.rule.title}"
    text = f"{visible(finding.message)}{of_commit(finding)}"
    return _Command(_TYPES[finding.severity], {**_place(finding), "title": title}, text)


def _place(finding: Finding) -> dict[str, str]:
    """Columns count code points; GitHub takes them on one line only."""
    span = finding.location.span
    place = {"file": finding.location.path}
    if span is None:
        return {**place, "line": "1"}
    place |= {"line": str(span.start_line), "endLine": str(span.end_line)}
    if span.end_line == span.start_line:
        place |= {"col": str(span.start_column), "endColumn": str(span.end_column)}
    return place


def _failed(failure: Failure) -> _Command:
    place = {"file": failure.path} if failure.path else {}
    numbers = {"line": failure.line, "col": failure.column}
    place |= {name: str(value) for name, value in numbers.items() if value is not None and failure.path}
    return _Command("warning", {**place, "title": f"ztlint: {NOT_LOOKED_AT}"}, failure_text(failure))


def _summary(report: Report, left_out: int) -> _Command:
    more = f"{plural(left_out, 'more annotation')} not shown, see the log or the report; " if left_out else ""
    text = f"{more}{status_line(report)}: {coverage_line(report)}"
    return _Command("notice", {"title": "ztlint"}, text)


def _written(command: _Command) -> str:
    properties = ",".join(f"{name}={_property(value)}" for name, value in command.properties.items())
    return f"::{command.type} {properties}::{_data(command.text)}"


def _data(text: str) -> str:
    """What the runner turns back into text (actions/toolkit, command.ts). ``##[`` begins commands of an older
    form anywhere in a line.
    """
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(escaped).replace("##[", "## [")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
