"""What became weaker from one revision of a definition to the next."""

from ztlint.scanners.drift.revisions import (
    access,
    constraints,
    exposure,
    locks,
    responses,
    schemes,
    servers,
)
from ztlint.scanners.drift.revisions.change import CHECKS, LOCK_CHECKS, Change
from ztlint.scanners.drift.revisions.pairing import pair_operations
from ztlint.scanners.drift.revisions.scan import scan_change, scan_locks

__all__ = [
    "CHECKS",
    "LOCK_CHECKS",
    "Change",
    "access",
    "constraints",
    "exposure",
    "locks",
    "pair_operations",
    "responses",
    "scan_change",
    "scan_locks",
    "schemes",
    "servers",
]
