"""The ``text`` reporter: findings by file with the source line, why, and what to do."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from ztlint.core import Failure, Finding, Location, Related, Report, Rule, Waived
from ztlint.reporters.escape import one_line, visible
from ztlint.reporters.place import failure_position, of_commit, position
from ztlint.reporters.prose import plain_lines
from ztlint.reporters.source_line import source_line
from ztlint.reporters.status import aside, coverage_line, number, plural, severity_line
from ztlint.reporters.style import Style

MAX_RELATED = 5
MAX_OPERATIONS = 3

_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-Z`'])")


def render_text(report: Report, *, color: bool = False, links: bool = False, accepted: bool = False) -> str:
    """Empty for a report with nothing to say: no findings and no failures.

    ``color`` adds ANSI colours, ``links`` makes rule ids lead to their pages (OSC 8). ``accepted`` lists what
    does not count.
    """
    lists = [*(_accepted(report) if accepted else ()), *_rejected(report)]
    if not (report.findings or report.failures or report.overruled or lists):
        return ""
    style = Style(color, links)
    return "\n".join(_lines(report, style, lists)) + "\n"


def _accepted(report: Report) -> Iterator[tuple[str, list[str]]]:
    """What was found and does not count, a line each, under a heading."""
    lists = (
        ("Waived", [f"{_short(one.finding)}: {_said(one)}" for one in report.waived]),
        ("In the baseline", [_short(one) for one in report.baselined]),
        (
            "In the baseline, and no longer found",
            [f"{visible(one.place)}  {visible(one.rule)}" for one in report.stale],
        ),
        ("Not in this change", [_short(one) for one in report.untouched]),
    )
    yield from ((heading, lines) for heading, lines in lists if lines)


def _rejected(report: Report) -> Iterator[tuple[str, list[str]]]:
    """Only where it was asked for is there any."""
    if report.rejected:
        yield "Rejected", [f"{_short(one)}: {visible(one.rejected)}" for one in report.rejected]


def _short(finding: Finding) -> str:
    place = f"{position(finding.location)}{of_commit(finding)}"
    return f"{place}  {finding.severity.label}  {visible(finding.rule.id)}  {visible(finding.message)}"


def _said(waived: Waived) -> str:
    facts = (("owner", waived.owner), ("expires", waived.expires))
    told = ", ".join(f"{name}: {visible(value)}" for name, value in facts if value)
    return visible(waived.reason) + (f" ({told})" if told else "")


def _lines(report: Report, style: Style, lists: Iterable[tuple[str, list[str]]] = ()) -> Iterator[str]:
    for path, findings in _by_path(report.findings).items():
        yield style.heading(visible(path))
        explained: set[str] = set()
        for finding in findings:
            yield from _finding(finding, style, explain=finding.rule.id not in explained)
            explained.add(finding.rule.id)
            yield ""
    if report.failures:
        yield style.heading("Not looked at")
        for failure in report.failures:
            yield from _failure(failure, style)
        yield ""
    for heading, lines in (*lists, ("Overruled by the policy", [*map(visible, report.overruled)])):
        if lines:
            yield style.heading(heading)
            yield from (f"  {line}" for line in lines)
            yield ""
    yield _summary(report)
    yield coverage_line(report)


def _by_path(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """In the report's order, but for errors of structure, which come below all that is about security."""
    paths: dict[str, list[Finding]] = {}
    for finding in findings:
        paths.setdefault(finding.location.path, []).append(finding)
    return {path: sorted(some, key=_is_structure) for path, some in paths.items()}


def _is_structure(finding: Finding) -> bool:
    return "structure" in finding.rule.tags


def _finding(finding: Finding, style: Style, *, explain: bool) -> Iterator[str]:
    """Why and how to fix it stand once in each file for a rule that matches there many times."""
    severity = style.severity(finding.severity)
    yield f"  {position(finding.location)}{of_commit(finding)}  {severity}  {style.link(finding.rule)}"
    yield f"    {style.strong(visible(finding.message))}"
    yield from _source(finding.location, style)
    if finding.evidence:
        yield f"    found   {'; '.join(visible(f'{fact.name}: {fact.value}') for fact in finding.evidence)}"
    yield from _related(finding)
    if finding.operations:
        yield f"    touches {_operations(finding.operations)}"
    if explain:
        yield from _explanation(finding.rule)
    if finding.fix:
        yield f"    --fix   {visible(finding.fix.description)}"


def _explanation(rule: Rule) -> Iterator[str]:
    yield f"    why     {_SENTENCE_END.split(one_line(rule.why), maxsplit=1)[0]}"
    first, *others = [*plain_lines(rule.fix)] or [""]
    yield f"    fix     {first}".rstrip()
    yield from (f"            {line}" for line in others)


def _source(location: Location, style: Style) -> Iterator[str]:
    line = source_line(location)
    if line is None:
        return
    gutter = f"{line.number:6} | "
    yield f"{gutter}{line.text}".rstrip()
    yield f"{' ' * (len(gutter) - 2)}| {style.caret(line.carets)}"


def _related(finding: Finding) -> Iterator[str]:
    for related in islice(finding.related, MAX_RELATED):
        yield f"    also    {_related_place(related)}"
    more = max(finding.count - 1, len(finding.related)) - MAX_RELATED
    if more > 0:
        yield f"    also    {plural(more, 'more place')}"


def _related_place(related: Related) -> str:
    commit = related.location.commit
    where = position(related.location) + (f" (commit {visible(commit[:12])})" if commit else "")
    return f"{where}  {visible(related.message)}"


def _operations(operations: tuple[str, ...]) -> str:
    names = ", ".join(visible(name) for name in operations[:MAX_OPERATIONS])
    more = len(operations) - MAX_OPERATIONS
    return f"{names} and {plural(more, 'more operation')}" if more > 0 else names


def _failure(failure: Failure, style: Style) -> Iterator[str]:
    place = failure_position(failure)
    yield f"  {place}{'  ' if place else ''}{style.strong(visible(failure.reason))}"
    yield f"    {visible(failure.advice)}"


def _summary(report: Report) -> str:
    parts = [severity_line(report.findings)]
    parts += aside(report)
    if mendable := sum(finding.fix is not None for finding in report.findings):
        parts.append(f"{number(mendable)} can be fixed with --fix")
    if report.failures:
        parts.append(f"{plural(len(report.failures), 'thing')} could not be looked at")
    return "; ".join(parts)
