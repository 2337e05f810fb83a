"""Secrets in what git remembers."""

from dataclasses import replace

from ztlint.core import Kind
from ztlint.documents import LineIndex
from ztlint.engine.plan import Plan
from ztlint.engine.progress import Progress
from ztlint.engine.settings import Mode, Settings
from ztlint.engine.text import text_of_bytes
from ztlint.errors import UsageError
from ztlint.scanners.secrets import HistoryScan, scan_history
from ztlint.sources import GitError, git, is_excluded

NO_HISTORY = HistoryScan(findings=(), failures=(), commits=0, blobs=0, size=0)


def look_back(plan: Plan, progress: Progress) -> HistoryScan:
    """Every object of the history, or of the part that was asked for."""
    settings = plan.settings
    if settings.scope.mode not in (Mode.HISTORY, Mode.RANGE):
        return NO_HISTORY
    if not plan.looks_for(Kind.SECRETS):
        raise UsageError("the history is searched for secrets, which are left out", "Add --only secrets.")
    scan = scan_history(
        settings.root,
        plan.matcher,
        since=settings.scope.since,
        revisions=settings.scope.revisions,
        progress=lambda done, total: progress.step("blobs", done, total),
    )
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


def text_in_history(plan: Plan, commit: str, path: str) -> LineIndex | None:
    """The text of a file in a commit; None where git can't give it."""
    try:
        return LineIndex(text_of_bytes(git(plan.settings.root, "cat-file", "blob", f"{commit}:{path}")))
    except GitError:
        return None
