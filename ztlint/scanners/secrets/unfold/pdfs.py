"""Streams of PDF files, as far as zlib packed them."""

import re
import zlib
from collections.abc import Iterator

from ztlint.scanners.secrets.unfold.budget import Budget
from ztlint.scanners.secrets.unfold.layer import Layer

MAGIC = b"%PDF-"
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_BEFORE = 400  # bytes before a stream in which its description says how it is packed
_CHUNK = 64 * 1024
_PART = 1 << 20


def streams(data: bytes, budget: Budget) -> Iterator[Layer]:
    """A stream that is damaged or encrypted says nothing: there is no telling them apart."""
    place = 0
    while (match := _STREAM.search(data, place)) and budget.enters():
        place = match.end()
        said = data[max(0, match.start() - _BEFORE) : match.start()]
        if b"FlateDecode" in said and (out := budget.read(_parts(data, place), len(data))):
            yield Layer("PDF stream", out)


def _parts(data: bytes, place: int) -> Iterator[bytes]:
    stream = zlib.decompressobj()
    tail = b""
    try:
        while not stream.eof and (tail or place < len(data)):
            fed = tail or data[place : place + _CHUNK]
            place += 0 if tail else len(fed)
            if part := stream.decompress(fed, _PART):
                yield part
            tail = stream.unconsumed_tail
    except zlib.error:
        return
