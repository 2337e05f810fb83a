"""The vocabulary: frozen data that every layer speaks, standard library only."""

from ztlint.core.endpoint import Endpoint
from ztlint.core.expiry import is_past
from ztlint.core.finding import Evidence, Failure, Finding, Related, Waived
from ztlint.core.fix import Action, Change, Edit, Fix, Replacement
from ztlint.core.glob import any_glob, glob
from ztlint.core.levels import Confidence, Severity
from ztlint.core.location import Columns, Excerpt, Location, Span
from ztlint.core.nearest import nearest
from ztlint.core.report import Coverage, Engine, Inapplicable, Report, Repository, Skipped, Stale
from ztlint.core.route import Guard, Route, Routes, Unresolved, Witness
from ztlint.core.rule import PACK, PROFILES, VERSIONS, Example, Kind, References, Rule

__all__ = [
    "PACK",
    "PROFILES",
    "VERSIONS",
    "Action",
    "Change",
    "Columns",
    "Confidence",
    "Coverage",
    "Edit",
    "Endpoint",
    "Engine",
    "Evidence",
    "Example",
    "Excerpt",
    "Failure",
    "Finding",
    "Fix",
    "Guard",
    "Inapplicable",
    "Kind",
    "Location",
    "References",
    "Related",
    "Replacement",
    "Report",
    "Repository",
    "Route",
    "Routes",
    "Rule",
    "Severity",
    "Skipped",
    "Span",
    "Stale",
    "Unresolved",
    "Waived",
    "Witness",
    "any_glob",
    "glob",
    "is_past",
    "nearest",
]
