"""Searching blobs that resemble the one before: in a pack, versions of a file lie near one another."""

from collections.abc import Iterator

from ztlint.scanners.secrets.matcher import NOTHING, Look, Matcher
from ztlint.scanners.secrets.pattern import MAX_WIDTH, Candidate

_FIRST_STEP = 512
_LAST_STEP = 32
_LARGEST_STEP = 1 << 20

_ANCHOR = 64  # bytes that must be equal for two versions to be in step again
_NEAREST, _FARTHEST = 128, 1 << 16  # how far behind a difference an anchor is looked for


class Succession:
    """A matcher for a series of blobs, for one thread. It finds what the matcher finds, and searches less.

    Where the blob before had no match at all, and nothing that hints at an encoding, a match can only
    overlap, or touch, what has changed since. None that hyperscan looks for is longer than MAX_WIDTH, so
    that much context is enough.
    """

    def __init__(self, matcher: Matcher) -> None:
        self.matcher = matcher
        self._before = b""
        self._clean = False

    def at(self, _: str) -> "Succession":
        """The name of a blob is not known before the commits have been gone through."""
        return self

    def look(self, data: bytes) -> Look:
        changed = self._changed(data) if self._clean else data
        look = self.matcher.look(changed)
        if changed is not data and look != NOTHING:
            look = self.matcher.look(data)
        self._before, self._clean = data, look == NOTHING
        return look

    def candidates(self, data: bytes) -> Iterator[Candidate]:
        return self.matcher.candidates(data, self.look(data).patterns)

    def _changed(self, data: bytes) -> bytes:
        """Side by side, the parts may seem to match where none of them does: then all is looked at."""
        if _unrelated(self._before, data):
            return data
        parts: list[bytes] = []
        start = end = 0
        for first, last in changed_ranges(self._before, data):
            if first - MAX_WIDTH > end:
                parts.append(data[start:end])
                start = first - MAX_WIDTH
            end = last + MAX_WIDTH
        return _APART.join((*parts, data[start:end]))


_APART = b"\n"


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
