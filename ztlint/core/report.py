"""All that a reporter receives."""

from msgspec import Struct

from ztlint.core.finding import Failure, Finding, Waived
from ztlint.core.rule import Rule


class Skipped(Struct, frozen=True):
    """Files, or whatever ``noun`` says, left out on purpose: why, how many, and some of their paths."""

    reason: str
    count: int
    paths: tuple[str, ...] = ()
    noun: str = "file"


class Inapplicable(Struct, frozen=True):
    """A rule about what a version of the specification can't say, and the definitions of it."""

    rule: str
    version: str
    definitions: int


class Engine(Struct, frozen=True):
    """A program that read ``files`` for us, and in which of its modes."""

    name: str
    version: str
    mode: str
    files: int


class Coverage(Struct, frozen=True):
    """What was looked at. ``size`` is in bytes, over files and blobs."""

    files: int = 0
    definitions: int = 0
    operations: int = 0
    commits: int = 0
    blobs: int = 0
    size: int = 0
    rules: int = 0
    skipped: tuple[Skipped, ...] = ()
    inapplicable: tuple[Inapplicable, ...] = ()
    routes: int = 0
    engines: tuple[Engine, ...] = ()


class Repository(Struct, frozen=True):
    """The git repository of the run. ``uri`` is the origin's address without credentials, ``date`` when the
    revision was committed (ISO 8601, UTC, to the second).
    """

    uri: str | None
    revision: str | None
    branch: str | None
    date: str | None = None


class Stale(Struct, frozen=True):
    """An entry of the baseline that matches nothing any more."""

    identity: str
    rule: str
    place: str


class Report(Struct, frozen=True):
    """The result of one run, sorted. ``rules`` are all rules that were evaluated.

    ``findings`` are those that count. ``waived`` and ``baselined`` are accepted; ``untouched`` are not in the
    change since ``base``. ``baseline`` is the name of the baseline in force, ``stale`` what it has in vain.
    ``overruled`` says what a policy did not let happen. ``rejected`` are candidates that are no findings,
    where they were asked for.
    """

    findings: tuple[Finding, ...]
    failures: tuple[Failure, ...]
    coverage: Coverage
    rules: tuple[Rule, ...]
    waived: tuple[Waived, ...] = ()
    baselined: tuple[Finding, ...] = ()
    repository: Repository | None = None
    status: int = 0
    untouched: tuple[Finding, ...] = ()
    baseline: str | None = None
    stale: tuple[Stale, ...] = ()
    base: str | None = None
    overruled: tuple[str, ...] = ()
    rejected: tuple[Finding, ...] = ()
