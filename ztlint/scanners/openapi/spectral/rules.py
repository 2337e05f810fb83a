"""Rules of a ruleset as rules of ztlint, so that reports, waivers and selections know them."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from ztlint.core import PROFILES, VERSIONS, Confidence, Failure, Kind, References, Rule, Severity
from ztlint.scanners.openapi.spectral.aliases import AliasError
from ztlint.scanners.openapi.spectral.definition import Definition, format_holds
from ztlint.scanners.openapi.spectral.expression import ExpressionError
from ztlint.scanners.openapi.spectral.functions import FUNCTIONS
from ztlint.scanners.openapi.spectral.jsonpath import parse
from ztlint.scanners.openapi.spectral.options import wrong_options
from ztlint.scanners.openapi.spectral.ruleset import Ruleset
from ztlint.scanners.openapi.spectral.unsupported import WRONG_RULE, is_about_other_formats, listed

TOPIC = "spectral"

SEVERITIES = (Severity.MEDIUM, Severity.LOW, Severity.INFO, Severity.INFO)
"""Of Spectral's error, warn, info and hint. High and critical are kept for what lets somebody in."""

_NO_CODE = "JavaScript never runs here. Use core functions, or write a rule in ztlint's own format."
_MAX_TITLE = 200
_MAX_TEXT = 2000
_NOT_IN_IDS = re.compile(r"[\s,\[\]\x00-\x1f\x7f]+")
_URL = re.compile(r"https?://[!-~]{1,1000}\Z")


class Ruled(Struct, frozen=True):
    """What the scanner needs of a rule: its name in a ruleset."""

    ruleset: Ruleset
    name: str


def rules_of(ruleset: Ruleset) -> tuple[list[Rule], list[Failure], list[str]]:
    """The rules that are on, what can't be run of them, and the ids of those of which nothing can."""
    definitions = wanted = [rule for rule in ruleset.every_rule.values() if rule.runs]
    others = [rule for rule in definitions if is_about_other_formats(rule.formats)]
    definitions = [rule for rule in definitions if rule not in others]
    failures = [*_other_formats(others), *_functions(definitions)]
    rules: dict[str, Rule] = {}
    for definition in definitions:
        wrong = _fault(definition)
        if wrong:
            failures.append(_failure(definition, f"the rule '{definition.name}' did not run: {wrong}"))
        if wrong or not any(then.function in FUNCTIONS for then in definition.then):
            continue
        rule = _rule(ruleset, definition)
        if rule.id in rules:
            failures.append(_failure(definition, f"two rules would be called {rule.id}"))
        rules.setdefault(rule.id, rule)
    left_out = [_id(rule) for rule in wanted if _id(rule) not in rules]
    return list(rules.values()), failures, left_out


def _id(definition: Definition) -> str:
    return f"{TOPIC}/{_name(definition)}"


def _name(definition: Definition) -> str:
    return _NOT_IN_IDS.sub("-", definition.name)[:_MAX_TITLE]


def _failure(definition: Definition, reason: str, advice: str = WRONG_RULE) -> Failure:
    return Failure(definition.origin.path, reason, advice, definition.origin.line, 1)


def _other_formats(definitions: list[Definition]) -> Iterator[Failure]:
    if definitions:
        names = listed(rule.name for rule in definitions)
        told = f"not for OpenAPI, so not run: {names}"
        yield _failure(definitions[0], told, "Run Spectral for AsyncAPI, Arazzo and JSON Schema.")


def _functions(definitions: Iterable[Definition]) -> Iterator[Failure]:
    """One Failure for each function that is not a core function, with the rules that ask for it."""
    asking: dict[str, list[Definition]] = {}
    for definition in definitions:
        for name in dict.fromkeys(then.function for then in definition.then):
            if name not in FUNCTIONS:
                asking.setdefault(name, []).append(definition)
    for name, rules in asking.items():
        names = listed(rule.name for rule in rules)
        told = f"the function '{name}' is not run, nor what it checks in {names}"
        yield _failure(rules[0], told, _NO_CODE)


def _fault(definition: Definition) -> str:
    """What keeps the rule from running; empty if nothing does."""
    for then in definition.then:
        if then.function in FUNCTIONS and (wrong := wrong_options(then.function, then.options)):
            return f"{then.function}: {wrong}"
        if then.field is not None and then.field.startswith("$") and (wrong := _path_fault(then.field)):
            return wrong
    for given in definition.given:
        for version in VERSIONS:
            try:
                paths = definition.aliases.paths(given, lambda name, of=version: format_holds(name, of))  # type: ignore[misc]
            except AliasError as error:
                return str(error)
            for path in paths:
                if wrong := _path_fault(path):
                    return wrong
    return ""


def _path_fault(path: str) -> str:
    try:
        parse(path)
    except ExpressionError as error:
        return f"in the path '{path[:100]}' {error}"
    return ""


def _rule(ruleset: Ruleset, definition: Definition) -> Rule:
    description = _one_line(definition.description or "", _MAX_TEXT)
    title = _one_line(description or definition.name, _MAX_TITLE).rstrip(".")
    url = definition.url if definition.url and _URL.match(definition.url) else None
    asked = f"The ruleset {definition.origin.path} asks for it."
    return Rule(
        id=_id(definition),
        name=_name(definition),
        title=title,
        kind=Kind.OPENAPI,
        topic=TOPIC,
        severity=SEVERITIES[definition.severity],
        confidence=Confidence.MEDIUM,
        message=_one_line(definition.message or description or definition.name, _MAX_TEXT),
        why=f"{description.rstrip('.')}. {asked}" if description else asked,
        fix=f"Change the definition so that it keeps the rule{f': {url}' if url else '.'}",
        references=References(links=(url,) if url else ()),
        tags=("openapi", TOPIC),
        body={TOPIC: Ruled(ruleset, definition.name)},
        profiles={profile: {} for profile in PROFILES},
        versions=tuple(version for version in VERSIONS if definition.is_for(version)) or VERSIONS,
    )


def _one_line(text: str, most: int) -> str:
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= most else line[: most - 3] + "..."
