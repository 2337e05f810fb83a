"""Private keys in armour: whether they are whole, and whether a passphrase protects them."""

import re

from ztlint.scanners.secrets.checks.encoded import decode_base64, openssh_cipher
from ztlint.scanners.secrets.outcome import Outcome, Trust, outcome
from ztlint.scanners.secrets.pattern import Candidate

_BODY = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END ", re.DOTALL)
_HEADER = re.compile(rb"(?:Proc-Type|DEK-Info|Version|Comment|Charset|Hash):[^\n\\]*")
_BETWEEN = re.compile(rb"\\[nrt]|[^A-Za-z0-9+/=]")
_SEQUENCE = 0x30  # the DER tag that every PKCS key starts with
_PROTECTED = "encrypted with a passphrase"


def pem(candidate: Candidate) -> Outcome:
    """RFC 7468 and its predecessors, OpenSSH and PGP."""
    block = _BODY.search(candidate.secret)
    if block is None:
        return outcome(Trust.BROKEN, structure="invalid: its end is missing")
    label, text = block.groups()
    if label.startswith(b"PGP"):
        return outcome(Trust.UNCHECKED)
    if b"ENCRYPTED" in label or b"4,ENCRYPTED" in text:
        return outcome(Trust.LESSENED, protection=_PROTECTED)
    data = decode_base64(_BETWEEN.sub(b"", _HEADER.sub(b"", text))) or b""
    if label.startswith(b"OPENSSH"):
        return _openssh(data)
    return _der(data)


def _openssh(data: bytes) -> Outcome:
    cipher = openssh_cipher(data)
    if cipher is None:
        return outcome(Trust.BROKEN, structure="invalid: no OpenSSH key")
    if cipher != b"none":
        return outcome(Trust.LESSENED, protection=_PROTECTED)
    return outcome(Trust.PROVEN, structure="valid: an OpenSSH key", protection="none")


def _der(data: bytes) -> Outcome:
    if _der_size(data) != len(data):
        return outcome(Trust.BROKEN, structure="invalid: lengths do not add up")
    return outcome(Trust.PROVEN, structure="valid: lengths add up", protection="none")


def _der_size(data: bytes) -> int | None:
    """Bytes of the outermost value by its own header (X.690, 8.1.3); None where that is no sequence."""
    if len(data) < 8 or data[0] != _SEQUENCE:
        return None
    if data[1] < 0x80:
        return 2 + data[1]
    count = data[1] & 0x7F
    return 2 + count + int.from_bytes(data[2 : 2 + count], "big")


def putty(candidate: Candidate) -> Outcome:
    """PuTTY's own format says its cipher in the second line."""
    if not candidate.complete:
        return outcome(Trust.BROKEN, structure="invalid: its end is missing")
    if candidate.groups["cipher"] == b"none":
        return outcome(Trust.UNCHECKED, protection="none")
    return outcome(Trust.LESSENED, protection=_PROTECTED)
