"""Waivers that are no good become findings: without a reason, expired, unused."""

from collections.abc import Iterable, Iterator

from ztlint.config import nearest
from ztlint.core import Finding, Rule
from ztlint.engine.selection import is_about_waivers
from ztlint.rulebook import Rulebook, fill
from ztlint.waivers import Problem, Waiver

_PREFIX = "waiver-"


def hygiene_findings(
    problems: Iterable[tuple[Problem, Waiver]], rules: Iterable[Rule], rulebook: Rulebook
) -> Iterator[Finding]:
    """``rules`` are those of this run; a problem whose rule is not among them is left out."""
    by_name = {rule.name: rule for rule in rules if is_about_waivers(rule)}
    for problem, waiver in problems:
        rule = by_name.get(_PREFIX + problem)
        if rule:
            yield _finding(rule, waiver, rulebook)


def _finding(rule: Rule, waiver: Waiver, rulebook: Rulebook) -> Finding:
    values = {"rule": waiver.rule, "expires": waiver.expires, "hint": _hint(waiver.rule, rulebook)}
    return Finding(
        rule=rule,
        location=waiver.location,
        message=fill(rule.message, values),
        severity=rule.severity,
        confidence=rule.confidence,
        cause=f"{waiver.rule}#{waiver.location.pointer or ''}",
    )


def _hint(name: str, rulebook: Rulebook) -> str:
    """What may be behind a waiver that covers nothing."""
    if name in rulebook.by_id or name in rulebook.by_name:
        return "what it covered is gone"
    meant = nearest(name, (*rulebook.by_id, *rulebook.by_name))
    return f"no rule is called so; '{meant}' may be meant" if meant else "no rule is called so"
