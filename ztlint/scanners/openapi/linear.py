"""Regular expressions of rules, matched in linear time whoever wrote them.

hyperscan builds automata, so it never tries one way after another as ``re`` does. What it can't say
(look-around, back-references) is no part of the language that rules are written in.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from ztlint.scanners.openapi import automaton
from ztlint.scanners.openapi.regex import tree_of

Search = Callable[[str], bool]

MAX_PATTERN = 1000
"""Characters of an expression."""

_ECMA_CODE = re.compile(r"\\u(?:\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{4}))")
_ECMA_SLASH = re.compile(r"\A/(.*)/(i?)\Z", re.DOTALL)


class PatternError(ValueError):
    """An expression that can't be used; the text says why."""


@lru_cache(maxsize=512)
def searcher(pattern: str) -> Search:
    """Tells whether a text holds a match. Raises PatternError.

    ``/pattern/i`` is read as users of JavaScript mean it.
    """
    if len(pattern) > MAX_PATTERN:
        raise PatternError(f"has more than {MAX_PATTERN} characters")
    slashed = _ECMA_SLASH.match(pattern)
    if slashed:
        pattern = f"(?i){slashed[1]}" if slashed[2] else slashed[1]
    try:
        import hyperscan  # noqa: PLC0415 - few rules have a pattern
    except ImportError:
        return _backtracking(pattern)
    return _automaton(hyperscan, _ECMA_CODE.sub(lambda code: rf"\x{{{code[1] or code[2]}}}", pattern))


def _automaton(hyperscan: object, pattern: str) -> Search:
    engine: object = hyperscan
    flags = engine.HS_FLAG_UTF8 | engine.HS_FLAG_ALLOWEMPTY | engine.HS_FLAG_SINGLEMATCH  # type: ignore[attr-defined]
    database = engine.Database()  # type: ignore[attr-defined]
    try:
        database.compile([pattern.encode()], ids=[0], flags=flags)
    except engine.error as error:  # type: ignore[attr-defined]
        raise PatternError(f"can't be matched in linear time: {error}") from None
    scratch = engine.Scratch(database)  # type: ignore[attr-defined]

    def search(text: str) -> bool:
        found: list[int] = []
        database.scan(text.encode(), lambda index, *_: found.append(index), scratch=scratch)
        return bool(found)

    return search


def _backtracking(pattern: str) -> Search:
    """Where there is no hyperscan: only expressions that ``re`` has few ways to try."""
    if reason := slow(pattern):
        raise PatternError(reason)
    try:
        compiled = re.compile(pattern)
    except re.error as error:
        raise PatternError(f"is no regular expression: {error}") from None
    return lambda text: compiled.search(text) is not None


def slow(pattern: str) -> str:
    """Why a backtracking engine may need very long for an expression of a stranger; empty if it may not."""
    tree = tree_of(pattern)
    if tree is None:
        return "is no regular expression that can be checked"
    if not automaton.plain(tree):
        return "looks around or back, or repeats nothing, which can't be bounded"
    ways = automaton.ways(tree)
    if ways is None:
        return "is too large to be checked"
    return "can match one text in too many ways, which takes very long" if ways > automaton.FEW else ""
