"""Rules of users beside ours: loaded alike, and looked at before they run. Anybody may have written them.

What is wrong with one rule is a Failure, and the others run.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from ztlint.core import Failure, Kind, Rule
from ztlint.engine.settings import SCANNED
from ztlint.rulebook import Rulebook, fault, load_rulebook, meant, rules_folder

_OURS = re.compile(r"ZT[A-Z][0-9]+\Z")

_CHARACTERS = re.compile(r"[-0-9A-Za-z_+/=.~%$@:#]*\Z")

Steps = tuple[str | int, ...]

Fault = tuple[Steps, str, str]
"""The steps to the place in the rule file, what is wrong there, and what to do."""

_GUIDE = "See docs/writing-rules.md."


def load_rules(packs: Sequence[Path] = (), root: Path | None = None) -> Rulebook:
    """The packaged rules and those of the packs. Failures speak of paths below ``root``.

    Raises RuleError for a folder that is missing or holds no rule.
    """
    ours = rules_folder().resolve()
    others = [pack for pack in packs if not pack.resolve().is_relative_to(ours)]
    rulebook = load_rulebook(packs=others)
    packaged = tuple(rule for rule in rulebook.rules if rule.id not in rulebook.foreign)
    faults = {
        rule.id: fault(rulebook.files[rule.id], *found)
        for rule in rulebook.rules
        if rule.id in rulebook.foreign and (found := rule_fault(rule, packaged))
    }
    rulebook = rulebook.without(faults) if faults else rulebook
    if root is None:
        return rulebook
    return replace(rulebook, broken=tuple(_seen_from(root, failure) for failure in rulebook.broken))


def _seen_from(root: Path, failure: Failure) -> Failure:
    path = Path(os.path.realpath(failure.path))
    return replace(failure, path=path.relative_to(root).as_posix()) if path.is_relative_to(root) else failure


def rule_fault(rule: Rule, packaged: Sequence[Rule]) -> Fault | None:
    """The first thing that keeps a rule of a pack from running."""
    return next(_faults(rule, packaged), None)


def _faults(rule: Rule, packaged: Sequence[Rule]) -> Iterator[Fault]:
    if _OURS.match(rule.id):
        yield (
            ("id",),
            f"{rule.id} is reserved: ids that begin with ZT are ztlint's own",
            "Choose a prefix of yours.",
        )
    if rule.kind not in SCANNED:
        yield ("kind",), f"this version has no scanner for {rule.kind}", meant("", sorted(SCANNED))
    if "engine" in rule.body:
        yield ("engine",), "only rules of ztlint itself may have this key", _GUIDE
    elif rule.kind is Kind.OPENAPI:
        yield from _faults_of_check(rule, packaged)
    elif rule.kind is Kind.SECRETS:
        yield from _faults_of_match(rule)
    elif rule.kind is Kind.CODE:
        yield from _faults_of_code(rule)
    elif rule.kind is Kind.DRIFT:
        yield from _faults_of_drift(rule, packaged)


def _faults_of_check(rule: Rule, packaged: Sequence[Rule]) -> Iterator[Fault]:
    from ztlint.scanners.openapi import CHECKS, SELECTORS  # noqa: PLC0415 - most runs have no pack

    given, name = rule.body["given"], rule.body["then"]["check"]
    if given not in SELECTORS:
        yield ("given",), f"no selector is called '{given}'", meant(given, sorted(SELECTORS))
        return
    check = CHECKS.get(name)
    if check is None:
        yield ("then", "check"), f"no check is called '{name}'", meant(name, sorted(CHECKS))
        return
    if check.given not in ("any", given):
        yield ("given",), f"the check '{name}' looks at {check.given}", f"Write `given: {check.given}`."
    for steps, options in _options(rule):
        found = check.faults(options) if check.faults else _unlike(options, _usual(name, packaged))
        for option, reason in found:
            yield (*steps, option), reason, _GUIDE


def _faults_of_code(rule: Rule) -> Iterator[Fault]:
    """What semgrep is given was looked at when the rule was loaded."""
    for name, options in rule.profiles.items():
        if options:
            yield ("profiles", name), "code rules have no options", "Write `{}`."


def _faults_of_drift(rule: Rule, packaged: Sequence[Rule]) -> Iterator[Fault]:
    from ztlint.scanners.drift import CHECKS  # noqa: PLC0415 - most runs have no pack

    name = rule.body["then"]["check"]
    if name not in CHECKS:
        yield ("then", "check"), f"no check is called '{name}'", meant(name, sorted(CHECKS))
        return
    for steps, options in _options(rule):
        for option, reason in _unlike(options, _usual(name, packaged)):
            yield (*steps, option), reason, _GUIDE


def _options(rule: Rule) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    """The options as each profile has them, and where they stand."""
    then = rule.body["then"]
    yield ("then",), then
    yield from ((("profiles", name), {**then, **own}) for name, own in rule.profiles.items() if own)


def _usual(check: str, packaged: Iterable[Rule]) -> list[Mapping[str, Any]]:
    thens = [(rule, rule.body["then"]) for rule in packaged if "then" in rule.body]
    return [options for rule, then in thens if then["check"] == check for _, options in _options(rule)]


def _unlike(options: Mapping[str, Any], usual: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Checks that are written in Python take the options that our own rules give them, and need those that
    all of them give.
    """
    known = {key: value for one in usual for key, value in one.items()}
    for key, value in options.items():
        if key not in known:
            yield key, f"the check takes {', '.join(sorted(known.keys() - {'check'})) or 'no options'}"
        elif _type(value) is not _type(known[key]):
            yield key, f"has to be like {known[key]!r}"
    needed = set.intersection(*(set(one) for one in usual)) if usual else set()
    for key in sorted(needed - options.keys()):
        yield "check", f"needs the option '{key}'"


