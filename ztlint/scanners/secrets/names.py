"""Secrets in names: of files and folders, of branches and tags."""

from collections.abc import Iterable, Iterator
from itertools import islice
from os import fsencode

from msgspec.structs import replace

from ztlint.core import Evidence, Finding
from ztlint.scanners.secrets.matcher import Matcher
from ztlint.scanners.secrets.scan import scan_bytes
from ztlint.scanners.secrets.unfold import Gap
from ztlint.sources import Source

_AT_ONCE = 2000  # names that are searched together: nearly all hold nothing

IN_NAME = Evidence("place", "the name itself")


def in_names(matcher: Matcher, names: Iterable[str]) -> Iterator[Finding]:
    """Findings without a span. Each name is judged by itself, so that its neighbours give it no context."""
    rest = iter(names)
    while some := list(islice(rest, _AT_ONCE)):
        if _may_hold(matcher, b"\0".join(map(fsencode, some))):
            for name in some:
                yield from in_name(matcher, name)


def in_name(matcher: Matcher, name: str) -> Iterator[Finding]:
    data = fsencode(name)
    if not _may_hold(matcher, data):
        return
    for finding in scan_bytes(matcher, Source(name, data)):
        if isinstance(finding, Gap):
            continue  # bytes that only begin like an archive
        place = replace(finding.location, span=None)
        yield replace(finding, location=place, evidence=(*finding.evidence, IN_NAME))


def _may_hold(matcher: Matcher, data: bytes) -> bool:
    look = matcher.look(data)
    return bool(look.patterns or look.encodings)
