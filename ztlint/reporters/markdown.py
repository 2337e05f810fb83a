"""The ``markdown`` reporter: a summary of the run for a job page or a comment."""

from collections import Counter
from collections.abc import Iterable, Iterator

from ztlint.core import Failure, Finding, Report, Severity, Skipped
from ztlint.reporters.escape import visible
from ztlint.reporters.links import permalink, rule_page
from ztlint.reporters.markdown_text import block, code, escaped
from ztlint.reporters.place import failure_position, of_commit, position, worst_first
from ztlint.reporters.status import coverage_line, number, plural, severity_line, status_line

MAX_FINDINGS = 20
MAX_OTHERS = 20
MAX_CELL = 300
"""Characters of input in one cell."""

MAX_LINE = 3_000
"""Characters of the line that says what was looked at, and why the rest was not."""

MAX_BYTES = 900_000
"""GitHub refuses a summary of more than 1 MiB."""


def render_markdown(report: Report, *, command: str | None = None) -> str:
    """``command`` is what to type to see the same again."""
    return _cut("\n\n".join(_parts(report, command)) + "\n")


def _parts(report: Report, command: str | None) -> Iterator[str]:
    yield f"## ztlint: {severity_line(report.findings)}"
    yield f"{escaped(_upper(status_line(report)))}.\n{escaped(_clipped(coverage_line(report), MAX_LINE))}."
    yield from _accepted(report)
    if report.findings:
        yield _table(("severity", "findings"), _counts(report.findings))
        yield "### Findings" + _of(len(report.findings), MAX_FINDINGS, "the most severe")
        rows = (_row(finding, report) for finding in worst_first(report.findings)[:MAX_FINDINGS])
        yield _table(("severity", "rule", "place", "what"), rows)
    if report.failures:
        yield "### Not looked at" + _of(len(report.failures), MAX_OTHERS, "the first")
        yield _table(("place", "why", "what to do"), map(_failure, report.failures[:MAX_OTHERS]))
    if report.coverage.skipped:
        yield "### Left out on purpose" + _of(len(report.coverage.skipped), MAX_OTHERS, "the first")
        yield _table(("how many", "why", "such as"), map(_skipped, report.coverage.skipped[:MAX_OTHERS]))
    if command:
        yield f"To see the same again:\n\n{block(visible(_clipped(command)))}"


def _accepted(report: Report) -> Iterator[str]:
    parts = [
        f"{number(count)} {what}"
        for count, what in ((len(report.waived), "waived"), (len(report.baselined), "in the baseline"))
        if count
    ]
    if parts:
        yield f"Not among them: {', '.join(parts)}."


def _counts(findings: Iterable[Finding]) -> Iterator[tuple[str, str]]:
    counts = Counter(finding.severity for finding in findings)
    return ((level.label, number(counts[level])) for level in reversed(Severity) if counts[level])


def _row(finding: Finding, report: Report) -> tuple[str, ...]:
    rule = finding.rule
    link = permalink(report.repository, finding.location)
    place = escaped(_clipped(position(finding.location) + of_commit(finding)))
    return (
        finding.severity.label,
        f"[{escaped(_clipped(rule.id))}](<{rule_page(rule)}>)",
        f"[{place}](<{link}>)" if link else place,
        escaped(_clipped(finding.message)),
    )


def _failure(failure: Failure) -> tuple[str, ...]:
    place = failure_position(failure) or "the run"
    return escaped(_clipped(place)), escaped(_clipped(failure.reason)), escaped(_clipped(failure.advice))


def _skipped(skipped: Skipped) -> tuple[str, ...]:
    paths = ", ".join(code(_clipped(path)) for path in skipped.paths[:3])
    return plural(skipped.count, visible(skipped.noun)), escaped(_clipped(skipped.reason)), paths


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (heads, ("---",) * len(heads), *rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _of(total: int, most: int, which: str) -> str:
    return f" ({which} {most} of {number(total)})" if total > most else ""


def _clipped(text: str, most: int = MAX_CELL) -> str:
    return text if len(text) <= most else f"{text[: most - 3]}..."


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cut(text: str) -> str:
    """At a line end: cells are short, but a report may have many kinds of gaps."""
    data = text.encode("utf-8", "replace")
    if len(data) <= MAX_BYTES:
        return text
    kept = data[:MAX_BYTES].rpartition(b"\n")[0].decode("utf-8", "ignore")
    return f"{kept}\n\nCut here: {number(len(data))} bytes are more than a summary may have.\n"
