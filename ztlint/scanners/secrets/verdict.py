"""From a candidate to severity, confidence and evidence: labelled and lowered, never dropped."""

from msgspec import Struct

from ztlint.core import Confidence, Evidence, Severity
from ztlint.scanners.secrets.checks import CHECKS
from ztlint.scanners.secrets.generic import RANDOM, STORED, VALUE, Opinion
from ztlint.scanners.secrets.outcome import Outcome, Trust, outcome
from ztlint.scanners.secrets.pattern import Candidate
from ztlint.scanners.secrets.placeholder import documented, placeholder


class Verdict(Struct, frozen=True):
    """How bad, how sure, and on what grounds."""

    severity: Severity
    confidence: Confidence
    evidence: tuple[Evidence, ...]


def judge(candidate: Candidate) -> Verdict:
    rule = candidate.rule
    if candidate.opinion is not None:
        return _of_opinion(candidate, candidate.opinion)
    checked = _check(candidate)
    match checked.trust:
        case Trust.PROVEN:
            return Verdict(rule.severity, Confidence.HIGH, checked.evidence)
        case Trust.UNCHECKED:
            return Verdict(rule.severity, rule.confidence, checked.evidence)
        case Trust.LESSENED:
            return Verdict(min(rule.severity, Severity.LOW), rule.confidence, checked.evidence)
        case Trust.BROKEN:
            return Verdict(min(rule.severity, Severity.LOW), Confidence.LOW, checked.evidence)
        case Trust.EXAMPLE:
            return Verdict(Severity.INFO, Confidence.LOW, checked.evidence)


def _of_opinion(candidate: Candidate, opinion: Opinion) -> Verdict:
    """What is called a password and does not look random may be a word that nobody meant to keep secret."""
    rule = candidate.rule
    stored = rule.body["match"]["generic"] == STORED
    confidence = rule.confidence if stored or opinion.value == RANDOM else Confidence.LOW
    evidence = () if stored or opinion.rejected else (Evidence(VALUE, opinion.value),)
    return Verdict(rule.severity, confidence, evidence)


def _check(candidate: Candidate) -> Outcome:
    """What a checksum proves is no placeholder; anything less may be one."""
    if example := documented(candidate.secret):
        return outcome(Trust.EXAMPLE, example=example)
    name = candidate.rule.body["match"].get("check")
    checked = CHECKS[name](candidate) if name else outcome(Trust.UNCHECKED)
    if checked.trust is Trust.PROVEN:
        return checked
    if reason := placeholder(candidate.groups.get("random", candidate.secret)):
        return Outcome(Trust.EXAMPLE, (*checked.evidence, Evidence("placeholder", reason)))
    return checked
