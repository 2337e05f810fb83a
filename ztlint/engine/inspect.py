"""All that was gathered, looked at once; code rules are searched for meanwhile."""

from collections.abc import Iterable, Iterator
from contextlib import closing, nullcontext
from itertools import chain

from ztlint.core import Failure, Kind
from ztlint.documents import Files
from ztlint.engine.barrier import barrier
from ztlint.engine.code import begin_search
from ztlint.engine.gather import Gathered
from ztlint.engine.inspection import Inspection
from ztlint.engine.overlays import overlays_of
from ztlint.engine.owners import owners
from ztlint.engine.plan import Plan
from ztlint.engine.progress import SILENT, Progress
from ztlint.scanners.code import Scan
from ztlint.sources import Large, Source

MAX_AHEAD = 64 * 1024 * 1024
"""Bytes that are read before anything is looked at, so that the search in source files can begin at once.
With more it begins when all has been looked at.
"""

Item = Source | Large | Failure


def inspect(plan: Plan, gathered: Gathered, progress: Progress = SILENT) -> Inspection:
    overlays = overlays_of(plan.settings, gathered.read, gathered.named)
    inspection = Inspection(plan, Files(gathered.read), gathered.named, gathered.whole, overlays=overlays)
    sources, all_read = _ahead(inspection, gathered.sources)
    running = _begun(inspection) if all_read else None
    with closing(running) if running else nullcontext():
        _look(inspection, sources, gathered, progress)
        if plan.looks_for(Kind.DRIFT):
            inspection.compare_code()
        if plan.looks_for(Kind.CODE):
            _finish(inspection, running, all_read=all_read)
    if plan.looks_for(Kind.OPENAPI):
        inspection.failures += overlays.failures(whole=gathered.whole)
    return inspection


def _look(inspection: Inspection, sources: Iterable[Item], gathered: Gathered, progress: Progress) -> None:
    for done, source in enumerate(sources, 1):
        with barrier(source.path, "the inspection", inspection.failures):
            inspection.look_at(source)
        progress.step("files", done, gathered.total)
    for link in gathered.links:
        with barrier(link, "the inspection", inspection.failures):
            inspection.look_at_link(link)
    for source in owners(gathered, inspection):
        inspection.look_at_definition(source)


def _ahead(inspection: Inspection, sources: Iterable[Item]) -> tuple[Iterable[Item], bool]:
    """The same sources, kept for code rules as they pass; and whether all of them have passed already."""
    if not inspection.plan.looks_for(Kind.CODE) or not inspection.plan.languages:
        return sources, True
    passing = _kept(inspection, sources)
    held: list[Item] = []
    size = 0
    for item in passing:
        held.append(item)
        size += len(item.data) if isinstance(item, Source) else 0
        if size > MAX_AHEAD:
            return chain(held, passing), False
    return held, True


def _kept(inspection: Inspection, sources: Iterable[Item]) -> Iterator[Item]:
    for item in sources:
        if isinstance(item, Source):
            inspection.programs.keep(item, inspection.plan)
        elif isinstance(item, Large):
            inspection.programs.keep_large(item.path, item.size, inspection.plan)
        yield item


def _begun(inspection: Inspection) -> Scan | None:
    begun: list[Scan | None] = [None]
    with barrier(".", "the code scanner", inspection.failures):
        begun.append(begin_search(inspection.programs, inspection.plan))
    return begun[-1]


def _finish(inspection: Inspection, running: Scan | None, *, all_read: bool) -> None:
    with barrier(".", "the code scanner", inspection.failures):
        if all_read:
            inspection.finish_search(running)
            return
        late = begin_search(inspection.programs, inspection.plan)
        with closing(late) if late else nullcontext():
            inspection.finish_search(late)
