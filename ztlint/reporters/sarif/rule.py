"""Rules as reportingDescriptors (section 3.49), with what GitHub and GitLab read from properties."""

import re
from collections.abc import Iterator
from typing import Any

from ztlint.core import Confidence, Rule, Severity
from ztlint.reporters.escape import one_line, visible
from ztlint.reporters.links import rule_page
from ztlint.reporters.prose import plain_lines
from ztlint.reporters.rule_page import acceptance, fenced, pieces
from ztlint.reporters.sarif.taxonomy import relationships

MAX_TAGS = 10
MAX_NAME = 255
MAX_DESCRIPTION = 1024
"""GitHub keeps the first ten tags, and 1 024 characters of a description."""

LEVELS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "warning",
    Severity.INFO: "note",
}
_PROBLEM_SEVERITIES = {"error": "error", "warning": "warning", "note": "recommendation"}
_SECURITY_SEVERITIES = {
    Severity.CRITICAL: "9.5",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.5",
    Severity.LOW: "2.5",
}
_PRECISIONS = {Confidence.HIGH: "high", Confidence.MEDIUM: "medium", Confidence.LOW: "low"}


def descriptor(rule: Rule) -> dict[str, Any]:
    return {
        "id": visible(rule.id),
        "name": _pascal_case(rule)[:MAX_NAME],
        "shortDescription": {"text": _clip(sentence(one_line(rule.title)))},
        "fullDescription": {"text": _clip(sentence(one_line(rule.why)))},
        "help": {"text": _help_text(rule), "markdown": "\n\n".join(_help_markdown(rule))},
        "helpUri": rule_page(rule),
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "relationships": relationships(rule),
        "properties": _properties(rule),
    }


def sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _pascal_case(rule: Rule) -> str:
    words = re.findall(r"[A-Za-z0-9]+", rule.name)
    name = "".join(word[0].upper() + word[1:] for word in words)
    return name if name and name != rule.id else f"Rule{name}"


def _clip(text: str) -> str:
    return text if len(text) <= MAX_DESCRIPTION else text[: MAX_DESCRIPTION - 3] + "..."


def _properties(rule: Rule) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "tags": list(dict.fromkeys(map(visible, _tags(rule))))[:MAX_TAGS],
        "precision": _PRECISIONS[rule.confidence],
        "problem.severity": _PROBLEM_SEVERITIES[LEVELS[rule.severity]],
        "kind": rule.kind.value,
        "topic": rule.topic,
    }
    if rule.severity in _SECURITY_SEVERITIES:
        properties["security-severity"] = _SECURITY_SEVERITIES[rule.severity]
    return properties


def _tags(rule: Rule) -> Iterator[str]:
    """The most useful first, in GitHub's own spelling where it has one."""
    yield "security"
    yield from (f"external/cwe/cwe-{number:03d}" for number in rule.references.cwe)
    yield from (f"owasp-api-2023-{name.lower()}" for name in rule.references.owasp)
    yield from rule.tags
    yield from (f"nist-800-207-tenet-{number}" for number in rule.references.nist)


def _help_text(rule: Rule) -> str:
    return "\n".join([*plain_lines(rule.why), "", "How to fix it:", *plain_lines(rule.fix)])


def _help_markdown(rule: Rule) -> Iterator[str]:
    yield f"**Why.** {rule.why}"
    yield f"**How to fix it.** {rule.fix}"
    yield from _example(rule, "Found:", bad=True)
    yield from _example(rule, "Not found:", bad=False)
    yield f"**To accept it.** {acceptance(rule)}"
    if rule.references.links:
        yield "**Read more.**\n\n" + "\n".join(f"- <{link}>" for link in rule.references.links)
    yield f"[{rule.id}, {rule.title}]({rule_page(rule)})"


def _example(rule: Rule, heading: str, *, bad: bool) -> Iterator[str]:
    example = next(pieces(rule, bad=bad), None)
    if example is not None:
        yield f"**{heading}**\n\n{fenced(example)}"
