"""Which route is which operation, and what has no counterpart."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import PurePosixPath

from msgspec import Struct, field

from ztlint.core import Guard, Route, Routes, Unresolved
from ztlint.openapi import Api, Operation, Origin
from ztlint.routes.lock import Locked
from ztlint.scanners.drift.paths import HARMLESS, Segments, bases, is_harmless, same_shape, segments

_SHARE = 4
"""A definition describes a program if at least one in so many of the smaller side have a counterpart."""

_ROOTS = frozenset({"apps", "packages", "services", "projects", "libs", "src", "cmd", "modules"})
_IMPLICIT = frozenset({"HEAD", "OPTIONS", "TRACE", "CONNECT"})

Key = tuple[str, Segments]


class Described(Struct, frozen=True, eq=False):
    """An operation with its definition. ``full`` are its paths with those of its servers in front."""

    api: Api
    operation: Operation
    path: Segments
    full: tuple[Segments, ...]

    @property
    def method(self) -> str:
        return self.operation.method.upper()


class Pair(Struct, frozen=True, eq=False):
    """A route and the operation that describes it."""

    route: Route
    described: Described


class Comparison(Struct, eq=False):
    """``shadows`` are routes that no definition describes although one describes their program, ``ghosts``
    the operations of such definitions that nothing serves. ``doubtful`` counts operations that may be
    served by what could not be resolved; ``foreign`` are definitions that describe no code here.
    """

    routes: Routes
    pairs: list[Pair] = field(default_factory=list)
    shadows: list[Route] = field(default_factory=list)
    ghosts: list[Described] = field(default_factory=list)
    doubtful: list[Described] = field(default_factory=list)
    foreign: list[Api] = field(default_factory=list)
    hidden: list[Route] = field(default_factory=list)
    harmless: list[Route] = field(default_factory=list)
    incomplete: list[Route] = field(default_factory=list)
    outside: list[Route] = field(default_factory=list)
    locked: list[Locked] | None = None

    def paired(self, route: Route) -> list[Described]:
        return [pair.described for pair in self.pairs if pair.route is route]


def group_of(route: Route) -> tuple[str, str]:
    """The program that a route belongs to: its framework, and the folder of a repository of several."""
    parts = PurePosixPath(route.location.path).parts[:-1]
    depth = 2 if parts and parts[0] in _ROOTS else 1
    return route.framework, "/".join(parts[:depth])


def compare(apis: Iterable[Api], routes: Routes, harmless: tuple[str, ...] = HARMLESS) -> Comparison:
    found = Comparison(routes)
    groups: dict[tuple[str, str], list[Route]] = defaultdict(list)
    for route in routes.routes:
        groups[group_of(route)].append(route)
    described: set[tuple[str, str]] = set()
    for api in apis:
        operations = _described(api)
        served = {
            name: pairs
            for name, group in groups.items()
            if _describes(pairs := _pairs(group, operations), group, operations)
        }
        described |= served.keys()
        pairs = [pair for some in served.values() for pair in some]
        found.pairs += pairs
        if not served:
            found.foreign.append(api)
            continue
        _look_for_ghosts(found, operations, pairs, [groups[name] for name in served])
    _look_for_shadows(found, groups, described, harmless)
    return found


def _described(api: Api) -> list[Described]:
    return [
        Described(api, one, path := segments(one.path), tuple((*base, *path) for base in bases(one)))
        for one in api.operations
        if one.origin is Origin.PATH
    ]


def _describes(pairs: list[Pair], group: list[Route], operations: list[Described]) -> bool:
    matched = min(len({id(pair.route) for pair in pairs}), len({id(pair.described) for pair in pairs}))
    return matched > 0 and matched * _SHARE >= min(len(group), len(operations))


# pairs ----------------------------------------------------------------------------------------------------


def _pairs(group: list[Route], operations: list[Described]) -> list[Pair]:
    """By whole paths, with and without what servers put in front, then with the prefix that most agree on."""
    by_path: dict[Segments, list[Described]] = defaultdict(list)
    for one in operations:
        for path in dict.fromkeys((one.path, *one.full)):
            by_path[path].append(one)
    complete = [route for route in group if route.complete]
    before = _prefix_of_routes(complete, by_path)
    over = _prefix_of_operations(complete, operations)
    found: list[Pair] = []
    for route in complete:
        path = segments(route.path)
        ways = [path]
        if before and path[: len(before)] == before:
            ways.append(path[len(before) :])
        ways.append((*over, *path))
        fitting = next((by_path[way] for way in ways if way in by_path), [])
        found += [Pair(route, one) for one in fitting if route.method in ("*", one.method)]
    return found


def _prefix_of_routes(routes: list[Route], by_path: dict[Segments, list[Described]]) -> Segments:
    """What most routes have in front of the path of an operation: a prefix that the definition leaves out."""
    votes: Counter[Segments] = Counter()
    for route in routes:
        path = segments(route.path)
        for size in range(1, len(path)):
            fitting = by_path.get(path[size:], ())
            if any(route.method in ("*", one.method) for one in fitting):
                votes[path[:size]] += 1
                break
    return _winner(votes, min(len(routes), sum(map(len, by_path.values()))))


def _prefix_of_operations(routes: list[Route], operations: list[Described]) -> Segments:
    """What most operations have in front of the path of a route: a proxy takes it away."""
    known = {(route.method, segments(route.path)) for route in routes}
    votes: Counter[Segments] = Counter()
    for one in operations:
        path = one.path
        for size in range(1, len(path)):
            if (one.method, path[size:]) in known:
                votes[path[:size]] += 1
                break
    return _winner(votes, min(len(routes), len(operations)))


def _winner(votes: Counter[Segments], total: int) -> Segments:
    if not votes:
        return ()
    prefix, count = max(votes.items(), key=lambda item: (item[1], item[0]))
    return prefix if count * _SHARE >= total and not all(part == "{}" for part in prefix) else ()


# what has no counterpart ------------------------------------------------------------------------------------


def _look_for_ghosts(
    found: Comparison, operations: list[Described], pairs: list[Pair], groups: list[list[Route]]
) -> None:
    paired = {id(pair.described) for pair in pairs}
    routes = [route for group in groups for route in group]
    loose = {(route.method, segments(route.path)) for route in routes if not route.complete}
    templates: dict[int, list[tuple[str, Segments]]] = defaultdict(list)
    for route in routes:
        path = segments(route.path)
        templates[len(path)].append((route.method, path))
    hiding = _hides(found.routes.unresolved)
    for one in operations:
        if id(one) in paired or one.method in _IMPLICIT:
            continue
        if hiding or _ends_like(one, loose) or _is_answered(one, templates):
            found.doubtful.append(one)
        else:
            found.ghosts.append(one)


def _hides(unresolved: tuple[Unresolved, ...]) -> bool:
    """Whether anything may serve routes that were not told."""
    return any("WebSocket" not in one.reason for one in unresolved)


def _ends_like(one: Described, loose: set[Key]) -> bool:
    """Whether a route whose beginning is not known ends as this operation does."""
    for path in dict.fromkeys((one.path, *one.full)):
        for start in range(len(path) + 1):
            for method in (one.method, "*"):
                if (method, path[start:]) in loose:
                    return True
    return False


def _is_answered(one: Described, templates: dict[int, list[tuple[str, Segments]]]) -> bool:
    """Whether a route with parameters answers in its place: ``/users/{id}`` to ``/users/me``."""
    for path in dict.fromkeys((one.path, *one.full)):
        for method, route in templates.get(len(path), ()):
            if method in ("*", one.method) and "{}" in route and same_shape(route, path):
                return True
    return False


def _look_for_shadows(
    found: Comparison,
    groups: dict[tuple[str, str], list[Route]],
    described: set[tuple[str, str]],
    harmless: tuple[str, ...],
) -> None:
    paired = {id(pair.route) for pair in found.pairs}
    for name, group in groups.items():
        for route in group:
            if id(route) in paired or route.method in _IMPLICIT:
                continue
            if name not in described or route.page:
                found.outside.append(route)
            elif not route.complete:
                found.incomplete.append(route)
            elif route.method in ("GET", "*") and is_harmless(
                route.path, harmless, guarded=route.guard is Guard.GUARDED
            ):
                found.harmless.append(route)
            elif route.hidden:
                found.hidden.append(route)
            else:
                found.shadows.append(route)
