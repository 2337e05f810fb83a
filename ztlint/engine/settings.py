"""What one run looks at, and how."""

from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from ztlint.baseline import Baseline
from ztlint.config import OverlayEntry, Policy, PublicEntry, WaiverEntry
from ztlint.core import Kind, Severity
from ztlint.sources.pushed import Pushed

SCANNED = frozenset({Kind.OPENAPI, Kind.SECRETS, Kind.CODE, Kind.DRIFT})
"""Kinds that have a scanner in this version."""


class Mode(StrEnum):
    """Where the bytes come from: the working tree, the index, the tree and every object of the history,
    or the objects of a range of commits only.
    """

    TREE = "tree"
    STAGED = "staged"
    HISTORY = "history"
    RANGE = "range"


class Scope(Struct, frozen=True):
    """``since`` and ``revisions`` (``A..B``) narrow the history; ``ignored`` adds files that git ignores.
    ``pushed`` is what a push sends. ``cache`` leaves out objects in which an earlier run found nothing.
    Findings count that are new since HEAD and ``diff`` parted. ``may_be_nothing`` is for hooks:
    what they hand over may all be left out.
    """

    mode: Mode = Mode.TREE
    since: str | None = None
    revisions: str | None = None
    ignored: bool = False
    pushed: Pushed | None = None
    cache: bool = False
    diff: str | None = None
    may_be_nothing: bool = False


class Settings(Struct, frozen=True):
    """``root`` is absolute, and what paths in the report are relative to; no ``paths`` means all of it.

    ``structure`` turns on validation against the specification's own schema, which takes a second to load.
    ``revisions`` compares two of them. ``harmless`` are globs of routes that no definition has to describe,
    instead of the scanner's own. ``reports`` are the files that this run writes, absolute.
    ``named`` are kinds that somebody asked for by name; ``test_code`` has code rules look at tests as well.
    ``line_hashes`` and ``provenance`` are needed by formats that carry them, and cost time. ``overruled``
    is what the policy has changed in these settings. ``show_rejected`` lists candidates that are no findings.
    """

    root: Path
    paths: tuple[Path, ...] = ()
    scope: Scope = Scope()
    kinds: frozenset[Kind] = SCANNED
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str = "default"
    exclude: tuple[str, ...] = ()
    fail_on: Severity = Severity.LOW
    allow_incomplete: bool = False
    structure: bool = True
    line_hashes: bool = False
    provenance: bool = False
    public: tuple[PublicEntry, ...] = ()
    waivers: tuple[WaiverEntry, ...] = ()
    overlays: tuple[OverlayEntry, ...] = ()
    configuration: Path | None = None
    gitleaks_ignore: Path | None = None
    baseline: Baseline | None = None
    policy: Policy | None = None
    overruled: tuple[str, ...] = ()
    harmless: tuple[str, ...] | None = None
    revisions: bool = False
    reports: tuple[Path, ...] = ()
    named: frozenset[Kind] = frozenset()
    test_code: bool = False
    show_rejected: bool = False
