"""The ``json`` reporter: the whole Report in a versioned schema, ``report.schema.json`` beside this file."""

from typing import Any

from ztlint import HOME, __version__
from ztlint.core import (
    Columns,
    Coverage,
    Excerpt,
    Failure,
    Finding,
    Fix,
    Location,
    References,
    Report,
    Repository,
    Rule,
    Severity,
    Span,
    Stale,
    Waived,
)
from ztlint.reporters.escape import dump_json
from ztlint.reporters.links import rule_page
from ztlint.reporters.status import coverage_line, status_line

SCHEMA = f"{HOME}/blob/main/ztlint/reporters/report.schema.json"
VERSION = "1.2"
"""The first number changes when a reader of the old schema would break."""

_DEPTH = 3  # each member of a finding on its line


def render_json(report: Report) -> str:
    return dump_json(
        {
            "$schema": SCHEMA,
            "version": VERSION,
            "tool": {"name": "ztlint", "version": __version__, "home": HOME},
            "status": report.status,
            "status_line": status_line(report),
            "coverage_line": coverage_line(report),
            "repository": _repository(report.repository),
            "summary": _summary(report),
            "coverage": coverage_data(report.coverage),
            "findings": map(_finding, report.findings),
            "waived": map(_waived, report.waived),
            "baselined": map(_finding, report.baselined),
            "untouched": map(_finding, report.untouched),
            "stale": map(_stale, report.stale),
            "baseline": report.baseline,
            "base": report.base,
            "overruled": list(report.overruled),
            "rejected": map(_rejected, report.rejected),
            "failures": map(_failure, report.failures),
            "rules": map(_rule, report.rules),
        },
        _DEPTH,
    )


def coverage_data(coverage: Coverage) -> dict[str, Any]:
    return {
        "files": coverage.files,
        "definitions": coverage.definitions,
        "operations": coverage.operations,
        "routes": coverage.routes,
        "commits": coverage.commits,
        "blobs": coverage.blobs,
        "bytes": coverage.size,
        "rules": coverage.rules,
        "engines": [
            {"name": one.name, "version": one.version, "mode": one.mode, "files": one.files}
            for one in coverage.engines
        ],
        "skipped": [
            {"reason": skipped.reason, "count": skipped.count, "paths": list(skipped.paths)}
            for skipped in coverage.skipped
        ],
        "inapplicable": [
            {"rule": some.rule, "version": some.version, "definitions": some.definitions}
            for some in coverage.inapplicable
        ],
    }


def _repository(repository: Repository | None) -> dict[str, Any] | None:
    if repository is None:
        return None
    return {
        "uri": repository.uri,
        "revision": repository.revision,
        "branch": repository.branch,
        "date": repository.date,
    }


def _summary(report: Report) -> dict[str, int]:
    severities = [finding.severity for finding in report.findings]
    return {level.label: severities.count(level) for level in reversed(Severity)}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule.id,
        "severity": finding.severity.label,
        "confidence": finding.confidence.label,
        "message": finding.message,
        "location": _location(finding.location),
        "cause": finding.cause,
        "fingerprint": finding.fingerprint,
        "author_date": finding.author_date,
        "count": finding.count,
        "operations": list(finding.operations),
        "evidence": [{"name": fact.name, "value": fact.value} for fact in finding.evidence],
        "related": [
            {"message": related.message, "location": _location(related.location)}
            for related in finding.related
        ],
        "fix": _fix(finding.fix),
    }


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    changes = [{"path": one.path, "span": _span(one.span), "text": one.text} for one in fix.replacements]
    return {"description": fix.description, "changes": changes}


def _waived(waived: Waived) -> dict[str, Any]:
    return {
        "reason": waived.reason,
        "owner": waived.owner,
        "expires": waived.expires,
        "in_source": waived.in_source,
        "finding": _finding(waived.finding),
    }


def _rejected(finding: Finding) -> dict[str, Any]:
    return {"reason": finding.rejected, "finding": _finding(finding)}


def _stale(entry: Stale) -> dict[str, Any]:
    return {"rule": entry.rule, "place": entry.place, "identity": entry.identity}


def _location(location: Location) -> dict[str, Any]:
    return {
        "path": location.path,
        "part": location.part,
        "pointer": location.pointer,
        "on_key": location.on_key,
        "commit": location.commit,
        "span": _span(location.span),
        "columns": _columns(location.columns),
        "line_hash": location.line_hash,
        "excerpt": _excerpt(location.excerpt),
    }


def _span(span: Span | None) -> dict[str, int] | None:
    if span is None:
        return None
    return {
        "start": span.start,
        "end": span.end,
        "start_line": span.start_line,
        "start_column": span.start_column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def _columns(columns: Columns | None) -> dict[str, list[int]] | None:
    if columns is None:
        return None
    return {"utf16": list(columns.utf16), "utf8": list(columns.utf8)}


def _excerpt(excerpt: Excerpt | None) -> dict[str, Any] | None:
    if excerpt is None:
        return None
    return {"first_line": excerpt.first_line, "lines": list(excerpt.lines), "skipped": excerpt.skipped}


def _failure(failure: Failure) -> dict[str, Any]:
    return {
        "path": failure.path,
        "line": failure.line,
        "column": failure.column,
        "reason": failure.reason,
        "advice": failure.advice,
    }


def _rule(rule: Rule) -> dict[str, Any]:
    """Without body and examples: secrets examples hold token-like text, which no report may carry."""
    return {
        "id": rule.id,
        "name": rule.name,
        "title": rule.title,
        "kind": rule.kind.value,
        "topic": rule.topic,
        "severity": rule.severity.label,
        "confidence": rule.confidence.label,
        "message": rule.message,
        "why": rule.why,
        "fix": rule.fix,
        "tags": list(rule.tags),
        "profiles": list(rule.profiles),
        "versions": list(rule.versions),
        "fixable": rule.fixable,
        "references": _references(rule.references),
        "help": rule_page(rule),
    }


def _references(references: References) -> dict[str, Any]:
    return {
        "cwe": list(references.cwe),
        "owasp": list(references.owasp),
        "nist": list(references.nist),
        "links": list(references.links),
    }
