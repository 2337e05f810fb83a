"""Files before and after their fixes as one unified diff, which ``patch -p1`` and ``git apply`` take."""

import difflib
import re
from collections.abc import Iterable, Iterator

from ztlint.core import Change
from ztlint.reporters.escape import visible

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def render_diff(changes: Iterable[Change]) -> str:
    """Lines end at LF, as they do for git. Whatever would drive a terminal stands as an escape."""
    return "".join(line for change in changes for line in _lines(change))


def _lines(change: Change) -> Iterator[str]:
    path = visible(change.path)
    before, after = (_LINE.findall(text) for text in (change.before, change.after))
    for line in difflib.unified_diff(before, after, f"a/{path}", f"b/{path}"):
        yield _shown(line)


def _shown(line: str) -> str:
    body = line.removesuffix("\n")
    ending = line[len(body) :] or "\n\\ No newline at end of file\n"
    carriage = "\r" if body.endswith("\r") else ""
    return "\t".join(map(visible, body.removesuffix("\r").split("\t"))) + carriage + ending
