"""Text in which single characters, or the seams between parts of it, are written otherwise."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from ztlint.scanners.secrets.unfold.layer import GAP, Builder, Later, Layer, Piece

BEFORE, AFTER = 1024, 2048
"""Bytes around a hint that are read; hints that lie near one another share a window."""


def windows(size: int, ends: Iterable[int]) -> Iterator[tuple[int, int]]:
    start = end = 0
    for hint in ends:
        if hint - BEFORE > end:
            if end:
                yield start, end
            start = hint - BEFORE
        end = min(size, hint + AFTER)
    if end:
        yield start, end


def replaced(
    data: bytes, ends: Iterable[int], pattern: re.Pattern[bytes], meaning: Callable[[bytes], bytes], way: str
) -> Iterator[Layer]:
    """The windows with what ``pattern`` finds in them replaced by its meaning. It may look as far as
    the end of the window, and never back.
    """
    places = list(windows(len(data), ends))
    shown = b"" if meaning is _nothing else lambda match: meaning(match[0])
    parts = (pattern.sub(shown, data[start:end]) for start, end in places)
    if places:
        text = b"".join(part + GAP for part in parts)
        pieces = Later(lambda: _pieces(data, places, pattern, meaning))
        yield Layer(way, text, pieces, strict=way == JOINED, in_place=True)


def _pieces(
    data: bytes,
    places: Iterable[tuple[int, int]],
    pattern: re.Pattern[bytes],
    meaning: Callable[[bytes], bytes],
) -> Sequence[Piece]:
    builder = Builder()
    for start, end in places:
        done = start
        for match in pattern.finditer(data, start, end):
            builder.add(data[done : match.start()], done, match.start(), plain=True)
            builder.add(meaning(match[0]), match.start(), match.end(), plain=False)
            done = match.end()
        builder.add(data[done:end], done, end, plain=True)
        builder.gap(end)
    return builder.pieces


JOINED = "joined strings"

_PERCENT = re.compile(rb"(?:%[0-9A-Fa-f]{2})+")


def percent_layers(data: bytes, ends: Iterable[int]) -> Iterator[Layer]:
    """RFC 3986, section 2.1."""
    yield from replaced(
        data, ends, _PERCENT, lambda run: _from_hex(run.replace(b"%", b"")), "percent-encoding"
    )


def _from_hex(digits: bytes) -> bytes:
    return bytes.fromhex(digits.decode())


_BACKSLASH = re.compile(
    rb"(?:\\+(?:u[0-9A-Fa-f]{4}|u\{[0-9A-Fa-f]{1,6}\}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|x\{[0-9A-Fa-f]{1,6}\}|[01][0-7]{2}))+"
)
_ESCAPE = re.compile(rb"\\(?:[uUx]\{?([0-9A-Fa-f]+)|([01][0-7]{2}))")


def backslash_layers(data: bytes, ends: Iterable[int]) -> Iterator[Layer]:
    r"""``\u0067``, ``\x67``, ``\u{67}``, ``\147``: JSON and source code."""
    yield from replaced(data, ends, _BACKSLASH, _unescaped, "escapes")


def _unescaped(run: bytes) -> bytes:
    codes = (
        int(hexadecimal, 16) if hexadecimal else int(octal, 8) for hexadecimal, octal in _ESCAPE.findall(run)
    )
    return _characters(codes)


def _characters(codes: Iterable[int]) -> bytes:
    text = "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)
    return text.encode("utf-8", "surrogatepass")


_ENTITY = re.compile(rb"(?:&#(?:[xX][0-9A-Fa-f]{1,6}|[0-9]{1,7});)+")
_NUMBER = re.compile(rb"&#(?:[xX]([0-9A-Fa-f]+)|([0-9]+));")


def entity_layers(data: bytes, ends: Iterable[int]) -> Iterator[Layer]:
    """Numbers of characters in HTML and XML."""
    yield from replaced(data, ends, _ENTITY, _named, "HTML entities")


def _named(run: bytes) -> bytes:
    found = _NUMBER.findall(run)
    return _characters(
        int(hexadecimal, 16) if hexadecimal else int(decimal) for hexadecimal, decimal in found
    )


_PRINTABLE = re.compile(rb"=(?:[0-9A-F]{2}|\r?\n)")


def printable_layers(data: bytes, ends: Iterable[int]) -> Iterator[Layer]:
    """RFC 2045, section 6.7."""
    yield from replaced(data, ends, _PRINTABLE, _of_quoted, "quoted-printable")


def _of_quoted(escape: bytes) -> bytes:
    return b"" if escape.endswith(b"\n") else _from_hex(escape[1:])


_PLUS = rb"(?:\+\+?|\.\.?|&|<>|\|\|)"
_QUOTED = rb"[fFrRbBuU]{0,2}[\"'`]"
_SEAM = re.compile(
    rb"[\"'`] ?" + _PLUS + b" ?" + _QUOTED
    + rb"|[\"'] ?[\"'](?![\"'])"
    + rb"|[\"'`] ?(?:" + _PLUS + rb"|\\)? ?\r?\n[ \t]{0,80}(?:" + _PLUS + b" ?)?" + _QUOTED
    + rb"|[\"'`] ?\)\s{0,80}\.append\([\"']"
    + rb"|\\\r?\n[ \t]{0,80}|\$\{\s?[\"'`]|[\"'`]\s?\}"
)  # fmt: skip


def joined_layers(data: bytes, ends: Iterable[int]) -> Iterator[Layer]:
    """Literals that source code joins: by an operator, by standing side by side, by continued lines."""
    yield from replaced(data, ends, _SEAM, _nothing, JOINED)


def _nothing(_: bytes) -> bytes:
    return b""
