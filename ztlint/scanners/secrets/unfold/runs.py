"""Runs of base64 and of hexadecimal digits that hold text."""

import binascii
import re
from collections.abc import Iterable, Iterator
from functools import cache

from ztlint.scanners.secrets.unfold.hints import BASE64, HEX
from ztlint.scanners.secrets.unfold.layer import Builder, Layer, Piece

SHORTEST = 16
"""Characters of text in a row that a run must hold: of random bytes, one run in millions has so many."""

_FIRST_WINDOW = 4096

_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_"
_HEX = b"0123456789ABCDEFabcdef"
_STANDARD = bytes.maketrans(b"-_", b"+/")
_TEXT = bytes([9, 10, 13, *range(0x20, 0x7F)])

_CONTROL = bytes([*range(9), 11, 12, *range(14, 0x20), 0x7F])

_LONGEST_VALUE = 1024  # bytes of a value that may stand behind a key
_KEY = re.compile(rb"(?:\A|[\n{,])[ \t\"'-]*([\w.-]{1,64}[\"']?[ \t]*[:=][ \t]*[\"']?)\Z")
_BEFORE = 100


_PACKED = (b"\x1f\x8b\x08", b"PK\x03\x04")


def _marks(chars: bytes) -> bytes:
    """A table that turns ``chars`` into ``a`` and all else into ``b``: faster to search than a class."""
    return bytes(97 if byte in chars else 98 for byte in range(256))


_BASE64_MARKS, _HEX_MARKS, _TEXT_MARKS = _marks(_BASE64), _marks(_HEX), _marks(_TEXT)
_WIDE_MARKS = bytes(97 if byte in _TEXT else 98 if byte == 0 else 99 for byte in range(256))
_TEXT_RUN, _WIDE_RUN = b"a" * SHORTEST, b"ab" * SHORTEST

Run = tuple[int, int, bytes]
"""Start, end, and what it decodes to."""


def base64_layers(data: bytes, ends: Iterable[int]) -> Iterator[Layer]:
    yield from _layers(data, _base64_runs(data, ends), BASE64)


def hex_layers(data: bytes, ends: Iterable[int]) -> Iterator[Layer]:
    yield from _layers(data, _hex_runs(data, ends), HEX)


def _layers(data: bytes, found: Iterable[Run], way: str) -> Iterator[Layer]:
    """Text, in which anything may be meant, and what is none."""
    text, other = Builder(), Builder()
    for start, end, out in found:
        if out.startswith(_PACKED):
            yield Layer(way, out, (Piece(0, start, end, plain=False),), strict=True)
            continue
        is_text = _is_text(out)
        builder = text if is_text else other
        if is_text and len(out) <= _LONGEST_VALUE and (key := _key(data, start)):
            builder.add(key, start - len(key), start, plain=True)
        builder.add(out, start, end, plain=False)
        builder.gap(end)
    for builder, strict in ((text, False), (other, True)):
        if layer := builder.layer(way, strict=strict):
            yield layer


def _key(data: bytes, start: int) -> bytes:
    """What a value is called, if it is: ``password: ``."""
    match = _KEY.search(data[max(0, start - _BEFORE) : start])
    return match[1] if match else b""


def _is_text(out: bytes) -> bool:
    rest = out.translate(None, _TEXT)
    if rest.translate(None, _CONTROL) != rest:
        return False
    try:
        rest.decode()
    except UnicodeDecodeError:
        return False
    return True


def holds_text(out: bytes) -> bool:
    return _TEXT_RUN in out.translate(_TEXT_MARKS) or _WIDE_RUN in out.translate(_WIDE_MARKS)


def _base64_runs(data: bytes, ends: Iterable[int]) -> Iterator[Run]:
    """Nobody says where the encoding of what is sought begins in a run, so it is read in all four ways."""
    done = 0
    for end in ends:
        if end <= done:
            continue
        start = _start(data, end, _BASE64_MARKS)
        done = _block(data, start, end)
        run = data[start:done] if done == end else _without_seams(data[start:done])
        run = run.translate(_STANDARD)
        for shift in range(4):
            out = _decode(run[shift:])
            if holds_text(out) or out.startswith(_PACKED):
                yield start, done, out


