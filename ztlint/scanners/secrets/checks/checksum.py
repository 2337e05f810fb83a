"""Checksums inside of tokens. Patterns name the groups: ``body`` is what ``sum`` is computed over."""

from zlib import crc32

from ztlint.scanners.secrets.outcome import Outcome, Trust, outcome
from ztlint.scanners.secrets.pattern import Candidate

_BASE62 = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BECH32 = b"QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"
_BECH32_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def crc32_base62(candidate: Candidate) -> Outcome:
    """GitHub, npm: CRC-32 of the body in base 62, most significant digit first, padded with zeros."""
    value, digits = crc32(candidate.groups["body"]), bytearray()
    while value:
        value, digit = divmod(value, 62)
        digits.insert(0, _BASE62[digit])
    return _verdict(candidate.groups["sum"] == bytes(digits).rjust(6, b"0"))


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


def _verdict(valid: bool) -> Outcome:  # noqa: FBT001 (the one thing it says)
    if valid:
        return outcome(Trust.PROVEN, checksum="valid")
    return outcome(Trust.BROKEN, checksum="invalid: an example, a typo, or cut off")
