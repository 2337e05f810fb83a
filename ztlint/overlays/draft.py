"""The data of a definition while overlays change them, and where each value of them stands.

What is changed is copied first, container by container; all else is shared with the documents it comes from.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from ztlint.documents import Document

if TYPE_CHECKING:
    from ztlint.jsonpath import Budget

Steps: TypeAlias = tuple[str | int, ...]
Key: TypeAlias = str | int


class Origin(NamedTuple):
    """Where a value stands: its document, and the way there."""

    document: Document
    steps: Steps


class Draft:
    """``moved`` says by the identity of a container which of its children stand elsewhere;
    ``touched`` where overlays took something out of it or added items to it.
    """

    def __init__(self, base: Document, budget: "Budget") -> None:
        self.base = base
        self.data = base.data
        self.moved: dict[int, dict[Key, Origin]] = {}
        self.touched: dict[int, list[tuple[str, Origin]]] = {}
        self._own: set[int] = set()
        self._kept: list[Any] = []  # so that no identity is given to another container
        self.budget = budget

    def origin(self, steps: Steps) -> Origin:
        """A step that leads nowhere is taken as it is, and so are those after it."""
        origin, value = Origin(self.base, ()), self.data
        for index, step in enumerate(steps):
            origin = self.below(value, origin, step)
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return Origin(origin.document, (*origin.steps, *steps[index + 1 :]))
        return origin

    def below(self, container: Any, origin: Origin, step: Key) -> Origin:
        """Of a child, where the container's own is known."""
        moved = self.moved.get(id(container))
        found = moved.get(step) if moved else None
        return found or Origin(origin.document, (*origin.steps, step))

    def owned(self, steps: Steps) -> Any:
        """The container at ``steps``, which may be changed from here on."""
        self.budget.spend(1 + len(steps))
        container = self.data = self._copied(self.data)
        for step in steps:
            container = self.child(container, step)
        return container

    def child(self, container: Any, step: Key) -> Any:
        """A container in one that may be changed, which may be changed as well then."""
        container[step] = copied = self._copied(container[step])
        return copied

    def _copied(self, container: Any) -> Any:
        if id(container) in self._own:
            return container
        self.budget.spend(len(container))
        copied = container.copy()
        self._kept.append(copied)
        self._own.add(id(copied))
        self.moved[id(copied)] = dict(self.moved.get(id(container), ()))
        self.touched[id(copied)] = list(self.touched.get(id(container), ()))
        return copied

    def share(self) -> None:
        """From here on everything may stand at two places, so nothing may be changed without a copy."""
        self._own.clear()

    def put(self, container: Any, key: Key, value: Any, origin: Origin) -> None:
        """A value for a key. ``container`` may be changed."""
        self.budget.spend()
        container[key] = value
        self.moved[id(container)][key] = origin

    def extend(self, container: list[Any], values: Iterable[tuple[Any, Origin]], cause: Origin) -> None:
        for value, origin in values:
            self.budget.spend()
            self.moved[id(container)][len(container)] = origin
            container.append(value)
        self.touched[id(container)].append(("An overlay adds to it here", cause))

    def remove(self, steps: Steps, keys: Sequence[Key], cause: Origin) -> None:
        """Children of the container at ``steps``."""
        home = self.origin(steps)
        container = self.owned(steps)
        self.budget.spend(len(container) if isinstance(container, list) else len(keys))
        if isinstance(container, list):
            self._without(container, {key for key in keys if isinstance(key, int)}, home)
        else:
            for key in keys:
                del container[key]
                self.moved[id(container)].pop(key, None)
        what = ", ".join(f"'{str(key)[:40]}'" for key in keys[:3] if isinstance(key, str)) or "an item"
        self.touched[id(container)].append((f"An overlay takes {what} out of it here", cause))

    def _without(self, container: list[Any], gone: set[int], home: Origin) -> None:
        """The items after one that goes stand where they stood before, under another number."""
        left = [index for index in range(len(container)) if index not in gone]
        origins = [self.below(container, home, index) for index in left]
        container[:] = [container[index] for index in left]
        self.moved[id(container)] = dict(enumerate(origins))
