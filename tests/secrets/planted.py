"""Tokens for tests, put together at run time: no scanner trips over this repository."""

import base64
import json
import random
import string
from zlib import crc32

_BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase


def letters(count: int, seed: int = 1, alphabet: str = _BASE62) -> str:
    return "".join(random.Random(seed).choices(alphabet, k=count))  # noqa: S311 - nothing is protected by it


def hex_digits(count: int, seed: int = 1) -> str:
    return letters(count, seed, "0123456789abcdef")


def github(seed: int = 1, *, valid: bool = True) -> str:
    body = letters(30, seed)
    value, digits = crc32(body.encode()), ""
    while value:
        value, digit = divmod(value, 62)
        digits = _BASE62[digit] + digits
    return "gh" + "p_" + body + (digits.rjust(6, "0") if valid else "0Aa1Bb")


def jwt(claims: dict[str, object], seed: int = 1, header: dict[str, object] | None = None) -> str:
    parts = (json.dumps(part).encode() for part in (header or {"alg": "HS256", "typ": "JWT"}, claims))
    encoded = [base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts]
    return ".".join([*encoded, letters(43, seed)])


def armoured(label: str, data: bytes) -> str:
    body = base64.encodebytes(data).decode()
    return f"-----BEGIN {label}-----\n{body}-----END {label}-----\n"


def der(size: int = 300, seed: int = 1) -> bytes:
    """A sequence whose length adds up, like that of a key."""
    content = random.Random(seed).randbytes(size)  # noqa: S311 - as above
    return b"\x30\x82" + size.to_bytes(2, "big") + content