def _type(value: Any) -> type:
    """Numbers are of one type, whether they have a fraction or not."""
    return float if isinstance(value, int) and not isinstance(value, bool) else type(value)


def _written(match: Mapping[str, Any]) -> Iterator[tuple[Steps, Mapping[str, Any]]]:
    """The pattern and those of other parts, each with the way to it."""
    yield ("match",), match
    parts = match.get("with", [])
    if isinstance(parts, dict):
        yield ("match", "with"), parts
    else:
        yield from ((("match", "with", index), part) for index, part in enumerate(parts))


def _faults_of_match(rule: Rule) -> Iterator[Fault]:
    from ztlint.scanners.openapi.linear import slow  # noqa: PLC0415 - see above
    from ztlint.scanners.secrets.checks import CHECKS  # noqa: PLC0415
    from ztlint.scanners.secrets.pattern import MAX_WIDTH, Pattern  # noqa: PLC0415

    match = rule.body["match"]
    for steps, part in _written(match):
        for key in ("pattern", "near", "until"):
            if reason := slow(part[key]) if key in part else "":
                yield (*steps, key), reason, _GUIDE
        if not _CHARACTERS.match(part.get("boundary", "")):
            yield (*steps, "boundary"), "holds more than letters, digits and ranges of them", _GUIDE
    pattern = Pattern(rule)
    if not pattern.is_short:
        advice = "Give its repeats an upper bound: {20,200}."
        yield ("match", "pattern"), f"may match more than {MAX_WIDTH} bytes", advice
    try:
        _ = pattern.exact, pattern.before, pattern.near, pattern.until
        _ = [beside.exact for beside in pattern.beside]
    except re.error as error:
        yield ("match", "pattern"), f"can't be compiled: {error}", _GUIDE
    name = match.get("check")
    if name is not None and name not in CHECKS:
        yield ("match", "check"), f"no check is called '{name}'", meant(name, sorted(CHECKS))
