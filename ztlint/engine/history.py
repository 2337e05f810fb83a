"""Secrets in what git remembers."""

from pathlib import Path

from msgspec.structs import replace

from ztlint.core import Kind
from ztlint.documents import LineIndex
from ztlint.engine.plan import Plan
from ztlint.engine.progress import Progress
from ztlint.engine.settings import Mode, Settings
from ztlint.engine.text import text_of_bytes
from ztlint.errors import UsageError
from ztlint.scanners.secrets import Extent, HistoryScan
from ztlint.sources import LARGE, GitError, git, is_excluded

NO_HISTORY = HistoryScan(findings=(), failures=(), commits=0, blobs=0, size=0)


def look_back(plan: Plan, progress: Progress) -> HistoryScan:
    """Every object of the history, or of the part that was asked for."""
    settings = plan.settings
    if settings.scope.mode not in (Mode.HISTORY, Mode.RANGE):
        return NO_HISTORY
    if not plan.looks_for(Kind.SECRETS):
        raise UsageError("the history is searched for secrets, which are left out", "Add --only secrets.")
    from ztlint.scanners.secrets.everywhere import scan_repository  # noqa: PLC0415 - commits need none of it

    scope = settings.scope
    scan = scan_repository(
        settings.root,
        plan.matcher,
        Extent(
            scope.since, scope.revisions, scope.pushed, remember=scope.cache and not settings.show_rejected
        ),
        progress=lambda done, total: progress.step("blobs", done, total),
    )
    for note in scan.notes:
        progress.note(note)
    kept = tuple(
        f for f in scan.findings if f.rule.id in plan.wanted and _is_asked_for(f.location.path, settings)
    )
    gaps = tuple((gap, path) for gap, path in scan.gaps if _is_asked_for(path, settings))
    return replace(scan, findings=kept, gaps=gaps)


def _is_asked_for(path: str, settings: Settings) -> bool:
    """Whether it lies under the given paths, and is not excluded."""
    if is_excluded(path, settings.exclude):
        return False
    place = settings.root / path
    return not settings.paths or any(place.is_relative_to(given) for given in settings.paths)


def text_in_history(plan: Plan, past: HistoryScan, commit: str, path: str) -> LineIndex | None:
    """The text of a file in a commit; None where git can't give it, or where it is too large to be shown."""
    root, name = _repository_of(plan, past, path)
    try:
        if int(git(root, "cat-file", "-s", f"{commit}:{name}")) > LARGE:
            return None
        return LineIndex(text_of_bytes(git(root, "cat-file", "blob", f"{commit}:{name}")))
    except GitError:
        return None


def _repository_of(plan: Plan, past: HistoryScan, path: str) -> tuple[Path, str]:
    """The innermost repository that a path is in, and what the path is there."""
    for one in past.repositories:
        if path.startswith(f"{one.prefix}/"):
            return one.root, path.removeprefix(f"{one.prefix}/")
    return plan.settings.root, path
