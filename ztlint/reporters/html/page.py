"""The page: summary, filters, findings, what was not looked at. All text from outside is escaped here."""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from string import Template

from ztlint import __version__
from ztlint.core import Failure, Finding, Report, Severity, Skipped
from ztlint.reporters.html.finding import finding_block
from ztlint.reporters.html.markup import text
from ztlint.reporters.place import failure_position, worst_first
from ztlint.reporters.status import coverage_line, number, plural, severity_line, status_line

MAX_FINDINGS = 5_000
"""More make a page that browsers open slowly; the worst are kept, and the page says so."""

_CLOSED_FROM = 50  # findings: from as many on they start folded


def render_html(report: Report) -> str:
    style, script = _part("page.css"), _part("page.js")
    allowed = f"style-src {_hash(style)}; script-src {_hash(script)}"
    policy = f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"
    return Template(_part("page.html")).substitute(
        policy=policy,
        title=text(severity_line(report.findings)),
        style=style,
        summary="\n".join(_summary(report)),
        body="\n".join(_body(report)),
        version=text(__version__),
        script=script,
    )


@cache
def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _hash(content: str) -> str:
    """Only this content may run, whatever else got into the page (CSP Level 3, 2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _summary(report: Report) -> Iterator[str]:
    yield f"<p><strong>{text(status_line(report))}</strong></p>"
    yield f"<p>{text(coverage_line(report))}</p>"
    repository = report.repository
    if repository and repository.revision:
        of = f" of {repository.uri}" if repository.uri else ""
        yield f"<p>Commit {text(repository.revision)}{text(of)}</p>"
    for count, what in ((len(report.waived), "waived"), (len(report.baselined), "in the baseline")):
        if count:
            yield f"<p>Not shown: {plural(count, 'finding')} {what}</p>"


def _body(report: Report) -> Iterator[str]:
    findings = worst_first(report.findings)
    kept = findings[:MAX_FINDINGS]
    yield '<section id="findings" aria-labelledby="findings-heading">'
    yield '<h2 id="findings-heading">Findings</h2>'
    if kept:
        yield from _counts(findings)
        yield from _filters(kept)
    else:
        yield "<p>None.</p>"
    if len(findings) > len(kept):
        shown, total = number(len(kept)), number(len(findings))
        yield f"<p>The {shown} most severe of {total}; the json format has all.</p>"
    yield from (finding_block(one, report, unfolded=len(kept) < _CLOSED_FROM) for one in kept)
    yield "</section>"
    if report.failures:
        yield from _table("Not looked at", ("place", "why", "what to do"), map(_failure, report.failures))
    if report.coverage.skipped:
        rows = map(_skipped, report.coverage.skipped)
        yield from _table("Left out on purpose", ("how many", "why", "such as"), rows)


def _counts(findings: Iterable[Finding]) -> Iterator[str]:
    counts = Counter(finding.severity for finding in findings)
    yield "<table><thead><tr><th scope=col>severity</th><th scope=col>findings</th></tr></thead><tbody>"
    for level in reversed(Severity):
        head = f'<th scope=row><span class="severity {level.label}">{level.label}</span></th>'
        yield f'<tr>{head}<td class="number">{number(counts[level])}</td></tr>'
    yield "</tbody></table>"


def _filters(findings: list[Finding]) -> Iterator[str]:
    """Without scripts there is nothing to filter with, and the form stays hidden."""
    yield '<form id="filters" class="filters" aria-label="Filter the findings" hidden>'
    yield "<fieldset><legend>Severity</legend>"
    present = {finding.severity for finding in findings}
    for level in (level for level in reversed(Severity) if level in present):
        box = f'<input type="checkbox" name="severity" value="{level.label}" checked>'
        yield f"<label>{box} {level.label}</label>"
    yield "</fieldset>"
    yield '<div class="one"><label for="rule">Rule</label><select id="rule" name="rule">'
    yield '<option value="">all</option>'
    rules = {finding.rule.id: finding.rule.title for finding in findings}
    for name, title in sorted(rules.items()):
        yield f'<option value="{text(name)}">{text(name)} {text(title)}</option>'
    yield "</select></div>"
    yield '<div class="one"><label for="path">Path contains</label>'
    yield '<input id="path" name="path" type="search"></div>'
    yield '<div><button type="button" id="open">Unfold all</button>'
    yield '<button type="button" id="close">Fold all</button>'
    yield '<button type="reset">Reset</button></div><p id="shown" role="status"></p></form>'


def _table(heading: str, heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"<section><h2>{heading}</h2><table><thead><tr>"
    yield "".join(f"<th scope=col>{head}</th>" for head in heads)
    yield "</tr></thead><tbody>"
    yield from ("<tr>" + "".join(f"<td>{text(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    yield "</tbody></table></section>"


def _failure(failure: Failure) -> tuple[str, ...]:
    return failure_position(failure) or "the run", failure.reason, failure.advice


def _skipped(skipped: Skipped) -> tuple[str, ...]:
    return plural(skipped.count, skipped.noun), skipped.reason, ", ".join(skipped.paths[:3])
