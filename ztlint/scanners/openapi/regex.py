"""What a regular expression lets through, read off its syntax tree.

JSON Schema uses ECMA-262 expressions. Python's parser reads nearly all of them; what it can't read is
answered with "don't know", which makes no finding.
"""

import re
import warnings
from functools import lru_cache
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as sre_parse  # type: ignore[attr-defined]
from typing import Any

from ztlint.scanners.openapi import automaton

_MAX_LENGTH = 2000
# What ECMA-262 writes otherwise than Python, near enough for what is asked of a tree here.
_ECMA = (
    (re.compile(r"\(\?<(?=[A-Za-z_$])"), "(?P<"),
    (re.compile(r"\\[pP]\{[^{}]*\}"), r"\\w"),
    (re.compile(r"\\u\{[0-9A-Fa-f]+\}|\\c[A-Za-z]"), "x"),
    (re.compile(r"\[\^\]"), r"[\\s\\S]"),
)


@lru_cache(maxsize=4096)
def _parse(pattern: str) -> Any:
    """The tree, or None where Python can't read it. Character classes mean ASCII in ECMA-262."""
    if len(pattern) > _MAX_LENGTH:
        return None
    for ecma, python in _ECMA:
        pattern = ecma.sub(python, pattern)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return sre_parse.parse(pattern, re.ASCII)
        except (re.error, RecursionError, OverflowError):
            return None


def tree_of(pattern: str) -> Any:
    """The syntax tree, or None where it is not known."""
    return _parse(pattern)


def matches_all(pattern: str) -> bool:
    """Whether every text, or every text that is not empty, matches."""
    tree = _parse(pattern)
    return tree is not None and _all_of(list(tree))


def _all_of(items: list[Any]) -> bool:
    real = [(op, argument) for op, argument in items if op is not sre.AT]
    if len(real) != 1:
        return not real
    op, argument = real[0]
    if op is sre.SUBPATTERN:
        return _all_of(list(argument[3]))
    repeats = op in (sre.MAX_REPEAT, sre.MIN_REPEAT) and argument[0] <= 1 and argument[1] is sre.MAXREPEAT
    return repeats and automaton.any_character(argument[2]) and not _excludes(argument[2])


def _excludes(body: Any) -> bool:
    r"""``[^\r\n]``: whoever writes that keeps line breaks out, as headers need it."""
    return any(op is sre.IN and argument[0][0] is sre.NEGATE for op, argument in body)


def missing_anchors(pattern: str) -> str:
    """``start``, ``end`` or ``start and end`` where some branch of the expression lacks it; else empty."""
    tree = _parse(pattern)
    if tree is None:
        return ""
    start = _anchored(list(tree), sre.AT_BEGINNING, 0)
    end = _anchored(list(tree), sre.AT_END, -1)
    if start and not end and _OF_ADDRESSES.match(pattern) and not _SCHEME_ONLY.fullmatch(pattern):
        return "" if _PINS_HOST.match(pattern) else "end"
    if start and not end and _prefix(pattern, list(tree)):
        return ""
    return " and ".join(name for name, there in (("start", start), ("end", end)) if not there)


_OF_ADDRESSES = re.compile(r"\^\(?(?:\?:)?https?(?:\?|\(s\)\?)?:")
_SCHEME_ONLY = re.compile(r"\^\(?(?:\?:)?https?(?:\?|\(s\)\?)?:(?:\\?/){2}\)?")
_PINS_HOST = re.compile(
    r"\^https?(?:\?|\(s\)\?)?:(?:\\?/){2}(?:[\w-]|\\[.\-wd]|\[[\w\\.-]+\](?:[+*?]|\{[\d,]+\})?|[+*?]"
    r"|\((?:\?:)?[\w|\\.?+*\[\]-]+\)[?*+]?)*(?:\\\.[a-z]{2,}|\\\.\((?:\?:)?[a-z|\\.]+\))(?::\d+)?(?:\\?/|\[/)"
)
"""A scheme and a host that ends in a fixed domain, closed by the slash of the path: what follows can't lead
to another host."""


def contained_words(pattern: str) -> bool:
    """``{name}``, ``(a.*b|b.*a)``: no more than texts that a value has to contain."""
    tree = _parse(pattern)
    return tree is not None and _words_and_gaps(list(tree))


