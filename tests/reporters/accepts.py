"""What GitHub's uploader and server refuse, as asserts (codeql-action, src/upload-lib.ts and its docs)."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

RELATIVE_URI = re.compile(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+\Z")


def assert_github_accepts(log: dict[str, Any]) -> None:
    assert log["version"] == "2.1.0"
    keys = [run.get("automationDetails", {}).get("id") for run in log["runs"]]
    assert len(set(keys)) == len(keys) > 0, "several runs need categories of their own"
    assert all(key is None or key.endswith("/") for key in keys)
    for run in log["runs"]:
        assert_run(run)


def assert_run(run: dict[str, Any]) -> None:
    assert isinstance(run["results"], list)
    assert len(run["results"]) <= 25_000
    rules = run["tool"]["driver"]["rules"]
    for rule in rules:
        assert_rule(rule)
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert_result(result, rules)
    for uri in uris(run):
        assert_uri(uri)
    assert all(note["level"] != "error" for note in run["invocations"][0]["toolExecutionNotifications"])


def assert_rule(rule: dict[str, Any]) -> None:
    assert rule["name"].isalnum()
    assert rule["name"].casefold() != rule["id"].casefold()
    assert len(rule["name"]) <= 255
    for text in (rule["shortDescription"]["text"], rule["fullDescription"]["text"]):
        assert 0 < len(text) <= 1024
    assert rule["help"]["text"]
    assert rule["help"]["markdown"]
    assert rule["helpUri"].startswith("https://")
    properties = rule["properties"]
    assert properties["tags"][0] == "security"
    assert len(properties["tags"]) == len(set(properties["tags"])) <= 10
    assert properties["precision"] in ("very-high", "high", "medium", "low")
    level = rule["defaultConfiguration"]["level"]
    if level == "note":
        assert "security-severity" not in properties
    else:
        assert 0.1 <= float(properties["security-severity"]) <= 10


def assert_result(result: dict[str, Any], rules: list[dict[str, Any]]) -> None:
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert result["level"] in ("error", "warning", "note")
    assert result["kind"] == "fail"
    assert result["message"]["text"]
    assert len(result["locations"]) == 1
    related = result.get("relatedLocations", [])
    assert [place["id"] for place in related] == list(range(1, len(related) + 1))
    assert len(related) <= 100
    links = re.findall(r"(?<!\\)\]\((\d+)\)", result["message"]["text"])
    assert {int(link) for link in links} <= {place["id"] for place in related}
    for place in [*result["locations"], *related]:
        assert_place(place["physicalLocation"])
    for fix in result.get("fixes", []):
        assert fix["description"]["text"]
        assert fix["artifactChanges"]
        for change in fix["artifactChanges"]:
            assert_uri(change["artifactLocation"]["uri"])
            assert change["replacements"]
            for replacement in change["replacements"]:
                assert_place({"region": replacement["deletedRegion"]})


def assert_place(place: dict[str, Any]) -> None:
    region = place["region"]
    assert all(region[part] >= 1 for part in ("startLine", "startColumn", "endLine", "endColumn"))
    assert (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])
    if "contextRegion" in place:
        context = place["contextRegion"]
        assert context["startLine"] <= region["startLine"] <= region["endLine"] <= context["endLine"]


def assert_uri(uri: str) -> None:
    assert RELATIVE_URI.match(uri), "an invalid URI was provided as a SARIF location"
    parts = urlsplit(uri)
    assert not parts.scheme
    assert unquote_to_bytes(uri)


def uris(value: Any) -> Iterator[str]:
    """Every artifactLocation's, wherever it stands."""
    if isinstance(value, list):
        for item in value:
            yield from uris(item)
    elif isinstance(value, dict):
        if "uriBaseId" in value and "uri" in value:
            yield value["uri"]
        for item in value.values():
            yield from uris(item)
