"""Text from hostile input as Markdown that shows it and does nothing else."""

import re

from ztlint.reporters.escape import visible

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~!$&])")
_ADDRESS = re.compile(r"(?i)(?<=[a-z])(?=://)|(?<=www)(?=\.)")
_MENTION = re.compile(r"@(?=\w)")


def escaped(text: str) -> str:
    """One line. No markup, no HTML, no cell of a table, no link that writes itself, and nobody mentioned."""
    shown = _MARKUP.sub(r"\\\1", visible(text))
    return _MENTION.sub("@\u2060", _ADDRESS.sub("\u2060", shown))


def code(text: str) -> str:
    """A code span of one line, also in a table; empty text is none."""
    shown = visible(text).replace("|", "\\|")
    fence = "`" * (1 + max(map(len, re.findall("`+", shown)), default=0))
    return f"{fence} {shown} {fence}" if "`" in shown else f"{fence}{shown}{fence}" if shown.strip() else ""


def block(text: str) -> str:
    """A code block, in a fence longer than any in the text."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}\n{text}\n{fence}"
