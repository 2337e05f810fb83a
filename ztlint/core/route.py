"""A route: what a program serves, read from its code without running it."""

from enum import StrEnum

from msgspec import Struct

from ztlint.core.finding import Failure
from ztlint.core.location import Location


class Guard(StrEnum):
    """Whether a route asks who is calling. No evidence of a guard is not evidence of no guard."""

    GUARDED = "guarded"
    PUBLIC = "public"  # the code says that anyone may call, or shows everything there is and nothing guards
    UNKNOWN = "unknown"


class Witness(Struct, frozen=True):
    """What in the code a guard state stands on, such as ``Depends(current_user)`` at its place."""

    text: str
    location: Location


class Route(Struct, frozen=True):
    """One method of one path.

    ``method`` is in capital letters, ``*`` for any. ``path`` begins with a slash and writes parameters as
    OpenAPI does (``/users/{id}``), prefixes included; where ``complete`` is false a prefix could not be
    resolved, and the path is only how it ends. ``location`` is the declaration, ``handler`` the dotted name
    of the function that answers. ``roles`` are scopes, roles or permissions that the guards name.
    ``inputs`` and ``outputs`` are the names of the properties that models plainly show, None where nothing
    is known. ``hidden`` says that the code keeps the route out of the generated definition, ``page`` that it
    answers people with pages, and not programs.
    """

    method: str
    path: str
    framework: str
    location: Location
    handler: str
    guard: Guard
    witnesses: tuple[Witness, ...] = ()
    roles: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    inputs: tuple[str, ...] | None = None
    outputs: tuple[str, ...] | None = None
    complete: bool = True
    hidden: bool = False
    deprecated: bool = False
    operation_id: str | None = None
    page: bool = False


class Unresolved(Struct, frozen=True):
    """A declaration whose routes can't be told without running the program, and why."""

    location: Location
    reason: str


class Routes(Struct, frozen=True):
    """All that one extraction found. ``files`` counts the source files that were parsed. ``idle`` are guards
    that are imported or defined, and that nothing applies. ``missing`` says which languages could not be
    read because an optional dependency is not installed.
    """

    routes: tuple[Route, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    failures: tuple[Failure, ...] = ()
    files: int = 0
    idle: tuple[Witness, ...] = ()
    missing: tuple[Failure, ...] = ()
