"""Secrets that the files of gitleaks accept: waived with a reason, and never out of sight."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ztlint.core import Evidence, Failure, Finding, Kind, Location, Waived
from ztlint.documents import LineIndex
from ztlint.engine.inspection import Inspection
from ztlint.engine.settings import Mode, Settings
from ztlint.gitleaks import Accepted, Criteria, read_ignore
from ztlint.scanners.secrets import ALLOWLIST, any_of, criteria_in
from ztlint.sources import read_file
from ztlint.waivers import Declaration, OnLine, Problem, Waiver


class Sifted(Struct, frozen=True):
    """``problems`` are entries that accept nothing."""

    kept: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()
    failures: tuple[Failure, ...] = ()
    problems: tuple[tuple[Problem, Waiver | Declaration], ...] = ()


def sift(findings: Iterable[Finding], inspection: Inspection) -> Sifted:
    """What allowlists and the list of accepted findings leave. Both were asked for, or speak of their own."""
    about = [finding for finding in findings if _is_about(finding)]
    listed = _listed(inspection)
    waived = [(finding, _reason(finding) or listed.reason(finding)) for finding in about]
    # The list names one version of a file; the secret stands in those after it as well.
    later = {_identity(finding): reason for finding, reason in waived if reason.startswith(_LISTED)}
    kept: list[Finding] = []
    out: list[Waived] = []
    for finding, reason in waived:
        final = reason or later.get(_identity(finding), "")
        plain = _without_marks(finding)
        if final:
            out.append(Waived(plain, final))
        else:
            kept.append(plain)
    return Sifted(tuple(kept), tuple(out), listed.failures, tuple(listed.unused(inspection)))


_LISTED = "accepted by "


def _identity(finding: Finding) -> tuple[str, str, str]:
    return finding.rule.id, finding.location.path, finding.cause


def _is_about(finding: Finding) -> bool:
    """Whether its rule is about the file: rules of gitleaks may be about some paths only."""
    path = finding.rule.body.get("match", {}).get("path")
    return not path or any_of((path,))(finding.location.path.encode("utf-8", "replace"))


def _without_marks(finding: Finding) -> Finding:
    if all(fact.name != ALLOWLIST for fact in finding.evidence):
        return finding
    return replace(finding, evidence=tuple(fact for fact in finding.evidence if fact.name != ALLOWLIST))


def _reason(finding: Finding) -> str:
    if finding.rule.kind is not Kind.SECRETS:
        return ""
    content = next((fact for fact in finding.evidence if fact.name == ALLOWLIST), Evidence(ALLOWLIST, ""))
    for index, allowlist in enumerate(finding.rule.body.get("allowlists", ())):
        met = criteria_in(content, index)
        if allowlist.commits and _is_in(finding.location.commit, allowlist.commits):
            met |= {Criteria.COMMITS}
        if allowlist.paths and any_of(allowlist.paths)(finding.location.path.encode("utf-8", "replace")):
            met |= {Criteria.PATHS}
        if allowlist.holds(met):
            said = f": {' '.join(allowlist.description.split())[:200]}" if allowlist.description else ""
            return f"allowed by .gitleaks.toml, {allowlist.place} {allowlist.number}{said}"
    return ""


def _is_in(commit: str | None, listed: Iterable[str]) -> bool:
    return commit is not None and any(commit == one.lower() for one in listed)


class _Listed(Struct):
    """The entries of a ``.gitleaksignore``, by file and line, and those that accepted something."""

    path: str
    entries: Sequence[Accepted] = ()
    lines: LineIndex | None = None
    failures: tuple[Failure, ...] = ()
    places: dict[tuple[str, int], list[Accepted]] | None = None
    used: set[int] | None = None

    def reason(self, finding: Finding) -> str:
        place = finding.location
        if not self.places or finding.rule.kind is not Kind.SECRETS or place.span is None:
            return ""
        for entry in self.places.get((place.path, place.span.start_line), ()):
            commit = entry.commit is None or (place.commit or "").startswith(entry.commit)
            own = not finding.rule.id.startswith("gitleaks/") or finding.rule.id == f"gitleaks/{entry.rule}"
            if commit and own:
                self.used = (self.used or set()) | {entry.at}
                return f"{_LISTED}{self.path}, line {entry.at}"
        return ""

    def unused(self, inspection: Inspection) -> Iterator[tuple[Problem, Waiver]]:
        """Told only of what this run has seen all of."""
        scope = inspection.plan.settings.scope
        everything = inspection.whole and scope.mode is Mode.HISTORY
        everything = everything and not (scope.since or scope.revisions)
        if not everything or not inspection.plan.looks_for(Kind.SECRETS) or self.lines is None:
            return
        inspection.texts.setdefault(self.path, self.lines)
        for entry in self.entries:
            if entry.at not in (self.used or ()):
                start = self.lines.starts[entry.at - 1]
                place = Location(self.path, span=self.lines.span(start, self.lines.line_end(start)))
                yield (
                    Problem.UNUSED,
                    Waiver(f"gitleaks/{entry.rule}", OnLine(entry.path, entry.line), place, _LISTED),
                )


def _listed(inspection: Inspection) -> _Listed:
    settings: Settings = inspection.plan.settings
    file = settings.gitleaks_ignore
    if file is None:
        return _Listed("")
    inside = file.is_relative_to(settings.root)
    top, name = (
        (settings.root, file.relative_to(settings.root).as_posix()) if inside else (file.parent, file.name)
    )
    data = read_file(top, name)
    if isinstance(data, Failure):
        return _Listed(name, failures=(data,))
    text = data.decode("utf-8-sig", "replace")
    entries, failures = read_ignore(name, text)
    places: dict[tuple[str, int], list[Accepted]] = {}
    for entry in entries:
        places.setdefault((entry.path, entry.line), []).append(entry)
    return _Listed(name, entries, LineIndex(text), tuple(failures), places)
