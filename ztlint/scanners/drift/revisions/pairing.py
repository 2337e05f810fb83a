"""Operations of two revisions that are the same one, renamed or not."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable

from ztlint.openapi import Api, Operation, Origin
from ztlint.openapi import segments as without_version
from ztlint.scanners.drift.paths import segments
from ztlint.scanners.drift.revisions.change import Change

Key = Callable[[Operation], Hashable | None]


def pair_operations(base: Api, head: Api) -> Change:
    """By path, whatever its parameters are called; then by operationId, by the path without its version,
    and by how it ends. A key that several have says nothing.
    """
    change = Change(base, head)
    before, after = _called(base), _called(head)
    for key in (_exact, _identified, _unversioned, _ending):
        before, after = _pair(change, before, after, key)
    change.added = after
    return change


def _called(api: Api) -> list[Operation]:
    return [one for one in api.operations if one.origin is Origin.PATH]


def _pair(
    change: Change, before: list[Operation], after: list[Operation], key: Key
) -> tuple[list[Operation], list[Operation]]:
    old, new = _by(before, key), _by(after, key)
    paired: set[int] = set()
    for name, some in new.items():
        others = old.get(name, ())
        if len(some) == 1 and len(others) == 1:
            change.pairs.append((others[0], some[0]))
            paired |= {id(some[0]), id(others[0])}
    return ([one for one in before if id(one) not in paired], [one for one in after if id(one) not in paired])


def _by(operations: Iterable[Operation], key: Key) -> dict[Hashable, list[Operation]]:
    found: dict[Hashable, list[Operation]] = defaultdict(list)
    for one in operations:
        name = key(one)
        if name is not None:
            found[name].append(one)
    return found


def _exact(operation: Operation) -> Hashable:
    return operation.method, segments(operation.path)


def _identified(operation: Operation) -> Hashable | None:
    return (operation.method, operation.id) if operation.id else None


def _unversioned(operation: Operation) -> Hashable:
    return operation.method, without_version(operation.path)


def _ending(operation: Operation) -> Hashable | None:
    """The last two literal segments and what follows: a prefix came or went."""
    path = segments(operation.path)
    literal = [place for place, part in enumerate(path) if "{}" not in part]
    return (operation.method, path[literal[-2] :]) if len(literal) > 1 else None
