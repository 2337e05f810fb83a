"""Quoted names and texts (RFC 9535 section 2.3.1)."""

import re

from ztlint.jsonpath.query import QueryError

_PLAIN = {quote: re.compile(rf"[^\\{quote}]*") for quote in "'\""}
_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "/": "/", "\\": "\\", "'": "'", '"': '"'}
_CODE = re.compile(r"[0-9A-Fa-f]{4}")


def unquoted(source: str, at: int) -> tuple[str, int]:
    """The text that a quote at ``at`` begins, and where what follows it starts. Raises QueryError."""
    quote = source[at]
    parts: list[str] = []
    at += 1
    while at < len(source):
        plain = _PLAIN[quote].match(source, at)
        if plain:
            parts.append(plain[0])
            at = plain.end()
        if source.startswith(quote, at):
            return _joined(parts), at + 1
        if at < len(source):
            text, at = _escape(source, at + 1)
            parts.append(text)
    raise QueryError("a quote is not closed")


def _escape(source: str, at: int) -> tuple[str, int]:
    char = source[at : at + 1]
    if char == "u" and (code := _CODE.match(source, at + 1)):
        return chr(int(code[0], 16)), code.end()
    if char not in _ESCAPES or not char:
        raise QueryError(f"the escape '\\{char}' is not known")
    return _ESCAPES[char], at + 1


def _joined(parts: list[str]) -> str:
    """Two halves of a surrogate pair are one character."""
    text = "".join(parts)
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        raise QueryError("half of a surrogate pair is no character") from None
