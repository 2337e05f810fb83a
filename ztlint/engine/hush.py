"""No secret leaves the engine: neither in source lines nor in the words of findings and failures."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from ztlint.core import Evidence, Failure, Finding, Fix, Kind, Location, Related, Rule, Skipped
from ztlint.documents import Document, LineIndex, Node, split_pointer, written
from ztlint.openapi import Term, terms
from ztlint.rulebook import Rulebook
from ztlint.scanners import secrets

HARD_CODED_CREDENTIALS = 798
"""https://cwe.mitre.org/data/definitions/798.html: what rules about it point at must not be shown."""

_SHORTEST = 4  # hidden values below this length stay in messages: they would garble them, and tell nothing

Range = tuple[int, int]


class Hush(Struct, frozen=True):
    """``hidden`` are ranges of today's files, by path; ``words`` are the secrets that stand in all texts that
    are shown, by how they begin and by length. ``told`` remembers what was hushed already.
    """

    matcher: secrets.Matcher
    hidden: Mapping[str, Collection[Range]]
    words: Mapping[str, Mapping[int, Collection[str]]]
    told: dict[str, str] = field(default_factory=dict)


class Kept(Struct):
    """What rules point at and must not be shown: ranges by path, and the values that are written there."""

    ranges: dict[str, set[Range]] = field(default_factory=dict)
    values: set[str] = field(default_factory=set)

    def keep(self, finding: Finding, documents: Iterable[Document]) -> None:
        """Whatever a finding of such a rule points at. ``documents`` are those that it may stand in."""
        of_path = {(document.path, document.part): document for document in documents}
        for place in (finding.location, *(other.location for other in finding.related)):
            if place is not finding.location and (place.pointer or "").endswith("/$ref"):
                continue  # a reference on the way to it says where a file is, and is no secret
            document = of_path.get((place.path, place.part))
            if document is None or place.pointer is None:
                continue
            steps = split_pointer(place.pointer, document.data)
            self.ranges.setdefault(place.path, set()).update(written(document, steps))
            self.values.update(_texts(document, steps))

    def keep_strings(self, finding: Finding, lines: LineIndex) -> None:
        """All strings of the code that a finding of such a rule points at: one of them is the secret."""
        span = finding.location.span
        for found in _STRING.finditer(lines.text, span.start, span.end) if span else ():
            text = found[0].strip(found[0][0])
            self.ranges.setdefault(finding.location.path, set()).add((found.start() + 1, found.end() - 1))
            if not _CONSTANT.fullmatch(text):
                self.values.add(text)


_STRING = re.compile(
    r"(?s:\"{3}.*?\"{3}|'{3}.*?'{3})"
    r"|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`"
)
_CONSTANT = re.compile(r"[A-Z][A-Z0-9_]*")
"""Names of variables and algorithms: to mask them everywhere would hide nothing."""


def _texts(document: Document, steps: tuple[str | int, ...]) -> Iterator[str]:
    node = Node(document, document.data).get(*steps)
    if node is not None and isinstance(node.value, str):
        yield node.value
        yield from node.value.split()


def make_hush(matcher: secrets.Matcher, kept: Kept, texts: Mapping[str, LineIndex]) -> Hush:
    """Some secrets are known by what stands near them, so their values are taken from whole texts."""
    known = {
        value for path, lines in texts.items() for value in secrets.secret_texts(matcher.at(path), lines.text)
    }
    words: dict[str, dict[int, set[str]]] = {}
    secret = {value for value in known if not _is_name_of_secrets(value)}
    secret |= {value for value in kept.values if not _is_plain(value)}
    encoded = {form for word in secret if len(word) >= _SHORTEST for form in secrets.spellings(word)}
    for word in secret | encoded:
        if len(word) >= _SHORTEST:
            words.setdefault(word[:_SHORTEST], {}).setdefault(len(word), set()).add(word)
    for of_length in words.values():
        longest_first = sorted(of_length, reverse=True)
        of_length.update({length: of_length.pop(length) for length in longest_first})
    return Hush(matcher, kept.ranges, words)


def _is_plain(value: str) -> bool:
    """A word of a language: to mask ``password`` everywhere would garble messages and hide nothing."""
    return value.isalpha() and (value.islower() or value.istitle())


def _is_name_of_secrets(value: str) -> bool:
    """``user:password@host`` in an example: the word is no secret, and many fields are called so."""
    return _is_plain(value) and bool(terms(value) & Term.CREDENTIAL)


def points_at_secret(rule: Rule) -> bool:
    """Whether findings of the rule stand on a secret that no pattern of the secrets rules may know."""
    return rule.kind in (Kind.OPENAPI, Kind.CODE) and HARD_CODED_CREDENTIALS in rule.references.cwe


def hushed_text(text: str, hush: Hush, location: Location) -> str:
    """A file's text with every secret masked to its own width, so that columns stay true."""
    own = hush.hidden.get(location.path, ()) if location.commit is None else ()
    return secrets.redact(text, _joined([*secrets.secret_spans(hush.matcher.at(location.path), text), *own]))


def hushed(text: str, hush: Hush) -> str:
    """The same for a few words, wherever they come from."""
    if text not in hush.told:
        known = without_words(text, hush)
        hush.told[text] = secrets.redact(known, secrets.secret_spans(hush.matcher, known))
    return hush.told[text]


def without_words(text: str, hush: Hush) -> str:
    """Without the secrets that other texts of the run are known to hold, each masked to its own width."""
    return secrets.redact(text, _occurrences(text, hush.words))


def _occurrences(text: str, words: Mapping[str, Mapping[int, Collection[str]]]) -> list[Range]:
    found: list[Range] = []
    for at in _beginnings(text, words):
        for length, some in words.get(text[at : at + _SHORTEST], {}).items():
            if text[at : at + length] in some:
                found.append((at, at + length))
                break
    return _joined(found)


def _beginnings(text: str, words: Collection[str]) -> Iterator[int]:
    """Where one of the words, all of one length, stands: by whichever are fewer, words or places."""
    if len(words) > len(text):
        yield from (at for at in range(len(text)) if text[at : at + _SHORTEST] in words)
        return
    for word in words:
        at = text.find(word)
        while at >= 0:
            yield at
            at = text.find(word, at + 1)


def hushed_location(location: Location, hush: Hush) -> Location:
    """Keys, schemes and files can be named like a secret too."""
    pointer = location.pointer and hushed(location.pointer, hush)
    return replace(location, path=hushed(location.path, hush), pointer=pointer)


def hushed_skipped(skipped: Skipped, hush: Hush) -> Skipped:
    paths = tuple(hushed(path, hush) for path in skipped.paths)
    return replace(skipped, reason=hushed(skipped.reason, hush), paths=paths)


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
