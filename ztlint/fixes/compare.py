"""Whether two states of a document differ as some edits say, and nowhere else."""

from collections.abc import Iterable, Iterator
from typing import Any

from ztlint.core import Action, Edit
from ztlint.documents import split_pointer

Changes = dict[int, list[tuple[Edit, str | int]]]
"""The edits of each container, by its identity, with the step that each is about."""


def differ_as_said(old: Any, new: Any, edits: Iterable[Edit]) -> bool:
    """Order counts. What aliases share is changed for all of them, and compared once for each pair."""
    changes = _by_container(old, edits)
    pairs, seen = [(old, new)], set()
    while pairs:
        one, other = pairs.pop()
        if type(one) is not type(other):
            return False
        if not isinstance(one, (dict, list)):
            if repr(one) != repr(other):  # NaN is not equal to itself, and 0.0 equals -0.0
                return False
        elif (id(one), id(other)) not in seen:
            seen.add((id(one), id(other)))
            below = _children(one, other, changes.get(id(one), []))
            if below is None:
                return False
            pairs += below
    return True


def _by_container(data: Any, edits: Iterable[Edit]) -> Changes:
    changes: Changes = {}
    for edit in edits:
        steps = split_pointer(edit.pointer, data)
        container = data
        for step in steps if edit.action is Action.INSERT else steps[:-1]:
            container = container[step]
        changes.setdefault(id(container), []).append((edit, steps[-1] if steps else ""))
    return changes


def _children(one: Any, other: Any, edits: list[tuple[Edit, str | int]]) -> list[tuple[Any, Any]] | None:
    """The pairs of values to compare next; None where keys or numbers of items are not as said."""
    inserted = {edit.key: edit.value for edit, _ in edits if edit.action is Action.INSERT}
    about = {step: edit for edit, step in edits if edit.action is not Action.INSERT}
    expected = list(_expected(one, about))
    found = [(key, value) for key, value in _members(other) if key not in inserted]
    if any(repr(other.get(key)) != repr(value) for key, value in inserted.items()):
        return None
    keyed = isinstance(one, dict)
    if len(expected) != len(found) or (keyed and [k for k, _ in expected] != [k for k, _ in found]):
        return None
    return [(a, b) for (_, a), (_, b) in zip(expected, found, strict=True)]


def _expected(container: Any, about: dict[str | int, Edit]) -> Iterator[tuple[str | int, Any]]:
    for key, value in _members(container):
        edit = about.get(key)
        if edit is None:
            yield key, value
        elif edit.action is Action.RENAME:
            yield edit.key, value
        elif edit.action is Action.SET:
            yield key, edit.value


def _members(container: Any) -> Iterator[tuple[str | int, Any]]:
    yield from container.items() if isinstance(container, dict) else enumerate(container)
