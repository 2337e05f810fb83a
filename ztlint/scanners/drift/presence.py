"""What is served and not described, and what is described and not served."""

from collections.abc import Iterator

from ztlint.core import Guard, Route
from ztlint.scanners.drift.hit import Hit, Options, at_operation, by, check, label
from ztlint.scanners.drift.match import Comparison


@check
def shadow_route(comparison: Comparison, options: Options) -> Iterator[Hit]:
    """Routes that no definition describes; ``guards`` says with which guard states."""
    for route in comparison.shadows:
        if route.guard in options["guards"]:
            yield _of(route)


@check
def hidden_unguarded_route(comparison: Comparison, options: Options) -> Iterator[Hit]:  # noqa: ARG001 - checks
    """Routes that the code keeps out of the definition, and that nobody guards."""
    for route in comparison.hidden:
        if route.guard is Guard.PUBLIC:
            yield _of(route)


def _of(route: Route) -> Hit:
    return Hit(
        route.location,
        f"{route.method} {route.path}",
        {"route": label(route), "handler": route.handler},
        by(route) if route.guard is Guard.GUARDED else (),
        (label(route),),
    )


@check
def ghost_operation(comparison: Comparison, options: Options) -> Iterator[Hit]:  # noqa: ARG001 - checks
    """Operations of a definition that describes the code, which nothing in the code serves."""
    for one in comparison.ghosts:
        name = one.operation.label
        yield Hit(at_operation(one.operation), name, {"operation": name}, operations=(name,))
