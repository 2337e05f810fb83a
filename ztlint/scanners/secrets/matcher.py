"""Finds candidates: hyperscan says which rules occur at all, Python's ``re`` says where exactly."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from ztlint.core import Rule
from ztlint.scanners.secrets.database import Locate, Search, load_locate, load_search
from ztlint.scanners.secrets.pattern import Candidate, Pattern
from ztlint.scanners.secrets.unfold.hints import (
    HINTS,
    OF_KEYWORDS,
    SLOW_HINTS,
    WIDE,
    holds_pairs,
    keyword_hints,
    slow_search,
)

_MUCH = 64 * 1024
"""Bytes from which on it pays to ask hyperscan for the places."""


class Look(Struct, frozen=True):
    """What a first look at some bytes says: patterns that may match, encodings that may occur."""

    patterns: Sequence[int]
    encodings: frozenset[str]


NOTHING = Look((), frozenset())


class Matcher:
    """All secrets rules, ready to search. Threads may share it: each gets a search of its own."""

    def __init__(
        self, rules: tuple[Rule, ...], make_search: Callable[[], Search], encodings: Sequence[str]
    ) -> None:
        """``encodings`` are what a search's indexes beyond those of the rules stand for; further ones are for
        those of keywords.
        """
        self.patterns = tuple(Pattern(rule) for rule in rules)
        self._of_rule = {pattern.rule.id: pattern for pattern in self.patterns}
        self._make_search = make_search
        self._encodings = tuple(encodings)
        self._of_thread = threading.local()

    def look(self, data: bytes) -> Look:
        search: Search | None = getattr(self._of_thread, "search", None)
        if search is None:
            search = self._of_thread.search = self._make_search()
        found, count = search(data), len(self.patterns)
        encodings = {kind for index in found if index >= count for kind in self._kinds(index - count)}
        if holds_pairs(data):
            encodings.add(WIDE)
        if not found and not encodings:
            return NOTHING
        return Look(tuple(index for index in found if index < count), frozenset(encodings))

    def _kinds(self, index: int) -> Iterable[str]:
        return (self._encodings[index],) if index < len(self._encodings) else OF_KEYWORDS

    def is_distinctive(self, rule: Rule) -> bool:
        """Whether what the rule matches shows by itself what it is, in any bytes."""
        return self._of_rule[rule.id].is_distinctive

    @property
    def matcher(self) -> "Matcher":
        return self

    def candidates(self, data: bytes, patterns: Sequence[int] | None = None) -> Iterator[Candidate]:
        """All matches of all rules, or of those that may match; those of one rule in order."""
        for index in self.look(data).patterns if patterns is None else patterns:
            pattern = self.patterns[index]
            yield from pattern.candidates(data, () if pattern.leaps else self._ranges(index, data))

    def _ranges(self, index: int, data: bytes) -> Iterable[tuple[int, int]]:
        """Where in much data a pattern may match; nothing where that is not known."""
        if len(data) < _MUCH:
            return ()
        located: dict[int, Locate | None] = self._of_thread.__dict__.setdefault("located", {})
        if index not in located:
            located[index] = load_locate(self.patterns[index])
        locate = located[index]
        return locate(data) if locate else ()


def load_matcher(rules: tuple[Rule, ...], digest: str) -> Matcher:
    """``digest`` identifies the files that the rules came from; the compiled database is cached under it."""
    patterns = tuple(Pattern(rule) for rule in rules)
    make_search = load_search(patterns, digest, _hint_sources(patterns))
    return Matcher(rules, make_search, [kind for kind, _ in HINTS]) if make_search else slow_matcher(rules)


def _hint_sources(patterns: Sequence[Pattern]) -> Iterator[str]:
    """Made when a database is: there are thousands."""
    yield from (source for _, source in HINTS)
    yield from keyword_hints(word for pattern in patterns for word in pattern.keywords)


def slow_matcher(rules: tuple[Rule, ...]) -> Matcher:
    """For where there is no hyperscan: every rule is a candidate, and its keywords decide."""
    everything = list(range(len(rules)))
    hinted = slow_search([source for _, source in SLOW_HINTS])

    def search(data: bytes) -> list[int]:
        return everything + [len(rules) + index for index in hinted(data)]

    return Matcher(rules, lambda: search, [kind for kind, _ in SLOW_HINTS])
