"""The json reporter against its own published schema."""

import json
from pathlib import Path

import jsonschema
import pytest
from msgspec.structs import fields
from rich_report import CLEAN, RICH

import ztlint.reporters
from ztlint.core import Coverage, Excerpt, Failure, Finding, Location, Report, Repository, Rule, Span
from ztlint.reporters import render_json

PACKAGED = Path(ztlint.reporters.__file__).with_name("report.schema.json")
PUBLISHED = Path(__file__).parents[2] / "docs" / "report.schema.json"
SCHEMA = json.loads(PACKAGED.read_text("utf-8"))


def test_the_schema_is_a_schema_and_the_docs_hold_the_same() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(PUBLISHED.read_text("utf-8")) == SCHEMA


@pytest.mark.parametrize("report", [RICH, CLEAN])
def test_a_report_fits_the_schema(report: Report) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(render_json(report)))


def test_a_report_names_its_schema_and_version() -> None:
    data = json.loads(render_json(CLEAN))
    assert data["$schema"] == SCHEMA["$id"]
    assert data["version"].split(".")[0] == "1"


@pytest.mark.parametrize(
    ("of", "definition", "renamed"),
    [
        # What waivers speak of, while the location is what readers need; and what the baseline's file is for.
        # Why one is rejected stands beside it.
        (Finding, "finding", {"subject": None, "identity": None, "rejected": None}),
        (Location, "location", {}),
        (Span, "span", {}),
        (Excerpt, "excerpt", {}),
        (Failure, "failure", {}),
        (Repository, "repository", {}),
        (Coverage, "coverage", {"size": "bytes"}),
        (Rule, "rule", {"body": None, "examples": None}),
    ],
)
def test_nothing_of_the_report_is_left_out(of: type, definition: str, renamed: dict[str, str | None]) -> None:
    members = {renamed.get(field.name, field.name) for field in fields(of)} - {None}
    assert members <= set(SCHEMA["$defs"][definition]["required"])


def test_the_summary_counts_by_severity() -> None:
    assert json.loads(render_json(RICH))["summary"] == {
        "critical": 1,
        "high": 3,
        "medium": 2,
        "low": 0,
        "info": 1,
    }
