"""All that was gathered, looked at once."""

from ztlint.core import Kind
from ztlint.documents import Files
from ztlint.engine.barrier import barrier
from ztlint.engine.gather import Gathered
from ztlint.engine.inspection import Inspection
from ztlint.engine.overlays import overlays_of
from ztlint.engine.owners import owners
from ztlint.engine.plan import Plan
from ztlint.engine.progress import SILENT, Progress


def inspect(plan: Plan, gathered: Gathered, progress: Progress = SILENT) -> Inspection:
    overlays = overlays_of(plan.settings, gathered.read, gathered.named)
    inspection = Inspection(plan, Files(gathered.read), gathered.named, gathered.whole, overlays=overlays)
    for done, source in enumerate(gathered.sources, 1):
        with barrier(source.path, "the inspection", inspection.failures):
            inspection.look_at(source)
        progress.step("files", done, gathered.total)
    for link in gathered.links:
        with barrier(link, "the inspection", inspection.failures):
            inspection.look_at_link(link)
    for source in owners(gathered, inspection):
        inspection.look_at_definition(source)
    if plan.looks_for(Kind.DRIFT):
        inspection.compare_code()
    if plan.looks_for(Kind.CODE):
        with barrier(".", "the code scanner", inspection.failures):
            inspection.search_code()
    if plan.looks_for(Kind.OPENAPI):
        inspection.failures += overlays.failures(whole=gathered.whole)
    return inspection
