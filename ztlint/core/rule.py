"""A rule as every layer sees it. Its body is read by the scanner of its kind only."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct, field

from ztlint.core.levels import Confidence, Severity

PROFILES = ("default", "strict", "fapi2", "compat-owasp")
"""Named choices of rules and thresholds. ``strict`` adds what is too much to gate on for most, ``fapi2`` what
the FAPI 2.0 Security Profile asks for; ``compat-owasp`` is what users of other tools' OWASP rules expect.
"""

PACK = "pack:"
"""Begins the tags of rules that are evaluated only where their pack is selected."""

VERSIONS = ("2.0", "3.0", "3.1", "3.2")
"""Versions of the OpenAPI Specification that rules may be about."""


class Kind(StrEnum):
    """Which scanner understands a rule's body."""

    OPENAPI = "openapi"
    SECRETS = "secrets"
    CODE = "code"
    GATEWAY = "gateway"
    DRIFT = "drift"


class References(Struct, frozen=True):
    """``cwe`` numbers, ``owasp`` ids of the API Security Top 10 2023 (``API2``), ``nist`` tenets of
    SP 800-207 section 2.1 (1 to 7), and addresses of what to read.
    """

    cwe: tuple[int, ...] = ()
    owasp: tuple[str, ...] = ()
    nist: tuple[int, ...] = ()
    links: tuple[str, ...] = ()


class Example(Struct, frozen=True):
    """One example of a rule. ``lines`` are the lines (from 1) on which a finding must start."""

    name: str
    text: str
    path: str
    lines: tuple[int, ...]

    @property
    def bad(self) -> bool:
        return bool(self.lines)


class Rule(Struct, frozen=True):
    """One rule file. ``message`` is a format string; ``name`` is kebab-case and names what is found.

    ``profiles`` are those in which it is evaluated, with the options that are different there. ``versions``
    are those of the specification in which what it is about can be said. Only ``fixable`` rules give
    fixes, where one is certain.
    """

    id: str
    name: str
    title: str
    kind: Kind
    topic: str
    severity: Severity
    confidence: Confidence
    message: str
    why: str
    fix: str
    references: References
    tags: tuple[str, ...]
    body: Mapping[str, Any]
    profiles: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    versions: tuple[str, ...] = VERSIONS
    fixable: bool = False
    examples: tuple[Example, ...] = ()
