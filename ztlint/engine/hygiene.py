"""Waivers and declarations that are no good become findings: without a reason, expired, unused."""

from collections.abc import Iterable, Iterator

from ztlint.config import nearest
from ztlint.core import Finding, Rule
from ztlint.engine.selection import is_about_waivers
from ztlint.rulebook import Rulebook, fill
from ztlint.waivers import Declaration, Problem, Waiver

_PREFIX = "waiver-"


def hygiene_findings(
    problems: Iterable[tuple[Problem, Waiver | Declaration]], rules: Iterable[Rule], rulebook: Rulebook
) -> Iterator[Finding]:
    """``rules`` are those of this run; a problem whose rule is not among them is left out."""
    by_name = {rule.name: rule for rule in rules if is_about_waivers(rule)}
    for problem, waiver in problems:
        rule = by_name.get(_PREFIX + problem)
        if rule:
            yield _finding(rule, waiver, rulebook)


def _finding(rule: Rule, waiver: Waiver | Declaration, rulebook: Rulebook) -> Finding:
    if isinstance(waiver, Declaration):
        name = waiver.subject and f"'{waiver.subject}'"
        what, hint = f"declaration that {name or 'this'} is public", "no such operation was looked at"
        cause = f"public {waiver.subject}#{waiver.location.pointer or ''}"
    else:
        what, hint = f"waiver of '{waiver.rule}'", _hint(waiver.rule, rulebook)
        cause = f"{waiver.rule}#{waiver.location.pointer or ''}"
    values = {"what": what, "expires": waiver.expires, "hint": hint}
    return Finding(
        rule=rule,
        location=waiver.location,
        message=fill(rule.message, values),
        severity=rule.severity,
        confidence=rule.confidence,
        cause=cause,
    )


def _hint(name: str, rulebook: Rulebook) -> str:
    """What may be behind a waiver that covers nothing."""
    if name.startswith("gitleaks/"):
        return "nothing was found at its place"
    if name in rulebook.by_id or name in rulebook.by_name:
        return "what it covered is gone"
    meant = nearest(name, (*rulebook.by_id, *rulebook.by_name))
    return f"no rule is called so; '{meant}' may be meant" if meant else "no rule is called so"
