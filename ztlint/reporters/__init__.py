"""Report to text: pure functions, one for each format."""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any

from ztlint.core import Change, Report
from ztlint.reporters.concise import render_concise
from ztlint.reporters.links import rule_page
from ztlint.reporters.status import closing_line, coverage_line, fixes_line, plural, status_line
from ztlint.reporters.text import render_text


def render_diff(changes: Iterable[Change]) -> str:
    from ztlint.reporters.diff import render_diff as render  # noqa: PLC0415 - see _loaded

    return render(changes)


def _loaded(module: str, name: str, report: Report, options: Mapping[str, Any]) -> str:
    """Formats for machines are loaded when asked for: the hook before a commit writes text only."""
    rendered: str = getattr(import_module(f"ztlint.reporters.{module}"), name)(report, **options)
    return rendered


def render_json(report: Report) -> str:
    return _loaded("json_report", "render_json", report, {})


def render_sarif(report: Report, **options: Any) -> str:
    """Options: see ``ztlint.reporters.sarif.log``."""
    return _loaded("sarif", "render_sarif", report, options)


def render_github(report: Report) -> str:
    return _loaded("github", "render_github", report, {})


def render_markdown(report: Report, *, command: str | None = None) -> str:
    return _loaded("markdown", "render_markdown", report, {"command": command})


def render_html(report: Report) -> str:
    return _loaded("html", "render_html", report, {})


def render_junit(report: Report) -> str:
    return _loaded("junit", "render_junit", report, {})


def render_gitlab_sast(report: Report, *, moment: str | None = None) -> str:
    return _loaded("gitlab", "render_gitlab_sast", report, {"moment": moment})


def render_gitlab_secrets(report: Report, *, moment: str | None = None) -> str:
    return _loaded("gitlab", "render_gitlab_secrets", report, {"moment": moment})


def render_gitlab_codequality(report: Report) -> str:
    return _loaded("gitlab_codequality", "render_gitlab_codequality", report, {})


def render_rdjson(report: Report) -> str:
    return _loaded("rdjson", "render_rdjson", report, {})


REPORTERS: Mapping[str, Callable[..., str]] = {
    "text": render_text,
    "concise": render_concise,
    "json": render_json,
    "sarif": render_sarif,
    "github": render_github,
    "markdown": render_markdown,
    "html": render_html,
    "junit": render_junit,
    "gitlab-sast": render_gitlab_sast,
    "gitlab-secrets": render_gitlab_secrets,
    "gitlab-codequality": render_gitlab_codequality,
    "rdjson": render_rdjson,
}
"""Each needs a report alone; some take options by name."""

__all__ = [
    "REPORTERS",
    "closing_line",
    "coverage_line",
    "fixes_line",
    "plural",
    "render_concise",
    "render_diff",
    "render_github",
    "render_gitlab_codequality",
    "render_gitlab_sast",
    "render_gitlab_secrets",
    "render_html",
    "render_json",
    "render_junit",
    "render_markdown",
    "render_rdjson",
    "render_sarif",
    "render_text",
    "rule_page",
    "status_line",
]
