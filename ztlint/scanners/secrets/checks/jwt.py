"""JSON Web Tokens (RFC 7519): what they say of themselves."""

from datetime import UTC, datetime
from typing import Any

from ztlint.scanners.secrets.checks.encoded import decode_json
from ztlint.scanners.secrets.outcome import Outcome, Trust, outcome
from ztlint.scanners.secrets.pattern import Candidate
from ztlint.scanners.secrets.placeholder import documented

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
    if body.get("role") in _PUBLIC_ROLES:
        return outcome(Trust.EXAMPLE, algorithm=algorithm, role="made to be published")
    return _by_expiry(algorithm, body.get("exp"))


def _by_expiry(algorithm: str, expires: Any) -> Outcome:
    try:
        moment = datetime.fromtimestamp(float(expires), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return outcome(Trust.PROVEN, algorithm=algorithm, expires="never")
    shown = moment.isoformat(timespec="seconds")
    if moment < datetime.now(UTC):
        return outcome(Trust.LESSENED, algorithm=algorithm, expired=shown)
    return outcome(Trust.PROVEN, algorithm=algorithm, expires=shown)
