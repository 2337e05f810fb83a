"""The ``gitlab-codequality`` reporter: the part of CodeClimate's format that GitLab's widget reads."""

import hashlib
from collections import Counter
from typing import Any

from ztlint.core import Failure, Finding, Report, Severity
from ztlint.reporters.escape import dump_json, visible
from ztlint.reporters.place import NOT_LOOKED_AT, failure_text, of_commit, start_line

_SEVERITIES = {
    Severity.CRITICAL: "blocker",
    Severity.HIGH: "critical",
    Severity.MEDIUM: "major",
    Severity.LOW: "minor",
    Severity.INFO: "info",
}


def render_gitlab_codequality(report: Report) -> str:
    """``[]`` where nothing was found and everything was looked at."""
    seen: Counter[str] = Counter()
    entries = [*map(_found, report.findings), *map(_failed, report.failures)]
    return dump_json([{**entry, "fingerprint": _unique(entry["fingerprint"], seen)} for entry in entries], 2)


def _unique(fingerprint: str, seen: Counter[str]) -> str:
    """GitLab shows one of those that are equal."""
    seen[fingerprint] += 1
    number = seen[fingerprint]
    return fingerprint if number == 1 else _digest(fingerprint, str(number))


def _found(finding: Finding) -> dict[str, Any]:
    return {
        "description": f"{visible(finding.message)}{of_commit(finding)}",
        "check_name": visible(finding.rule.id),
        "fingerprint": finding.fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": finding.location.path, "lines": {"begin": start_line(finding.location)}},
    }


def _failed(failure: Failure) -> dict[str, Any]:
    return {
        "description": failure_text(failure),
        "check_name": NOT_LOOKED_AT,
        "fingerprint": _digest(failure.path, failure.reason),
        "severity": _SEVERITIES[Severity.MEDIUM],
        "location": {"path": failure.path or ".", "lines": {"begin": failure.line or 1}},
    }


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
