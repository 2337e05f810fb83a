"""One finding for one secret, wherever it lies."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from ztlint.core import Evidence, Finding, Related
from ztlint.scanners.secrets.head import HEAD, secret_of

MAX_RELATED = 10
"""Other places listed with a finding; ``count`` says how many there are."""


def merge(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings of one rule and one secret become one: at its place in the working tree or the index if it
    has one, else where history has it first. Sorted by place.
    """
    groups: dict[tuple[str, object], dict[tuple[object, ...], Finding]] = {}
    for finding in sorted(findings, key=_order):
        groups.setdefault(secret_of(finding), {}).setdefault(_place(finding), finding)
    return tuple(sorted((_one(tuple(places.values())) for places in groups.values()), key=_order))


def _order(finding: Finding) -> tuple[int, str, str, str, int, str]:
    """Files first, then what commits say of a secret, then what the repository's own folder repeats of it."""
    location = finding.location
    start = location.span.start if location.span else 0
    own = location.commit is None and "/.git/" in f"/{location.path}"
    return (
        2 if own else int(location.commit is not None),
        finding.author_date or "",
        location.path,
        location.commit or "",
        start,
        finding.rule.id,
    )


def _place(finding: Finding) -> tuple[object, ...]:
    """The versions of a file in history are one place: a secret that moves within it is not another one."""
    location = finding.location
    return (location.path, location.span if location.commit is None else "history")


def _one(places: Sequence[Finding]) -> Finding:
    first, *others = places
    worst = max(places, key=lambda finding: (finding.severity, finding.confidence))
    related = (*first.related, *(Related(other.location, _relation(other)) for other in others))
    return replace(
        first,
        severity=worst.severity,
        confidence=worst.confidence,
        evidence=(*worst.evidence, *_of_head(worst, places)),
        related=related[:MAX_RELATED],
        count=sum(finding.count for finding in places),
    )


def _of_head(worst: Finding, places: Sequence[Finding]) -> Iterator[Evidence]:
    """What history knows is said wherever the secret is shown; of several repositories, the worst answer."""
    if all(fact.name != HEAD for fact in worst.evidence):
        facts = {fact.value: fact for place in places for fact in place.evidence if fact.name == HEAD}
        if facts:
            yield facts[min(facts, key=lambda value: (not value.startswith("still"), value))]


def _relation(finding: Finding) -> str:
    if finding.location.commit is None:
        return "the same secret"
    since = f", since {finding.author_date[:10]}" if finding.author_date else ""
    return f"the same secret, in history{since}"
