"""Rules of rulesets over one definition."""

from collections.abc import Iterator

from msgspec import Struct

from ztlint.core import Failure, Finding, Location, Rule
from ztlint.documents import Node
from ztlint.documents.node import pointer_of
from ztlint.jsonpath.ecma import PatternError
from ztlint.openapi import Api
from ztlint.scanners.openapi.spectral.definition import Definition, Then, format_holds
from ztlint.scanners.openapi.spectral.fields import Place, places
from ztlint.scanners.openapi.spectral.functions import FUNCTIONS, Fault, Target
from ztlint.scanners.openapi.spectral.jsonpath import parse
from ztlint.scanners.openapi.spectral.message import fill
from ztlint.scanners.openapi.spectral.query import Match, TooMuchError, find
from ztlint.scanners.openapi.spectral.rules import SEVERITIES, TOPIC, Ruled
from ztlint.scanners.openapi.spectral.ruleset import Rules
from ztlint.scanners.openapi.spectral.schema import SchemaError
from ztlint.scanners.openapi.spectral.tree import Tree
from ztlint.scanners.openapi.spectral.values import text

MAX_FINDINGS = 20_000
"""Findings of one rule in one definition."""


def judge(api: Api, rule: Rule) -> Iterator[Finding | Failure]:
    """A rule that can't be worked out to its end is a Failure beside what it found."""
    ruled = rule.body[TOPIC]
    definition = _rules_for(api, ruled).get(ruled.name)
    if definition is None or not definition.runs or not definition.is_for(api.version.label):
        return
    try:
        yield from _Judged(api, rule, ruled, definition).findings()
    except (PatternError, SchemaError) as error:
        yield _failure(api, rule, str(error))
    except (TooMuchError, RecursionError):
        yield _failure(api, rule, "there is too much to look at")


def _rules_for(api: Api, ruled: Ruled) -> Rules:
    path = api.document.path
    return api.remember(f"ruleset {id(ruled.ruleset)}", lambda: ruled.ruleset.rules_for(path))


def _failure(api: Api, rule: Rule, reason: str) -> Failure:
    advice = f"Make the rule simpler; --ignore {rule.id} leaves it out."
    return Failure(api.document.path, f"the rule {rule.id} stopped: {reason}", advice)


class _At(Struct, frozen=True):
    """Where a result stands: the node, whether its key is meant, and what is missing below it."""

    node: Node
    on_key: bool
    missing: tuple[str, ...]


class _Judged:
    """One rule over one definition. The same words at the same place are one finding."""

    def __init__(self, api: Api, rule: Rule, ruled: Ruled, definition: Definition) -> None:
        self._api = api
        self._rule = rule
        self._ruled = ruled
        self._definition = definition
        self._told: set[tuple[str, int, str, bool, str]] = set()
        self._causes: set[str] = set()

    def findings(self) -> Iterator[Finding | Failure]:
        for match in self._matches():
            for then in self._definition.then:
                if then.function not in FUNCTIONS:
                    continue
                for found in self._results(match, then):
                    yield found
                    if len(self._told) >= MAX_FINDINGS:
                        yield _failure(self._api, self._rule, f"more than {MAX_FINDINGS} findings")
                        return

    def _matches(self) -> Iterator[Match]:
        version, resolved = self._api.version.label, self._definition.resolved
        tree = _tree(self._api, resolved=resolved)
        for given in self._definition.given:
            for path in self._definition.aliases.paths(given, lambda name: format_holds(name, version)):
                yield from find(parse(path), tree.root)

    def _results(self, match: Match, then: Then) -> Iterator[Finding]:
        options = {"version": self._api.version.label} if then.function == "typedEnum" else then.options
        for place in places(match, then.field):
            for fault in FUNCTIONS[then.function](_target(place), options):
                yield from self._finding(place, fault)

    def _finding(self, place: Place, fault: Fault) -> Iterator[Finding]:
        at = _where(place, fault)
        pointer = at.node.pointer
        message = self._message(at, pointer, fault, place)
        key = (at.node.document.path, at.node.document.part, pointer, at.on_key, message)
        if key in self._told:
            return
        severity = self._ruled.ruleset.severity_at(self._ruled.name, self._api.document.path, pointer)
        if severity is None:
            severity = self._definition.severity
        if severity < 0:
            return
        self._told.add(key)
        location = Location(
            at.node.document.path, pointer=pointer, part=at.node.document.part, on_key=at.on_key
        )
        yield Finding(
            rule=self._rule,
            location=location,
            message=message,
            severity=SEVERITIES[severity],
            confidence=self._rule.confidence,
            cause=self._cause(at, message),
            operations=self._operations(at.node),
        )

    def _message(self, at: _At, pointer: str, fault: Fault, place: Place) -> str:
        template = self._definition.message or self._definition.description or "{{error}}"
        values = {
            "error": fault.message,
            "description": self._definition.description or "",
            "path": f"#{pointer}",
            "property": _property(at),
            "value": text(place.value) if "value" in template else "",
        }
        return fill(template, values) or fault.message

    def _cause(self, at: _At, message: str) -> str:
        """The place by names; what is said there only where several things are."""
        from ztlint.scanners.openapi.scan import symbolic  # noqa: PLC0415 - it asks for us

        cause = f"{at.node.document.path}#{symbolic(at.node)}" + pointer_of(at.missing)
        if cause in self._causes:
            return f"{cause} {message}"
        self._causes.add(cause)
        return cause

    def _operations(self, node: Node) -> tuple[str, ...]:
        steps = node.steps
        if node.document is not self._api.document or len(steps) < 3 or steps[0] != "paths":
            return ()
        labels = self._api.remember("spectral labels", lambda: {one.label for one in self._api.operations})
        label = f"{str(steps[2]).upper()} {steps[1]}"
        return (label,) if label in labels else ()


def _tree(api: Api, *, resolved: bool) -> Tree:
    return api.remember(f"spectral tree {resolved}", lambda: Tree(api.document, api.store, resolved=resolved))


def _target(place: Place) -> Target:
    own = [] if place.spot.key is None else [str(place.spot.key)]
    steps = list(place.missing) or own
    name = f"'{'.'.join(steps)}'" if steps else "the document"
    return Target(place.value, name, place.spot if not place.missing else None)


def _where(place: Place, fault: Fault) -> _At:
    """The place of a fault, or the nearest above it that exists."""
    spot, left = place.spot, [*place.missing, *fault.steps]
    while left:
        inner = spot.child(left[0]) if spot.is_container else None
        if inner is None:
            break
        spot, left = inner, left[1:]
    on_key = not left and (fault.on_key or place.on_key)
    return _At(spot.written if on_key else spot.node, on_key, tuple(left))


def _property(at: _At) -> str:
    """The name of the place, with what is missing below it."""
    own = str(at.node.step) if at.node.parent is not None else ""
    return ".".join([own, *at.missing] if own else at.missing)
