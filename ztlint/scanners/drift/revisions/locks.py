"""What became of the routes that a lock file holds."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from ztlint.core import Guard
from ztlint.routes.lock import Locked
from ztlint.scanners.drift.paths import segments

Key = tuple[str, tuple[str, ...]]


class Loosened(Struct, frozen=True):
    """A route before (None where it is new) and after, and what changed in words."""

    before: Locked | None
    after: Locked
    told: str


def key_of(one: Locked) -> Key:
    return one.method, segments(one.path)


def loosened(before: Iterable[Locked], after: Iterable[Locked]) -> Iterator[Loosened]:
    """Routes that are new and not guarded, that lost their guard, or that ask for fewer roles."""
    known: dict[Key, Locked] = {}
    handlers: dict[tuple[str, str], Locked] = {}
    for one in before:
        known.setdefault(key_of(one), one)
        handlers.setdefault((one.method, one.handler), one)
    for one in after:
        old = known.get(key_of(one)) or (handlers.get((one.method, one.handler)) if one.handler else None)
        told = _told(old, one)
        if told:
            yield Loosened(old, one, told)


def _told(old: Locked | None, new: Locked) -> str:
    if old is None:
        return "" if new.guard is Guard.GUARDED else f"is new, and its guard is {new.guard}"
    if old.guard is Guard.GUARDED and new.guard is not Guard.GUARDED:
        return f"was guarded, and its guard is {new.guard}"
    if old.guard is Guard.UNKNOWN and new.guard is Guard.PUBLIC:
        return "had a guard that can't be told, and is public"
    lost = sorted(set(old.roles) - set(new.roles))
    if lost and old.guard is new.guard:
        return f"asks no more for {', '.join(lost)}"
    return ""
