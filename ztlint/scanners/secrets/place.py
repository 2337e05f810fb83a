"""What a finding's path says about it: labelled and lowered, never dropped."""

import re

from msgspec.structs import replace

from ztlint.core import Confidence, Evidence, Finding, Rule, Severity
from ztlint.scanners.secrets.filenames import any_fits
from ztlint.scanners.secrets.generic import IN_TEST, RANDOM, STORED, VALUE, is_passed_over, refused_at

_PUBLISHED = re.compile(r"(?:^|/)(?:site-packages|dist-packages|node_modules)/")
_TESTS = re.compile(
    r"(?:^|/)(?:tests?|testing|testdata|fixtures|__tests__|specs?|e2e)/|(?:^|/)(?:test_|conftest)[^/]*$|_test\.[a-z]+$"
)


def in_place(finding: Finding) -> Finding:
    """The finding as it counts at its path. A valid checksum counts in full everywhere."""
    if finding.rule.body["match"].get("generic"):
        return _generic_in_place(finding)
    if Evidence("checksum", "valid") in finding.evidence:
        return finding
    if _PUBLISHED.search(finding.location.path):
        return _lowered(finding, "a published package")
    if finding.rule.body["match"].get("usual_in_tests") and _TESTS.search(finding.location.path):
        return _lowered(finding, "tests")
    return finding


_MEANT = ("setting",)
"""Kinds that a program reads where they stand, in its tests too."""


def is_about(rule: Rule, path: str) -> bool:
    """Whether the rule is about files of that name."""
    globs = rule.body["match"].get("paths")
    return not globs or any_fits(tuple(globs), path)


def _generic_in_place(finding: Finding) -> Finding:
    """Without a mark of its own, a value counts where it is meant to be used."""
    path, kind = finding.location.path, finding.rule.body["match"]["generic"]
    if finding.rejected:
        return finding
    if is_passed_over(path) and kind != STORED:
        return replace(finding, rejected="in a lock file, in code of others or in generated code")
    if not (reason := refused_at(path)):
        return finding
    if kind == STORED or (
        reason == IN_TEST and kind in _MEANT and Evidence(VALUE, RANDOM) in finding.evidence
    ):
        lowered = _lowered(finding, reason.removeprefix("in "))
        return replace(lowered, confidence=min(finding.confidence, Confidence.LOW))
    return replace(finding, rejected=reason)


def _lowered(finding: Finding, place: str) -> Finding:
    evidence = (*finding.evidence, Evidence("folder", place))
    return replace(finding, severity=min(finding.severity, Severity.LOW), evidence=evidence)
