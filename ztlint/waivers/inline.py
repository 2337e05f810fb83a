"""Waivers in comments: ``# ztlint: ignore[ZTA101] reason`` on the line, or alone on the line above."""

import re
from collections.abc import Iterator, Sequence

from ztlint.core import Location, Span
from ztlint.documents import Document, LineIndex
from ztlint.waivers.comments import in_scalar
from ztlint.waivers.waiver import OnLine, Waiver

MARK = b"ztlint: ignore["
"""Files without these bytes need no closer look."""

_OPENERS = ("#", "//", "<!--", "/*", "--", ";")
_COMMENT = re.compile(
    r"(?:" + "|".join(map(re.escape, _OPENERS)) + r")[ \t]*ztlint: ignore\[([^\]\r\n]*)\]([^\r\n]*)"
)
_CLOSERS = ("-->", "*/")


def inline_waivers(path: str, lines: LineIndex, documents: Sequence[Document] = ()) -> Iterator[Waiver]:
    """All waivers in the comments of one text. ``documents`` are what it parses to, if it does."""
    found = [c for c in _COMMENT.finditer(lines.text) if not in_scalar(documents, c.start())]
    comments = [(comment, lines.span(*comment.span())) for comment in found]
    alone = {span.start_line for _, span in comments if _stands_alone(span, lines)}
    for comment, span in comments:
        covered = span.start_line
        while covered in alone:  # comments may be stacked above the line that they speak of
            covered += 1
        scope = OnLine(path, covered)
        for rule in comment[1].split(","):
            yield Waiver(rule.strip(), scope, Location(path, span=span), _reason(comment[2]))


def _stands_alone(span: Span, lines: LineIndex) -> bool:
    before = lines.line(span.start_line)[: span.start_column - 1].lstrip()
    return not before or before.startswith(_OPENERS)


def _reason(text: str) -> str:
    text = text.strip()
    for closer in _CLOSERS:
        text = text.removesuffix(closer).rstrip()
    return text
