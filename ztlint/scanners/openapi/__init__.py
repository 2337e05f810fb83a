"""The scanner of API definitions. Each module of checks is one topic; importing it registers its checks."""

from ztlint.scanners.openapi import (
    authentication,
    authorization,
    authorization_server,
    binding,
    cors,
    credentials,
    detours,
    exposure,
    inputs,
    integrity,
    inventory,
    jwt,
    limits,
    oauth,
    outbound,
    patterns,
    schemes,
    transport,
    twins,
)
from ztlint.scanners.openapi.hit import CHECKS
from ztlint.scanners.openapi.scan import scan
from ztlint.scanners.openapi.selectors import SELECTORS

__all__ = [
    "CHECKS",
    "SELECTORS",
    "authentication",
    "authorization",
    "authorization_server",
    "binding",
    "cors",
    "credentials",
    "detours",
    "exposure",
    "inputs",
    "integrity",
    "inventory",
    "jwt",
    "limits",
    "oauth",
    "outbound",
    "patterns",
    "scan",
    "schemes",
    "transport",
    "twins",
]
