"""What a result says, in sentences of which the first stands alone (section 3.11)."""

from collections.abc import Iterator

from ztlint.core import Finding, Related
from ztlint.reporters.escape import visible
from ztlint.reporters.sarif.rule import sentence
from ztlint.reporters.status import plural

MAX_LINKS = 5
MAX_OPERATIONS = 3


def message(findings: list[Finding], related: list[Related], more_related: int) -> str:
    """``findings`` are those of one rule on one line; ``related`` have the ids 1, 2, ... in this order."""
    return " ".join(_sentences(findings, related, more_related))


def _sentences(findings: list[Finding], related: list[Related], more_related: int) -> Iterator[str]:
    first = findings[0]
    yield _plain(sentence(visible(first.message)))
    if commit := first.location.commit:
        date = f" of {visible(first.author_date)}" if first.author_date else ""
        yield _plain(
            f"Only history holds it: commit '{visible(commit)}'{date}, '{visible(first.location.path)}'."
        )
    if first.operations:
        yield _plain(f"It touches {_operations(first.operations)}.")
    if first.count > 1:
        yield f"The same cause stands in {plural(first.count, 'place')}."
    if len(findings) > 1:
        yield f"{plural(len(findings) - 1, 'more finding')} of this rule on the same line."
    if related:
        yield f"See {_links(related, more_related)}."


def _links(related: list[Related], more: int) -> str:
    links = ", ".join(f"[{_linked(place.message)}]({n})" for n, place in enumerate(related[:MAX_LINKS], 1))
    more += max(0, len(related) - MAX_LINKS)
    return f"{links} and {plural(more, 'more place')}" if more else links


def _operations(operations: tuple[str, ...]) -> str:
    names = ", ".join(f"'{visible(name)}'" for name in operations[:MAX_OPERATIONS])
    more = len(operations) - MAX_OPERATIONS
    return f"{names} and {plural(more, 'more operation')}" if more > 0 else names


def _plain(text: str) -> str:
    """Brackets that would read as an embedded link are escaped (section 3.11.6)."""
    return _escaped(text) if "](" in text else text


def _linked(text: str) -> str:
    return _escaped(visible(text)) or "this place"


def _escaped(text: str) -> str:
    return text.replace("[", "\\[").replace("]", "\\]")
