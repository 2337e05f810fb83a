"""The sample beside each semgrep file, whose marks say on which lines which rule has to find something."""

import re
from collections.abc import Iterator

from msgspec import Struct

_MARK = re.compile(
    r"^\s*(?:#|//|/\*|<!--)[ \t]*(ruleid|ok)[ \t]*:[ \t]*([a-z0-9-]+(?:[ \t]*,[ \t]*[a-z0-9-]+)*)"
)


class Mark(Struct, frozen=True):
    """What a comment says of the next line that is no such comment: ``line`` (from 1)."""

    line: int
    found: bool
    ids: tuple[str, ...]


def marks(text: str) -> Iterator[Mark]:
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if said := _MARK.match(line):
            subject = number + 1
            while subject <= len(lines) and _MARK.match(lines[subject - 1]):
                subject += 1
            yield Mark(subject, said[1] == "ruleid", tuple(re.split(r"[ \t]*,[ \t]*", said[2])))


def readable(text: str) -> str:
    """With marks in words for readers."""
    return "\n".join(_in_words(line) for line in text.split("\n"))


def _in_words(line: str) -> str:
    said = _MARK.match(line)
    if said is None:
        return line
    return line[: said.start(1)] + ("found:" if said[1] == "ruleid" else "not found:") + line[said.end() :]


def shown(text: str, *, found: bool) -> str:
    """The first marked piece: from its line to the next empty line or mark."""
    lines = text.split("\n")
    first = next((mark.line for mark in marks(text) if mark.found is found), None)
    if first is None:
        return ""
    piece: list[str] = []
    for line in lines[first - 1 : first - 1 + MAX_SHOWN]:
        if piece and (not line.strip() or _MARK.match(line)):
            break
        piece.append(line)
    indent = min(len(line) - len(line.lstrip()) for line in piece)
    return "\n".join(line[indent:] for line in piece)


MAX_SHOWN = 12
"""Lines of a piece."""
