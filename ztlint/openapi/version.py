"""Which files are API definitions: told by content, never by file name."""

import re

from ztlint.documents import Document, is_wide
from ztlint.openapi.model import Version

_WORD = re.compile(rb"openapi|swagger")
# The same words may be written with escapes, which only a parser undoes.
_ESCAPED = re.compile(rb"\\(?:u00|U000000|x)[2-7]", re.IGNORECASE)
_KEY = re.compile(rb"""(?:\A[^\x00-\x7f]*|[\r\n]|[{,]\s*)([ \t]*)(["']?)(?:openapi|swagger)\2\s*:""")
_LINE = re.compile(rb"(?:\A|[\r\n])([ \t]*)(?![-%#\s]|\Z)")
_VERSION = re.compile(r"([0-9]+)\.([0-9]+)")
_KNOWN = frozenset({(2, 0), (3, 0), (3, 1), (3, 2)})


def sniff(data: bytes) -> bool:
    """Whether bytes may be an API definition, cheaply and before parsing: never False for one that is."""
    data = _narrow(data)
    return _WORD.search(data) is not None or _ESCAPED.search(data) is not None


def claims(data: bytes) -> bool:
    """Whether bytes plainly mean to be one: the key is among the outermost, or stands in a JSON object."""
    data = _narrow(data)
    found = _KEY.search(data)
    if found is None:
        return False
    least = min((len(line[1]) for line in _LINE.finditer(data)), default=0)
    return data[found.start() : found.start() + 1] in (b"{", b",") or len(found[1]) <= least


def _narrow(data: bytes) -> bytes:
    """Wide encodings without their zero bytes: good enough for a look, even where the text is cut off."""
    return data.replace(b"\0", b"") if is_wide(data) else data


def recognise(document: Document) -> Version | None:
    """The version that a document's root claims; None where it is no API definition.

    YAML reads an unquoted ``3.0`` as a number, and so does this.
    """
    if not isinstance(document.data, dict):
        return None
    for key in ("openapi", "swagger"):
        match = _VERSION.match(str(document.data.get(key, "")))
        if match:
            return Version(int(match[1]), int(match[2]))
    return None


def supported(version: Version) -> bool:
    return (version.major, version.minor) in _KNOWN
