"""The kinds of notification that a run may hold (section 3.58), declared in the tool and referred to.

Level ``error`` would mean that the run failed (3.20.21), so no kind has it.
"""

from typing import Any

from msgspec import Struct

from ztlint import HOME


class Notification(Struct, frozen=True):
    """One kind. ``advice`` is what its help says; the id never changes."""

    id: str
    name: str
    level: str
    text: str
    advice: str


COVERAGE = Notification(
    "ZTN001",
    "Coverage",
    "note",
    "What the run looked at.",
    "Compare it with what you expect.",
)
FAILURE = Notification(
    "ZTN002",
    "NotLookedAt",
    "warning",
    "Something that should have been looked at and could not be.",
    "Follow the advice in the message; until then the result is incomplete.",
)
SKIPPED = Notification(
    "ZTN003",
    "Skipped",
    "note",
    "Files left out on purpose.",
    "Check that nothing in them matters.",
)
TRUNCATED = Notification(
    "ZTN004",
    "Truncated",
    "warning",
    "Results left out of this file, because readers refuse more.",
    "Use the json format for all of them, or upload parts of the repository apart.",
)
OVERRULED = Notification(
    "ZTN005",
    "Overruled",
    "note",
    "What the repository asked for and a policy did not let happen.",
    "Ask whoever owns the policy, or take it out of the repository's configuration.",
)
STALE = Notification(
    "ZTN006",
    "StaleBaseline",
    "note",
    "Entries of the baseline that match nothing any more.",
    "Remove them with ztlint baseline prune.",
)
ALL = (COVERAGE, FAILURE, SKIPPED, TRUNCATED, OVERRULED, STALE)


def declaration(kind: Notification) -> dict[str, Any]:
    return {
        "id": kind.id,
        "name": kind.name,
        "shortDescription": {"text": kind.text},
        "fullDescription": {"text": kind.text},
        "help": {"text": kind.advice},
        "helpUri": f"{HOME}/blob/main/docs/sarif.md",
        "defaultConfiguration": {"level": kind.level},
    }


def notification(kind: Notification, text: str) -> dict[str, Any]:
    return {
        "descriptor": {"id": kind.id, "index": ALL.index(kind)},
        "level": kind.level,
        "message": {"text": text},
    }
