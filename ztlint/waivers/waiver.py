"""One waiver, whichever way it was written, and the findings that it covers."""

from msgspec import Struct

from ztlint.core import Finding, Location, glob


class OnLine(Struct, frozen=True):
    """Findings that start on one line of a file."""

    path: str
    line: int


class Below(Struct, frozen=True):
    """Findings at a node or below it."""

    path: str
    part: int
    pointer: str


class Matching(Struct, frozen=True):
    """Findings in files that match a glob, and there at ``pointer`` or below it where one is given."""

    glob: str
    pointer: str | None


Scope = OnLine | Below | Matching


class Waiver(Struct, frozen=True):
    """``rule`` is an id or a name, as written. ``location`` is where the waiver itself stands."""

    rule: str
    scope: Scope
    location: Location
    reason: str = ""
    owner: str | None = None
    expires: str | None = None


def covers(scope: Scope, finding: Finding) -> bool:
    return any(_covers(scope, place) for place in (finding.location, finding.subject) if place is not None)


def _covers(scope: Scope, place: Location) -> bool:
    match scope:
        case Matching(files, pointer):
            return glob(files).match(place.path) is not None and _is_below(place.pointer, pointer)
        case _ if place.commit is not None or place.path != scope.path:
            return False  # line and pointer speak of today's file
        case OnLine(_, line):
            return place.span is not None and place.span.start_line == line
        case Below(_, part, pointer):
            return place.part == part and _is_below(place.pointer, pointer)


def matches_path(scope: Scope, path: str) -> bool:
    if isinstance(scope, Matching):
        return glob(scope.glob).match(path) is not None
    return scope.path == path


def _is_below(pointer: str | None, ancestor: str | None) -> bool:
    if not ancestor:
        return True
    return pointer is not None and (pointer == ancestor or pointer.startswith(ancestor + "/"))