def _with_a_gap(items: list[Any]) -> bool:
    """Not ``admin|user``: that is a list of choices, and wants its anchors."""
    gaps = (op in (sre.MAX_REPEAT, sre.MIN_REPEAT) and _anything(argument) for op, argument in items)
    return _words_and_gaps(items) and any(gaps)


def _words_and_gaps(items: list[Any]) -> bool:
    for op, argument in items:
        if op is sre.SUBPATTERN:
            inside = _words_and_gaps(list(argument[3]))
        elif op is sre.BRANCH:
            inside = all(_with_a_gap(list(branch)) for branch in argument[1])
        else:
            repeats = op in (sre.MAX_REPEAT, sre.MIN_REPEAT)
            inside = op is sre.LITERAL or (repeats and _anything(argument))
        if not inside:
            return False
    return True


def _prefix(pattern: str, items: list[Any]) -> bool:
    """Plainly meant as one: a single word, or words that end in a separator."""
    single = all(op in (sre.AT, sre.LITERAL) for op, _ in items)
    return single or (pattern[-1:] in _SEPARATORS and _open_prefix(items))


def _open_prefix(items: list[Any]) -> bool:
    """``^https://(a|b)/``: nothing but fixed words behind the anchor."""
    return all(
        op in (sre.AT, sre.LITERAL)
        or (op is sre.SUBPATTERN and _open_prefix(list(argument[3])))
        or (op is sre.BRANCH and all(_open_prefix(list(branch)) for branch in argument[1]))
        for op, argument in items
    )


def _anchored(items: list[Any], anchor: Any, edge: int) -> bool:
    """Whether every way through the expression begins (edge 0) or ends (edge -1) at the anchor."""
    while items:
        op, argument = items[edge]
        if op is sre.AT:
            return argument in (anchor, _STRING_ANCHORS[anchor])
        if op is sre.SUBPATTERN:
            return _anchored(list(argument[3]), anchor, edge)
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            return _anything(argument)  # `^a.*` and `^a.*$` let the same values through
        if op is sre.BRANCH:
            return all(_anchored(list(branch), anchor, edge) for branch in argument[1])
        if op in (sre.ASSERT, sre.ASSERT_NOT):
            items = items[1:] if edge == 0 else items[:-1]
            continue
        return False
    return False


def _anything(repeat: Any) -> bool:
    _, most, body = repeat
    return most is sre.MAXREPEAT and automaton.any_character(body)


_SEPARATORS = frozenset("/:.-_ ~#@")
"""A prefix is meant as one when it ends in one of these."""
_STRING_ANCHORS = {sre.AT_BEGINNING: sre.AT_BEGINNING_STRING, sre.AT_END: sre.AT_END_STRING}


def width(pattern: str) -> tuple[int, int] | None:
    """Shortest and longest match of a fully anchored expression; None where it is not, or not known."""
    tree = _parse(pattern)
    if tree is None or missing_anchors(pattern) or _looks_around(tree):
        return None
    shortest, longest = tree.getwidth()
    return int(shortest), int(longest)


def _looks_around(tree: Any) -> bool:
    return any(op in (sre.ASSERT, sre.ASSERT_NOT, sre.GROUPREF) for op, _ in tree)


def _alternatives_apart(pattern: str) -> str:
    """The same expression with an empty group in front of each further alternative: Python's parser merges
    ``a|a`` into one ``a``, and ``a|[a-z]`` into one class, which are two ways for the engine that runs it.
    With a back reference nothing is changed, since groups are counted.
    """
    if _REFERS_BACK.search(pattern):
        return pattern
    parts: list[str] = []
    escaped = inside = False
    for sign in pattern:
        parts.append("|()" if sign == "|" and not (escaped or inside) else sign)
        if not escaped and sign in "[]":
            inside = sign == "["
        escaped = sign == "\\" and not escaped
    return "".join(parts)


_REFERS_BACK = re.compile(r"\\[1-9]|\\k<|\(\?\(")


def exponential(pattern: str) -> bool:
    """Whether some text can be split in two ways inside a loop that runs again and again, with something
    behind the loop that can fail. Decided on the automaton: a state with two different ways back to itself
    on the same text (exponential degree of ambiguity; Weber and Seidl 1991, section 3).
    """
    tree, apart = _parse(pattern), _parse(_alternatives_apart(pattern))
    if tree is None or apart is None:
        return False
    return automaton.can_fail(tree) and automaton.exponential(apart)
