"""Files that a file refers to, found without parsing it."""

import posixpath
import re
from urllib.parse import unquote, urljoin

from ztlint.documents.text import Undecodable, decode

_REFERENCE = re.compile(r"""\$ref(?:"|')?\s{0,20}:\s{0,200}["']?([^"'#\s,{}\[\]][^"'#\s,}\]]*)""")
# The document's own address: what has one in the same folder lies beside it (OpenAPI 3.2 section 4.1.2).
_SELF = re.compile(r"""\$self(?:"|')?\s{0,20}:\s{0,200}["']?([a-z][a-z0-9+.-]{0,20}://[^"'#\s,}\]]*)""")


def file_references(path: str, data: bytes) -> set[str]:
    """Paths below the root; of what lies elsewhere nothing. Cheap, and may name more than a parser would."""
    text = decode(data)
    if isinstance(text, Undecodable):
        return set()
    folder = posixpath.dirname(path)
    own = _SELF.search(text)
    home = urljoin(own[1], ".") if own else "\n"
    written = (name.removeprefix(home) for name in _REFERENCE.findall(text))
    names = {name for name in written if "://" not in name}
    places = {posixpath.normpath(posixpath.join(folder, unquote(name.replace("\\/", "/")))) for name in names}
    return {place for place in places if not place.startswith(("../", "/"))}
