"""Each reporter's whole output, for a report with everything and for one with nothing."""

from collections.abc import Callable

import pytest
from all_formats import golden_name, readable, render
from rich_report import CLEAN, COMMIT, FINDINGS, RICH, TOKEN

from ztlint.core import Kind, Report
from ztlint.reporters import REPORTERS, render_text


@pytest.mark.parametrize("report", [pytest.param(RICH, id="rich"), pytest.param(CLEAN, id="clean")])
@pytest.mark.parametrize("name", REPORTERS)
def test_output_is_the_golden_file(
    name: str, report: Report, matches_golden: Callable[[str, str], bool]
) -> None:
    assert matches_golden(golden_name(name, "rich" if report is RICH else "clean"), render(name, report))


def test_colours_and_links_are_the_golden_file(matches_golden: Callable[[str, str], bool]) -> None:
    assert matches_golden("rich.ansi.txt", render_text(RICH, color=True, links=True))


@pytest.mark.parametrize("name", REPORTERS)
def test_no_format_shows_the_secret(name: str) -> None:
    output = render(name, RICH)
    if name not in ("gitlab-sast", "gitlab-codequality"):
        assert COMMIT[:12] in output, "the finding itself is there"
    assert TOKEN not in output
    assert TOKEN.removeprefix("ztk_") not in output


@pytest.mark.parametrize("name", REPORTERS)
def test_every_finding_and_failure_is_in_every_format(name: str) -> None:
    """GitLab has one file for secrets and one for the rest."""
    output = readable(name, render(name, RICH))
    secrets = {"gitlab-sast": False, "gitlab-secrets": True}.get(name)
    for finding in FINDINGS:
        wanted = secrets is None or secrets is (finding.rule.kind is Kind.SECRETS)
        assert (finding.message.split("[", maxsplit=1)[0] in output) is wanted
    for failure in RICH.failures:
        assert failure.advice in output


@pytest.mark.parametrize("name", REPORTERS)
def test_two_runs_give_the_same_bytes(name: str) -> None:
    assert render(name, RICH) == render(name, RICH)
