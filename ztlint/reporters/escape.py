"""Text from hostile input made safe to show and to encode. Every reporter sends its strings through here."""

import json
import re

# C0, DEL and C1 drive a terminal; the bidirectional controls (UAX #9) reorder what a reader sees; U+2028
# and U+2029 end lines in some viewers; a lone surrogate can't be encoded as UTF-8.
_CONTROLS = "\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
_UNSAFE = re.compile(f"[\x00-\x1f{_CONTROLS}]")
_UNSAFE_IN_JSON = re.compile(f"[{_CONTROLS}]")
_compact = json.JSONEncoder(ensure_ascii=False).encode
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ONE_BYTE = range(0x100)
_ESCAPED_BYTE = range(0xDC80, 0xDD00)  # a byte that was not UTF-8, kept by surrogateescape (PEP 383)


def visible(text: str) -> str:
    r"""One line in which every control character and lone surrogate stands as an escape, such as ``\x1b``."""
    return _UNSAFE.sub(_escape, text)


def one_line(text: str) -> str:
    """Prose from a rule file: white space and line ends become single spaces."""
    return visible(" ".join(text.split()))


def dump_json(data: object, depth: int) -> str:
    r"""JSON text that any UTF-8 encoder and any strict parser accepts.

    Containers nested deeper than ``depth`` stand on one line: readable, and fast for many findings. A lone
    surrogate becomes the visible escape of what it stands for (``\xff``), because parsers differ on
    ``\udcff``; the other controls keep their value behind a JSON escape.
    """
    return _UNSAFE_IN_JSON.sub(_escape_in_json, _expanded(data, depth, "\n")) + "\n"


def _expanded(value: object, depth: int, line: str) -> str:
    """``line`` is a line end with the indentation that follows it.

    A ``map`` is a list whose elements are made, written and forgotten one by one: many findings need it.
    """
    inner = f"{line}  "
    if depth and value and isinstance(value, dict):
        members = (f"{_compact(key)}: {_expanded(item, depth - 1, inner)}" for key, item in value.items())
        return f"{{{inner}{f',{inner}'.join(members)}{line}}}"
    if isinstance(value, map) or (depth and value and isinstance(value, list)):
        elements = [_expanded(item, depth - 1, inner) for item in value]
        return f"[{inner}{f',{inner}'.join(elements)}{line}]" if elements else "[]"
    return _compact(value)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code in _ESCAPED_BYTE:
        code -= 0xDC00
    return _NAMED.get(match[0]) or (f"\\x{code:02x}" if code in _ONE_BYTE else f"\\u{code:04x}")


def _escape_in_json(match: re.Match[str]) -> str:
    if "\ud800" <= match[0] <= "\udfff":
        return "\\" + _escape(match)
    return f"\\u{ord(match[0]):04x}"
