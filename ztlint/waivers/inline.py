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
_FACT = r"(owner|expires):[ \t]*([^(),]*)"
_WHO_AND_WHEN = re.compile(rf"\({_FACT}(?:,[ \t]*{_FACT})?\)\Z")
"""What may end a reason: ``(owner: team-web, expires: 2027-06-30)``."""


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
        reason, said = _parts(_reason(comment[3]))
        place = Location(path, span=span)
        for rule in comment[2].split(","):
            yield Waiver(rule.strip(), scope, place, reason, said.get("owner"), said.get("expires"))


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


def _parts(text: str) -> tuple[str, dict[str, str]]:
    """The reason, and who answers for it until when."""
    found = _WHO_AND_WHEN.search(text)
    if found is None:
        return text, {}
    pairs = ((found[1], found[2]), (found[3], found[4]))
    said = {key: value.strip() for key, value in pairs if key and value.strip()}
    return text[: found.start()].strip(), said
