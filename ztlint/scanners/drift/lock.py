"""Routes against the lock file in which somebody wrote them down."""

from collections.abc import Iterator

from ztlint.routes.lock import locked
from ztlint.scanners.drift.hit import Hit, Options, check, label
from ztlint.scanners.drift.match import Comparison
from ztlint.scanners.drift.revisions.locks import key_of, loosened


@check
def loosened_route(comparison: Comparison, options: Options) -> Iterator[Hit]:  # noqa: ARG001 - checks
    """Routes that are new and not guarded, or that ask for less than the lock file says."""
    if comparison.locked is None:
        return
    routes = {locked(route): route for route in comparison.routes.routes}
    for one in loosened(comparison.locked, routes):
        route = routes[one.after]
        values = {"route": label(route), "change": one.told}
        yield Hit(route.location, one.after.label, values, operations=(label(route),))


@check
def unlocked_route(comparison: Comparison, options: Options) -> Iterator[Hit]:  # noqa: ARG001 - checks
    """Guarded routes that the lock file does not list."""
    if comparison.locked is None:
        return
    known = {key_of(one) for one in comparison.locked}
    handlers = {(one.method, one.handler) for one in comparison.locked}
    for route in comparison.routes.routes:
        one = locked(route)
        if (
            route.guard == "guarded"
            and key_of(one) not in known
            and (one.method, one.handler) not in handlers
        ):
            yield Hit(route.location, one.label, {"route": label(route)}, operations=(label(route),))
