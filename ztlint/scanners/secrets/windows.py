"""Secrets in files too large to be held: searched in windows that overlap."""

import codecs
from collections.abc import Callable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from ztlint.core import Failure, Finding, Span
from ztlint.documents import LineIndex, encoding_of
from ztlint.scanners.secrets.hits import find_hits
from ztlint.scanners.secrets.matcher import Matcher
from ztlint.scanners.secrets.scan import Seen, as_finding, look_into, placed
from ztlint.scanners.secrets.unfold import Gap
from ztlint.sources import PIECE, GitError, Large, NotReadError, Source
from ztlint.sources.large import not_looked_into

MARGIN = 64 * 1024
"""Bytes that a match may need around its start: more than the longest block with what stands near it. What
starts closer to the edge is the business of the next window.
"""


def scan_stream(matcher: Matcher, source: Source, read: Callable[[int], bytes]) -> Iterator[Finding | Gap]:
    """What ``scan_source`` would find. ``source`` says where; its bytes come from ``read``. Wide text is
    searched as text and as it is, since a false mark in front would hide all that follows.
    """
    head = _filled(read)
    encoding, mark = encoding_of(head)
    wide = encoding != "utf-8"
    raw, text = Windows(matcher, source, spans=not wide), Windows(matcher, source)
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    part = head if wide else head[mark:]
    skip = mark if wide else 0
    while True:
        following = _filled(read)
        yield from raw.feed(part, last=not following)
        if wide:
            words = decoder.decode(part[skip:], final=not following)
            yield from text.feed(words.encode("utf-8", "surrogatepass"), last=not following)
        if not following:
            return
        part, skip = following, 0


def scan_large(matcher: Matcher, large: Large) -> tuple[list[Finding | Gap], list[Failure]]:
    """A file that is read piece by piece. Failures say what could not be seen that way."""
    try:
        with large.open() as file:
            failure = not_looked_into(large.path, file.peek(), large.size)
            found = list(scan_stream(matcher, Source(large.path, b""), file.read))
    except (NotReadError, GitError) as error:
        return [], [Failure(large.path, error.reason, error.advice)]
    except OSError as error:
        return [], [Failure(large.path, f"could not be read: {error.strerror}", "Check the file system.")]
    return found, [failure] if failure else []


def _filled(read: Callable[[int], bytes]) -> bytes:
    """As much as fits: a pipe gives less at a time."""
    parts, left = [], PIECE
    while left and (part := read(left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


class _Mark(Struct):
    """Where a window starts, in code points, and in lines and columns from 1."""

    points: int = 0
    line: int = 1
    column: int = 1

    def advance(self, data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        lines = text.count("\n") + text.count("\r") - text.count("\r\n")
        end = max(text.rfind("\n"), text.rfind("\r"))
        self.points += len(text)
        self.line += lines
        self.column = len(text) - end if lines else self.column + len(text)

    def moved(self, span: Span) -> Span:
        """A span within the window, as one of the file."""
        return Span(
            start=span.start + self.points,
            end=span.end + self.points,
            start_line=span.start_line + self.line - 1,
            start_column=span.start_column + (self.column - 1 if span.start_line == 1 else 0),
            end_line=span.end_line + self.line - 1,
            end_column=span.end_column + (self.column - 1 if span.end_line == 1 else 0),
        )


class Windows:
    """What has been seen of one file. Each match is told once, in the window that shows most around it."""

    def __init__(self, matcher: Matcher, source: Source, *, spans: bool = True) -> None:
        self._matcher = matcher.at(source.path)
        self._source = replace(source, data=b"")
        self._spans = spans
        self._mark = _Mark()
        self._kept = b""
        self._low = 0

    def feed(self, data: bytes, *, last: bool) -> Iterator[Finding | Gap]:
        for told in self._fed(data, last=last):
            if isinstance(told, Gap) or self._matcher.shows_rejected or not told.rejected:
                yield told

    def _fed(self, data: bytes, *, last: bool) -> Iterator[Finding | Gap]:
        window = self._kept + data
        if len(window) < 4 * MARGIN and not last:
            self._kept = window
            return
        high = len(window) if last else len(window) - MARGIN
        yield from self._told(self._fresh(self._look(window), high), window)
        cut = _cut(window)
        self._mark.advance(window[:cut])
        self._kept, self._low = window[cut:], high - cut

    def _look(self, window: bytes) -> Seen:
        """Wide text as bytes unfolds to what is searched as text."""
        if self._spans:
            return look_into(self._matcher, window)
        return Seen(find_hits(self._matcher.candidates(window)))

    def _fresh(self, seen: Seen, high: int) -> Seen:
        """What starts where no other window says more."""
        hits = [hit for hit in seen.hits if self._low <= hit.candidate.start < high]
        inner = [one for one in seen.inner if self._low <= (one.place or (self._low,))[0] < high]
        return Seen(hits, inner, seen.gaps)

    def _told(self, seen: Seen, window: bytes) -> Iterator[Finding | Gap]:
        if not self._spans:
            yield from (as_finding(hit, self._source, None) for hit in seen.hits)
        elif seen.hits or seen.inner:
            lines = LineIndex(window.decode("utf-8", "replace"))
            for finding in placed(self._source, seen, window, lines):
                span = finding.location.span
                moved = self._mark.moved(span) if span else None
                yield replace(finding, location=replace(finding.location, span=moved))
        yield from seen.gaps


def _cut(window: bytes) -> int:
    """Where the next window starts: not within a character, nor within a line end."""
    cut = max(0, len(window) - 2 * MARGIN)
    first = max(0, cut - 3)
    while cut > first and (window[cut] & 0xC0 == 0x80 or window[cut - 1 : cut + 1] == b"\r\n"):
        cut -= 1
    return cut
