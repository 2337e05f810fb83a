"""What a finding's path says about it: labelled and lowered, never dropped."""

import re

from msgspec.structs import replace

from ztlint.core import Evidence, Finding, Severity

_PUBLISHED = re.compile(r"(?:^|/)(?:site-packages|dist-packages|node_modules)/")
_TESTS = re.compile(
    r"(?:^|/)(?:tests?|testing|testdata|fixtures|__tests__|spec)/|(?:^|/)(?:test_|conftest)[^/]*$|_test\.[a-z]+$"
)


def in_place(finding: Finding) -> Finding:
    """The finding as it counts at its path. A valid checksum counts in full everywhere."""
    if Evidence("checksum", "valid") in finding.evidence:
        return finding
    if _PUBLISHED.search(finding.location.path):
        return _lowered(finding, "a published package")
    if finding.rule.body["match"].get("usual_in_tests") and _TESTS.search(finding.location.path):
        return _lowered(finding, "tests")
    return finding


def _lowered(finding: Finding, place: str) -> Finding:
    evidence = (*finding.evidence, Evidence("folder", place))
    return replace(finding, severity=min(finding.severity, Severity.LOW), evidence=evidence)
