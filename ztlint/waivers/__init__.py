"""Accepted risks: where they are written, what they cover, and which of them are no good."""

from ztlint.waivers.apply import Outcome, Problem, apply
from ztlint.waivers.inline import inline_waivers
from ztlint.waivers.node import node_waivers
from ztlint.waivers.waiver import Below, Matching, OnLine, Scope, Waiver, covers, matches_path

__all__ = [
    "Below",
    "Matching",
    "OnLine",
    "Outcome",
    "Problem",
    "Scope",
    "Waiver",
    "apply",
    "covers",
    "inline_waivers",
    "matches_path",
    "node_waivers",
]
