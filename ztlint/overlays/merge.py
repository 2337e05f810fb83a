"""How the value of an action comes to a target (Overlay 1.1.0 section 4.4.3)."""

from collections.abc import Iterator
from typing import Any

from ztlint.jsonpath import Budget
from ztlint.overlays.draft import Draft, Origin, Steps


class MisfitError(Exception):
    """Values that can't be merged; the text says which."""


def check(target: Any, value: Any, budget: Budget, where: Steps = ()) -> None:
    """Raises MisfitError."""
    budget.spend()
    if isinstance(target, dict):
        if not isinstance(value, dict):
            raise MisfitError(f"{_named(value)} can't be merged with the mapping{_at(where)}")
        for key, below in value.items():
            if key in target:
                _check_member(target[key], below, budget, (*where, key))
    elif not isinstance(target, list) and isinstance(value, (dict, list)):
        raise MisfitError(f"{_named(value)} can't replace the single value{_at(where)}")


def _check_member(target: Any, value: Any, budget: Budget, where: Steps) -> None:
    """What stands below a target takes lists for lists only."""
    if isinstance(target, list) and not isinstance(value, list):
        raise MisfitError(f"{_named(value)} can't be merged with the list{_at(where)}")
    check(target, value, budget, where)


def _named(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else "a single value"


def _at(where: Steps) -> str:
    return f" at '{'.'.join(map(str, where))[:80]}'" if where else " of the target"


def update(draft: Draft, steps: Steps, value: Any, origin: Origin, cause: Origin) -> None:
    """``value`` stands at ``origin``. Raises MisfitError where an earlier target has changed a later one."""
    target = _value(draft.data, steps)
    check(target, value, draft.budget)
    if isinstance(target, dict):
        _merge(draft, draft.owned(steps), value, origin, cause)
    elif isinstance(target, list):
        draft.extend(draft.owned(steps), _items(draft, value, origin), cause)
    else:
        draft.put(draft.owned(steps[:-1]), steps[-1], value, origin)


def _items(draft: Draft, value: Any, origin: Origin) -> Iterator[tuple[Any, Origin]]:
    """A list is added item by item, anything else as one item."""
    if isinstance(value, list):
        yield from ((item, draft.below(value, origin, index)) for index, item in enumerate(value))
    else:
        yield value, origin


def _merge(draft: Draft, container: dict[str, Any], value: Any, origin: Origin, cause: Origin) -> None:
    for key, item in value.items():
        place = draft.below(value, origin, key)
        there = container.get(key)
        if isinstance(there, dict):
            _merge(draft, draft.child(container, key), item, place, cause)
        elif isinstance(there, list):
            draft.extend(draft.child(container, key), _items(draft, item, place), place)
        else:
            draft.put(container, key, item, place)


def _value(data: Any, steps: Steps) -> Any:
    for step in steps:
        data = data[step]
    return data
