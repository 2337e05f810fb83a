"""Globs against a slow matcher that tries everything, and against the clock of the suite."""

import random
from functools import cache

import pytest

from ztlint.core.glob import any_glob, glob


def matches(pattern: str, path: str) -> bool:
    """By definition: one character of the pattern after the other, all possibilities."""
    wanted = ("" if "/" in pattern.rstrip("/") else "**/") + pattern.strip("/")

    @cache
    def fits(at: int, place: int) -> bool:
        if at == len(wanted):
            return place == len(path) or path[place] == "/"
        if wanted.startswith("**/", at) and (at == 0 or wanted[at - 1] == "/"):
            after = [n + 1 for n in range(place, len(path)) if path[n] == "/"]
            return any(fits(at + 3, n) for n in (place, *after))
        if wanted.startswith("**", at):
            end = at + len(wanted[at:]) - len(wanted[at:].lstrip("*"))
            return any(fits(end, n) for n in range(place, len(path) + 1))
        if wanted[at] == "*":
            end = path.find("/", place)
            return any(fits(at + 1, n) for n in range(place, (len(path) if end < 0 else end) + 1))
        here = path[place : place + 1]
        return (here == wanted[at] or (wanted[at] == "?" and here not in ("", "/"))) and fits(
            at + 1, place + 1
        )

    return fits(0, 0)


def test_patterns_of_any_shape_match_as_defined() -> None:
    chance = random.Random(7)  # noqa: S311 - the same cases in each run
    pieces = ["a", "b", "/", "*", "*", "**", "**/", "?", "/**/"]
    for _ in range(20_000):
        pattern = "".join(chance.choices(pieces, k=chance.randint(1, 8)))
        names = ("".join(chance.choices("ab", k=chance.randint(1, 4))) for _ in range(chance.randint(1, 4)))
        path = "/".join(names)
        assert (glob(pattern).match(path) is not None) is matches(pattern, path), (pattern, path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*a*a*a*a*a*a*b", "a" * 120),
        ("**/a/" * 14 + "b", "a/" * 2000 + "c"),
        ("**a" * 30 + "b", "a" * 250 + "/" + "a/" * 1900),
        ("*?*?*?*?*?*?*?b", "a" * 4000),
        ("**a*a*a*b", "a" * 4000),
        ("**/*a*/*a*/*a*/b", ("a" * 20 + "/") * 190),
    ],
)
def test_no_pattern_takes_long(pattern: str, path: str) -> None:
    assert glob(pattern).match(path) is None


def test_one_of_several_is_enough() -> None:
    several = any_glob(("*.json", "/gen", "x|y"))
    found = [path for path in ("a.json", "gen/a", "sub/gen/a", "x|y", "x") if several.match(path)]
    assert found == ["a.json", "gen/a", "x|y"]
    assert any_glob(()).match("a") is None
