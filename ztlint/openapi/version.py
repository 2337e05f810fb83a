"""Which files are API definitions: told by content, never by file name."""

import codecs
import re

from ztlint.documents import Document
from ztlint.openapi.model import Version

# A key `openapi` or `swagger` with a version behind it. Nested mentions (a Kubernetes field, prose) don't
# have both.
_KEY = rb"""(["']?)(?:openapi|swagger)\1\s*:\s*(?:!!\w+\s+)?["']?[0-9]"""
_SIGN = re.compile(rb"(?:\A[^\x00-\x7f]*|[\r\n]|[{,])\s*(?:\?\s+)?(?:!!str\s+)?" + _KEY)
_CLAIM = re.compile(rb"(?:\A[^\x00-\x7f]*|[\r\n]|[{,]\s*)" + _KEY)
_VERSION = re.compile(r"([0-9]+)\.([0-9]+)")
_KNOWN = frozenset({(2, 0), (3, 0), (3, 1), (3, 2)})

_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)  # UTF-32 LE starts like UTF-16


def sniff(data: bytes) -> bool:
    """Whether bytes may be an API definition, cheaply and before parsing."""
    return _shows(_SIGN, data)


def claims(data: bytes) -> bool:
    """Whether bytes plainly mean to be one: the key is not indented, or stands in a JSON object."""
    return _shows(_CLAIM, data)


def _shows(sign: re.Pattern[bytes], data: bytes) -> bool:
    """Wide encodings are looked at without their zero bytes: good enough, even where the text is cut off."""
    if data.startswith(_WIDE_MARKS):
        data = data.replace(b"\0", b"")
    return (b"openapi" in data or b"swagger" in data) and sign.search(data) is not None


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
