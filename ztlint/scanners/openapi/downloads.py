"""Checks of addresses of files that an API hands out."""

import re
from collections.abc import Iterator

from ztlint.openapi import Api, Property, tokens
from ztlint.scanners.openapi.exposure import texty
from ztlint.scanners.openapi.hit import Hit, Options, check

_FILES = frozenset(
    """download downloads export exports report file attachment document archive backup pdf csv zip invoice
    statement receipt recording transcript""".split()
)
_ADDRESSES = frozenset({"url", "uri", "link", "href"})
_ENDS = frozenset(word[-3:] for word in _ADDRESSES)
_GUARDED = re.compile(
    r"sign|expir|temporar|short[- ]lived|valid (?:for|until)|minutes|hours|one[- ]time|authenticat"
    r"|authori[sz]|credential|token|public",
    re.IGNORECASE,
)
_EXPIRY = re.compile(r"expir|valid_?until|ttl|signature", re.IGNORECASE)


@check(given="properties")
def lasting_download_address(api: Api, prop: Property, _: Options) -> Iterator[Hit]:
    """An address of a file in a response, and nothing says that it expires or asks who is calling. One
    finding for an API.
    """
    if not prop.reach.output or prop.name[-3:].lower() not in _ENDS:
        return
    words = tokens(prop.name)
    if not words or words[-1] not in _ADDRESSES or not _FILES & set(words[:-1]):
        return
    operations = [op for op in api.operations_in(prop.reach.output) if not op.authority.public]
    if not operations or not texty(prop.schema.value) or _guarded(prop):
        return
    yield Hit(prop.node, {"name": prop.name}, tuple(operations), cause="api", on_key=True)


def _guarded(prop: Property) -> bool:
    prose = prop.schema.text("description") + prop.node.text("description")
    beside = prop.owner.node.value.get("properties", {})
    return bool(_GUARDED.search(prose)) or any(_EXPIRY.search(name) for name in beside)
