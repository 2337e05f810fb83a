"""Report to text: pure functions, one for each format."""

from collections.abc import Callable, Iterable, Mapping

from ztlint.core import Change, Report
from ztlint.reporters.links import rule_page
from ztlint.reporters.status import closing_line, coverage_line, fixes_line, plural, status_line
from ztlint.reporters.text import render_text


def render_diff(changes: Iterable[Change]) -> str:
    from ztlint.reporters.diff import render_diff as render  # noqa: PLC0415 - see below

    return render(changes)


def render_json(report: Report) -> str:
    # Formats for machines are loaded when asked for: the hook before a commit writes text only.
    from ztlint.reporters.json_report import render_json as render  # noqa: PLC0415

    return render(report)


def render_sarif(report: Report, *, category: str | None = None, accepted: bool = False) -> str:
    """``category`` tells uploads for one commit apart; without it GitHub's action chooses one. ``accepted``
    adds what was waived and what the baseline lists, as suppressed.
    """
    from ztlint.reporters.sarif import render_sarif as render  # noqa: PLC0415

    return render(report, category=category, accepted=accepted)


REPORTERS: Mapping[str, Callable[[Report], str]] = {
    "text": render_text,
    "json": render_json,
    "sarif": render_sarif,
}

__all__ = [
    "REPORTERS",
    "closing_line",
    "coverage_line",
    "fixes_line",
    "plural",
    "render_diff",
    "render_json",
    "render_sarif",
    "render_text",
    "rule_page",
    "status_line",
]
