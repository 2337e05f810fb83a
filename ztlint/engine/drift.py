"""The code of a run beside its definitions: kept while files are looked at, compared at the end."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from msgspec import Struct, field

from ztlint.core import Failure, Finding, Location, Related, Rule, Skipped
from ztlint.documents import Document, Files
from ztlint.engine.barrier import barrier
from ztlint.engine.locating import placed
from ztlint.engine.plan import Plan
from ztlint.engine.public import Intents, model_of
from ztlint.engine.settings import Mode, Settings
from ztlint.openapi import Api, recognise, supported
from ztlint.routes import COMPANIONS, MAX_SIZE, declares, extract, is_source
from ztlint.routes.lock import NAME, Locked, read_lock
from ztlint.sources import MAX_NAMED, Source

MAX_KEPT = 512 * 1024 * 1024
"""Bytes of source files that are kept to be read together."""


class Compared(Struct):
    """What one comparison found and could not tell. ``texts`` are the sources in which findings stand."""

    findings: list[Finding] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    texts: dict[str, bytes] = field(default_factory=dict)
    routes: int = 0


class Code(Struct):
    """Files that routes can stand in or depend on, and the definitions that were looked at."""

    sources: dict[str, bytes] = field(default_factory=dict)
    definitions: list[Document] = field(default_factory=list)
    size: int = 0
    left_out: int = 0

    def keep(self, source: Source) -> None:
        name = PurePosixPath(source.path)
        if not (is_source(source.path) or name.suffix in COMPANIONS or name.name == NAME):
            return
        if self.size + len(source.data) > MAX_KEPT:
            self.left_out += 1
            return
        self.size += len(source.data)
        self.sources[source.path] = (
            source.data if len(source.data) <= MAX_SIZE else source.data[: MAX_SIZE + 1]
        )


def compare_code(code: Code, files: Files, rules: tuple[Rule, ...], plan: Plan) -> Compared:
    """Nothing where only some files of a repository are looked at: what is not seen is not missing."""
    found, settings = Compared(), plan.settings
    sources = [path for path in code.sources if is_source(path)]
    asked = len(settings.kinds) == 1
    if not sources and not asked:
        return found
    if settings.scope.mode in (Mode.STAGED, Mode.RANGE) or _only_files(settings):
        if asked or (code.definitions and sources):
            found.skipped.append(
                Skipped(_PARTS, len(code.definitions) or 1, noun="comparison of code with definitions")
            )
        return found
    if code.left_out:
        told = f"more than {MAX_KEPT} bytes of source: {code.left_out} files were not searched for routes"
        found.failures.append(Failure(".", told, "Look at the programs of the repository one by one."))
    if not code.definitions and not _locks(code):
        served = sorted(path for path in sources if declares(code.sources[path]))
        if served:
            found.skipped.append(Skipped(_UNDESCRIBED, len(served), tuple(served[:MAX_NAMED])))
        return found
    with barrier(".", "the comparison of code with definitions", found.failures):
        _compare(code, files, rules, plan, found)
    return found


_PARTS = "code is compared with definitions where whole folders are looked at"
_UNDESCRIBED = "routes of the code are compared with an API definition, and there is none"
_UNTOLD = "routes that can't be told without running the program"
_UNREAD = "routes in these languages are read where ztlint[code] is installed"
_LOOSE = "the beginning of the path can't be told, so it is not called undocumented"
_DOUBTFUL = "may be served by routes that can't be told, so it is not called missing in the code"
_FOREIGN = "describe no route that was found in the code, so the two are not compared"


def _locks(code: Code) -> list[str]:
    return sorted(path for path in code.sources if PurePosixPath(path).name == NAME)


def _read_locks(code: Code, found: Compared) -> list[Locked] | None:
    """All lock files of the repository together; None where there is none."""
    routes: list[Locked] | None = None
    for path in _locks(code):
        more, wrong = read_lock(code.sources[path].decode("utf-8", "replace"))
        routes = [*(routes or ()), *more]
        advice = "Write it anew with ztlint inventory --write."
        found.failures += [Failure(path, "is no line of a lock file", advice, line) for line in wrong[:1]]
    return routes


def _only_files(settings: Settings) -> bool:
    return bool(settings.paths) and all(path.is_file() for path in settings.paths)


def _compare(code: Code, files: Files, rules: tuple[Rule, ...], plan: Plan, found: Compared) -> None:
    from ztlint.scanners import drift  # noqa: PLC0415 - of use only where there are both

    routes = extract(code.sources)
    found.routes = len(routes.routes)
    found.failures += routes.failures
    if len(plan.settings.kinds) == 1:
        found.failures += routes.missing
    else:
        found.skipped += _skipped(_UNREAD, [one.path for one in routes.missing], "language")
    if not routes.routes and not routes.unresolved:
        return
    apis = list(_apis(code, files, plan.intents))
    harmless = drift.HARMLESS if plan.settings.harmless is None else plan.settings.harmless
    compared = drift.compare(apis, routes, harmless)
    compared.locked = _read_locks(code, found)
    stores = {(api.document.path, api.document.part): api for api in apis}
    for item in drift.scan(compared, rules):
        if isinstance(item, Failure):
            found.failures.append(item)
        else:
            found.findings.append(_located(item, stores))
    told = [one.location.path for one in routes.unresolved]
    found.skipped += _skipped(_UNTOLD, told, "declaration")
    found.skipped += _skipped(_LOOSE, [one.location.path for one in compared.incomplete], "route")
    found.skipped += _skipped(_DOUBTFUL, [one.api.document.path for one in compared.doubtful], "operation")
    found.skipped += _skipped(_FOREIGN, [api.document.path for api in compared.foreign], "API definition")
    for finding in found.findings:
        for place in (finding.location, *(other.location for other in finding.related)):
            if place.path in code.sources:
                found.texts[place.path] = code.sources[place.path]


def _skipped(reason: str, paths: list[str], noun: str) -> Iterator[Skipped]:
    if paths:
        yield Skipped(reason, len(paths), tuple(sorted(set(paths))[:MAX_NAMED]), noun)


def _apis(code: Code, files: Files, intents: Intents) -> Iterator[Api]:
    for document in code.definitions:
        version = recognise(document)
        if version is not None and supported(version):
            yield model_of(document, files, intents)


def _located(finding: Finding, stores: dict[tuple[str, int], Api]) -> Finding:
    """Places in code have their spans already; those in definitions are worked out here."""
    from msgspec.structs import replace  # noqa: PLC0415 - see above

    def place(location: Location) -> Location:
        for api in stores.values():
            if location.pointer is not None and (
                (location.path, location.part) == (api.document.path, api.document.part)
                or location.path in api.store.paths
            ):
                return placed(location, api.document, api.store)
        return location

    related = tuple(Related(place(one.location), one.message) for one in finding.related)
    return replace(finding, location=place(finding.location), related=related)
