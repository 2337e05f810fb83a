"""Findings into kept and waived, and the waivers that deserve a finding themselves."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from ztlint.core import Finding, Rule, Waived, is_past
from ztlint.waivers.declaration import Declaration
from ztlint.waivers.waiver import Matching, Waiver, covers


class Problem(StrEnum):
    """What can be wrong with a waiver. A waiver with one of the first two waives nothing."""

    WITHOUT_REASON = "without-reason"
    EXPIRED = "expired"
    UNUSED = "unused"


class Outcome(Struct, frozen=True):
    """``refused`` are waivers that cover something and that a policy does not let hold, with its reasons."""

    kept: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    problems: tuple[tuple[Problem, Waiver | Declaration], ...]
    refused: tuple[tuple[Waiver, str], ...] = ()


Objection = Callable[[Waiver, Rule], str]
"""Why a waiver must not hold for a rule; empty where nothing speaks against it."""


def no_objection(_waiver: Waiver, _rule: Rule) -> str:
    return ""


def apply(  # noqa: PLR0913 - each is named
    findings: Iterable[Finding],
    waivers: Iterable[Waiver],
    *,
    rules: Mapping[str, Rule],
    judges: Callable[[Waiver, Problem], bool],
    today: dt.date,
    objection: Objection = no_objection,
) -> Outcome:
    """``rules`` are known rules by id and by name. ``judges`` tells whether this run has seen enough to say
    that a waiver has a problem.
    """
    waivers = tuple(waivers)
    faults = {id(waiver): found for waiver in waivers if (found := fault(waiver, today))}
    by_rule = _by_rule(waivers, rules)
    kept: list[Finding] = []
    waived: list[Waived] = []
    used: set[int] = set()
    refused: dict[tuple[int, str], Waiver] = {}
    for finding in findings:
        matching = [waiver for waiver in by_rule.get(finding.rule.id, ()) if covers(waiver.scope, finding)]
        used.update(map(id, matching))
        sound = [waiver for waiver in matching if id(waiver) not in faults]
        objections = [objection(waiver, finding.rule) for waiver in sound]
        refused.update(((id(one), told), one) for one, told in zip(sound, objections, strict=True) if told)
        holding = [waiver for waiver, told in zip(sound, objections, strict=True) if not told]
        if holding:
            waived.append(_waived(finding, holding[0]))
        else:
            kept.append(finding)
    problems = tuple(
        (problem, waiver)
        for waiver in waivers
        if (problem := faults.get(id(waiver)) or (None if id(waiver) in used else Problem.UNUSED))
        and judges(waiver, problem)
    )
    old = _waived_in_history(kept, waived)
    gone = {id(accepted.finding) for accepted in old}
    return Outcome(
        tuple(f for f in kept if id(f) not in gone),
        (*waived, *old),
        problems,
        tuple((waiver, told) for (_, told), waiver in refused.items()),
    )


def _waived(finding: Finding, waiver: Waiver) -> Waived:
    inside = not isinstance(waiver.scope, Matching)
    return Waived(finding, waiver.reason, waiver.owner, waiver.expires, in_source=inside)


def _by_rule(waivers: Iterable[Waiver], rules: Mapping[str, Rule]) -> dict[str, list[Waiver]]:
    by_rule: dict[str, list[Waiver]] = {}
    for waiver in waivers:
        if waiver.rule in rules:
            by_rule.setdefault(rules[waiver.rule].id, []).append(waiver)
    return by_rule


def fault(waiver: Waiver | Declaration, today: dt.date) -> Problem | None:
    """What keeps it from holding."""
    if not waiver.reason:
        return Problem.WITHOUT_REASON
    return Problem.EXPIRED if is_past(waiver.expires, today) else None


def _waived_in_history(kept: Iterable[Finding], waived: Iterable[Waived]) -> list[Waived]:
    """What is waived where it stands today is waived in the same file's history as well."""
    known = {_identity(accepted.finding): accepted for accepted in waived}
    return [
        replace(known[_identity(finding)], finding=finding)
        for finding in kept
        if finding.location.commit and _identity(finding) in known
    ]


def _identity(finding: Finding) -> tuple[str, str, str]:
    return finding.rule.id, finding.location.path, finding.cause
