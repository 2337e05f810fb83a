"""Finds candidates: hyperscan says which rules occur at all, Python's ``re`` says where exactly."""

import threading
from collections.abc import Callable, Iterator

from ztlint.core import Rule
from ztlint.scanners.secrets.database import Search, load_search
from ztlint.scanners.secrets.pattern import Candidate, Pattern


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
            yield from self.patterns[index].candidates(data)


def load_matcher(rules: tuple[Rule, ...], digest: str) -> Matcher:
    """``digest`` identifies the files that the rules came from; the compiled database is cached under it."""
    patterns = tuple(Pattern(rule) for rule in rules)
    return Matcher(rules, load_search(patterns, digest) or (lambda: search_by_keyword(rules)))


def search_by_keyword(rules: tuple[Rule, ...]) -> Search:
    """The search where there is no hyperscan: every rule is a candidate, and its keywords decide."""
    everything = list(range(len(rules)))
    return lambda _: everything
