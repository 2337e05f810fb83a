"""The ``junit`` reporter: a failed test case for each finding, an error for what could not be looked at."""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from ztlint.core import Failure, Finding, Report
from ztlint.reporters.escape import one_line, visible
from ztlint.reporters.links import rule_page
from ztlint.reporters.place import (
    NOT_LOOKED_AT,
    failure_position,
    failure_text,
    of_commit,
    position,
    start_line,
)
from ztlint.reporters.prose import plain_lines
from ztlint.reporters.status import coverage_line, status_line

MAX_NAME = 250

_COMPLETE = (0, 1)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


def render_junit(report: Report) -> str:
    suite = ET.Element("testsuite", {"name": "ztlint"})
    suite.extend(_cases(report))
    counts = {
        "tests": len(suite),
        "failures": len(suite.findall("testcase/failure")),
        "errors": len(suite.findall("testcase/error")),
    }
    suite.attrib |= {name: str(count) for name, count in counts.items()}
    suites = ET.Element("testsuites", {"name": "ztlint", **suite.attrib})
    suites.append(suite)
    said = ET.SubElement(suite, "system-out")
    said.text = _xml(f"{status_line(report)}: {coverage_line(report)}")
    ET.indent(suites)
    return f"<?xml version='1.0' encoding='UTF-8'?>\n{ET.tostring(suites, 'unicode')}\n"


def _cases(report: Report) -> Iterator[ET.Element]:
    """One that passes where there is nothing else: some readers refuse a suite without cases."""
    names: Counter[tuple[str, str]] = Counter()
    yield from (_found(finding, names) for finding in report.findings)
    yield from (_failed(failure, names) for failure in report.failures)
    if not report.findings and not report.failures:
        case = ET.Element("testcase", {"classname": "ztlint", "name": "everything was looked at"})
        if report.status not in _COMPLETE:
            case.set("name", "something to look at")
            ET.SubElement(case, "error", {"message": _xml(status_line(report))})
        yield case


def _found(finding: Finding, names: Counter[tuple[str, str]]) -> ET.Element:
    message = f"{visible(finding.message)}{of_commit(finding)}"
    case = _case(finding.location.path, f"{finding.rule.id}: {message}", names)
    case.set("file", _xml(finding.location.path))
    case.set("line", str(start_line(finding.location)))
    failure = ET.SubElement(case, "failure", {"message": _xml(message), "type": finding.severity.label})
    failure.text = _xml("\n".join(_told(finding, message)))
    return case


def _told(finding: Finding, message: str) -> Iterator[str]:
    yield f"{position(finding.location)}: {finding.severity.label} {finding.rule.id} {message}"
    yield f"why: {one_line(finding.rule.why)}"
    yield from ("fix:", *plain_lines(finding.rule.fix))
    yield rule_page(finding.rule)


def _failed(failure: Failure, names: Counter[tuple[str, str]]) -> ET.Element:
    text = failure_text(failure)
    case = _case(failure.path or "ztlint", f"{NOT_LOOKED_AT}: {one_line(failure.reason)}", names)
    if failure.path:
        case.set("file", _xml(failure.path))
    if failure.path and failure.line is not None:
        case.set("line", str(failure.line))
    error = ET.SubElement(case, "error", {"message": _xml(text), "type": NOT_LOOKED_AT})
    error.text = _xml(f"{failure_position(failure)}: {text}")
    return case


def _case(path: str, name: str, names: Counter[tuple[str, str]]) -> ET.Element:
    """Readers follow a case by class and name: the name has no line, and the n-th of equal ones a number."""
    name = _xml(visible(name))[:MAX_NAME]
    names[path, name] += 1
    number = f" ({names[path, name]})" if names[path, name] > 1 else ""
    return ET.Element("testcase", {"classname": _xml(path), "name": name + number})


def _xml(text: str) -> str:
    """Without what no XML 1.0 document may hold, not even as a reference."""
    return _NO_CHARACTER.sub("\ufffd", _CONTROL.sub(lambda found: visible(found[0]), text))
