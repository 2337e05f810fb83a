"""Which files are API definitions: told by content, never by file name."""

import re

from ztlint.documents import Document, decode
from ztlint.openapi.model import Version

# A top-level key `openapi` or `swagger` with a version: at the start of a line in YAML, behind a brace or
# comma in JSON. Nested mentions (a Kubernetes field, prose) don't have both.
_SIGN = re.compile(
    r"""(?:^|[\r\n]|[{,])\s*(?:\?\s+)?(?:!!str\s+)?(["']?)(?:openapi|swagger)\1\s*:\s*(?:!!\w+\s+)?["']?[0-9]""",
    re.MULTILINE,
)
_VERSION = re.compile(r"([0-9]+)\.([0-9]+)")
_KNOWN = frozenset({(2, 0), (3, 0), (3, 1), (3, 2)})


def sniff(data: bytes) -> bool:
    """Whether bytes look like an API definition, cheaply and before parsing."""
    if b"openapi" not in data and b"swagger" not in data and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return False
    text = decode(data)
    return bool(_SIGN.search(text if isinstance(text, str) else data.decode("latin-1")))


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
