"""The ``rdjson`` reporter: reviewdog's Diagnostic Format. Columns count bytes of UTF-8, the end exclusive."""

from typing import Any

from ztlint import HOME
from ztlint.core import Columns, Failure, Finding, Report, Severity, Span
from ztlint.reporters.escape import dump_json, visible
from ztlint.reporters.links import rule_page
from ztlint.reporters.place import NOT_LOOKED_AT, failure_text, of_commit

_SEVERITIES = {
    Severity.CRITICAL: "ERROR",
    Severity.HIGH: "ERROR",
    Severity.MEDIUM: "WARNING",
    Severity.LOW: "WARNING",
    Severity.INFO: "INFO",
}
_DEPTH = 3


def render_rdjson(report: Report) -> str:
    diagnostics = [*map(_found, report.findings), *map(_failed, report.failures)]
    return dump_json({"source": {"name": "ztlint", "url": HOME}, "diagnostics": diagnostics}, _DEPTH)


def _found(finding: Finding) -> dict[str, Any]:
    location = finding.location
    diagnostic: dict[str, Any] = {
        "message": f"{visible(finding.message)}{of_commit(finding)}",
        "location": {"path": location.path, "range": _range(location.span, location.columns)},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": visible(finding.rule.id), "url": rule_page(finding.rule)},
    }
    if suggestions := _suggestions(finding):
        diagnostic["suggestions"] = suggestions
    return diagnostic


def _range(span: Span | None, columns: Columns | None) -> dict[str, Any]:
    """On the first line of the span. Lines alone where the text, and with it the bytes, can't be had."""
    if span is None or columns is None:
        return {"start": {"line": span.start_line if span else 1}}
    return _positions(span.start_line, span.start_line, columns)


def _positions(first: int, last: int, columns: Columns) -> dict[str, Any]:
    start, end = columns.utf8
    return {"start": {"line": first, "column": start}, "end": {"line": last, "column": end}}


def _suggestions(finding: Finding) -> list[dict[str, Any]]:
    """Each suggestion is taken on its own, so a fix of several changes, or of another file, is none."""
    replacements = finding.fix.replacements if finding.fix else ()
    if len(replacements) != 1 or replacements[0].path != finding.location.path or finding.location.commit:
        return []
    (one,) = replacements
    return [{"range": _positions(one.span.start_line, one.span.end_line, one.columns), "text": one.text}]


def _failed(failure: Failure) -> dict[str, Any]:
    location: dict[str, Any] = {"path": failure.path}
    if failure.line is not None:
        location["range"] = {"start": {"line": failure.line}}
    return {
        "message": failure_text(failure),
        "location": location,
        "severity": "WARNING",
        "code": {"value": NOT_LOOKED_AT},
    }
