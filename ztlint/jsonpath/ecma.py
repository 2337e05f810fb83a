"""Regular expressions as ECMA-262 writes them, with a limit on the time that one may take.

The standard library's ``re`` can't be stopped; the ``regex`` package can.
"""

import re
from functools import lru_cache
from typing import Any

PATIENCE = 0.5
"""Seconds for one search. A ruleset may come from a stranger, and so may the text."""

MAX_LENGTH = 4000
"""Characters of one expression."""

_KNOWN_ESCAPES = frozenset("dDwWsSbBnrtvf")
_CLASS = re.compile(r"\\[pP]\{")
_END = r"\Z"
_DOT = r"[^\n\r\u2028\u2029]"


class PatternError(Exception):
    """An expression that can't be read, or that took too long."""


def search(pattern: str, flags: str, text: str) -> tuple[str, ...] | None:
    """The match and its groups, or None. Raises PatternError."""
    try:
        found = _compiled(pattern, flags).search(text, timeout=PATIENCE)
    except TimeoutError:
        told = pattern if len(pattern) <= 60 else pattern[:57] + "..."
        raise PatternError(f"the expression '{told}' takes too long") from None
    return None if found is None else (found[0], *(group or "" for group in found.groups()))


@lru_cache(maxsize=2048)
def _compiled(pattern: str, flags: str) -> Any:
    import regex  # noqa: PLC0415 - only runs with rulesets need it

    if len(pattern) > MAX_LENGTH:
        raise PatternError(f"an expression is longer than {MAX_LENGTH} characters")
    if set(flags) - set("dgimsuvy"):
        raise PatternError(f"the flags '{flags}' are not known")
    classes = _CLASS.search(pattern) and {"u", "v"} & set(flags)  # of all of Unicode
    wanted = (0 if classes else regex.ASCII) | (regex.IGNORECASE if "i" in flags else 0)
    wanted |= (regex.MULTILINE if "m" in flags else 0) | (regex.DOTALL if "s" in flags else 0)
    if "y" in flags:
        pattern = f"^(?:{pattern})"
    try:
        return regex.compile(_python(pattern, flags), wanted, cache_pattern=False)
    except (regex.error, RecursionError, OverflowError) as error:
        raise PatternError(f"not a regular expression: {error}") from None


def check(pattern: str, flags: str = "") -> None:
    """Raises PatternError for an expression that can't be read."""
    _compiled(pattern, flags)


def of_option(option: str) -> tuple[str, str]:
    """``/expression/flags``, or an expression alone."""
    body, slash, flags = option[1:].rpartition("/")
    if option.startswith("/") and slash and body and (not flags or (flags.isalpha() and flags.islower())):
        return body, flags
    return option, ""


def _python(pattern: str, flags: str) -> str:
    """ECMA-262 to the syntax of ``regex``, character by character."""
    out: list[str] = []
    at = 0
    in_class = False
    while at < len(pattern):
        piece, at, in_class = _piece(pattern, at, flags, in_class=in_class)
        out.append(piece)
    return "".join(out)


def _piece(pattern: str, at: int, flags: str, *, in_class: bool) -> tuple[str, int, bool]:
    char = pattern[at]
    if char == "\\" and at + 1 < len(pattern):
        piece, after = _escape(pattern, at + 1, flags, in_class=in_class)
        return piece, after, in_class
    if in_class:
        return ("\\[" if char == "[" else char), at + 1, char != "]"
    if char == "[":
        return _class(pattern, at)
    return _plain(pattern, at, flags), at + 1, False


def _class(pattern: str, at: int) -> tuple[str, int, bool]:
    """The beginning of a class; one that holds everything or nothing is written otherwise in Python."""
    for written, meant in (("[^]", r"[\s\S]"), ("[]", "(?!)")):
        if pattern.startswith(written, at):
            return meant, at + len(written), False
    negated = pattern.startswith("[^", at)
    return ("[^" if negated else "["), at + (2 if negated else 1), True


def _plain(pattern: str, at: int, flags: str) -> str:
    char = pattern[at]
    if char == "$" and "m" not in flags:
        return _END
    if char == "." and "s" not in flags:
        return _DOT
    return "\\{" if char == "{" and not _is_quantifier(pattern, at) else char


def _is_quantifier(pattern: str, at: int) -> bool:
    """``{2}``, ``{2,}``, ``{2,3}``: anything else in braces is text, and other things to ``regex``."""
    least, _, most = pattern[at + 1 :].partition("}")[0].partition(",")
    return "}" in pattern[at:] and least.isdigit() and (not most or most.isdigit())


def _escape(pattern: str, at: int, flags: str, *, in_class: bool) -> tuple[str, int]:
    char = pattern[at]
    if char in _KNOWN_ESCAPES or char.isdigit():
        return ("\\x08" if in_class and char == "b" else "\\" + char), at + 1
    if char in "ux":
        return _by_number(pattern, at)
    if char == "k" and pattern.startswith("k<", at) and ">" in pattern[at:]:
        name, _, _ = pattern[at + 2 :].partition(">")
        return f"(?P={name})", at + 3 + len(name)
    if char in "pP" and {"u", "v"} & set(flags) and pattern.startswith("{", at + 1) and "}" in pattern[at:]:
        after = pattern.index("}", at) + 1
        return "\\" + pattern[at:after], after
    if char == "c" and pattern[at + 1 : at + 2].isalpha():
        return f"\\x{ord(pattern[at + 1]) % 32:02x}", at + 2
    return (char if char.isalnum() or char == "_" else "\\" + char), at + 1


def _by_number(pattern: str, at: int) -> tuple[str, int]:
    r"""``\xHH``, ``\uHHHH`` and ``\u{H...}``; the bare letter where the digits are missing."""
    if pattern.startswith("u{", at) and "}" in pattern[at:]:
        digits, after = pattern[at + 2 :].partition("}")[0], pattern.index("}", at) + 1
    else:
        width = 4 if pattern[at] == "u" else 2
        digits, after = pattern[at + 1 : at + 1 + width], at + 1 + width
        if len(digits) < width:
            return pattern[at], at + 1
    try:
        number = int(digits, 16)
    except ValueError:
        return pattern[at], at + 1
    return (f"\\U{number:08x}" if number <= 0x10FFFF else "(?!)"), after
