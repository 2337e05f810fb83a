"""Tokens that carry readable data: JSON, macaroons, numbers."""

import base64
import binascii
import json
import struct
from typing import Any

from ztlint.scanners.secrets.outcome import Outcome, Trust, outcome
from ztlint.scanners.secrets.pattern import Candidate

_UNREADABLE = "invalid: does not decode"


def decode_base64(data: bytes) -> bytes | None:
    """Both alphabets, padding or not. None for anything else."""
    text = data.translate(bytes.maketrans(b"-_", b"+/")).rstrip(b"=")
    try:
        return base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error:
        return None


def decode_json(data: bytes) -> dict[str, Any] | None:
    """The object that base64 in ``data`` holds."""
    try:
        value = json.loads(decode_base64(data) or b"")
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def base64_json(candidate: Candidate) -> Outcome:
    """Sentry, 1Password, Grafana Cloud, Mapbox: the group ``payload`` is base64 of a JSON object."""
    payload = candidate.groups.get("payload")
    if payload is None:
        return outcome(Trust.UNCHECKED)  # another kind of token of the same vendor
    if decode_json(payload) is None:
        return outcome(Trust.BROKEN, structure=_UNREADABLE)
    return outcome(Trust.PROVEN, structure="valid: its payload decodes")


def macaroon(candidate: Candidate) -> Outcome:
    """PyPI: base64url of a version 2 macaroon, whose first field is the location."""
    data = decode_base64(candidate.groups["payload"]) or b""
    # Version 2, then the fields as type, length, content; type 1 is the location.
    size = data[2] if len(data) > 2 and data[:2] == b"\x02\x01" else 0
    location = data[3 : 3 + size]
    if location not in {b"pypi.org", b"test.pypi.org"}:
        return outcome(Trust.BROKEN, structure=_UNREADABLE)
    trust = Trust.PROVEN if location == b"pypi.org" else Trust.LESSENED
    return outcome(trust, structure="valid: a macaroon", index=location.decode())


def storage_key(candidate: Candidate) -> Outcome:
    """Azure storage: 64 bytes in base64."""
    if len(decode_base64(candidate.secret) or b"") != 64:
        return outcome(Trust.BROKEN, structure=_UNREADABLE)
    return outcome(Trust.UNCHECKED, structure="valid: 64 bytes")


def aws_account(candidate: Candidate) -> Outcome:
    """Ids made since 2019 hold the account: 40 bits after the first of the base32 body."""
    body = candidate.groups["body"]
    if body[:1] in b"IJ":
        return outcome(Trust.UNCHECKED)  # the older form
    number = int.from_bytes(base64.b32decode(body)[:6], "big")
    account = (number & 0x7FFF_FFFF_FF80) >> 7
    if account >= 10**12:
        return outcome(Trust.BROKEN, structure="invalid: holds no account number")
    return outcome(Trust.UNCHECKED, account=f"{account:012d}")


def discord_id(candidate: Candidate) -> Outcome:
    """The first part is base64 of the bot's id, a number of 17 to 20 digits."""
    number = decode_base64(candidate.groups["payload"]) or b""
    if not (number.isdigit() and 17 <= len(number) <= 20):
        return outcome(Trust.BROKEN, structure=_UNREADABLE)
    return outcome(Trust.PROVEN, structure="valid: holds a bot's id")


def numbered(candidate: Candidate) -> Outcome:
    """Tokens of Atlassian's servers: base64 of an id in digits, a colon, and random bytes."""
    number, colon, rest = (decode_base64(candidate.groups["payload"]) or b"").partition(b":")
    if not (number.isdigit() and colon and len(rest) >= 16):
        return outcome(Trust.BROKEN, structure=_UNREADABLE)
    return outcome(Trust.PROVEN, structure="valid: holds a token's id")


def openssh_cipher(data: bytes) -> bytes | None:
    """What an OpenSSH private key is encrypted with (``none`` if it isn't). None if it is no key."""
    magic = b"openssh-key-v1\0"
    if not data.startswith(magic) or len(data) < len(magic) + 4:
        return None
    (size,) = struct.unpack_from(">I", data, len(magic))
    cipher = data[len(magic) + 4 : len(magic) + 4 + size]
    return cipher if len(cipher) == size else None
