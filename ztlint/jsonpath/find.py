"""The places that a query chooses, each once."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from ztlint.jsonpath.place import Place
from ztlint.jsonpath.query import Filter, Index, Name, Query, Segment, Selector, Slice


class TooMuchError(Exception):
    """More work than there is a budget for."""


class Budget(Struct):
    """The work that may still be done, in values that are looked at."""

    left: int

    def spend(self, amount: int = 1) -> None:
        """Raises TooMuchError."""
        self.left -= amount
        if self.left < 0:
            raise TooMuchError


class Scope(Struct, frozen=True):
    """What a filter sees: the root, the place in question, and what is left of the budget."""

    root: Place
    here: Place
    budget: Budget


def find(query: Query, root: Place, budget: Budget) -> list[Place]:
    """In the order of the document. Raises TooMuchError."""
    return chosen(query, Scope(root, root, budget))


def chosen(query: Query, scope: Scope) -> list[Place]:
    places = [scope.here if query.relative else scope.root]
    for segment in query.segments:
        places = list(_after(segment, places, scope))
    return places


def _after(segment: Segment, places: list[Place], scope: Scope) -> Iterable[Place]:
    """Places are made once, so their identity tells them apart."""
    found: dict[int, Place] = {}
    holders = _below(places, scope.budget) if segment.deep else places
    for holder in holders:
        scope.budget.spend()
        for selector in segment.selectors:
            for place in _select(selector, holder, scope):
                scope.budget.spend()
                found.setdefault(id(place), place)
    return found.values()


def _below(places: Iterable[Place], budget: Budget) -> Iterator[Place]:
    """The containers among the places and all below them; what lies below two of them is met once."""
    met: set[int] = set()
    for start in places:
        stack = [start]
        while stack:
            place = stack.pop()
            if not place.is_container or id(place) in met:
                continue
            budget.spend()
            met.add(id(place))
            yield place
            stack.extend(reversed(place.containers()))


def _select(selector: Selector, holder: Place, scope: Scope) -> Iterator[Place]:
    value = holder.value
    match selector:
        case Name(name):
            if isinstance(value, dict) and name in value:
                yield holder.at(name)
        case Index(index):
            if isinstance(value, list) and -len(value) <= index < len(value):
                yield holder.at(index % len(value))
        case Slice(start, stop, step):
            if isinstance(value, list) and step != 0:
                yield from (holder.at(index) for index in range(len(value))[start:stop:step])
        case Filter(test):
            yield from (place for place in holder if test(Scope(scope.root, place, _spent(scope.budget))))
        case _:
            yield from holder


def _spent(budget: Budget) -> Budget:
    """Whatever a filter rejects was looked at all the same."""
    budget.spend()
    return budget
