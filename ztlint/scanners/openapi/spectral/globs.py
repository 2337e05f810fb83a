"""Globs of files in ``overrides``: ``**/*.yaml``, ``{a,b}/*.json``, ``*.yaml`` at any depth."""

import re
from functools import lru_cache

from ztlint.jsonpath import ecma

_PART = re.compile(r"\*\*/|\*\*|\*|\?|\{([^{}]*)\}|\[[^\[\]/]+\]|.", re.DOTALL)


def matches(path: str, glob: str) -> bool:
    """``path`` is relative to the ruleset. A glob without a slash speaks of file names."""
    glob = glob.removeprefix("./")
    subject = path if "/" in glob else path.rpartition("/")[2]
    try:
        return ecma.search(_pattern(glob), "", subject) is not None
    except ecma.PatternError:
        return False


@lru_cache(maxsize=512)
def _pattern(glob: str) -> str:
    return "^" + "".join(_translated(found) for found in _PART.finditer(glob)) + "$"


def _translated(part: re.Match[str]) -> str:
    text = part[0]
    if part[1] is not None:
        return "(?:" + "|".join(_pattern(one)[1:-1] for one in part[1].split(",")) + ")"
    if text.startswith("[") and len(text) > 1:
        return "[^" + text[2:] if text[1] in "!^" else text
    return _SIGNS.get(text) or re.escape(text)


_SIGNS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
