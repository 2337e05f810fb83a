"""What a baseline knows a secret by: a digest under the baseline's own key, and a slow one."""

import hashlib

_ROUNDS = 4096
"""Of HMAC-SHA256: milliseconds for each secret of a run, and for each guess of whoever has the file."""

_LENGTH = 32  # hexadecimal digits


def of_secret(key: bytes, rule: str, secret: bytes) -> str:
    """PBKDF2 (RFC 8018), which is HMAC over and over. ``secret`` may be a digest of it already.

    Neither path nor line goes in: the same secret elsewhere is the same secret, another one in its place is
    not. The rule keeps apart what two rules say of one value.
    """
    salt = key + rule.encode("utf-8", "surrogateescape")
    return hashlib.pbkdf2_hmac("sha256", secret, salt, _ROUNDS).hex()[:_LENGTH]
