"""What a run looked at, and what its exit status means, in one line each."""

from collections import Counter
from collections.abc import Iterable, Iterator

from ztlint.core import Coverage, Finding, Report, Severity, Skipped
from ztlint.reporters.escape import one_line

_MEANINGS = {
    0: "everything was looked at, and nothing is at or above the limit",
    1: "findings at or above the limit",
    2: "wrong usage or configuration",
    3: "nothing to look at",
    4: "incomplete",
    130: "interrupted",
}


_USUAL_MODE = "experimental"
"""Of semgrep: the native one."""


def coverage_line(report: Report) -> str:
    """``14 API definitions (212 operations), 318 files; 2 files skipped (too large)``."""
    coverage = report.coverage
    looked_at = ", ".join(_looked_at(coverage)) or "nothing was looked at"
    return "; ".join([looked_at, *map(_skipped, coverage.skipped)])


def status_line(report: Report) -> str:
    """``status 4: incomplete: ...``. Failures are named even where another status wins."""
    line = f"status {report.status}: {_meaning(report)}"
    if report.failures and report.status != 0:
        return f"{line} ({_failures(report)})"
    return line


def closing_line(report: Report) -> str:
    """What the status means, what was looked at, and what was found and does not count."""
    return "; ".join([f"{status_line(report)}: {coverage_line(report)}", *aside(report)])


def aside(report: Report) -> Iterator[str]:
    """``3 waived``, ``12 in the baseline``: what was found and does not count, and what was overruled."""
    if report.waived:
        yield f"{number(len(report.waived))} waived"
    if report.baselined:
        yield f"{number(len(report.baselined))} in the baseline"
    if report.stale:
        told = plural(len(report.stale), "entry of the baseline matches", "entries of the baseline match")
        yield f"{told} nothing (ztlint baseline prune removes them)"
    if report.untouched:
        yield f"{number(len(report.untouched))} not in this change"
    if report.rejected:
        yield f"{number(len(report.rejected))} rejected"
    if report.overruled:
        yield f"{plural(len(report.overruled), 'setting')} overruled by the policy"


def severity_line(findings: Iterable[Finding]) -> str:
    """``3 findings: 1 critical, 2 low``, worst first."""
    counts = Counter(finding.severity for finding in findings)
    parts = [f"{number(counts[level])} {level.label}" for level in reversed(Severity) if counts[level]]
    return f"{plural(counts.total(), 'finding')}: {', '.join(parts)}" if parts else "no findings"


def plural(count: int, noun: str, many: str = "") -> str:
    return f"{number(count)} {noun if count == 1 else many or noun + 's'}"


def number(value: int) -> str:
    """Thousands apart by a space (ISO 80000-1)."""
    return f"{value:,}".replace(",", " ")


def _looked_at(coverage: Coverage) -> Iterable[str]:
    if coverage.definitions:
        operations = plural(coverage.operations, "operation")
        yield f"{plural(coverage.definitions, 'API definition')} ({operations})"
    for count, noun in (
        (coverage.routes, "route"),
        (coverage.files, "file"),
        (coverage.commits, "commit"),
        (coverage.blobs, "blob"),
    ):
        if count:
            yield plural(count, noun)
    for engine in coverage.engines:
        mode = "" if engine.mode == _USUAL_MODE else f", {engine.mode} mode"
        by = one_line(f"{engine.name} {engine.version}{mode}")
        yield f"{plural(engine.files, 'source file')} read by {by}"


def _skipped(skipped: Skipped) -> str:
    return f"{plural(skipped.count, skipped.noun)} skipped ({one_line(skipped.reason)})"


def _meaning(report: Report) -> str:
    if report.status == 0 and report.failures:
        return f"nothing is at or above the limit; {_failures(report)}, which was allowed"
    looked = report.coverage.size or report.coverage.commits
    if report.status == 0 and not looked:
        return "there was nothing to look at, which was allowed"
    if report.status == 0 and report.coverage.skipped:
        return "nothing is at or above the limit in what was looked at"
    return _MEANINGS.get(report.status, "unknown")


def _failures(report: Report) -> str:
    return f"{plural(len(report.failures), 'thing')} could not be looked at"


def fixes_line(fixes: int, files: int, *, dry_run: bool) -> str:
    """What ``--fix`` did, or would do."""
    if not fixes:
        return "no fix is certain, nothing was changed"
    told = f"{plural(fixes, 'finding')} in {plural(files, 'file')}"
    return f"would fix {told}, nothing was changed" if dry_run else f"fixed {told}"
