"""Each reporter's whole output, for a report with everything and for one with nothing."""

from collections.abc import Callable

import pytest
from rich_report import CLEAN, COMMIT, FINDINGS, RICH, TOKEN

from ztlint.core import Report
from ztlint.reporters import REPORTERS, render_sarif, render_text


@pytest.mark.parametrize("report", [pytest.param(RICH, id="rich"), pytest.param(CLEAN, id="clean")])
@pytest.mark.parametrize("name", REPORTERS)
def test_output_is_the_golden_file(
    name: str, report: Report, matches_golden: Callable[[str, str], bool]
) -> None:
    extension = {"text": "txt"}.get(name, name)
    assert matches_golden(f"{'rich' if report is RICH else 'clean'}.{extension}", REPORTERS[name](report))


def test_colours_and_links_are_the_golden_file(matches_golden: Callable[[str, str], bool]) -> None:
    assert matches_golden("rich.ansi.txt", render_text(RICH, color=True))


@pytest.mark.parametrize("name", REPORTERS)
def test_no_format_shows_the_secret(name: str) -> None:
    output = REPORTERS[name](RICH)
    assert COMMIT[:12] in output, "the finding itself is there"
    assert TOKEN not in output
    assert TOKEN.removeprefix("ztk_") not in output


@pytest.mark.parametrize("name", REPORTERS)
def test_every_finding_and_failure_is_in_every_format(name: str) -> None:
    output = REPORTERS[name](RICH)
    for finding in FINDINGS:
        assert finding.message.split("[", maxsplit=1)[0] in output
    for failure in RICH.failures:
        assert failure.advice in output


def test_two_runs_give_the_same_bytes() -> None:
    assert render_sarif(RICH) == render_sarif(RICH)
