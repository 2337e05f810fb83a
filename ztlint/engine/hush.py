"""No secret leaves the engine: neither in source lines nor in the words of findings and failures."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from ztlint.core import Evidence, Failure, Finding, Kind, Location, Related, Rule
from ztlint.documents import LineIndex
from ztlint.scanners import secrets

HARD_CODED_CREDENTIALS = 798
"""https://cwe.mitre.org/data/definitions/798.html: what rules about it point at must not be shown."""

_SHORTEST = 4  # hidden values below this length stay in messages: they would garble them, and tell nothing

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hush:
    """``hidden`` are ranges of today's files, by path; ``words`` are what stands there."""

    matcher: secrets.Matcher
    hidden: Mapping[str, Collection[Range]]
    words: tuple[str, ...]


def make_hush(
    matcher: secrets.Matcher, hidden: Mapping[str, Collection[Range]], texts: Mapping[str, LineIndex]
) -> Hush:
    words = {texts[path].text[start:end] for path, ranges in hidden.items() for start, end in ranges}
    return Hush(matcher, hidden, tuple(sorted(word for word in words if len(word) >= _SHORTEST)))


def points_at_secret(rule: Rule) -> bool:
    """Whether findings of the rule stand on a secret that no pattern of the secrets rules may know."""
    return rule.kind is Kind.OPENAPI and HARD_CODED_CREDENTIALS in rule.references.cwe


def hushed_text(text: str, hush: Hush, location: Location) -> str:
    """A file's text with every secret masked to its own width, so that columns stay true."""
    own = hush.hidden.get(location.path, ()) if location.commit is None else ()
    return secrets.redact(text, _joined([*secrets.secret_spans(hush.matcher, text), *own]))


def hushed(text: str, hush: Hush) -> str:
    """The same for a few words."""
    for word in hush.words:
        text = text.replace(word, "*" * len(word))
    spans = secrets.secret_spans(hush.matcher, text)
    return secrets.redact(text, spans) if spans else text


def hushed_finding(finding: Finding, hush: Hush) -> Finding:
    """Messages and causes quote names from definitions, and a name may be a secret in the wrong place."""
    cause = finding.cause if finding.rule.kind is Kind.SECRETS else hushed(finding.cause, hush)
    return replace(
        finding,
        message=hushed(finding.message, hush),
        cause=cause,
        evidence=tuple(Evidence(fact.name, hushed(fact.value, hush)) for fact in finding.evidence),
        related=tuple(Related(other.location, hushed(other.message, hush)) for other in finding.related),
        operations=tuple(hushed(label, hush) for label in finding.operations),
    )


def hushed_failure(failure: Failure, hush: Hush) -> Failure:
    """Parsers quote what they could not read."""
    return replace(failure, reason=hushed(failure.reason, hush))


def _joined(ranges: Iterable[Range]) -> list[Range]:
    joined: list[Range] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
