"""Configuration and what only a command line can say, to the settings of one run."""

from pathlib import Path

from msgspec.structs import replace

from ztlint.baseline import Baseline, parse_baseline
from ztlint.config import Configuration, read_policy
from ztlint.core import Failure, Kind, Severity
from ztlint.engine.policy import enforced
from ztlint.engine.root import absolute
from ztlint.engine.settings import SCANNED, Mode, Scope, Settings
from ztlint.errors import ConfigurationError, UsageError
from ztlint.sources import read_file

_PLACELESS = frozenset({"text", "concise", "github", "junit", "rdjson", "gitlab-codequality"})
"""Formats that say nothing of the repository."""


def settings_from(
    configuration: Configuration,
    scope: Scope,
    root: Path,
    paths: tuple[Path, ...] = (),
    formats: frozenset[str] = frozenset(),
) -> Settings:
    """``formats`` are those asked for: some carry more than others, and it costs time to find out.

    Raises ConfigurationError for a baseline that can't be read.
    """
    return Settings(
        root=root,
        paths=() if paths == (root,) else paths,
        scope=scope,
        kinds=_kinds(configuration),
        named=frozenset(map(Kind, configuration.only)),
        test_code=configuration.test_code,
        select=configuration.select,
        ignore=configuration.ignore,
        profile=configuration.profile,
        exclude=configuration.exclude,
        fail_on=Severity[configuration.fail_on.upper()],
        allow_incomplete=configuration.allow_incomplete,
        structure=scope.mode is not Mode.STAGED,
        line_hashes="sarif" in formats,
        provenance=not formats <= _PLACELESS,
        public=configuration.public,
        waivers=configuration.waivers,
        overlays=tuple(
            replace(entry, file=absolute(entry.file, Path.cwd())) for entry in configuration.overlays
        ),
        configuration=configuration.path,
        harmless=configuration.harmless_routes,
        gitleaks_ignore=configuration.gitleaks_ignore and absolute(configuration.gitleaks_ignore, Path.cwd()),
        baseline=read_baseline(configuration.baseline) if configuration.baseline else None,
    )


def under_policy(settings: Settings, path: Path | None) -> Settings:
    """Raises UsageError for a policy that lies where a change could loosen it, and ConfigurationError for one
    that can't be read.
    """
    if path is None:
        return settings
    return enforced(replace(settings, policy=read_policy(absolute(path, Path.cwd()), settings.root)))


def read_baseline(path: Path) -> Baseline:
    """Raises ConfigurationError."""
    place = absolute(path, Path.cwd())
    data = read_file(place.parent, place.name)
    if isinstance(data, Failure):
        advice = "Make it with `ztlint baseline create`, or correct the path."
        raise ConfigurationError(f"the baseline {path}: {data.reason}", advice)
    return parse_baseline(path.name, data)


def _kinds(configuration: Configuration) -> frozenset[Kind]:
    wanted = frozenset(map(Kind, configuration.only)) or SCANNED
    kinds = wanted - frozenset(map(Kind, configuration.skip))
    if not kinds:
        raise UsageError("every kind is left out", "Loosen --only or --skip.")
    return kinds


def scope_of(
    *, staged: bool, history: bool, since: str | None, revisions: str | None, ignored: bool = False
) -> Scope:
    """Raises UsageError for options that contradict one another, or say nothing: an empty variable in a
    script must not make a smaller check of a larger one.
    """
    for option, value in (("--since", since), ("--range", revisions)):
        if value is not None and not value.strip():
            raise UsageError(f"{option} is empty", "Name a revision, or leave the option out.")
    if staged and (history or since or revisions):
        raise UsageError("--staged looks at the index, which has no history", "Leave one of them out.")
    if since and not history:
        raise UsageError("--since narrows --history, which is missing", "Add --history.")
    if ignored and (staged or (revisions and not history)):
        raise UsageError("--ignored is about files of the working tree", "Leave one of them out.")
    narrow = Mode.RANGE if revisions else Mode.TREE
    mode = Mode.STAGED if staged else Mode.HISTORY if history else narrow
    return Scope(mode, since, revisions, ignored)
