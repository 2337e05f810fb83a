"""One finding on the page, to be folded and unfolded without any script."""

from collections.abc import Iterator

from ztlint.core import Finding, Location, Report
from ztlint.reporters.html.markup import prose, text
from ztlint.reporters.links import permalink, rule_page
from ztlint.reporters.place import of_commit, position
from ztlint.reporters.prose import plain_lines
from ztlint.reporters.status import plural

MAX_RELATED = 10
MAX_OPERATIONS = 20


def finding_block(finding: Finding, report: Report, *, unfolded: bool) -> str:
    level, name = finding.severity.label, text(finding.rule.id)
    data = f'data-rule="{name}" data-severity="{level}" data-path="{text(finding.location.path)}"'
    place = text(position(finding.location) + of_commit(finding))
    opened = " open" if unfolded else ""
    lines = (
        f'<details class="{level}" {data}{opened}><summary><span class="severity">{level}</span>',
        f"<strong>{name}</strong> {text(finding.message)}",
        f'<span class="path">{place}</span></summary><div class="inside">',
        *_inside(finding, report),
        "</div></details>",
    )
    return "\n".join(lines)


def _inside(finding: Finding, report: Report) -> Iterator[str]:
    yield from _source(finding.location)
    if link := permalink(report.repository, finding.location):
        yield f'<p><a href="{text(link)}" rel="noreferrer">This line in the repository</a></p>'
    yield "<dl>"
    for term, items in _facts(finding, report):
        if items:
            yield f"<dt>{term}</dt>"
            yield from (f"<dd>{item}</dd>" for item in items)
    yield "</dl>"
    page = f'<a href="{text(rule_page(finding.rule))}" rel="noreferrer">{text(finding.rule.id)}</a>'
    yield f"<p>{page}: {text(finding.rule.title)} (confidence {finding.confidence.label})</p>"


def _facts(finding: Finding, report: Report) -> Iterator[tuple[str, list[str]]]:
    yield "Found", [text(f"{fact.name}: {fact.value}") for fact in finding.evidence]
    yield "Also here", [*_related(finding, report)]
    yield "Operations", [text(", ".join(_shown(finding.operations)))] if finding.operations else []
    yield "Why", [*map(prose, plain_lines(finding.rule.why))]
    yield "How to fix it", [*map(prose, plain_lines(finding.rule.fix))]
    yield "--fix", [text(finding.fix.description)] if finding.fix else []


def _related(finding: Finding, report: Report) -> Iterator[str]:
    for related in finding.related[:MAX_RELATED]:
        place, link = text(position(related.location)), permalink(report.repository, related.location)
        where = f'<a href="{text(link)}" rel="noreferrer">{place}</a>' if link else place
        yield f"{where} {text(related.message)}"
    more = max(finding.count - 1, len(finding.related)) - MAX_RELATED
    if more > 0:
        yield plural(more, "more place")


def _shown(operations: tuple[str, ...]) -> Iterator[str]:
    yield from operations[:MAX_OPERATIONS]
    if len(operations) > MAX_OPERATIONS:
        yield plural(len(operations) - MAX_OPERATIONS, "more operation")


def _source(location: Location) -> Iterator[str]:
    """The excerpt, with the place marked on its first line."""
    span, excerpt = location.span, location.excerpt
    if span is None or excerpt is None or not excerpt.lines:
        return
    lines = "\n".join(
        f'<span class="n">{number:5} </span>{_line(location, number, line)}'
        for number, line in enumerate(excerpt.lines, excerpt.first_line)
    )
    yield f'<pre tabindex="0" aria-label="Source">{lines}</pre>'


def _line(location: Location, number: int, line: str) -> str:
    span, excerpt = location.span, location.excerpt
    if span is None or excerpt is None or not span.start_line <= number <= span.end_line:
        return _code(line)
    start = span.start_column - 1 - excerpt.skipped if number == span.start_line else 0
    end = span.end_column - 1 - excerpt.skipped if number == span.end_line else len(line)
    start, end = max(0, start), max(0, start, end)
    return f"{_code(line[:start])}<mark>{_code(line[start:end])}</mark>{_code(line[end:])}"


def _code(line: str) -> str:
    return "\t".join(map(text, line.split("\t")))
