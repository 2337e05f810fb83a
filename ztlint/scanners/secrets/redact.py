"""Hiding secrets in text that is shown."""

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from ztlint.documents import code_points
from ztlint.scanners.secrets.deep import Descent
from ztlint.scanners.secrets.matcher import Matcher
from ztlint.scanners.secrets.unfold.hints import in_base64

_MASK = "*"


def secret_spans(matcher: Matcher, text: str) -> list[tuple[int, int]]:
    """Code point ranges of all that may be a secret, however it is encoded, sorted and merged.

    Give it a whole file's text: a line from the middle of a private key says nothing by itself. Candidates
    that count for nothing may be secrets all the same, and are among them.
    """
    return _merged(_spans(matcher, text, refused=True))


def secret_texts(matcher: Matcher, text: str) -> set[str]:
    """What stands in those ranges, each by itself: decoders see more around a secret than its pattern does.
    Without candidates that count for nothing.
    """
    return {text[start:end] for start, end in _spans(matcher, text, refused=False)}


def _spans(matcher: Matcher, text: str, *, refused: bool) -> list[tuple[int, int]]:
    data = text.encode("utf-8", "surrogatepass")
    look = matcher.look(data, refused=refused)
    candidates = list(matcher.candidates(data, look.patterns, refused=refused))
    spans = [(one.start, one.end) for one in candidates]
    spans += [(part.start, part.end) for one in candidates for part in one.parts]
    if look.encodings:
        for inner in Descent(matcher).into(data, look.encodings):
            spans += [place for place in (inner.place, *inner.parts) if place]
    spans.sort()
    points = code_points(data, {offset for span in spans for offset in span})
    return [(points[start], points[end]) for start, end in spans]


def spellings(secret: str) -> Iterator[str]:
    """Other texts that give the secret away: base64 wherever it begins, hexadecimal, percent-encoding."""
    data = secret.encode("utf-8", "surrogatepass")
    for part, _ in in_base64(data):
        yield part
        yield part.replace("+", "-").replace("/", "_")
    yield from (data.hex(), data.hex().upper(), quote(data, safe=""))


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
