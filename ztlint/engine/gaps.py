"""What the scanners did not unfold: failures, and what the coverage says was left out."""

from collections.abc import Iterable, Iterator

from ztlint.core import Failure, Skipped
from ztlint.scanners.secrets import Gap
from ztlint.sources import MAX_NAMED


def failures_of(gaps: Iterable[tuple[Gap, str]]) -> Iterator[Failure]:
    for gap, path in gaps:
        if isinstance(told := gap.told(path), Failure):
            yield told


def skipped_of(gaps: Iterable[tuple[Gap, str]]) -> Iterator[Skipped]:
    """One entry for each reason."""
    paths: dict[str, set[str]] = {}
    for gap, path in gaps:
        if isinstance(told := gap.told(path), Skipped):
            paths.setdefault(told.reason, set()).update(told.paths)
    for reason, names in sorted(paths.items()):
        yield Skipped(reason, len(names), tuple(sorted(names)[:MAX_NAMED]))


def passed_over(paths: Iterable[str]) -> Iterator[Skipped]:
    """Files that only rules about marked formats looked at."""
    names = sorted(set(paths))
    if names:
        yield Skipped(_PASSED_OVER, len(names), tuple(names[:MAX_NAMED]))


_PASSED_OVER = "left to rules about marked formats: lock files, code of others, generated code"
