"""What the fast validator rejects, down to the places that were meant: alternatives are decided here."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct


class Misfit(Struct, frozen=True):
    """``wanted`` is what the keyword asks for: names of types, values, the missing key, or the keys that it
    does not know. ``schema_steps`` lead to the keyword in the schema.
    """

    steps: tuple[str | int, ...]
    keyword: str
    wanted: tuple[str, ...]
    schema_steps: tuple[str | int, ...]


_WANTED = ("types", "options", "unexpected", "property", "expected_value", "limit")


def misfits(error: Any) -> Iterator[Misfit]:
    """All places of one error. Where one of several alternatives was plainly meant, all that is wrong with
    that; else the one place that is furthest inside of the alternative with the fewest errors.
    """
    branches = [branch for branch in getattr(error.kind, "context", ()) if branch]
    if not branches:
        yield _misfit(error)
        return
    branches = [branch for branch in branches if not any(map(_wants_reference, branch))] or branches
    together = _one_of_many(branches)
    if together is not None:
        yield together
        return
    fitting = [branch for branch in branches if not any(map(_is_named, branch))] or branches
    if len(fitting) == 1:
        for inner in fitting[0]:
            yield from misfits(inner)
    else:
        chosen = min(fitting, key=len)
        yield from misfits(max(chosen, key=lambda inner: len(inner.instance_path)))


def _misfit(error: Any) -> Misfit:
    found = next((getattr(error.kind, name) for name in _WANTED if hasattr(error.kind, name)), ())
    wanted = tuple(map(str, found)) if isinstance(found, list | tuple) else (str(found),)
    return Misfit(tuple(error.instance_path), error.kind.name, wanted, tuple(error.schema_path))


def _wants_reference(error: Any) -> bool:
    return getattr(error.kind, "property", "") == "$ref"


def _is_named(error: Any) -> bool:
    """An alternative for another ``in`` or ``type`` was not meant, however few its errors are."""
    return error.kind.name == "const" or len(getattr(error.kind, "options", ())) == 1


def _one_of_many(branches: list[list[Any]]) -> Misfit | None:
    """Where each alternative asks for another value at the same place, one error that names them all."""
    named = [[_misfit(error) for error in branch if _is_named(error)] for branch in branches]
    for first in named[0] if len(branches) > 1 else ():
        others = [next((one for one in some if one.steps == first.steps), None) for some in named]
        if all(others):
            values = dict.fromkeys(value for one in others if one for value in one.wanted)
            return Misfit(first.steps, "enum", tuple(values), first.schema_steps)
    return None
