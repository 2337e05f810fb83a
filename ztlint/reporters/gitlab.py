"""The ``gitlab-sast`` and ``gitlab-secrets`` reporters: GitLab's security report schemas, 15.0.7."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ztlint import HOME, __version__
from ztlint.core import Finding, Kind, Location, Report, Rule
from ztlint.reporters.escape import dump_json, one_line, visible
from ztlint.reporters.links import rule_page
from ztlint.reporters.markdown_text import escaped
from ztlint.reporters.place import failure_position, failure_text, of_commit, start_line
from ztlint.reporters.prose import plain_lines
from ztlint.reporters.status import coverage_line, status_line

VERSION = "15.0.7"
MAX_NAME = 255
MAX_SOLUTION = 7_000
MAX_DESCRIPTION = 100_000
"""Characters; the schema takes 1 048 576 of a description."""

NO_COMMIT = "0" * 40
"""Of secrets outside of any repository: the schema asks for a commit."""

_TOOL = {"id": "ztlint", "name": "ztlint", "url": HOME, "version": __version__, "vendor": {"name": "ztlint"}}
_SCHEMAS = "https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/raw"
_COMPLETE = (0, 1)
_DEPTH = 4
_WEB = re.compile(r"(?:https?|ftp)://\S+\Z")


def render_gitlab_sast(report: Report, *, moment: str | None = None) -> str:
    """All findings but secrets. ``moment``: see ``_times``."""
    return _rendered(report, "sast", moment)


def render_gitlab_secrets(report: Report, *, moment: str | None = None) -> str:
    """Secrets alone, without their values and their lines."""
    return _rendered(report, "secret_detection", moment)


def _rendered(report: Report, type_: str, moment: str | None) -> str:
    secret = type_ == "secret_detection"
    findings = [one for one in report.findings if (one.rule.kind is Kind.SECRETS) is secret]
    rules = [rule for rule in report.rules if (rule.kind is Kind.SECRETS) is secret]
    return dump_json(
        {
            "schema": f"{_SCHEMAS}/v{VERSION}/dist/{type_.replace('_', '-')}-report-format.json",
            "version": VERSION,
            "scan": _scan(report, type_, rules, moment),
            "vulnerabilities": [_vulnerability(one, report, secret=secret) for one in findings],
        },
        _DEPTH,
    )


def _scan(report: Report, type_: str, rules: Iterable[Rule], moment: str | None) -> dict[str, Any]:
    when, untimely = _times(report, moment)
    return {
        "analyzer": _TOOL,
        "scanner": _TOOL,
        "type": type_,
        "start_time": when,
        "end_time": when,
        "status": "success" if report.status in _COMPLETE else "failure",
        "messages": [*_messages(report), *untimely],
        "primary_identifiers": [_rule_identifier(rule) for rule in rules],
    }


def _times(report: Report, moment: str | None) -> tuple[str, list[dict[str, str]]]:
    """The schema asks when the scan began and ended, and the same input is to give the same bytes: both are
    ``moment`` if that is given, else the date of the commit. Without either it is now, which is said.
    """
    known = moment or (report.repository and report.repository.date)
    if known:
        return known[:19], []
    now = dt.datetime.now(dt.UTC).isoformat()[:19]
    return now, [{"level": "info", "value": "No commit and no SOURCE_DATE_EPOCH gives a time, so it is now."}]


def _messages(report: Report) -> Iterator[dict[str, str]]:
    for failure in report.failures:
        place = failure_position(failure)
        yield {
            "level": "warn",
            "value": f"{place}: {failure_text(failure)}" if place else failure_text(failure),
        }
    yield {"level": "info", "value": f"{status_line(report)}: {coverage_line(report)}"}


def _vulnerability(finding: Finding, report: Report, *, secret: bool) -> dict[str, Any]:
    rule = finding.rule
    found: dict[str, Any] = {
        "id": str(uuid5(NAMESPACE_URL, f"{HOME}#{finding.fingerprint.encode('utf-8', 'replace').hex()}")),
        "name": visible(rule.title)[:MAX_NAME],
        "description": _description(finding)[:MAX_DESCRIPTION],
        "severity": finding.severity.label.capitalize(),
        "solution": escaped(" ".join(plain_lines(rule.fix)))[:MAX_SOLUTION],
        "identifiers": [*_identifiers(rule)],
        "links": [{"url": link} for link in (rule_page(rule), *rule.references.links) if _WEB.match(link)],
        "location": _location(finding, report) if secret else _place(finding.location),
        "tracking": _tracking(finding),
    }
    if not secret and (excerpt := finding.location.excerpt):
        found["raw_source_code_extract"] = "\n".join(excerpt.lines)
    return found


def _description(finding: Finding) -> str:
    """GitLab reads it as Markdown."""
    touched = f" Touches {', '.join(finding.operations[:3])}." if finding.operations else ""
    said = f"{visible(finding.message)}{of_commit(finding)}.{visible(touched)}"
    return f"{escaped(said)}\n\n{escaped(one_line(finding.rule.why))}"


def _place(location: Location) -> dict[str, Any]:
    span = location.span
    return {
        "file": location.path,
        "start_line": start_line(location),
        "end_line": span.end_line if span else 1,
    }


def _location(finding: Finding, report: Report) -> dict[str, Any]:
    revision = report.repository.revision if report.repository else None
    commit: dict[str, str] = {"sha": finding.location.commit or revision or NO_COMMIT}
    if finding.location.commit and finding.author_date:
        commit["date"] = finding.author_date
    return {**_place(finding.location), "commit": commit}


def _tracking(finding: Finding) -> dict[str, Any]:
    """The fingerprint has no line in it, so the finding stays itself when lines move."""
    signature = {"algorithm": "hash", "value": finding.fingerprint}
    place = _place(finding.location)
    return {"type": "source", "items": [{**place, "signatures": [signature]}]}


def _identifiers(rule: Rule) -> Iterator[dict[str, str]]:
    """The first is what GitLab tells findings apart by."""
    yield _rule_identifier(rule)
    for number in rule.references.cwe:
        url = f"https://cwe.mitre.org/data/definitions/{number}.html"
        yield {"type": "cwe", "name": f"CWE-{number}", "value": str(number), "url": url}
    for name in rule.references.owasp:
        yield {"type": "owasp", "name": f"{name}:2023", "value": f"{name}:2023"}


def _rule_identifier(rule: Rule) -> dict[str, str]:
    name = visible(rule.id) or "unnamed"
    return {"type": "ztlint_rule_id", "name": f"ztlint {name}", "value": name, "url": rule_page(rule)}
