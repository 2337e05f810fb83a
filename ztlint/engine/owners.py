"""Definitions that a changed fragment is part of: a run that looks at some files must look at them too."""

from collections.abc import Iterator

from ztlint.core import Failure, Kind
from ztlint.documents import file_references
from ztlint.engine.definitions import is_data_file
from ztlint.engine.gather import Gathered
from ztlint.engine.inspection import Inspection
from ztlint.openapi import claims
from ztlint.sources import Source

MAX_FILES = 20_000
"""Data files in which owners are looked for."""


def owners(gathered: Gathered, inspection: Inspection) -> Iterator[Source | Failure]:
    """API definitions not looked at that lead, over files, to one that was looked at and is none itself."""
    loose = {path for path in inspection.seen if is_data_file(path)} - {
        *inspection.roots,
        *inspection.fragments,
    }
    if gathered.whole or not loose or not inspection.plan.looks_for(Kind.OPENAPI):
        return
    references: dict[str, set[str]] = {}
    roots: dict[str, Source] = {}
    for item in gathered.others(is_data_file):
        if len(references) >= MAX_FILES:
            told = f"more than {MAX_FILES} data files: definitions that refer to these were not looked for"
            yield Failure(".", told, "Check the whole folder instead.")
            break
        if isinstance(item, Source):
            references[item.path] = file_references(item.path, item.data)
            references[item.path].update(inspection.overlays.named_for(item.path))
            if references[item.path] and item.path not in inspection.seen and claims(item.data):
                roots[item.path] = item
    leading = _leading_to(loose, references)
    yield from (roots[path] for path in sorted(leading & set(roots)))


def _leading_to(targets: set[str], references: dict[str, set[str]]) -> set[str]:
    """All files from which a target can be reached."""
    back: dict[str, list[str]] = {}
    for path, others in references.items():
        for other in others:
            back.setdefault(other, []).append(path)
    found, waiting = set(targets), list(targets)
    while waiting:
        news = set(back.get(waiting.pop(), ())) - found
        found |= news
        waiting += news
    return found - targets
