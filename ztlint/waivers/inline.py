"""Waivers in comments: ``# ztlint: ignore[ZTA101] reason`` on the line, or alone on the line above."""

import re
from collections.abc import Iterator, Sequence

from ztlint.core import Location, Span
from ztlint.documents import Document, LineIndex
from ztlint.waivers.comments import Scalars, is_comment
from ztlint.waivers.waiver import OnLine, Waiver

MARK = b"ztlint: ignore["
"""Files without these bytes need no closer look."""

_OPENERS = ("#", "//", "<!--", "/*", "--", ";")
_COMMENT = re.compile(
    "(" + "|".join(map(re.escape, _OPENERS)) + r")[ \t]*ztlint: ignore\[([^\[\]\r\n]*)\]([^\r\n]*)"
)
_CLOSERS = ("-->", "*/")


def inline_waivers(path: str, lines: LineIndex, documents: Sequence[Document] = ()) -> Iterator[Waiver]:
    """All waivers in the comments of one text. ``documents`` are what it parses to, if it does."""
    found = ((comment, lines.span(*comment.span())) for comment in _COMMENT.finditer(lines.text))
    scalars = Scalars(documents) if documents else None
    comments = [
        (comment, span) for comment, span in found if _is_comment(path, lines, scalars, comment, span)
    ]
    covers = _covered({span.start_line for _, span in comments if _stands_alone(span, lines)})
    for comment, span in comments:
        scope = OnLine(path, covers.get(span.start_line, span.start_line))
        for rule in comment[2].split(","):
            yield Waiver(rule.strip(), scope, Location(path, span=span), _reason(comment[3]))


def _covered(alone: set[int]) -> dict[int, int]:
    """For each comment that stands alone the line it speaks of: comments may be stacked above it."""
    covers: dict[int, int] = {}
    for line in sorted(alone, reverse=True):
        covers[line] = covers.get(line + 1, line + 1)
    return covers


def _is_comment(
    path: str, lines: LineIndex, scalars: Scalars | None, found: re.Match[str], span: Span
) -> bool:
    """What is parsed knows its strings; of other files the line has to do."""
    if scalars is not None:
        return not scalars.hold(found.start())
    return is_comment(path, lines.line(span.start_line)[: span.start_column - 1], found[1])


def _stands_alone(span: Span, lines: LineIndex) -> bool:
    before = lines.line(span.start_line)[: span.start_column - 1].lstrip()
    return not before or before.startswith(_OPENERS)


def _reason(text: str) -> str:
    text = text.strip()
    for closer in _CLOSERS:
        text = text.removesuffix(closer).rstrip()
    return text
