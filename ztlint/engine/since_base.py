"""Which findings belong to a change: those on changed lines, and those that were not there before it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from ztlint.core import Failure, Finding, Kind, Location
from ztlint.engine.definitions import is_data_file
from ztlint.engine.fingerprint import fingerprinted
from ztlint.engine.gather import Gathered
from ztlint.engine.history import NO_HISTORY
from ztlint.engine.inspect import inspect
from ztlint.engine.inspection import Inspection
from ztlint.engine.plan import Plan
from ztlint.engine.settings import Scope
from ztlint.engine.settle import settle
from ztlint.engine.text import text_of_bytes
from ztlint.sources import GitError, Source, is_excluded
from ztlint.sources.base import Base, Tree, commits_since, read_blobs
from ztlint.sources.lines import changed_lines


class Since(Struct, frozen=True):
    """``untouched`` findings were there before, and nobody changed the lines that they stand on."""

    touched: Sequence[Finding]
    untouched: Sequence[Finding] = ()
    failures: tuple[Failure, ...] = ()


def since_base(plan: Plan, findings: Sequence[Finding], gathered: Gathered, inspection: Inspection) -> Since:
    """All of them where no base was named, or where it can't be read: nothing is left out on suspicion."""
    base = plan.base
    if base is None:
        return Since(findings)
    if base.failure:
        return Since(findings, failures=(base.failure,))
    lines = _Lines(plan.settings.root, base, gathered, inspection)
    try:
        lines.read(findings)
        untouched = {id(one) for one in findings if not lines.touch(one)}
        if any(one.rule.kind is not Kind.SECRETS for one in findings if id(one) in untouched):
            before = _before(plan, base, inspection)
            untouched = {id(one) for one in findings if id(one) in untouched and _is_old(one, before, lines)}
    except GitError as error:
        return Since(findings, failures=(error.failure(),))
    return Since(
        [one for one in findings if id(one) not in untouched],
        [one for one in findings if id(one) in untouched],
        tuple(lines.failures),
    )


def _is_old(finding: Finding, before: Mapping[str, Finding], lines: "_Lines") -> bool:
    """Secrets are where they were; of other findings a check of the base tells. One that concerns more
    places now, or says something else about lines that were changed, is of the change.
    """
    if finding.rule.kind is Kind.SECRETS:
        return True
    old = before.get(finding.fingerprint)
    if old is None or finding.count > old.count or set(finding.operations) - set(old.operations):
        return False
    return finding.message == old.message or not lines.touch_within(finding.location)


class _Lines(Struct, dict=True):
    """Lines of today's files that differ from the base's."""

    root: Path
    base: Base
    gathered: Gathered
    inspection: Inspection
    failures: list[Failure] = field(default_factory=list)
    _blobs: dict[str, bytes | Failure] = field(default_factory=dict)
    _changed: dict[str, frozenset[int] | None] = field(default_factory=dict)

    @cached_property
    def commits(self) -> frozenset[str]:
        return commits_since(self.root, self.base.commit)

    def read(self, findings: Iterable[Finding]) -> None:
        """What the base has of all files that findings stand in, in one go."""
        places = (place for finding in findings for place in _places(finding) if place.commit is None)
        old = {self.base.path_of(path) for path in {place.path for place in places}}
        ids = sorted({self.base.files[path] for path in old if path is not None})
        self._blobs = read_blobs(self.root, ids) if ids else {}
        self.failures += [item for item in self._blobs.values() if isinstance(item, Failure)]

    def touch(self, finding: Finding) -> bool:
        """Whether a line of it was changed: its first ones, and all that a secret is written on."""
        if finding.location.commit is not None:
            return finding.location.commit in self.commits
        if finding.rule.kind is Kind.SECRETS and self.touch_within(finding.location):
            return True
        return any(self._starts_on_changed(place) for place in _places(finding) if place.commit is None)

    def touch_within(self, place: Location) -> bool:
        changed = self._of(place.path)
        if changed is None or place.span is None:
            return changed is None or bool(changed)
        first, last = place.span.start_line, place.span.end_line
        return any(first <= line <= last for line in changed)

    def _starts_on_changed(self, place: Location) -> bool:
        changed = self._of(place.path)
        if changed is None or place.span is None:
            return changed is None or bool(changed)
        return place.span.start_line in changed

    def _of(self, path: str) -> frozenset[int] | None:
        """None for all lines: a new file, or one that has no lines to compare."""
        if path not in self._changed:
            self._changed[path] = self._compared(path)
        return self._changed[path]

    def _compared(self, path: str) -> frozenset[int] | None:
        old = self.base.path_of(path)
        blob = self._blobs.get(self.base.files[old]) if old is not None else None
        if not isinstance(blob, bytes):
            return None
        text = self.inspection.texts.get(path)
        if text is not None:
            return changed_lines(_lines(text_of_bytes(blob)), _lines(text.text))
        data = self.gathered.read(path)
        return frozenset() if data == blob else None


def _places(finding: Finding) -> list[Location]:
    return [finding.location, *(related.location for related in finding.related)]


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _before(plan: Plan, base: Base, inspection: Inspection) -> dict[str, Finding]:
    """Findings of a check of the base by fingerprint, under today's configuration and names of files."""
    settings = replace(
        plan.settings,
        kinds=plan.settings.kinds - {Kind.SECRETS},
        scope=Scope(),
        baseline=None,
        line_hashes=False,
    )
    then = replace(plan, settings=settings, base=None, overruled=())
    gathered = _gathered(plan, base, inspection)
    settled = settle(then, inspect(then, gathered), NO_HISTORY)
    today = {old: new for new, old in base.renames.items()}
    return {one.fingerprint: one for one in fingerprinted(_renamed(one, today) for one in settled.kept)}


def _renamed(finding: Finding, today: Mapping[str, str]) -> Finding:
    """As if its files had been called what they are called today. Causes begin with the definition's name."""
    path = finding.location.path
    file, mark, rest = finding.cause.partition("#")
    cause = today.get(file, file) + mark + rest
    return replace(finding, location=replace(finding.location, path=today.get(path, path)), cause=cause)


def _gathered(plan: Plan, base: Base, inspection: Inspection) -> Gathered:
    """What may be a definition, or was one of today's."""
    tree = Tree(plan.settings.root, base.files)
    todays = {base.path_of(path) for path in (*inspection.roots, *inspection.texts)}
    paths = sorted(
        path
        for path in base.files
        if (is_data_file(path) or path in todays) and not is_excluded(path, plan.settings.exclude)
    )
    return Gathered(_sources(tree, paths), tree.read, len(paths), whole=True)


def _sources(tree: Tree, paths: Sequence[str]) -> Iterable[Source | Failure]:
    for path, data in zip(paths, tree.read_all(paths), strict=True):
        yield data if isinstance(data, Failure) else Source(path, data)
