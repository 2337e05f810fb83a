"""Finds candidates: hyperscan says which rules occur at all, Python's ``re`` says where exactly."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy

from msgspec import Struct

from ztlint.core import Rule
from ztlint.scanners.secrets.database import (
    Ends,
    Locate,
    Search,
    before,
    load_bound,
    load_locate,
    load_search,
)
from ztlint.scanners.secrets.filenames import FileNames
from ztlint.scanners.secrets.generic import is_passed_over
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
    """All secrets rules, ready to search. Threads may share it: each gets a search of its own.

    Rules about files of some names only are left out until ``at`` is told a path. ``shows_rejected`` keeps
    candidates that count for nothing.
    """

    def __init__(
        self,
        rules: tuple[Rule, ...],
        make_search: Callable[[], Search],
        encodings: Sequence[str],
        make_bound: Callable[[], Search],
    ) -> None:
        """``rules`` are in the order of ``ordered``. ``encodings`` are what a search's indexes beyond those
        of the rules for all files stand for; further ones are for those of keywords.
        """
        self.patterns = tuple(Pattern(rule) for rule in rules)
        self.shows_rejected = False
        self._of_rule = {pattern.rule.id: pattern for pattern in self.patterns}
        self._count = sum(not pattern.globs for pattern in self.patterns)
        self._names = FileNames((one, at) for at, by in enumerate(self.patterns) for one in by.globs)
        self._make_search, self._make_bound = make_search, make_bound
        self._encodings = tuple(encodings)
        self._of_thread = threading.local()
        self._bound: frozenset[int] = frozenset()
        self._passed_over = False

    def showing_rejected(self) -> "Matcher":
        shown = copy(self)
        shown.shows_rejected = True
        return shown

    def at(self, path: str) -> "Matcher":
        """The same for a file of that name."""
        bound, passed_over = self.bound_to(path), is_passed_over(path)
        if bound == self._bound and passed_over == self._passed_over:
            return self
        return self._with(bound, passed_over=passed_over)

    def among(self, bound: Iterable[int]) -> "Matcher":
        """The same with those of the rules about files of some names."""
        return self._with(frozenset(bound), passed_over=False)

    def _with(self, bound: frozenset[int], *, passed_over: bool) -> "Matcher":
        view = copy(self)
        view._bound, view._passed_over = bound, passed_over  # noqa: SLF001 - its own class
        return view

    def bound_to(self, path: str) -> frozenset[int]:
        """The rules about files of that name."""
        return self._names.of(path)

    def look(self, data: bytes, *, refused: bool = False) -> Look:
        """Patterns without a mark of their own count where something is left of them, unless ``refused``."""
        found = self._search("search", self._make_search)(data)
        encodings = {
            kind for index in found if index >= self._count for kind in self._kinds(index - self._count)
        }
        if holds_pairs(data):
            encodings.add(WIDE)
        patterns = [index for index in found if index < self._count]
        if any(self.patterns[index].generic for index in patterns):
            refused = refused or self.shows_rejected
            patterns = [index for index in patterns if self._stands(index, data, found, refused=refused)]
        if self._bound:
            named = self._search("bound", self._make_bound)(data)
            bound = {self._count + index: ends for index, ends in named.items()}
            patterns += [index for index in bound if index in self._bound]
            found = {**found, **bound}
        self._of_thread.seen = (data, found)
        if not patterns and not encodings:
            return NOTHING
        return Look(tuple(patterns), frozenset(encodings))

    def _search(self, name: str, make: Callable[[], Search]) -> Search:
        """This thread's."""
        search: Search | None = getattr(self._of_thread, name, None)
        if search is None:
            search = make()
            setattr(self._of_thread, name, search)
        return search

    def _stands(self, index: int, data: bytes, found: Ends, *, refused: bool) -> bool:
        pattern = self.patterns[index]
        if not pattern.generic or refused:
            return not (pattern.generic and self._passed_over)
        ends = found[index]
        ranges = before(ends, pattern.width) if ends else ()
        return not self._passed_over and any(not one.is_refused for one in pattern.candidates(data, ranges))

    def _kinds(self, index: int) -> Iterable[str]:
        return (self._encodings[index],) if index < len(self._encodings) else OF_KEYWORDS

    def is_distinctive(self, rule: Rule) -> bool:
        """Whether what the rule matches shows by itself what it is, in any bytes."""
        return self._of_rule[rule.id].is_distinctive

    @property
    def matcher(self) -> "Matcher":
        return self

    def candidates(
        self, data: bytes, patterns: Sequence[int] | None = None, *, refused: bool = False
    ) -> Iterator[Candidate]:
        """All matches of all rules, or of those that may match; those of one rule in order. Those that count
        for nothing too, if they are asked for.
        """
        refused = refused or self.shows_rejected
        for index in self.look(data, refused=refused).patterns if patterns is None else patterns:
            pattern = self.patterns[index]
            leaps = pattern.leaps and not pattern.generic
            ranges = () if leaps else self._ranges(index, data)
            for candidate in pattern.candidates(data, ranges):
                if refused or not candidate.is_refused:
                    yield candidate

    def _ranges(self, index: int, data: bytes) -> Iterable[tuple[int, int]]:
        """Where in much data a pattern may match; nothing where that is not known."""
        nothing: tuple[bytes, Ends] = (b"", {})
        seen, found = getattr(self._of_thread, "seen", nothing)
        pattern = self.patterns[index]
        if pattern.generic and seen is data and found.get(index):
            return before(found[index], pattern.width)
        if len(data) < _MUCH:
            return ()
        located: dict[int, Locate | None] = self._of_thread.__dict__.setdefault("located", {})
        if index not in located:
            located[index] = load_locate(self.patterns[index])
        locate = located[index]
        return locate(data) if locate else ()


def ordered(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Those for all files first."""
    return tuple(sorted(rules, key=lambda rule: bool(rule.body["match"].get("paths"))))


def load_matcher(rules: tuple[Rule, ...], digest: str) -> Matcher:
    """``digest`` identifies the files that the rules came from; the compiled database is cached under it."""
    rules = ordered(rules)
    patterns = tuple(Pattern(rule) for rule in rules)
    free = [pattern for pattern in patterns if not pattern.globs]
    bound = [pattern for pattern in patterns if pattern.globs]
    make_search = load_search(free, digest, _hint_sources(free))
    if make_search is None:
        return slow_matcher(rules)
    return Matcher(rules, make_search, [kind for kind, _ in HINTS], lambda: load_bound(bound, digest))


def _hint_sources(patterns: Sequence[Pattern]) -> Iterator[str]:
    """Made when a database is: there are thousands."""
    yield from (source for _, source in HINTS)
    yield from keyword_hints(word for pattern in patterns for word in pattern.keywords)


def slow_matcher(rules: tuple[Rule, ...]) -> Matcher:
    """For where there is no hyperscan: every rule is a candidate, and its keywords decide."""
    rules = ordered(rules)
    count = sum(not rule.body["match"].get("paths") for rule in rules)
    hinted = slow_search([source for _, source in SLOW_HINTS])

    def search(data: bytes) -> dict[int, list[int]]:
        return {index: [] for index in (*range(count), *(count + index for index in hinted(data)))}

    def bound(_: bytes) -> dict[int, list[int]]:
        return {index: [] for index in range(len(rules) - count)}

    return Matcher(rules, lambda: search, [kind for kind, _ in SLOW_HINTS], lambda: bound)
