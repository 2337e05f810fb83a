"""Rules over one API model: select, check, group by cause, speak."""

from collections.abc import Iterable, Iterator

from ztlint.core import Failure, Finding, Fix, Location, Related, Rule
from ztlint.documents import Node
from ztlint.openapi import Api, Operation
from ztlint.rulebook import fields, fill
from ztlint.scanners.openapi.chain import chain
from ztlint.scanners.openapi.hit import CHECKS, Hit, TooMuchError
from ztlint.scanners.openapi.selectors import SELECTORS

MAX_RELATED = 20
"""Places listed with a finding; ``count`` says how many there are."""


_FOLLOWED = ("schemas", "properties")
"""Selectors that follow all references: rules about those that lead nowhere come after them."""


def scan(api: Api, rules: tuple[Rule, ...]) -> Iterator[Finding | Failure]:
    """Findings rule by rule. A rule that raises becomes one Failure; the others go on."""
    targets = {name: tuple(SELECTORS[name](api)) for name in _FOLLOWED} if rules else {}
    for rule in rules:
        if "then" not in rule.body and _RULESETS not in rule.body:
            continue
        try:
            found = _judged(api, rule) if _RULESETS in rule.body else list(_apply(api, rule, targets))
        except TooMuchError as limit:
            yield Failure(api.document.path, f"rule {rule.id} was not evaluated: {limit}", _SPLIT)
        except Exception as error:  # noqa: BLE001 - the barrier: one rule's fault must not cost the run
            yield _failure(api, rule, error)
        else:
            yield from found


_RULESETS = "spectral"
"""The body of rules that came from a ruleset."""


def _judged(api: Api, rule: Rule) -> list[Finding | Failure]:
    from ztlint.scanners.openapi.spectral import judge  # noqa: PLC0415 - few runs have rulesets

    return list(judge(api, rule))


_SPLIT = "Split the definition, or leave the rule out with --ignore."


def _failure(api: Api, rule: Rule, error: Exception) -> Failure:
    reason = f"rule {rule.id} failed with {type(error).__name__}"
    return Failure(api.document.path, reason, f"Please report it; --ignore {rule.id} leaves the rule out.")


def _apply(api: Api, rule: Rule, targets: dict[str, tuple[object, ...]]) -> Iterator[Finding]:
    options = rule.body["then"]
    run = CHECKS[options["check"]].run
    groups: dict[str, list[Hit]] = {}
    for target in _selected(api, rule.body["given"], targets):
        for hit in run(api, target, options):
            groups.setdefault(hit.cause or hit.copies or _own_cause(hit), []).append(hit)
    return (_finding(api, rule, hits) for hits in groups.values())


def _selected(api: Api, name: str, targets: dict[str, tuple[object, ...]]) -> tuple[object, ...]:
    """The targets of a selector, worked out when the first rule asks for them."""
    if name not in targets:
        targets[name] = tuple(SELECTORS[name](api))
    return targets[name]


def _own_cause(hit: Hit) -> str:
    return f"{hit.node.document.path}#{symbolic(hit.node)}"


def _finding(api: Api, rule: Rule, hits: list[Hit]) -> Finding:
    """Copies go by the place of the first: what it says may change, and the finding stays known."""
    first = hits[0]
    touched = {id(hit.operations): hit.operations for hit in hits}.values()
    operations = list(dict.fromkeys(operation for some in touched for operation in some))
    places = {f"{hit.node.document.path}#{hit.node.pointer}": hit for hit in hits}
    related = list(_way_to(api, first))
    others = list(places.values())[1 : MAX_RELATED + 1 - len(related)]
    related += [Related(_location(hit.node, on_key=hit.on_key), "The same cause") for hit in others]
    related += [Related(_location(node), text) for node, text in first.related[: MAX_RELATED - len(related)]]
    return Finding(
        rule=rule,
        location=_location(first.node, on_key=first.on_key),
        message=_message(rule.message, hits, operations),
        severity=rule.severity,
        confidence=rule.confidence,
        cause=first.cause or _own_cause(first),
        evidence=first.evidence,
        related=tuple(related),
        operations=tuple(operation.label for operation in operations),
        count=len(places),
        fix=_fix(hits) if rule.fixable else None,
    )


def _message(message: str, hits: list[Hit], operations: list[Operation]) -> str:
    """What it names is of the first place, so the operations and places beside that are those of which the
    same is true; it says how many other operations there are.
    """
    first = hits[0]
    named = fields(message)
    alike = [hit for hit in hits if all(hit.values.get(name) == first.values.get(name) for name in named)]
    touched = {id(hit.operations): hit.operations for hit in alike}.values()
    same = list(dict.fromkeys(operation for some in touched for operation in some))
    count = len({f"{hit.node.document.path}#{hit.node.pointer}" for hit in alike})
    text = fill(message, {**first.values, "operations": name_operations(same), "count": count})
    others = len(operations) - len(same)
    if "operations" not in named or not others:
        return text
    return f"{text}; {others} other operation{'s have' if others > 1 else ' has'} the like"


def _fix(hits: list[Hit]) -> Fix | None:
    """For all places of one cause or for none: what is half fixed is found again."""
    edits = dict.fromkeys(edit for hit in hits for edit in hit.edits)
    return Fix(tuple(edits)) if edits and all(hit.edits for hit in hits) else None


def _way_to(api: Api, hit: Hit) -> Iterator[Related]:
    """From the operation to the file in which the fault is."""
    text = (
        f"'{hit.operations[0].label}' refers to it from here" if hit.operations else "Referred to from here"
    )
    for reference in chain(api, hit.node, hit.operations)[:MAX_RELATED]:
        yield Related(_location(reference), text)
        text = "and on from here"


def _location(node: Node, *, on_key: bool = False) -> Location:
    return Location(node.document.path, pointer=node.pointer, part=node.document.part, on_key=on_key)


def name_operations(operations: Iterable[Operation]) -> str:
    """``'GET /pets'``, ``'GET /pets' and 'POST /pets'``, or ``'GET /pets' and 7 other operations``."""
    labels = [f"'{operation.label}'" for operation in operations]
    if len(labels) <= 2:
        return " and ".join(labels) or "no operation"
    return f"{labels[0]} and {len(labels) - 1} other operations"


def symbolic(node: Node) -> str:
    """A pointer in which items of a list go by name where they have one, so that inserting another item
    before them changes nothing.
    """
    steps: list[str] = []
    current: Node | None = node
    while current is not None and current.parent is not None:
        steps.append(_step(current))
        current = current.parent
    return "/".join(reversed(steps))


def _step(node: Node) -> str:
    value = node.value
    if isinstance(node.step, int) and isinstance(value, dict):
        if isinstance(value.get("name"), str):
            return f"{value['name']}:{value.get('in', '')}"
        if isinstance(value.get("$ref"), str):
            return str(value["$ref"])
        if isinstance(value.get("url"), str):
            return str(value["url"])
        if node.parent is not None and node.parent.step == "security":
            return "+".join(value) or "{}"
    return str(node.step)
