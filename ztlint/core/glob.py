"""Globs as .gitignore has them, matched in time that grows with the path and not with its square."""

import re
from functools import cache

_WILD = re.compile(r"((?:\A|(?<=/))\*\*/|\*\*+|\*|\?)")
_END = r"(?=/|\Z)"


@cache
def glob(pattern: str) -> re.Pattern[str]:
    """To ``match`` paths with. Without a slash at any depth; ``**`` spans folders; a folder is its files."""
    return any_glob((pattern,))


@cache
def any_glob(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """The same for several at once."""
    return re.compile("|".join(map(_expression, patterns)) or r"(?!)")


def _expression(pattern: str) -> str:
    """A wildcard and what stands behind it are an atomic group, so nothing is tried twice. Nothing is lost by
    that: the first place that fits leaves the most to the wildcards that follow.
    """
    anchored = "/" in pattern.rstrip("/")
    pieces = _pieces(("" if anchored else "**/") + pattern.strip("/"))
    pieces[-1][-1] += _END
    first, *others = map(_in_one_run, pieces)
    return first + "".join(f"(?>(?:[^/]*+/)*?{piece})" for piece in others)


def _pieces(pattern: str) -> list[list[str]]:
    """Split at wildcards that span folders, and the parts again at those that do not. ``**`` beside other
    characters is any folders, then any characters.
    """
    pieces = [[""]]
    for part in _WILD.split(pattern):
        if part == "*":
            pieces[-1].append("")
        elif part.startswith("**"):
            pieces.append([""] if part.endswith("/") else ["", ""])
        else:
            pieces[-1][-1] += "[^/]" if part == "?" else re.escape(part)
    return pieces


def _in_one_run(fixed: list[str]) -> str:
    first, *others = fixed
    return first + "".join(f"(?>[^/]*?{part})" for part in others)
