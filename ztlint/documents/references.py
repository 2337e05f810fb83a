"""Files that a file refers to, found without parsing it."""

import posixpath
import re
from urllib.parse import unquote

from ztlint.documents.text import Undecodable, decode

_REFERENCE = re.compile(r"""\$ref(?:"|')?\s{0,20}:\s{0,200}["']?([^"'#\s,{}\[\]][^"'#\s,}\]]*)""")


def file_references(path: str, data: bytes) -> set[str]:
    """Paths below the root; of what lies elsewhere nothing. Cheap, and may name more than a parser would."""
    text = decode(data)
    if isinstance(text, Undecodable):
        return set()
    folder = posixpath.dirname(path)
    names = {name for name in _REFERENCE.findall(text) if "://" not in name}
    places = {posixpath.normpath(posixpath.join(folder, unquote(name.replace("\\/", "/")))) for name in names}
    return {place for place in places if not place.startswith(("../", "/"))}
