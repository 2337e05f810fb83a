"""Regular expressions of Go (RE2, https://pkg.go.dev/regexp/syntax) as expressions for bytes in Python."""

import re
from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_PATTERN = 4000
"""Characters of an expression."""

_MAX_NESTING = 50

_FLAGS = re.compile(r"\(\?([imsU]*)(?:-([imsU]+))?([:)])")
_NAMED = re.compile(r"\(\?P?<([A-Za-z_]\w*)>")
_CODE = re.compile(r"\\x(?:\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{2}))")
_PROPERTY = re.compile(r"\\([pP])(?:\{(\^?\w+)\}|(\w))")
_POSIX = re.compile(r"\[:(\^?)(\w+):\]")
_REPEAT = re.compile(r"\{[0-9]+(?:,[0-9]*)?\}")

# Bytes above ASCII are parts of letters in nearly all text.
_PROPERTIES = {
    "L": r"A-Za-z\x80-\xff", "Letter": r"A-Za-z\x80-\xff", "Latin": r"A-Za-z\x80-\xff",
    "Lu": "A-Z", "Ll": "a-z", "N": "0-9", "Nd": "0-9",
}  # fmt: skip
_CLASSES = {
    "alnum": "0-9A-Za-z", "alpha": "A-Za-z", "ascii": r"\x00-\x7f", "blank": r"\t ",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9", "graph": "!-~", "lower": "a-z", "print": " -~", "punct": r"!-/:-@\[-`{-~",
    "space": r"\t\n\v\f\r ", "upper": "A-Z", "word": "0-9A-Za-z_", "xdigit": "0-9A-Fa-f",
}  # fmt: skip


class GoRegexError(ValueError):
    """An expression that means nothing in Python; the text says why."""


def to_python(pattern: str) -> str:
    """The same expression, for ``re`` and for hyperscan. Raises GoRegexError."""
    if len(pattern) > MAX_PATTERN:
        raise GoRegexError(f"has more than {MAX_PATTERN} characters")
    made = _Translation(pattern).whole()
    try:
        re.compile(made.encode())
    except (re.error, OverflowError, RecursionError, UnicodeEncodeError) as error:
        raise GoRegexError(f"is no regular expression: {error}") from None
    return made


class _Translation(Struct):
    """``lines`` is whether ^ and $ mean lines (flag m) where the reading has come to."""

    text: str
    at: int = 0
    lines: bool = False
    depth: int = 0
    made: list[str] = field(default_factory=list)

    def whole(self) -> str:
        self._until_closed()
        if self.at < len(self.text):
            raise GoRegexError("closes a group that was not opened")
        return "".join(self.made)

    def _until_closed(self) -> None:
        """Flags hold to the end of the group that they stand in: what follows becomes a group of its own."""
        outside = self.lines
        opened: list[str] = []
        self.depth += 1
        if self.depth > _MAX_NESTING:
            raise GoRegexError(f"is nested more than {_MAX_NESTING} deep")
        while self.at < len(self.text) and self.text[self.at] != ")":
            flags = _FLAGS.match(self.text, self.at)
            if flags and flags[3] == ")":
                self.at = flags.end()
                opened.append(self._open(flags[1], flags[2] or ""))
            elif self.text[self.at] == "|":
                self.at += 1
                self.made += [")" * len(opened), "|", *opened]  # a flag holds in the branches that follow too
            else:
                self._one()
        self.made.append(")" * len(opened))
        self.lines = outside
        self.depth -= 1

    def _open(self, on: str, off: str) -> str:
        if "U" in on + off:
            raise GoRegexError("has the flag U, which Python does not know")
        self.lines = ("m" in on or self.lines) and "m" not in off
        on, off = "".join(sorted(set(on))), "".join(sorted(set(off)))
        made = f"(?{on}{'-' + off if off else ''}:"
        self.made.append(made)
        return made

    def _one(self) -> None:
        char = self.text[self.at]
        act: Callable[[], None] = {"(": self._group, "[": self._set, "\\": self._escape}.get(
            char, self._plain
        )
        act()

    def _plain(self) -> None:
        char = self.text[self.at]
        self.at += 1
        if char == "$" and not self.lines:
            self.made.append(r"\Z")  # Python's $ matches in front of a line end as well
        elif char in "*+?" or (char == "{" and _REPEAT.match(self.text, self.at - 1)):
            self._repeat(char)
        elif char == "{":
            self.made.append(r"\{")
        else:
            self.made.append(char if char.isascii() else f"(?:{char})")

    def _repeat(self, char: str) -> None:
        if char == "{":
            match = _REPEAT.match(self.text, self.at - 1)
            self.at = match.end() if match else self.at
            char = match[0] if match else char
        if self.text[self.at : self.at + 1] == "?":
            char += "?"
            self.at += 1
        if self.text[self.at : self.at + 1] in ("*", "+") or (
            self.text[self.at : self.at + 1] == "?" and char.endswith("?")
        ):
            raise GoRegexError("repeats a repeat")
        self.made.append(char)

    def _group(self) -> None:
        if named := _NAMED.match(self.text, self.at):
            self.at = named.end()
            self.made.append(f"(?P<{named[1]}>")
        elif flags := _FLAGS.match(self.text, self.at):
            self._flagged(flags)
            return
        elif self.text.startswith("(?", self.at):
            raise GoRegexError("has a group that Go does not know")
        else:
            self.at += 1
            self.made.append("(")
        self._rest()

    def _flagged(self, flags: re.Match[str]) -> None:
        outside = self.lines
        self.at = flags.end()
        self._open(flags[1], flags[2] or "")
        self._rest()
        self.lines = outside

    def _rest(self) -> None:
        self._until_closed()
        if self.at >= len(self.text):
            raise GoRegexError("does not close a group")
        self.at += 1
        self.made.append(")")

    def _escape(self) -> None:
        if self.text.startswith(r"\Q", self.at):
            end = self.text.find(r"\E", self.at)
            words = self.text[self.at + 2 : end if end >= 0 else len(self.text)]
            self.at = end + 2 if end >= 0 else len(self.text)
            self.made.append(re.escape(words))
        elif self.text.startswith(r"\z", self.at):
            self.at += 2
            self.made.append(r"\Z")
        elif found := self._property():
            self.made.append(f"[{found}]")
        else:
            self.made.append(self._character(r"AbBdDsSwW"))

    def _property(self) -> str:
        """The inner part of a set; empty where no property stands here."""
        match = _PROPERTY.match(self.text, self.at)
        if not match:
            return ""
        name = match[2] or match[3]
        inverted = (match[1] == "P") != name.startswith("^")
        if name.lstrip("^") not in _PROPERTIES:
            raise GoRegexError(f"has \\{match[1]}{{{name}}}, which has no equal for bytes")
        self.at = match.end()
        return ("^" if inverted else "") + _PROPERTIES[name.lstrip("^")]

    def _character(self, classes: str) -> str:
        if code := _CODE.match(self.text, self.at):
            self.at = code.end()
            number = int(code[1] or code[2], 16)
            if number > 0x7F:
                raise GoRegexError("names a character beyond ASCII by its number")
            return f"\\x{number:02x}"
        char = self.text[self.at + 1 : self.at + 2]
        self.at += 2
        if not char or not char.isascii() or (char.isalnum() and char not in classes + "afnrtv01234567"):
            raise GoRegexError(f"has \\{char}, which Python does not know")
        if char in "1234567":
            raise GoRegexError("refers back to a group")
        return r"\x07" if char == "a" else f"\\{char}"

    def _set(self) -> None:
        self.at += 1
        parts = ["["]
        if self.text.startswith("^", self.at):
            self.at += 1
            parts.append("^")
        first = True
        while first or not self.text.startswith("]", self.at):
            if self.at >= len(self.text):
                raise GoRegexError("does not close a set of characters")
            parts.append(self._member())
            first = False
        self.at += 1
        self.made.append("".join([*parts, "]"]))

    def _member(self) -> str:
        if posix := _POSIX.match(self.text, self.at):
            if posix[1] or posix[2] not in _CLASSES:
                raise GoRegexError(f"has {posix[0]} in a set")
            self.at = posix.end()
            return _CLASSES[posix[2]]
        char = self.text[self.at]
        if char == "\\":
            found = self._property()
            if found.startswith("^"):
                raise GoRegexError("has \\P in a set")
            return found or self._character("dDsSwW")
        if not char.isascii():
            raise GoRegexError("has a character beyond ASCII in a set")
        self.at += 1
        # Python keeps [ and doubled signs in sets for later.
        return f"\\{char}" if char in "[]&~|" else char
