"""JSONPath as Spectral's users write it (JSONPath-Plus), to steps.

RFC 9535 has neither parents (``^``), nor keys (``~``), nor JavaScript in its filters, so no library for it
reads these expressions: see docs/dependencies.md.
"""

import re
from typing import TypeAlias

from msgspec import Struct

from ztlint.scanners.openapi.spectral.expression import Expression, ExpressionError, needed_member, read

MAX_LENGTH = 4000
"""Characters of one expression."""


class Names(Struct, frozen=True):
    """Members by name, or items by number."""

    names: tuple[str, ...]
    deep: bool = False


class Wildcard(Struct, frozen=True):
    """All members and items."""

    deep: bool = False


class Slice(Struct, frozen=True):
    """Items by number, as Python slices."""

    start: int | None
    stop: int | None
    step: int | None
    deep: bool = False


class Filter(Struct, frozen=True):
    """Members and items for which an expression holds; ``needs`` is a member that they must have for it."""

    expression: Expression
    deep: bool = False
    needs: str = ""


class Computed(Struct, frozen=True):
    """The member whose name an expression gives."""

    expression: Expression
    deep: bool = False


class Everything(Struct, frozen=True):
    """``..`` at the end: the value and all mappings and sequences below it."""


class Parent(Struct, frozen=True):
    """``^``: what holds the value."""


class Key(Struct, frozen=True):
    """``~``: the name instead of the value."""


Step: TypeAlias = Names | Wildcard | Slice | Filter | Computed | Everything | Parent | Key


class Path(Struct, frozen=True):
    """``reach`` is how far up an expression looks from what it arrives at: all the way where it asks for
    the whole path (-1).
    """

    source: str
    steps: tuple[Step, ...]
    reach: int


_SLICE = re.compile(r"(-?\d{0,9}):(-?\d{0,9})(?::(-?\d{0,9}))?\Z")
_NAME_END = re.compile(r"[.\[^]|~(?=[.\[^~]|\Z)")
_UPWARD = re.compile(r"@parentProperty\b|@parent\b|@path\b")


def parse(source: str) -> Path:
    """Raises ExpressionError for what is not understood."""
    if len(source) > MAX_LENGTH:
        raise ExpressionError(f"it is longer than {MAX_LENGTH} characters")
    if not source.startswith("$"):
        raise ExpressionError("it does not start with '$'")
    steps: list[Step] = []
    at = 1
    while at < len(source):
        step, at = _step(source, at)
        if step is not None:
            steps.append(step)
    return Path(source, tuple(steps), _reach(source, steps))


def _reach(source: str, steps: list[Step]) -> int:
    asked = set(_UPWARD.findall(source))
    if "@path" in asked:
        return -1
    return sum(isinstance(step, Parent) for step in steps) + 2 * bool(asked)


def _step(source: str, at: int) -> tuple[Step | None, int]:
    char = source[at]
    if char == "^":
        return Parent(), at + 1
    if char == "~":
        return Key(), at + 1
    if char != ".":
        return _selector(source, at, deep=False)
    dots = len(source) - at - len(source[at:].lstrip("."))
    at += dots
    deep = dots > 1 or source.startswith("[", at)  # Spectral reads `a.[b]` as `a..[b]`, and users rely on it
    if at == len(source) or source[at] in "~^":
        return (Everything() if deep else None), at
    return _selector(source, at, deep=deep)


def _selector(source: str, at: int, *, deep: bool) -> tuple[Step, int]:
    if source[at] == "[":
        end = _closing(source, at)
        return _bracket(source[at + 1 : end].strip(), deep=deep), end + 1
    if source[at] in "'\"":
        end = source.find(source[at], at + 1)
        if end < 0:
            raise ExpressionError("a quote is not closed")
        return Names((source[at + 1 : end],), deep), end + 1
    if source[at] == "`":
        at += 1  # escapes one character that would mean something else
        found = _NAME_END.search(source, at + 1)
    else:
        found = _NAME_END.search(source, at)
    end = found.start() if found else len(source)
    name = source[at:end].strip()
    if name == "*":
        return Wildcard(deep), end
    if name.startswith("@") and name.endswith("()"):
        return Filter(read(name), deep), end
    return Names((name,), deep), end


def _bracket(inner: str, *, deep: bool) -> Step:
    if inner == "*":
        return Wildcard(deep)
    if inner.startswith("?"):
        return Filter(read(inner[1:]), deep, needed_member(inner[1:]))
    if inner.startswith("("):
        return Computed(read(inner), deep)
    if found := _SLICE.match(inner):
        start, stop, step = (int(text) if text and text != "-" else None for text in found.groups())
        return Slice(start, stop, step or None, deep)
    names = tuple(name.strip("'\"") if name[:1] in "'\"" else name for name in _listed(inner))
    if not all(names):
        raise ExpressionError(f"'[{inner}]' is not understood")
    return Names(names, deep)


_ITEM = re.compile(r"""\s*('[^']*'|"[^"]*"|[^,'"]+)\s*(?:,|\Z)""")


def _listed(inner: str) -> list[str]:
    """Names separated by commas; a comma may stand in quotes."""
    items: list[str] = []
    at = 0
    while at < len(inner):
        found = _ITEM.match(inner, at)
        if found is None:
            raise ExpressionError(f"'[{inner}]' is not understood")
        items.append(found[1].strip())
        at = found.end()
    return items or [""]


def _closing(source: str, at: int) -> int:
    """The bracket that closes the one at ``at``; quotes and regular expressions may hold brackets."""
    depth = 0
    filtered = source[at + 1 :].lstrip().startswith(("?", "("))
    while at < len(source):
        char = source[at]
        if char in "'\"" or (char == "/" and filtered):
            at = _end_of_quoted(source, at)
        elif char == "[":
            depth += 1
        elif char == "]":
            depth -= 1
            if depth == 0:
                return at
        at += 1
    raise ExpressionError("a bracket is not closed")


def _end_of_quoted(source: str, at: int) -> int:
    """Of a text or a regular expression, in which a slash may stand inside of brackets."""
    quote = source[at]
    in_class = False
    at += 1
    while at < len(source):
        char = source[at]
        if char == "\\":
            at += 1
        elif char == quote and not in_class:
            return at
        elif quote == "/" and char in "[]":
            in_class = char == "["
        at += 1
    raise ExpressionError("a quote or a regular expression is not closed")
