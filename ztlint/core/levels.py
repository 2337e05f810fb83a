"""Severity and confidence: ordered, and spelled the same everywhere."""

from enum import IntEnum


class Severity(IntEnum):
    """How bad it is if the finding is right. ``INFO`` never gates a merge."""

    INFO = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4

    @property
    def label(self) -> str:
        return self.name.lower()


class Confidence(IntEnum):
    """How sure the rule is: ``LOW`` rests on names alone, ``HIGH`` on structure or a checksum."""

    LOW = 0
    MEDIUM = 1
    HIGH = 2

    @property
    def label(self) -> str:
        return self.name.lower()
