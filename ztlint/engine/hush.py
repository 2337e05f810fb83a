"""No secret leaves the engine: neither in source lines nor in the words of findings and failures."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ztlint.core import Evidence, Failure, Finding, Fix, Kind, Location, Related, Rule, Skipped
from ztlint.documents import LineIndex
from ztlint.rulebook import Rulebook
from ztlint.scanners import secrets

HARD_CODED_CREDENTIALS = 798
"""https://cwe.mitre.org/data/definitions/798.html: what rules about it point at must not be shown."""

_SHORTEST = 4  # hidden values below this length stay in messages: they would garble them, and tell nothing

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hush:
    """``hidden`` are ranges of today's files, by path; ``words`` are the secrets that stand in all texts that
    are shown, by how they begin. ``told`` remembers what was hushed already.
    """

    matcher: secrets.Matcher
    hidden: Mapping[str, Collection[Range]]
    words: Mapping[str, Sequence[str]]
    told: dict[str, str] = field(default_factory=dict)


def make_hush(
    matcher: secrets.Matcher, hidden: Mapping[str, Collection[Range]], texts: Mapping[str, LineIndex]
) -> Hush:
    """Some secrets are known by what stands near them, so their values are taken from whole texts."""
    words: dict[str, set[str]] = {}
    for path, lines in texts.items():
        for start, end in (*secrets.secret_spans(matcher, lines.text), *hidden.get(path, ())):
            word = lines.text[start:end]
            if len(word) >= _SHORTEST:
                words.setdefault(word[:_SHORTEST], set()).add(word)
    return Hush(matcher, hidden, {start: sorted(some, key=len)[::-1] for start, some in words.items()})


def points_at_secret(rule: Rule) -> bool:
    """Whether findings of the rule stand on a secret that no pattern of the secrets rules may know."""
    return rule.kind is Kind.OPENAPI and HARD_CODED_CREDENTIALS in rule.references.cwe


def hushed_text(text: str, hush: Hush, location: Location) -> str:
    """A file's text with every secret masked to its own width, so that columns stay true."""
    own = hush.hidden.get(location.path, ()) if location.commit is None else ()
    return secrets.redact(text, _joined([*secrets.secret_spans(hush.matcher, text), *own]))


def hushed(text: str, hush: Hush) -> str:
    """The same for a few words, wherever they come from."""
    if text not in hush.told:
        known = secrets.redact(text, _occurrences(text, hush.words))
        hush.told[text] = secrets.redact(known, secrets.secret_spans(hush.matcher, known))
    return hush.told[text]


def _occurrences(text: str, words: Mapping[str, Sequence[str]]) -> list[Range]:
    found: list[Range] = []
    for at in range(len(text) - _SHORTEST + 1 if words else 0):
        for word in words.get(text[at : at + _SHORTEST], ()):
            if text.startswith(word, at):
                found.append((at, at + len(word)))
                break
    return _joined(found)


def hushed_location(location: Location, hush: Hush) -> Location:
    """Keys, schemes and files can be named like a secret too."""
    pointer = location.pointer and hushed(location.pointer, hush)
    return replace(location, path=hushed(location.path, hush), pointer=pointer)


def hushed_skipped(skipped: Skipped, hush: Hush) -> Skipped:
    return replace(skipped, paths=tuple(hushed(path, hush) for path in skipped.paths))


def hushed_finding(finding: Finding, hush: Hush) -> Finding:
    """Messages and causes quote names from definitions, and a name may be a secret in the wrong place."""
    cause = finding.cause if finding.rule.kind is Kind.SECRETS else hushed(finding.cause, hush)
    return replace(
        finding,
        location=hushed_location(finding.location, hush),
        message=hushed(finding.message, hush),
        cause=cause,
        evidence=tuple(Evidence(fact.name, hushed(fact.value, hush)) for fact in finding.evidence),
        related=tuple(
            Related(hushed_location(other.location, hush), hushed(other.message, hush))
            for other in finding.related
        ),
        operations=tuple(hushed(label, hush) for label in finding.operations),
        fix=finding.fix if finding.fix and _tells_nothing(finding.fix, hush) else None,
    )


def _tells_nothing(fix: Fix, hush: Hush) -> bool:
    """A masked replacement would be a wrong one, so a fix that quotes a secret is not shown at all."""
    texts = (fix.description, *(text for one in fix.replacements for text in (one.path, one.text)))
    return all(hushed(text, hush) == text for text in texts)


def hushed_failure(failure: Failure, hush: Hush) -> Failure:
    """Parsers quote what they could not read, and references are the names of what they lead to."""
    path, reason, advice = (hushed(text, hush) for text in (failure.path, failure.reason, failure.advice))
    return replace(failure, path=path, reason=reason, advice=advice)


def hushed_words(text: str, rulebook: Rulebook) -> str:
    """A message from outside of any run, such as one about the configuration."""
    matcher = secrets.load_matcher(rulebook.of_kind(Kind.SECRETS), rulebook.digest)
    return hushed(text, Hush(matcher, {}, {}))


def _joined(ranges: Iterable[Range]) -> list[Range]:
    joined: list[Range] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
