"""Hiding secrets in text that is shown."""

from collections.abc import Iterable

from ztlint.documents import code_points
from ztlint.scanners.secrets.matcher import Matcher

_MASK = "*"


def secret_spans(matcher: Matcher, text: str) -> list[tuple[int, int]]:
    """Code point ranges of all that may be a secret, sorted and merged.

    Give it a whole file's text: a line from the middle of a private key says nothing by itself.
    """
    data = text.encode("utf-8", "surrogatepass")
    spans = sorted((candidate.start, candidate.end) for candidate in matcher.candidates(data))
    points = code_points(data, {offset for span in spans for offset in span})
    return _merged((points[start], points[end]) for start, end in spans)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def redact(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with each range masked. Widths and line ends stay, so that columns still hold."""
    parts, done = [], 0
    for start, end in spans:
        parts += [text[done:start], "".join(char if char in "\r\n" else _MASK for char in text[start:end])]
        done = end
    return "".join([*parts, text[done:]])
