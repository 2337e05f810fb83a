"""Which paths an Ant pattern of a filter chain stands for."""

import re

MAX_LENGTH = 300
MAX_STARS = 12


def covers(pattern: str, path: str) -> bool:
    """Whether an Ant pattern stands for all of a path's values. Hostile patterns are only said to may."""
    if _hostile(pattern):
        return False
    parts = [one for one in pattern.split("/") if one]
    wanted = [one for one in path.split("/") if one]
    reach = {0}
    for one in parts:
        if one == "**" or re.fullmatch(r"\{\*\w+\}", one):
            reach = set(range(min(reach, default=len(wanted) + 1), len(wanted) + 1))
        else:
            reach = {at + 1 for at in reach if at < len(wanted) and _part(one, wanted[at])}
    return len(wanted) in reach


def _part(pattern: str, part: str) -> bool:
    if pattern == "*" or re.fullmatch(r"\{\w+\}", pattern):
        return True
    if "*" in pattern or "?" in pattern:
        written = re.escape(pattern).replace(r"\*", "[^/]*").replace(r"\?", "[^/]")
        return pattern.count("*") < 3 and re.fullmatch(written, part) is not None
    return pattern == part


def may_cover(pattern: str, path: str) -> bool:
    """Whether it may stand for some: a regular expression in it is not seen through."""
    if _hostile(pattern) or re.search(r"\{[^{}/]*:[^{}]*/", pattern):
        return True
    loose = re.sub(r"\{[^{}/]*:[^/]*\}", "*", pattern)
    return loose != pattern and covers(loose, path)


def _hostile(pattern: str) -> bool:
    return len(pattern) > MAX_LENGTH or pattern.count("*") > MAX_STARS
