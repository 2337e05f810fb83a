"""What a path chooses in a tree. Each place is looked at once, however many ways lead to it."""

from collections.abc import Callable, Hashable, Iterator

from msgspec import Struct

from ztlint.scanners.openapi.spectral.expression import CannotTellError, holds
from ztlint.scanners.openapi.spectral.jsonpath import (
    Computed,
    Everything,
    Filter,
    Key,
    Names,
    Parent,
    Path,
    Slice,
    Step,
    Wildcard,
)
from ztlint.scanners.openapi.spectral.tree import Spot
from ztlint.scanners.openapi.spectral.values import text

MAX_VISITS = 3_000_000
"""Values that one expression may look at in one definition. GitHub's has 600 000."""


class TooMuchError(Exception):
    """An expression looked at more values than it may."""


class Match(Struct, frozen=True):
    """``on_key``: the name was asked for, not the value."""

    spot: Spot
    on_key: bool = False


def find(path: Path, start: Spot) -> Iterator[Match]:
    """Raises TooMuchError."""
    search = _Search(path)
    yield from search.from_spot(start, 0)


class _Search:
    """One path in one tree. What lies below a place was found already if it was passed at the same step, and
    with the same places above it as far up as the path looks.
    """

    def __init__(self, path: Path) -> None:
        self._steps = path.steps
        self._reach = path.reach
        self._keyed = any(isinstance(step, Key) for step in path.steps)
        self._passed: set[Hashable] = set()
        self._descended: dict[int, set[Hashable]] = {}
        self._visits = 0

    def from_spot(self, spot: Spot, at: int) -> Iterator[Match]:
        if at == len(self._steps):
            if self._is_new(spot, at):
                yield Match(spot)
            return
        step = self._steps[at]
        if isinstance(step, Key):
            if self._is_new(spot, at, key=True):
                yield Match(spot, on_key=True)
        elif isinstance(step, Parent):
            if spot.parent is not None:
                yield from self.from_spot(spot.parent, at + 1)
        elif spot.is_container and self._is_new(spot, at):
            for chosen in self._chosen(step, spot, at):
                yield from self.from_spot(chosen, at + 1)

    def _chosen(self, step: Step, spot: Spot, at: int) -> Iterator[Spot]:
        if isinstance(step, Everything):
            yield from self._below(spot, at)
        elif isinstance(step, Filter) and step.deep and step.needs and self._is_free(spot):
            found = (other for other in spot.tree.holding(step.needs) if other.parent is not None)
            yield from self._counted(other for other in found if holds(step.expression, other))
        elif not getattr(step, "deep", False):
            yield from _select(step, spot)
        else:
            for container in self._holding(step, spot, at):
                yield from self._counted(_select(step, container))

    def _is_free(self, spot: Spot) -> bool:
        """Whether all values are asked for by what they are, whatever the way to them."""
        return spot is spot.tree.root and self._reach == 0 and not self._keyed

    def _counted(self, spots: Iterator[Spot]) -> Iterator[Spot]:
        for spot in spots:
            self._count()
            yield spot

    def _count(self) -> None:
        self._visits += 1
        if self._visits > MAX_VISITS:
            raise TooMuchError

    def _holding(self, step: Step, spot: Spot, at: int) -> Iterator[Spot]:
        """All containers from here on; fewer where only some have the name and we start at the root."""
        if spot is spot.tree.root and self._reach == 0 and isinstance(step, Names):
            for name in step.names:
                yield from spot.tree.holding(name)
            if any(name.isdigit() for name in step.names):
                yield from (other for other in spot.tree.containers if isinstance(other.value, list))
            return
        yield from self._below(spot, at)

    def _below(self, start: Spot, at: int) -> Iterator[Spot]:
        """The container and all below it, but for those that this step went through already."""
        if self._reach == 0 and start is start.tree.root:
            yield from start.tree.containers
            return
        seen = self._descended.setdefault(at, set())
        stack = [start]
        while stack:
            spot = stack.pop()
            mark = self._mark(spot)
            if mark in seen or self._turns(spot):
                continue
            seen.add(mark)
            self._count()
            yield spot
            stack.extend(reversed([child for child in spot if child.is_container]))

    def _turns(self, spot: Spot) -> bool:
        """Whether the way to a value leads through the value itself; asked where whole ways count."""
        above = spot.parent if self._reach < 0 else None
        while above is not None:
            if above.value is spot.value:
                return True
            above = above.parent
        return False

    def _is_new(self, spot: Spot, at: int, *, key: bool = False) -> bool:
        self._count()
        mark = (at, self._mark(spot, key=key))
        if mark in self._passed:
            return False
        self._passed.add(mark)
        return True

    def _mark(self, spot: Spot, *, key: bool = False) -> Hashable:
        """Containers are known by themselves, other values by what holds them."""
        steps = self._reach
        mark: list[Hashable] = [id(spot.value) if spot.is_container and not key else _edge(spot)]
        above: Spot | None = spot
        while steps and above is not None:
            mark.append(_edge(above))
            above = above.parent
            steps -= 1
        return tuple(mark)


def _edge(spot: Spot) -> Hashable:
    return (id(spot.parent.value), spot.key) if spot.parent is not None else None


def _select(step: Step, spot: Spot) -> Iterator[Spot]:
    return _SELECT[type(step)](step, spot)


def _names(step: Names, spot: Spot) -> Iterator[Spot]:
    for name in step.names:
        found = spot.child(name)
        if found is not None:
            yield found


def _all(_: Wildcard, spot: Spot) -> Iterator[Spot]:
    return iter(spot)


def _filter(step: Filter, spot: Spot) -> Iterator[Spot]:
    return (child for child in spot if holds(step.expression, child))


def _slice(step: Slice, spot: Spot) -> Iterator[Spot]:
    if isinstance(spot.value, list):
        yield from list(spot)[step.start : step.stop : step.step]


def _computed(step: Computed, spot: Spot) -> Iterator[Spot]:
    try:
        found = spot.child(text(step.expression(spot)))
    except CannotTellError:
        return
    if found is not None:
        yield found


_SELECT: dict[type, Callable[..., Iterator[Spot]]] = {
    Names: _names,
    Wildcard: _all,
    Filter: _filter,
    Slice: _slice,
    Computed: _computed,
}
