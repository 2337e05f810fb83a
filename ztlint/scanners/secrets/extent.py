"""What of a history is asked for, and what came of it."""

from msgspec import Struct

from ztlint.core import Failure, Finding, Skipped
from ztlint.scanners.secrets.unfold import Gap
from ztlint.sources.pushed import Pushed
from ztlint.sources.repositories import Nested


class Extent(Struct, frozen=True):
    """What of a history is asked for: what came after ``since``, or with ``revisions`` (``A..B``), or what is
    ``pushed``, which may be nothing; else all of it. To ``remember`` is to leave out what held nothing in an
    earlier run, and to note what holds nothing.
    """

    since: str | None = None
    revisions: str | None = None
    pushed: Pushed | None = None
    remember: bool = False

    @property
    def is_part(self) -> bool:
        return any(one is not None for one in (self.since, self.revisions, self.pushed))


EVERYTHING_KEPT = Extent()


class HistoryScan(Struct, frozen=True):
    """``findings`` are not merged yet. ``size`` is in bytes, of all objects looked at. ``pointers`` are ids
    of files that git LFS keeps; ``repositories`` are those within this one, the innermost first. ``gaps``
    are what was not unfolded, each with the path of its file. ``passed_over`` are files in which only marked
    formats count.
    """

    findings: tuple[Finding, ...]
    failures: tuple[Failure, ...]
    commits: int
    blobs: int
    size: int
    skipped: tuple[Skipped, ...] = ()
    pointers: tuple[str, ...] = ()
    repositories: tuple[Nested, ...] = ()
    notes: tuple[str, ...] = ()
    gaps: tuple[tuple[Gap, str], ...] = ()
    passed_over: tuple[str, ...] = ()