def _without_seams(block: bytes) -> bytes:
    lines = block.replace(b"\\r", b"").replace(b"\\n", b"\n")
    return b"".join(_LINE.findall(lines))


_LINE = re.compile(rb"[0-9A-Za-z+/_-]{4,}")


def _decode(run: bytes) -> bytes:
    size = len(run) - (len(run) % 4 == 1)
    return binascii.a2b_base64(run[:size] + b"=" * (-size % 4)) if size > 1 else b""


def _start(data: bytes, end: int, marks: bytes) -> int:
    """Where the run begins that ends there."""
    window = _FIRST_WINDOW
    while True:
        floor = max(0, end - window)
        at = data[floor:end].translate(marks).rfind(b"b")
        if at >= 0:
            return floor + at + 1
        if floor == 0:
            return 0
        window *= 8


_BETWEEN = rb"(?:\\r?\\n|\\n|[\"'\\,+ \t]{0,4}\r?\n[ \t]{0,80}[\"']?)"


@cache
def _lines(width: int) -> re.Pattern[bytes]:
    line = rb"[0-9A-Za-z+/_-]{%d}(?![0-9A-Za-z+/_-])" % width
    last = rb"[0-9A-Za-z+/_-]{4,%d}(?![0-9A-Za-z+/_-])" % (width - 1)
    return re.compile(b"(?:" + _BETWEEN + line + b")*(?:" + _BETWEEN + last + b")?")


_SHORTEST_LINE, _LONGEST_LINE = 32, 256


def _block(data: bytes, start: int, end: int) -> int:
    """Where the lines of equal length end that the run is the first of; with a shorter one at their end."""
    width = end - start
    if not _SHORTEST_LINE <= width <= _LONGEST_LINE:
        return end
    match = _lines(width).match(data, end)
    return match.end() if match else end


def _hex_runs(data: bytes, ends: Iterable[int]) -> Iterator[Run]:
    for end in ends:
        start = _start(data, end, _HEX_MARKS)
        for shift in (start, start + 1):
            out = bytes.fromhex(data[shift : end - (end - shift) % 2].decode())
            if holds_text(out):
                yield start, end, out


_BYTE_LIST = re.compile(rb"(?:0[xX][0-9A-Fa-f]{2},\s{0,8}){12,}(?:0[xX][0-9A-Fa-f]{2})?")
_BYTE = re.compile(rb"0[xX]([0-9A-Fa-f]{2})")


def byte_list_layers(data: bytes, _: Iterable[int]) -> Iterator[Layer]:
    """Arrays of bytes in source code."""
    found = (
        (match.start(), match.end(), bytes.fromhex(b"".join(_BYTE.findall(match[0])).decode()))
        for match in _BYTE_LIST.finditer(data)
    )
    yield from _layers(data, (run for run in found if holds_text(run[2])), "a list of bytes")


_WIDE = ((b"ab", 0), (b"ba", 1))


def wide_layers(data: bytes, _: Iterable[int]) -> Iterator[Layer]:
    """Stretches of UTF-16 in what is something else as a whole. Either order of the bytes may look like the
    other one with an end missing, so both are read.
    """
    marks = data.translate(_WIDE_MARKS)
    for pair, first in _WIDE:
        builder = Builder()
        for start, end in _stretches(marks, pair):
            builder.add(data[start + first : end : 2], start, end, plain=False)
            builder.gap(end)
        if layer := builder.layer("UTF-16", strict=True):
            yield layer


def _stretches(marks: bytes, pair: bytes) -> Iterator[tuple[int, int]]:
    longer = re.compile(b"(?:" + pair + b")*")
    end = 0
    while (start := marks.find(pair * SHORTEST, end)) >= 0:
        match = longer.match(marks, start)
        end = match.end() if match else start + 1
        yield start, end
