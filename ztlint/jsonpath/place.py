"""A value and the way to it, each place made once: what stands at two places counts as two."""

from collections.abc import Iterator
from typing import Any


class Place:
    """``key`` is a string in mappings, a number in sequences, and empty at the root."""

    __slots__ = ("_below", "key", "parent", "value")

    def __init__(self, value: Any, parent: "Place | None" = None, key: str | int = "") -> None:
        self.value = value
        self.parent = parent
        self.key = key
        self._below: dict[str | int, Place] = {}

    @property
    def is_container(self) -> bool:
        return isinstance(self.value, (dict, list))

    @property
    def steps(self) -> tuple[str | int, ...]:
        steps: list[str | int] = []
        place = self
        while place.parent is not None:
            steps.append(place.key)
            place = place.parent
        return tuple(reversed(steps))

    def at(self, key: str | int) -> "Place":
        """The place below; ``key`` is known to be there."""
        found = self._below.get(key)
        if found is None:
            found = self._below[key] = Place(self.value[key], self, key)
        return found

    def containers(self) -> list["Place"]:
        """The mappings and sequences directly below."""
        value = self.value
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        return [self.at(key) for key, child in pairs if isinstance(child, (dict, list))]

    def __iter__(self) -> Iterator["Place"]:
        """The places directly below, in the order in which they are written."""
        if isinstance(self.value, dict):
            yield from (self.at(key) for key in self.value)
        elif isinstance(self.value, list):
            yield from (self.at(index) for index in range(len(self.value)))
