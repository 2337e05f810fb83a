"""From pointers to places in texts: where findings, waivers and fixes of a definition stand."""

from collections.abc import Iterator

from msgspec.structs import replace

from ztlint.core import Action, Edit, Failure, Finding, Fix, Location, Related, Replacement
from ztlint.documents import Document, DocumentStore, pointer_of, split_pointer
from ztlint.fixes import locate
from ztlint.overlays import Overlaid

MAX_TOUCHED = 3
"""Actions of overlays that are told with one finding."""


def located(finding: Finding, root: Document, store: DocumentStore) -> Finding:
    related = tuple(replace(one, location=placed(one.location, root, store)) for one in finding.related)
    location = placed(finding.location, root, store)
    moved = (location.path, location.pointer) != (finding.location.path, finding.location.pointer)
    return replace(
        finding,
        location=location,
        related=(*_by_overlays(finding.location, root), *related),
        fix=_with_replacements(finding.fix, root, store) if finding.fix else None,
        subject=finding.location if moved else None,
    )


def placed(location: Location, root: Document, store: DocumentStore) -> Location:
    document = _document(location.path, location.part, root, store)
    return location if isinstance(document, Failure) else with_span(location, document)


def with_span(location: Location, document: Document) -> Location:
    """What an overlay brought stands in the overlay."""
    if location.pointer is None:
        return location
    steps = split_pointer(location.pointer, document.data)
    home, way = document.origin(steps)
    span = home.span(way, key=location.on_key)
    if (home.path, way) == (document.path, steps):
        return replace(location, span=span)
    return replace(location, path=home.path, part=home.part, pointer=pointer_of(way), span=span)


def _by_overlays(location: Location, root: Document) -> Iterator[Related]:
    """What overlays have to do with a place: where they put it, and what they changed there."""
    if not isinstance(root, Overlaid) or location.path != root.path or location.pointer is None:
        return
    steps = split_pointer(location.pointer, root.data)
    if root.origin(steps)[0] is not root.base:
        above = next(
            steps[:size] for size in range(len(steps), -1, -1) if root.origin(steps[:size])[0] is root.base
        )
        yield Related(_at(root.base, root.origin(above)[1]), "An overlay puts it into the definition here")
    for told, document, way in root.touched(steps)[:MAX_TOUCHED]:
        yield Related(_at(document, way), told)


def _at(document: Document, steps: tuple[str | int, ...]) -> Location:
    return Location(document.path, pointer_of(steps), document.span(steps), part=document.part)


def _document(path: str, part: int, root: Document, store: DocumentStore) -> Document | Failure:
    return root if path == root.path and part == root.part else store.load(path)


def _with_replacements(fix: Fix, root: Document, store: DocumentStore) -> Fix | None:
    """None where one of its edits has no place that is certain."""
    found: list[Replacement] = []
    for edit in fix.edits:
        document = _document(edit.path, edit.part, root, store)
        written = None if isinstance(document, Failure) else _as_written(edit, document)
        replacement = None if written is None else locate(edit, written)
        if replacement is None:
            return None
        found.append(replacement)
    return replace(fix, replacements=tuple(found))


def _as_written(edit: Edit, document: Document) -> Document | None:
    """The document to change; None where an overlay had a hand in what the edit is about."""
    if not isinstance(document, Overlaid):
        return document
    steps = split_pointer(edit.pointer, document.data)
    holder = steps if edit.action is Action.INSERT else steps[:-1]
    return document.base if document.is_unchanged(holder) else None
