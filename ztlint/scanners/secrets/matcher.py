"""Finds candidates: hyperscan says which rules occur at all, Python's ``re`` says where exactly."""

import threading
from collections.abc import Callable, Iterable, Iterator

from ztlint.core import Rule
from ztlint.scanners.secrets.database import Locate, Search, load_locate, load_search
from ztlint.scanners.secrets.pattern import Candidate, Pattern

_MUCH = 64 * 1024
"""Bytes from which on it pays to ask hyperscan for the places."""


class Matcher:
    """All secrets rules, ready to search. Threads may share it: each gets a search of its own."""

    def __init__(self, rules: tuple[Rule, ...], make_search: Callable[[], Search]) -> None:
        self.patterns = tuple(Pattern(rule) for rule in rules)
        self._make_search = make_search
        self._of_thread = threading.local()

    def occurring(self, data: bytes) -> list[int]:
        """Indexes of the patterns that may match in ``data``; the others do not."""
        search: Search | None = getattr(self._of_thread, "search", None)
        if search is None:
            search = self._of_thread.search = self._make_search()
        return search(data)

    def candidates(self, data: bytes) -> Iterator[Candidate]:
        """All matches of all rules; those of one rule in order."""
        for index in self.occurring(data):
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
    return Matcher(rules, load_search(patterns, digest) or (lambda: search_by_keyword(rules)))


def search_by_keyword(rules: tuple[Rule, ...]) -> Search:
    """The search where there is no hyperscan: every rule is a candidate, and its keywords decide."""
    everything = list(range(len(rules)))
    return lambda _: everything
