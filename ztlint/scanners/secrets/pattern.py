"""A secrets rule as something to search bytes with.

Patterns work on bytes: most of a history is never decoded, and bytes that are not text are searched too.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from ztlint.core import Rule
from ztlint.scanners.secrets.allowed import content_met
from ztlint.scanners.secrets.beside import Beside, Part, Surroundings, read_beside
from ztlint.scanners.secrets.distinctive import is_distinctive, parsed
from ztlint.scanners.secrets.entropy import entropy
from ztlint.scanners.secrets.generic import Opinion, opinion_at

NEAR = 400
"""Bytes before and after a match in which ``near`` must match."""

MAX_WIDTH = 1024
"""Bytes of the longest pattern that is searched for as such; of longer ones, their keywords are."""

MAX_BLOCK = 32 * 1024
"""Bytes after a match in which ``until`` must match: longer than any key in its armour."""

_WORD = "0-9A-Za-z"
_STARTS_WITH_LETTERS = re.compile(r"(?:\((?:\?:|\?P<\w+>))*[0-9A-Za-z]{2}")
# The escapes of JSON, of source code and of URLs end in letters or digits and may stand right before a token.
_ESCAPES = r"(?<=\\[nrt])|(?<=%[0-9A-Fa-f]{2})|(?<=\\u[0-9A-Fa-f]{4})"


class Candidate(Struct, frozen=True):
    """A confirmed match. ``start`` and ``end`` are byte offsets; ``secret`` never leaves this package.

    ``parts`` are the other halves that the rule asks for, ``allowed`` what allowlists say of its content.
    Where the ``opinion`` is a refusal, it counts for nothing and is hidden all the same.
    """

    rule: Rule
    start: int
    end: int
    secret: bytes
    groups: dict[str, bytes]
    complete: bool = True  # False where the end of a block was not found
    parts: tuple[Part, ...] = ()
    allowed: tuple[str, ...] = ()
    opinion: Opinion | None = None  # of what has no mark of its own

    @property
    def is_refused(self) -> bool:
        return self.opinion is not None and bool(self.opinion.rejected)


class Pattern(Struct, frozen=True, dict=True):
    """One rule's ``match``. Regular expressions are compiled on first use: most rules match nothing."""

    rule: Rule

    @property
    def source(self) -> str:
        """The pattern itself, which must work alike in Python's ``re`` and in hyperscan."""
        return str(self.rule.body["match"]["pattern"])

    @property
    def is_short(self) -> bool:
        return self.width <= MAX_WIDTH

    @cached_property
    def width(self) -> int:
        """Bytes of the longest match."""
        return int(parsed(self.source).getwidth()[1])

    @property
    def generic(self) -> str:
        """Which kind of credential without a mark it is about; empty for formats."""
        return str(self.rule.body["match"].get("generic", ""))

    @property
    def globs(self) -> tuple[str, ...]:
        """Names of files that the rule is about; all files where there are none."""
        return tuple(self.rule.body["match"].get("paths", ()))

    @property
    def keywords(self) -> tuple[str, ...]:
        """None are needed where the name of the file says enough."""
        return tuple(self.rule.body["match"].get("keywords", ()))

    @property
    def boundary(self) -> str:
        """Characters, as in brackets, that can't touch a match on either side."""
        return str(self.rule.body["match"].get("boundary", _WORD))

    @cached_property
    def exact(self) -> re.Pattern[bytes]:
        """The pattern and its boundaries. Where it starts with letters, ``re`` leaps from one place of
        them to the next, and a boundary in front would keep it from that: ``before`` sees to it then.
        """
        front = "" if self.leaps else f"(?:{self._front})"
        after = f"(?![{self.boundary}])" if self.boundary else ""
        return re.compile(f"{front}(?:{self.source}){after}".encode())

    @cached_property
    def before(self) -> re.Pattern[bytes]:
        return re.compile(self._front.encode())

    @property
    def _front(self) -> str:
        return f"(?<![{self.boundary}])|{_ESCAPES}" if self.boundary else ""

    @cached_property
    def keyword(self) -> re.Pattern[bytes]:
        return re.compile("|".join(map(re.escape, self.keywords)).encode(), re.IGNORECASE)

    @cached_property
    def near(self) -> re.Pattern[bytes] | None:
        source = self.rule.body["match"].get("near")
        return re.compile(source.encode()) if source else None

    @cached_property
    def until(self) -> re.Pattern[bytes] | None:
        source = self.rule.body["match"].get("until")
        return re.compile(source.encode()) if source else None

    @cached_property
    def beside(self) -> tuple[Beside, ...]:
        return read_beside(self.rule.body["match"], self.boundary)

    @property
    def leaps(self) -> bool:
        """Whether ``re`` can leap to the letters that it starts with, and need not look at every byte."""
        return _STARTS_WITH_LETTERS.match(self.source) is not None

    @cached_property
    def is_distinctive(self) -> bool:
        """Whether a match shows by itself what it is: it holds letters or signs that are always the same, and
        need not stand near any word.
        """
        return self.near is None and not self.generic and not self.globs and is_distinctive(self.source)

    def candidates(self, data: bytes, ranges: Iterable[tuple[int, int]] = ()) -> Iterator[Candidate]:
        """All matches in ``data``, in order. They are looked for in ``ranges`` only, where there are any."""
        located = self.generic and ranges
        if self.keywords and not located and not self.keyword.search(data):
            return
        surroundings = Surroundings(data) if self.beside else None
        for start, end in ranges or ((0, len(data)),):
            for match in self._matches(data, start, end):
                candidate = self._candidate(match)
                if not self._fits(candidate, data):
                    continue
                if self.generic:
                    candidate = replace(candidate, opinion=opinion_at(self.generic, match))
                parts = (
                    surroundings.parts(self.beside, candidate.start, candidate.end) if surroundings else ()
                )
                if parts is not None:
                    yield self._completed(candidate, parts, match)

    def _completed(self, candidate: Candidate, parts: tuple[Part, ...], match: re.Match[bytes]) -> Candidate:
        allowlists = self.rule.body.get("allowlists", ())
        if not parts and not allowlists:
            return candidate
        met = content_met(allowlists, candidate.secret, match.span(), match.string)
        return replace(candidate, parts=parts, allowed=met)

    def _matches(self, data: bytes, place: int, end: int) -> Iterator[re.Match[bytes]]:
        while match := self.exact.search(data, place, end):
            if self.before.match(data, match.start()):
                yield match
                place = max(match.end(), match.start() + 1)
            else:
                place = match.start() + 1

    def _candidate(self, match: re.Match[bytes]) -> Candidate:
        start, end = match.span(self._group(match))
        groups = {key: value for key, value in match.groupdict().items() if value is not None}
        complete = True
        if self.until is not None:
            last = self.until.search(match.string, end, end + MAX_BLOCK)
            complete, end = last is not None, last.end() if last else end
        return Candidate(self.rule, start, end, match.string[start:end], groups, complete)

    def _group(self, match: re.Match[bytes]) -> int | str:
        """The group that is the secret: called so, or by number; 0 is the first that says something."""
        if "secret" in match.re.groupindex:
            return "secret"
        number: int | None = self.rule.body["match"].get("group")
        if number is None:
            return 0
        wanted = (number,) if number else range(1, match.re.groups + 1)
        return next((group for group in wanted if match[group]), 0)

    def _fits(self, candidate: Candidate, data: bytes) -> bool:
        around = data[max(0, candidate.start - NEAR) : candidate.end + NEAR]
        if self.near is not None and not self.near.search(around):
            return False
        return entropy(candidate.secret) >= float(self.rule.body["match"].get("entropy", 0))
