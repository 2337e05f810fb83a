"""Searching blobs that resemble the one before: in a pack, the versions of a file lie side by side."""

from collections.abc import Iterator

from ztlint.scanners.secrets.matcher import Matcher
from ztlint.scanners.secrets.pattern import MAX_WIDTH, Candidate

_FIRST_STEP = 512
_LAST_STEP = 64
_LARGEST_STEP = 1 << 20


class Succession:
    """A matcher for a series of blobs, for one thread. It finds what the matcher finds, and reads less.

    Where the blob before had no match at all, a match can only overlap, or touch, what has changed since. No
    match that hyperscan looks for is longer than MAX_WIDTH, so that much context is enough.
    """

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._before = b""
        self._clean = False

    def candidates(self, data: bytes) -> Iterator[Candidate]:
        found = bool(self._matcher.occurring(self._changed(data)))
        self._before, self._clean = data, not found
        return self._matcher.candidates(data) if found else iter(())

    def _changed(self, data: bytes) -> bytes:
        if not self._clean:
            return data
        start = shared(self._before, data)
        end = shared_end(self._before, data, min(len(self._before), len(data)) - start)
        return data[max(0, start - MAX_WIDTH) : len(data) - end + MAX_WIDTH]


def shared(one: bytes, two: bytes) -> int:
    """How many bytes they start with in common, or a little less."""
    size, done, step = min(len(one), len(two)), 0, _FIRST_STEP
    growing = True
    while done < size and step >= _LAST_STEP:
        if one[done : done + step] == two[done : done + step]:
            done += step
            step = min(step * 2, _LARGEST_STEP) if growing else step
        else:
            growing, step = False, step // 2
    return min(done, size)


def shared_end(one: bytes, two: bytes, size: int) -> int:
    """How many bytes they end with in common, or a little less; ``size`` at most."""
    done, step = 0, _FIRST_STEP
    growing = True
    while done + step <= size and step >= _LAST_STEP:
        first, second = len(one) - done, len(two) - done
        if one[first - step : first] == two[second - step : second]:
            done += step
            step = min(step * 2, _LARGEST_STEP) if growing else step
        else:
            growing, step = False, step // 2
    return done
