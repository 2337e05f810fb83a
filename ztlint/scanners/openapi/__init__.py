"""The scanner of API definitions. Each module of checks is one topic; importing it registers its checks."""

from ztlint.scanners.openapi import (
    authentication,
    authorization,
    binding,
    credentials,
    exposure,
    inputs,
    integrity,
    inventory,
    limits,
    outbound,
    patterns,
    schemes,
    transport,
)
from ztlint.scanners.openapi.hit import CHECKS
from ztlint.scanners.openapi.scan import scan
from ztlint.scanners.openapi.selectors import SELECTORS

__all__ = [
    "CHECKS",
    "SELECTORS",
    "authentication",
    "authorization",
    "binding",
    "credentials",
    "exposure",
    "inputs",
    "integrity",
    "inventory",
    "limits",
    "outbound",
    "patterns",
    "scan",
    "schemes",
    "transport",
]
