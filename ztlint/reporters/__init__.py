"""Report to text: pure functions, one for each format."""

from collections.abc import Callable, Mapping

from ztlint.core import Report
from ztlint.reporters.json_report import render_json
from ztlint.reporters.links import rule_page
from ztlint.reporters.sarif import render_sarif
from ztlint.reporters.status import coverage_line, status_line
from ztlint.reporters.text import render_text

REPORTERS: Mapping[str, Callable[[Report], str]] = {
    "text": render_text,
    "json": render_json,
    "sarif": render_sarif,
}

__all__ = [
    "REPORTERS",
    "coverage_line",
    "render_json",
    "render_sarif",
    "render_text",
    "rule_page",
    "status_line",
]
