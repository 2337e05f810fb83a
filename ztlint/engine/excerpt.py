"""A few source lines for a reader, without any secret."""

from ztlint.core import Excerpt, Span
from ztlint.documents import LineIndex

CONTEXT = 1
"""Lines before and after."""

MAX_LINES = 8
"""Lines of one excerpt; a finding may span a whole private key."""

MAX_WIDTH = 200
"""Code points of a line that are shown; minified files have one line."""

_LEAD = 60  # code points shown before the span where a line is cut


def excerpt(lines: LineIndex, span: Span) -> Excerpt:
    """``lines`` must have their secrets redacted already, each to its own width: columns stay true."""
    first = max(1, span.start_line - CONTEXT)
    last = min(span.end_line + CONTEXT, first + MAX_LINES - 1, len(lines.starts))
    texts = [lines.line(number) for number in range(first, last + 1)]
    if not texts[-1] and last == len(lines.starts) and last > span.end_line:
        texts.pop()  # a final line end opens a line that nobody sees
    skipped = 0
    if any(len(text) > MAX_WIDTH for text in texts):
        skipped = max(0, span.start_column - 1 - _LEAD)
        texts = [text[skipped : skipped + MAX_WIDTH] for text in texts]
    return Excerpt(first, tuple(texts), skipped)
