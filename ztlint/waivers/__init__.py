"""Accepted risks: where they are written, what they cover, and which of them are no good."""

from ztlint.waivers.apply import Objection, Outcome, Problem, apply, fault
from ztlint.waivers.declaration import Declaration, node_declarations
from ztlint.waivers.inline import inline_waivers
from ztlint.waivers.node import misspelt_keys, node_waivers
from ztlint.waivers.waiver import Below, Matching, OnLine, Scope, Waiver, covers, matches_path

__all__ = [
    "Below",
    "Declaration",
    "Matching",
    "Objection",
    "OnLine",
    "Outcome",
    "Problem",
    "Scope",
    "Waiver",
    "apply",
    "covers",
    "fault",
    "inline_waivers",
    "matches_path",
    "misspelt_keys",
    "node_declarations",
    "node_waivers",
]
