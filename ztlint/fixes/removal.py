"""An item taken out of its list, with its dash or its comma."""

import re
from typing import Final

from ztlint.fixes.insertion import TextEdit
from ztlint.fixes.scalars import Uncertain
from ztlint.fixes.target import Target, before_blanks, end_of, lead_of, line_start

_DASH: Final = re.compile(r" *- +")
_COMMA: Final = re.compile(r"[ \t\r\n]*,[ \t\r\n]*")
_KEPT: Final = re.compile(r"(?:\A|\s)#|(?:\A|[\s\[{,])&\S")
"""A comment, or an anchor that something else may refer to."""


def removal(target: Target) -> TextEdit:
    """Raises Uncertain for the only item, and where a comment or an anchor would go with it."""
    if not isinstance(target.parent, list) or len(target.parent) < 2:
        raise Uncertain
    lead = lead_of(target.document, target.place()[2])
    from_, to = _lines(target) if _DASH.fullmatch(lead) else _between_commas(target)
    if _KEPT.search(target.text[from_:to]):
        raise Uncertain
    return from_, to, ""


def _sibling(target: Target, by: int) -> Target | None:
    index = target.steps[-1]
    if not isinstance(index, int) or not 0 <= index + by < len(target.parent):
        return None
    steps = (*target.steps[:-1], index + by)
    return Target(target.document, steps, target.parent, target.parent[index + by])


def _lines(target: Target) -> tuple[int, int]:
    """From the dash to the end of the last line. The last item of a text without final line end takes the
    line end before it.
    """
    document, text = target.document, target.text
    start = line_start(document, target.place()[2])
    end = end_of(target)
    line_end = document.lines.line_end(end)
    if text[end:line_end].strip():
        raise Uncertain
    following = _sibling(target, 1)
    if line_end == len(text):
        return start - (2 if text.startswith("\r\n", max(0, start - 2)) else 1), line_end
    after = line_end + (2 if text.startswith("\r\n", line_end) else 1)
    if following is not None and following.place()[2] < after:
        raise Uncertain
    return start, after


def _between_commas(target: Target) -> tuple[int, int]:
    """With the comma after it, or for the last item the one before it."""
    start, end = target.place()[2], end_of(target)
    following = _sibling(target, 1)
    if following is not None:
        after = following.place()[2]
        if not _COMMA.fullmatch(target.text[end:after]):
            raise Uncertain
        return start, after
    comma = before_blanks(target.text, start) - 1
    if target.text[comma] != ",":
        raise Uncertain
    return comma, end
