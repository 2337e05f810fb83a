"""Which files are API definitions: told by content, never by file name."""

import re
from typing import Any

from ztlint.documents import Document, encoding_of
from ztlint.openapi.model import Version

_WORDS = (b"openapi", b"swagger")
# The same words may be written with escapes, or over several lines, which only a parser undoes.
_ESCAPED = re.compile(rb"\\(?:u00|u000000|x)[2-7]")
_CONTINUED = re.compile(rb"\\(?:\r\n|\r|\n|\xc2\x85|\xe2\x80[\xa8\xa9])[ \t]*+")
_KEY = re.compile(
    rb"""(?:(?:\A[^\x00-\x7f]*+|[\r\n])([ \t]*+)|[{,]\s*+)(["']?)(?:openapi|swagger)\2\s*+:""", re.IGNORECASE
)
_LINE = re.compile(rb"(?:\A|[\r\n])([ \t]*+)(?![-%#\s]|\Z)")

_KEYS = ("openapi", "swagger")
_SECTIONS = ("paths", "info", "webhooks", "components", "definitions")
_VERSION = re.compile(r"\s*v?([0-9]{1,3})\.([0-9]{1,3})(?![0-9])", re.IGNORECASE)
_LIKE_A_VERSION = re.compile(r"[\W_]*v?[\W_]*\d[\d\W_]*|\s*", re.IGNORECASE)
_LONGEST = 100
"""Characters of a version that are looked at."""
_KNOWN = frozenset({(2, 0), (3, 0), (3, 1), (3, 2)})


def sniff(data: bytes) -> bool:
    """Whether bytes may be, or mean to be, a definition, cheaply and before parsing: never False for one."""
    data = _plain(data)
    return _speaks(data) or _ESCAPED.search(data.lower()) is not None


def claims(data: bytes) -> bool:
    """Whether bytes plainly mean to be one: the key is among the outermost, or stands in a JSON object."""
    data = _plain(data)
    found = list(_KEY.finditer(data)) if _speaks(data) else []
    least = min((len(line[1]) for line in _LINE.finditer(data)), default=0) if found else 0
    return any(key[1] is None or len(key[1]) <= least for key in found)


def _plain(data: bytes) -> bytes:
    """Wide encodings as UTF-8, also where the text is cut off; words that go on in the next line as one."""
    encoding, skip = encoding_of(data)
    if encoding != "utf-8":
        data = data[skip:].decode(encoding, "ignore").encode("utf-8", "ignore")
    return data if _speaks(data) or b"\\" not in data else _CONTINUED.sub(b"", data)


def _speaks(data: bytes) -> bool:
    lower = data.lower()
    return any(word in lower for word in _WORDS)


def recognise(document: Document) -> Version | None:
    """The version that a document's root claims; None where it is no API definition.

    YAML reads an unquoted ``3.0`` as a number, and so does this.
    """
    if not isinstance(document.data, dict):
        return None
    for key in _KEYS:
        value = document.data.get(key)
        match = _VERSION.match(str(value)[:_LONGEST]) if isinstance(value, (str, float)) else None
        if match:
            return Version(int(match[1]), int(match[2]))
    return None


def unrecognised(data: Any) -> str | None:
    """The key of a mapping that is meant to be an API definition, and whose version nobody can read.

    Others have such a key too (charts, configurations of frameworks). So what stands there has to look like a
    version, beside what a definition has; or something stands beside it that only definitions have.
    """
    if not isinstance(data, dict):
        return None
    plain = {_bare(key): key for key in data}
    found = next((plain[key] for key in _KEYS if key in plain), None)
    if found is None or not any(section in plain for section in _SECTIONS):
        return None
    return found if _is_like_a_version(data[found]) or _has_parts(data, plain) else None


def _bare(key: str) -> str:
    """A key as it was meant: JSON5 without spaces makes a key of ``openapi:'3.0.3'`` where YAML is read."""
    return key[:_LONGEST].partition(":")[0].strip().lower()


def _is_like_a_version(value: Any) -> bool:
    if isinstance(value, list):
        return any(_is_like_a_version(item) for item in value if not isinstance(item, list))
    if isinstance(value, (bool, dict)):
        return False
    return value is None or _LIKE_A_VERSION.fullmatch(str(value)[:_LONGEST]) is not None


def _has_parts(data: dict[str, Any], plain: dict[str, str]) -> bool:
    """Paths that begin with a slash, or a title and a version."""
    paths, info = (data.get(plain.get(key, "")) for key in ("paths", "info"))
    if isinstance(paths, dict) and any(path.startswith("/") for path in paths):
        return True
    return isinstance(info, dict) and {"title", "version"} <= info.keys()


def supported(version: Version) -> bool:
    return (version.major, version.minor) in _KNOWN
