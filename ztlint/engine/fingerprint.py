"""Identities that survive edits elsewhere in the file: no line number goes in."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from ztlint.core import Finding


def fingerprinted(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings, in their final order, with fingerprints. The n-th of equal ones has ``n`` mixed in."""
    seen: Counter[str] = Counter()
    for finding in findings:
        base = _digest(finding.rule.id, finding.location.path, finding.cause)
        seen[base] += 1
        fingerprint = base if seen[base] == 1 else _digest(base, str(seen[base]))
        yield replace(finding, fingerprint=fingerprint)


def _digest(*parts: str) -> str:
    """File names may hold bytes that are not UTF-8."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:32]
