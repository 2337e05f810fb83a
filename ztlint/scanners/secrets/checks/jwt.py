"""JSON Web Tokens (RFC 7519): what they say of themselves."""

import hmac
from datetime import UTC, datetime
from typing import Any

from ztlint.scanners.secrets.checks.encoded import decode_base64, decode_json
from ztlint.scanners.secrets.outcome import Outcome, Trust, outcome
from ztlint.scanners.secrets.pattern import Candidate
from ztlint.scanners.secrets.placeholder import documented

_TUTORIAL_KEYS = (
    b"secret",
    b"your-256-bit-secret",
    b"key",
    b"test",
    b"password",
    b"mysecret",
    b"secretkey",
    b"",
)
_HASHES = {"HS256": "sha256", "HS384": "sha384", "HS512": "sha512"}
_TUTORIAL_SUBJECTS = frozenset({"1234567890"})

_PUBLIC_ROLES = frozenset({"anon"})
"""Roles of tokens that are made to be published, such as the one in a Supabase page."""


def jwt(candidate: Candidate) -> Outcome:
    header, claims, signature = (candidate.groups[name] for name in ("header", "claims", "signature"))
    head, body = decode_json(header), decode_json(claims)
    if head is None or body is None or not isinstance(head.get("alg"), str):
        return outcome(Trust.BROKEN, structure="invalid: header or claims do not decode")
    if example := documented(signature):
        return outcome(Trust.EXAMPLE, example=example)
    algorithm = head["alg"] if head["alg"].isalnum() else "unknown"
    if str(body.get("sub")) in _TUTORIAL_SUBJECTS:
        return outcome(Trust.EXAMPLE, algorithm=algorithm, subject="the one that tutorials use")
    if _signed_with_a_word(algorithm, header + b"." + claims, signature):
        return outcome(
            Trust.EXAMPLE, algorithm=algorithm, signature="made with a word that tutorials use as key"
        )
    if body.get("role") in _PUBLIC_ROLES:
        return outcome(Trust.EXAMPLE, algorithm=algorithm, role="made to be published")
    return _by_expiry(algorithm, body.get("exp"))


def _signed_with_a_word(algorithm: str, signed: bytes, signature: bytes) -> bool:
    """Whether the key is one that everybody knows: such a token opens nothing that is not open already."""
    name, given = _HASHES.get(algorithm), decode_base64(signature)
    return name is not None and any(hmac.digest(key, signed, name) == given for key in _TUTORIAL_KEYS)


def _by_expiry(algorithm: str, expires: Any) -> Outcome:
    try:
        moment = datetime.fromtimestamp(float(expires), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return outcome(Trust.PROVEN, algorithm=algorithm, expires="never")
    shown = moment.isoformat(timespec="seconds")
    if moment < datetime.now(UTC):
        return outcome(Trust.LESSENED, algorithm=algorithm, expired=shown)
    return outcome(Trust.PROVEN, algorithm=algorithm, expires=shown)
