"""Rules of drift over one comparison."""

from collections.abc import Iterator

from ztlint.core import Failure, Finding, Related, Rule
from ztlint.rulebook import fill
from ztlint.scanners.drift.hit import CHECKS, Hit
from ztlint.scanners.drift.match import Comparison


def scan(comparison: Comparison, rules: tuple[Rule, ...]) -> Iterator[Finding | Failure]:
    """Findings rule by rule. A rule that raises becomes one Failure; the others go on."""
    for rule in rules:
        options = rule.body.get("then")
        if options is None or options["check"] not in CHECKS:
            continue
        try:
            hits = list(CHECKS[options["check"]](comparison, options))
        except Exception as error:  # noqa: BLE001 - the barrier: one rule's fault must not cost the run
            reason = f"rule {rule.id} failed with {type(error).__name__}"
            yield Failure(".", reason, f"Please report it; --ignore {rule.id} leaves the rule out.")
        else:
            yield from (finding_of(rule, hit) for hit in _once(hits))


def _once(hits: list[Hit]) -> list[Hit]:
    return list({(hit.location.path, hit.cause): hit for hit in reversed(hits)}.values())[::-1]


def finding_of(rule: Rule, hit: Hit) -> Finding:
    return Finding(
        rule=rule,
        location=hit.location,
        message=fill(rule.message, hit.values),
        severity=rule.severity,
        confidence=rule.confidence,
        cause=hit.cause,
        related=tuple(Related(place, text) for place, text in hit.related),
        operations=hit.operations,
    )
