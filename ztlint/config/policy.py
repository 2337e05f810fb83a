"""A policy: what whoever owns the gate does not leave to the repository that passes it."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from msgspec import Struct

from ztlint.config.read import read_configuration
from ztlint.config.validate import validate
from ztlint.errors import UsageError

ACTS = ("ignore", "waive", "baseline", "declare-public")
"""What can be forbidden: to leave rules out, to accept findings in either way, to declare them intended."""


class Ban(Struct, frozen=True):
    """``rules`` are ids, names, tags or kinds, or ``*`` for all; ``acts`` are what is forbidden for them."""

    rules: tuple[str, ...]
    acts: tuple[str, ...] = ACTS


class Policy(Struct, frozen=True):
    """``max_days`` is how long a waiver may hold from today on. ``complete`` and ``everything`` forbid
    ``allow-incomplete`` and ``exclude``.
    """

    name: str
    bans: tuple[Ban, ...] = ()
    profile: str | None = None
    fail_on: str | None = None
    kinds: tuple[str, ...] = ()
    owner: bool = False
    expires: bool = False
    max_days: int | None = None
    complete: bool = False
    everything: bool = False

    def objection(self, owner: str | None, expires: str | None, today: dt.date) -> str:
        """What a waiver or a declaration lacks; empty where it lacks nothing."""
        if self.owner and not (owner or "").strip():
            return "the policy asks for an owner"
        if not expires:
            dated = self.expires or self.max_days is not None
            return "the policy asks for a day of expiry" if dated else ""
        if self.max_days is not None and dt.date.fromisoformat(expires) > today + dt.timedelta(self.max_days):
            return f"the policy lets nothing hold for more than {self.max_days} days"
        return ""


def policy_schema() -> dict[str, Any]:
    """The published JSON schema."""
    text = Path(__file__).with_name("policy.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def read_policy(path: Path, root: Path) -> Policy:
    """Raises UsageError for one that lies in what is checked: a pull request could change it there."""
    if path.resolve().is_relative_to(root.resolve()) or path.absolute().is_relative_to(root.absolute()):
        told = f"the policy {path} lies in the repository that is checked, so that a change could loosen it"
        raise UsageError(told, "Keep it in a place of its own, and fetch it to a folder outside of this one.")
    data = read_configuration(path)
    validate(data, str(path), policy_schema(), "See docs/accepting.md for what a policy can say.")
    required = {key.replace("-", "_"): value for key, value in data.get("require", {}).items()}
    required["kinds"] = tuple(required.get("kinds", ()))
    bans = (Ban(tuple(ban["rules"]), tuple(ban.get("to", ACTS))) for ban in data.get("forbid", ()))
    return Policy(path.name, tuple(bans), **required)
