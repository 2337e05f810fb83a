"""Findings as results: one for each rule, file and line, because GitHub tells no more apart."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple, TypeAlias

from ztlint.core import Finding, Location, Related
from ztlint.reporters.escape import visible
from ztlint.reporters.place import start_line
from ztlint.reporters.sarif.fix import fix
from ztlint.reporters.sarif.message import message
from ztlint.reporters.sarif.region import physical_location
from ztlint.reporters.sarif.rule import LEVELS
from ztlint.reporters.sarif.state import State

MAX_RESULTS = 25_000
"""GitHub refuses a run with more."""

MAX_RELATED = 100
"""GitHub keeps as many places of one result."""

MAX_OPERATIONS = 100

Results: TypeAlias = "map[dict[str, Any]]"


class Group(NamedTuple):
    """Findings of one state that make one result."""

    findings: list[Finding]
    state: State


def results(groups: list[Group], rules: Mapping[str, int], most: int) -> Results:
    """At most so many, made when asked for; the least severe are dropped.

    ``rules`` gives each rule id's index in the driver.
    """
    return map(partial(_result, rules=rules), _worst(groups, most))


def grouped(entries: Iterable[tuple[Finding, State]]) -> list[Group]:
    """Those that make one result."""
    groups: dict[tuple[object, ...], Group] = {}
    for finding, state in entries:
        place = finding.location
        key = (finding.rule.id, place.path, place.commit, start_line(place), *state.key)
        groups.setdefault(key, Group([], state)).findings.append(finding)
    return list(groups.values())


def _worst(groups: list[Group], most: int) -> list[Group]:
    """Still in the report's order."""
    if len(groups) <= most:
        return groups
    by_severity = sorted(range(len(groups)), key=lambda index: -_severity(groups[index]))
    return [groups[index] for index in sorted(by_severity[:most])]


def _severity(group: Group) -> int:
    return max(finding.severity for finding in group.findings)


def _result(one: Group, rules: Mapping[str, int]) -> dict[str, Any]:
    group, state = one
    first = group[0]
    everything = _related(group)
    related = everything[:MAX_RELATED]
    result: dict[str, Any] = {
        "ruleId": visible(first.rule.id),
        "ruleIndex": rules[first.rule.id],
        "kind": "fail",
        "level": LEVELS[max(finding.severity for finding in group)],
        "message": {"text": message(group, related, len(everything) - len(related))},
        "locations": [_location(first)],
        "partialFingerprints": _fingerprints(first),
        "properties": _properties(first),
        **state.members(),
    }
    if state.in_change is not None:
        result["properties"]["inChange"] = state.in_change
    if related:
        result["relatedLocations"] = [_related_location(number, it) for number, it in enumerate(related, 1)]
    fixes = [it.fix for it in group if it.fix is not None and it.fix.replacements]
    if fixes:
        result["fixes"] = [fix(it) for it in dict.fromkeys(fixes)]
    return result


def _related(group: list[Finding]) -> list[Related]:
    """The places of the findings merged into the first, then everybody's own related places."""
    merged = [Related(finding.location, finding.message) for finding in group[1:]]
    return merged + [related for finding in group for related in finding.related]


def _location(finding: Finding) -> dict[str, Any]:
    location: dict[str, Any] = {"physicalLocation": physical_location(finding.location)}
    if logical := _logical(finding):
        location["logicalLocations"] = logical
    return location


def _logical(finding: Finding) -> list[dict[str, Any]]:
    """The JSON pointer, and the operation where it is one."""
    logical = []
    pointer = finding.location.pointer
    if pointer is not None:
        logical.append(_pointed(pointer))
    if len(finding.operations) == 1:
        logical.append({"fullyQualifiedName": finding.operations[0], "kind": "operation"})
    return logical


def _pointed(pointer: str) -> dict[str, Any]:
    """Section 3.33.7: ``property`` for a member of an object, ``value`` for an element, by its name."""
    if not pointer:
        return {"fullyQualifiedName": "/", "kind": "object"}
    name = pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
    return {"name": name, "fullyQualifiedName": pointer, "kind": "value" if name.isdecimal() else "property"}


def _related_location(number: int, related: Related) -> dict[str, Any]:
    commit = related.location.commit
    text = visible(related.message) + (f" (commit '{visible(commit)}')" if commit else "")
    location: dict[str, Any] = {
        "id": number,
        "physicalLocation": physical_location(related.location),
        "message": {"text": text or "This place."},
    }
    if related.location.pointer is not None:
        location["logicalLocations"] = [_pointed(related.location.pointer)]
    return location


def _fingerprints(finding: Finding) -> dict[str, str]:
    values = {"primaryLocationLineHash": finding.location.line_hash, "ztlint/v1": finding.fingerprint}
    return {name: value for name, value in values.items() if value}


def _properties(finding: Finding) -> dict[str, Any]:
    location: Location = finding.location
    properties: dict[str, Any] = {
        "severity": finding.severity.label,
        "confidence": finding.confidence.label,
        "count": finding.count,
    }
    if finding.operations:
        properties["operations"] = list(finding.operations[:MAX_OPERATIONS])
    if finding.evidence:
        properties["evidence"] = [f"{fact.name}: {fact.value}" for fact in finding.evidence]
    if location.commit:
        properties["commit"] = location.commit
    if finding.author_date:
        properties["authorDate"] = finding.author_date
    return properties
