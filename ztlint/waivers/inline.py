"""Waivers in comments: ``# ztlint: ignore[ZTA101] reason`` on the line, or alone on the line above."""

import re
from collections.abc import Iterator, Sequence

from ztlint.core import Location, Span
from ztlint.documents import Document, LineIndex
from ztlint.waivers.comments import in_scalar, is_comment
from ztlint.waivers.waiver import OnLine, Waiver

MARK = b"ztlint: ignore["
"""Files without these bytes need no closer look."""

_OPENERS = ("#", "//", "<!--", "/*", "--", ";")
_COMMENT = re.compile(
    "(" + "|".join(map(re.escape, _OPENERS)) + r")[ \t]*ztlint: ignore\[([^\]\r\n]*)\]([^\r\n]*)"
)
_CLOSERS = ("-->", "*/")


def inline_waivers(path: str, lines: LineIndex, documents: Sequence[Document] = ()) -> Iterator[Waiver]:
    """All waivers in the comments of one text. ``documents`` are what it parses to, if it does."""
    found = ((comment, lines.span(*comment.span())) for comment in _COMMENT.finditer(lines.text))
    comments = [
        (comment, span) for comment, span in found if _is_comment(path, lines, documents, comment, span)
    ]
    alone = {span.start_line for _, span in comments if _stands_alone(span, lines)}
    for comment, span in comments:
        covered = span.start_line
        while covered in alone:  # comments may be stacked above the line that they speak of
            covered += 1
        scope = OnLine(path, covered)
        for rule in comment[2].split(","):
            yield Waiver(rule.strip(), scope, Location(path, span=span), _reason(comment[3]))


def _is_comment(
    path: str, lines: LineIndex, documents: Sequence[Document], found: re.Match[str], span: Span
) -> bool:
    """What is parsed knows its strings; of other files the line has to do."""
    if documents:
        return not in_scalar(documents, found.start())
    return is_comment(path, lines.line(span.start_line)[: span.start_column - 1], found[1])


def _stands_alone(span: Span, lines: LineIndex) -> bool:
    before = lines.line(span.start_line)[: span.start_column - 1].lstrip()
    return not before or before.startswith(_OPENERS)


def _reason(text: str) -> str:
    text = text.strip()
    for closer in _CLOSERS:
        text = text.removesuffix(closer).rstrip()
    return text
