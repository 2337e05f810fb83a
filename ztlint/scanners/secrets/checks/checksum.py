"""Checksums inside of tokens. Patterns name the groups: ``body`` is what ``sum`` is computed over."""

import binascii
from base64 import b32decode
from hashlib import sha256
from zlib import crc32

from ztlint.scanners.secrets.outcome import Outcome, Trust, outcome
from ztlint.scanners.secrets.pattern import Candidate

_BASE36 = b"0123456789abcdefghijklmnopqrstuvwxyz"
_BASE58 = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE62 = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BECH32 = b"QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
_BECH32_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def crc32_base62(candidate: Candidate) -> Outcome:
    """GitHub, npm: CRC-32 of the body in base 62, most significant digit first, padded with zeros."""
    value = _digits(crc32(candidate.groups["body"]), _BASE62)
    return _verdict(candidate.groups["sum"] == value.rjust(6, b"0"))


def crc32_base36(candidate: Candidate) -> Outcome:
    """GitLab's routable tokens: CRC-32 of all that stands before it, in base 36. Older tokens have none."""
    if "sum" not in candidate.groups:
        return outcome(Trust.UNCHECKED)
    body = candidate.secret[: -len(candidate.groups["sum"])]
    return _verdict(candidate.groups["sum"] == _digits(crc32(body), _BASE36).rjust(7, b"0"))


def crc32_hex(candidate: Candidate) -> Outcome:
    """Cloudflare, Zuplo: CRC-32 of the body in lower-case hex."""
    return _verdict(candidate.groups["sum"] == b"%08x" % crc32(candidate.groups["body"]))


def bech32(candidate: Candidate) -> Outcome:
    """BIP 173, over ``prefix`` (what a human reads, without the separator ``1``), ``body`` and ``sum``."""
    prefix = candidate.groups["prefix"].lower()
    values = [_BECH32.find(char) for char in candidate.groups["body"] + candidate.groups["sum"]]
    expanded = [char >> 5 for char in prefix] + [0] + [char & 31 for char in prefix] + values
    return _verdict(-1 not in values and _polymod(expanded) == 1)


def _polymod(values: list[int]) -> int:
    checksum = 1
    for value in values:
        top = checksum >> 25
        checksum = (checksum & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_BECH32_GENERATOR):
            checksum ^= generator if top >> bit & 1 else 0
    return checksum


def nkey(candidate: Candidate) -> Outcome:
    """NATS: base 32; the last two bytes are a CRC-16 (XMODEM) of the others, low byte first."""
    data = b32decode(candidate.secret + b"=" * (-len(candidate.secret) % 8))
    return _verdict(binascii.crc_hqx(data[:-2], 0) == int.from_bytes(data[-2:], "little"))


def base58check(candidate: Candidate) -> Outcome:
    """Bitcoin: the last four bytes begin the SHA-256 of the SHA-256 of the others."""
    value = 0
    for char in candidate.secret:
        value = value * 58 + _BASE58.index(char)
    data = value.to_bytes(-(-value.bit_length() // 8), "big")
    return _verdict(data[-4:] == sha256(sha256(data[:-4]).digest()).digest()[:4])


def _digits(value: int, alphabet: bytes) -> bytes:
    """Most significant first; nothing for zero."""
    digits = bytearray()
    while value:
        value, digit = divmod(value, len(alphabet))
        digits.append(alphabet[digit])
    return bytes(reversed(digits))


def _verdict(valid: bool) -> Outcome:  # noqa: FBT001 (the one thing it says)
    if valid:
        return outcome(Trust.PROVEN, checksum="valid")
    return outcome(Trust.BROKEN, checksum="invalid: an example, a typo, or cut off")
