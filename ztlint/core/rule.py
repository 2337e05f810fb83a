"""A rule as every layer sees it. Its body is read by the scanner of its kind only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ztlint.core.levels import Confidence, Severity


class Kind(StrEnum):
    """Which scanner understands a rule's body."""

    OPENAPI = "openapi"
    SECRETS = "secrets"
    CODE = "code"
    GATEWAY = "gateway"
    DRIFT = "drift"


@dataclass(frozen=True, slots=True)
class References:
    """``cwe`` numbers, ``owasp`` ids of the API Security Top 10 2023 (``API2``), ``nist`` tenets of
    SP 800-207 section 2.1 (1 to 7), and addresses of what to read.
    """

    cwe: tuple[int, ...] = ()
    owasp: tuple[str, ...] = ()
    nist: tuple[int, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """One example of a rule. ``lines`` are the lines (from 1) on which a finding must start."""

    name: str
    text: str
    path: str
    lines: tuple[int, ...]

    @property
    def bad(self) -> bool:
        return bool(self.lines)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule file. ``message`` is a format string; ``name`` is kebab-case and names what is found."""

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
    examples: tuple[Example, ...] = field(default=(), repr=False)
