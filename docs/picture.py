"""A terminal's text as an SVG: ``ztlint check --color examples | python docs/picture.py > terminal.svg``."""

import re
import sys
from collections.abc import Iterator
from html import escape

COLUMNS = 112
_LINE, _WIDTH, _MARGIN = 18, 7.83, 16  # pixels, for a font of 13
_FONTS = "ui-monospace,Menlo,Consolas,DejaVu Sans Mono,monospace"
_LINK = re.compile(r"\x1b\]8;;[^\x1b]*\x1b\\")
_PAINT = re.compile(r"\x1b\[([0-9;]*)m")
_STYLES = {
    "1": "font-weight:700",
    "1;4": "font-weight:700;text-decoration:underline",
    "2": "opacity:.7",
    "31": "fill:#ff7b72",
    "1;31": "fill:#ff7b72;font-weight:700",
    "33": "fill:#e3b341",
    "36": "fill:#79c0ff",
}


def main() -> None:
    text = _LINK.sub("", sys.stdin.read()).rstrip()
    lines = [wrapped for line in text.split("\n") for wrapped in _wrapped([*_pieces(line)])]
    sys.stdout.write("\n".join(_svg(lines)) + "\n")


Piece = tuple[str, str]
"""A text and its style."""


def _pieces(line: str) -> Iterator[Piece]:
    style, at = "", 0
    for match in _PAINT.finditer(line):
        yield style, line[at : match.start()]
        style, at = match[1] if match[1] != "0" else "", match.end()
    yield style, line[at:]


def _wrapped(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """As terminals do, at the last column."""
    line: list[Piece] = []
    room = COLUMNS
    for style, text in pieces:
        rest = text
        while len(rest) > room:
            yield [*line, (style, rest[:room])]
            line, rest, room = [], rest[room:], COLUMNS
        line.append((style, rest))
        room -= len(rest)
    yield line


def _svg(lines: list[list[Piece]]) -> Iterator[str]:
    width, height = round(COLUMNS * _WIDTH) + 2 * _MARGIN, len(lines) * _LINE + 2 * _MARGIN
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="ztlint in a terminal">'
    yield f'<rect width="{width}" height="{height}" rx="8" fill="#0d1117"/>'
    yield f'<g fill="#e6edf3" font-family="{_FONTS}" font-size="13">'
    for number, line in enumerate(lines, 1):
        spans = "".join(_span(style, text) for style, text in line if text)
        length = f'textLength="{sum(len(text) for _, text in line) * _WIDTH:.1f}"'
        if spans:
            y = _MARGIN + number * _LINE - 5
            yield f'<text x="{_MARGIN}" y="{y}" xml:space="preserve" {length}>{spans}</text>'
    yield "</g></svg>"


def _span(style: str, text: str) -> str:
    css = _STYLES.get(style)
    return f'<tspan style="{css}">{escape(text)}</tspan>' if css else escape(text)


main()
