"""Searching blobs that resemble the one before: in a pack, versions of a file lie near one another."""

from collections.abc import Iterator

from ztlint.scanners.secrets.matcher import Matcher
from ztlint.scanners.secrets.pattern import MAX_WIDTH, Candidate

_FIRST_STEP = 512
_LAST_STEP = 32
_LARGEST_STEP = 1 << 20

_ANCHOR = 64  # bytes that must be equal for two versions to be in step again
_NEAREST, _FARTHEST = 128, 1 << 16  # how far behind a difference an anchor is looked for


class Succession:
    """A matcher for a series of blobs, for one thread. It finds what the matcher finds, and searches less.

    Where the blob before had no match at all, a match can only overlap, or touch, what has changed since. No
    match that hyperscan looks for is longer than MAX_WIDTH, so that much context is enough.
    """

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._before = b""
        self._clean = False

    def candidates(self, data: bytes) -> Iterator[Candidate]:
        found = any(self._matcher.occurring(part) for part in self._changed(data))
        self._before, self._clean = data, not found
        return self._matcher.candidates(data) if found else iter(())

    def _changed(self, data: bytes) -> Iterator[bytes]:
        if not self._clean or _unrelated(self._before, data):
            yield data
            return
        for start, end in changed_ranges(self._before, data):
            yield data[max(0, start - MAX_WIDTH) : end + MAX_WIDTH]


def _unrelated(old: bytes, new: bytes) -> bool:
    """Not worth comparing: neither the first nor the last bytes are the same."""
    return old[:_ANCHOR] != new[:_ANCHOR] and old[-_ANCHOR:] != new[-_ANCHOR:]


def changed_ranges(old: bytes, new: bytes) -> Iterator[tuple[int, int]]:
    """Ranges of ``new`` between which it is made of pieces of ``old``. Empty where something was taken out.

    They may be larger than need be, never smaller.
    """
    at_old = at_new = 0
    while True:
        size = _shared(old, at_old, new, at_new)
        at_old, at_new = at_old + size, at_new + size
        if at_old == len(old) and at_new == len(new):
            return
        step = _next_shared(old, at_old, new, at_new)
        if step is None:
            yield at_new, len(new)
            return
        skip_old, skip_new = step
        yield at_new, at_new + skip_new
        at_old, at_new = at_old + skip_old, at_new + skip_new


def _shared(old: bytes, at_old: int, new: bytes, at_new: int) -> int:
    """How many bytes are equal from there on, or a little less. Slices are compared, in growing steps."""
    size = min(len(old) - at_old, len(new) - at_new)
    done, step, growing = 0, _FIRST_STEP, True
    while done < size and step >= _LAST_STEP:
        one, two = at_old + done, at_new + done
        if old[one : one + step] == new[two : two + step]:
            done += step
            step = min(step * 2, _LARGEST_STEP) if growing else step
        else:
            growing, step = False, step // 2
    return min(done, size)


def _next_shared(old: bytes, at_old: int, new: bytes, at_new: int) -> tuple[int, int] | None:
    """How far to go in both until they are in step again."""
    skip = _NEAREST
    while skip <= _FARTHEST and at_new + skip + _ANCHOR <= len(new):
        anchor = new[at_new + skip : at_new + skip + _ANCHOR]
        found = old.find(anchor, at_old, at_old + 4 * skip + 4096)
        if found >= 0:
            return found - at_old, skip
        skip *= 2
    return None
