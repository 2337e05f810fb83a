"""What an offline check says of a candidate."""

from collections.abc import Callable
from enum import Enum

from msgspec import Struct

from ztlint.core import Evidence
from ztlint.scanners.secrets.pattern import Candidate


class Trust(Enum):
    """How far a check bears out that a candidate is a working secret."""

    PROVEN = "its checksum, or all of its structure, is right"
    UNCHECKED = "nothing speaks for or against it"
    LESSENED = "real, and of less use to a thief: expired, encrypted, for tests"
    BROKEN = "its checksum or structure is wrong: an example, a typo, or cut off"
    EXAMPLE = "published by the vendor, or a stand-in"


class Outcome(Struct, frozen=True):
    """``evidence`` is shown to readers and holds nothing of the secret."""

    trust: Trust
    evidence: tuple[Evidence, ...] = ()


Check = Callable[[Candidate], Outcome]


def outcome(trust: Trust, **evidence: str) -> Outcome:
    return Outcome(trust, tuple(Evidence(name.replace("_", " "), value) for name, value in evidence.items()))
