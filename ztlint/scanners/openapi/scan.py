"""Rules over one API model: select, check, group by cause, speak."""

from collections.abc import Iterable, Iterator

from ztlint.core import Failure, Finding, Location, Related, Rule
from ztlint.documents import Node
from ztlint.openapi import Api, Operation
from ztlint.rulebook import fill
from ztlint.scanners.openapi.hit import CHECKS, Hit
from ztlint.scanners.openapi.selectors import SELECTORS

MAX_RELATED = 20
"""Places listed with a finding; ``count`` says how many there are."""


def scan(api: Api, rules: tuple[Rule, ...]) -> Iterator[Finding | Failure]:
    """Findings rule by rule. A rule that raises becomes one Failure; the others go on."""
    targets = {name: tuple(select(api)) for name, select in SELECTORS.items()} if rules else {}
    for rule in rules:
        if "then" not in rule.body:
            continue
        try:
            found = list(_apply(api, rule, targets))
        except Exception as error:  # noqa: BLE001 - the barrier: one rule's fault must not cost the run
            yield _failure(api, rule, error)
        else:
            yield from found


def _failure(api: Api, rule: Rule, error: Exception) -> Failure:
    reason = f"rule {rule.id} failed with {type(error).__name__}"
    return Failure(api.document.path, reason, f"Please report it; --ignore {rule.id} leaves the rule out.")


def _apply(api: Api, rule: Rule, targets: dict[str, tuple[object, ...]]) -> Iterator[Finding]:
    options = rule.body["then"]
    check = CHECKS[options["check"]]
    groups: dict[str, list[Hit]] = {}
    for target in targets[rule.body["given"]]:
        for hit in check.run(api, target, options):
            groups.setdefault(hit.cause or f"{hit.node.document.path}#{_symbolic(hit.node)}", []).append(hit)
    return (_finding(rule, cause, hits) for cause, hits in groups.items())


def _finding(rule: Rule, cause: str, hits: list[Hit]) -> Finding:
    first = hits[0]
    touched = {id(hit.operations): hit.operations for hit in hits}.values()
    operations = list(dict.fromkeys(operation for some in touched for operation in some))
    places = {f"{hit.node.document.path}#{hit.node.pointer}": hit for hit in hits}
    values = {**first.values, "operations": name_operations(operations), "count": len(places)}
    others = list(places.values())[1 : MAX_RELATED + 1]
    related = [Related(_location(hit.node, on_key=hit.on_key), "The same cause") for hit in others]
    related += [Related(_location(node), text) for node, text in first.related[: MAX_RELATED - len(related)]]
    return Finding(
        rule=rule,
        location=_location(first.node, on_key=first.on_key),
        message=fill(rule.message, values),
        severity=rule.severity,
        confidence=rule.confidence,
        cause=cause,
        evidence=first.evidence,
        related=tuple(related),
        operations=tuple(operation.label for operation in operations),
        count=len(places),
    )


def _location(node: Node, *, on_key: bool = False) -> Location:
    return Location(node.document.path, pointer=node.pointer, part=node.document.part, on_key=on_key)


def name_operations(operations: Iterable[Operation]) -> str:
    """``'GET /pets'``, ``'GET /pets' and 'POST /pets'``, or ``'GET /pets' and 7 other operations``."""
    labels = [f"'{operation.label}'" for operation in operations]
    if len(labels) <= 2:
        return " and ".join(labels) or "no operation"
    return f"{labels[0]} and {len(labels) - 1} other operations"


def _symbolic(node: Node) -> str:
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
