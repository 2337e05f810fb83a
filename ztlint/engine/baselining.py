"""Baselines made and pruned: what a run finds today, to be known tomorrow."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from ztlint.baseline import Baseline, new_key, render_baseline
from ztlint.core import Report
from ztlint.engine.known import entry_of
from ztlint.engine.policy import bans_of
from ztlint.engine.progress import SILENT, Progress
from ztlint.engine.run import run
from ztlint.engine.settings import Settings
from ztlint.errors import UsageError
from ztlint.rulebook import Rulebook


class Made(Struct, frozen=True):
    """The file's ``text``, how many entries it has, and how many findings a policy kept out of it or pruning
    removed. ``report`` is that of the run behind it.
    """

    report: Report
    text: str
    entries: int
    left_out: int


def create_baseline(
    settings: Settings, rulebook: Rulebook, progress: Progress = SILENT, keys: Sequence[bytes] = ()
) -> Made:
    """Of all that counts today. ``keys`` are those of an earlier baseline, which it takes the place of."""
    empty = Baseline(tuple(keys) or (new_key(),))
    settings = replace(settings, baseline=empty, scope=replace(settings.scope, diff=None))
    report = run(settings, rulebook, progress)
    bans = bans_of(settings.policy, rulebook.rules)
    allowed = [finding for finding in report.findings if not bans.forbid("baseline", finding.rule)]
    entries = {entry.identity: entry for entry in map(entry_of, allowed)}
    text = render_baseline(empty.keys, entries.values())
    return Made(report, text, len(entries), len(report.findings) - len(allowed))


def prune_baseline(settings: Settings, rulebook: Rulebook, progress: Progress = SILENT) -> Made | Report:
    """Without the entries that match nothing. A run that did not see everything can't judge, and is returned
    as it is.
    """
    baseline = settings.baseline
    if baseline is None:
        raise UsageError("no baseline was named", "Name it with --baseline, or in the configuration.")
    report = run(replace(settings, scope=replace(settings.scope, diff=None)), rulebook, progress)
    if report.failures:
        return report
    gone = {entry.identity for entry in report.stale}
    entries = [entry for entry in baseline.entries.values() if entry.identity not in gone]
    return Made(report, render_baseline(baseline.keys, entries), len(entries), len(gone))
