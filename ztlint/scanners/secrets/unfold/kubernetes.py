"""The data of Kubernetes Secrets: short values too, which nothing but their place tells from words."""

import binascii
import re
from collections.abc import Iterable, Iterator

from ztlint.scanners.secrets.unfold.layer import Builder, Layer

_ENTRY = re.compile(
    rb"^([ \t{]*[\"']?[\w.-]{1,128}[\"']?[ \t]*:[ \t]*[\"']?)"
    rb"([0-9A-Za-z+/]{4,4096}={0,2})(?=[\"']?[ \t]*[,}]?[ \t]*\r?$)",
    re.MULTILINE,
)


def kubernetes_layers(data: bytes, _: Iterable[int]) -> Iterator[Layer]:
    """https://kubernetes.io/docs/concepts/configuration/secret/: ``data`` holds base64."""
    builder = Builder()
    for match in _ENTRY.finditer(data):
        value = _value(match[2])
        if value:
            builder.add(match[1], match.start(1), match.end(1), plain=True)
            builder.add(value, match.start(2), match.end(2), plain=False)
            builder.gap(match.end(2))
    if layer := builder.layer("base64 in a Kubernetes Secret"):
        yield layer


def _value(encoded: bytes) -> bytes:
    """Nothing for what is no base64 of printable text."""
    try:
        value = binascii.a2b_base64(encoded, strict_mode=True)
        return value if value.decode().strip().isprintable() else b""
    except (binascii.Error, UnicodeDecodeError):
        return b""
