"""Who may call: less is asked of callers than before."""

from collections.abc import Iterator

from ztlint.core import Location
from ztlint.openapi import Authority, Operation, Strength
from ztlint.scanners.drift.hit import Hit, Options, at_node, at_operation
from ztlint.scanners.drift.revisions.change import Change, check


def _told(authority: Authority) -> str:
    """``token`` or ``key with session``."""
    return " or ".join(one.label or "nothing" for one in authority.alternatives) or "nothing"


def _place(operation: Operation) -> Location:
    node = operation.authority.node
    own = node is not None and not operation.authority.inherited
    return at_node(node, on_key=True) if own and node is not None else at_operation(operation)


def _hit(change: Change, old: Operation, new: Operation, **values: object) -> Hit:  # noqa: ARG001 - alike
    told = {"operation": new.label, "before": _told(old.authority), "after": _told(new.authority), **values}
    return Hit(_place(new), new.label, told, operations=(new.label,))


@check
def authentication_removed(change: Change, options: Options) -> Iterator[Hit]:  # noqa: ARG001 - checks
    """Operations that asked for a credential, and ask for none."""
    for old, new in change.pairs:
        if not old.authority.public and new.authority.public and not new.intended_public:
            yield _hit(change, old, new)


@check
def authentication_made_optional(change: Change, options: Options) -> Iterator[Hit]:  # noqa: ARG001 - checks
    """Operations that asked for a credential, and let in who has none."""
    for old, new in change.pairs:
        if not old.authority.public and not old.authority.optional and new.authority.optional:
            yield _hit(change, old, new)


@check
def weaker_alternative(change: Change, options: Options) -> Iterator[Hit]:  # noqa: ARG001 - checks
    """Ways in that are weaker than any was before, through other schemes."""
    for old, new in change.pairs:
        if old.authority.public or new.authority.public or new.authority.optional or old.authority.optional:
            continue
        names = {frozenset(name for name, _ in way) for way in old.authority.ways}
        least = old.authority.strength
        for alternative in new.authority.alternatives:
            ways = frozenset(one.name for one in alternative.requirements)
            if alternative.strength < least and ways not in names:
                yield _hit(change, old, new, alternative=alternative.label)
                break


@check
def dropped_scope(change: Change, options: Options) -> Iterator[Hit]:  # noqa: ARG001 - checks
    """Ways in through the same schemes that ask for fewer scopes, or for a broader one."""
    for old, new in change.pairs:
        before = {_names(way): way for way in old.authority.ways}
        for way in sorted(new.authority.ways, key=sorted):
            was = before.get(_names(way))
            if was is None or was == way or _same_elsewhere(way, old.authority):
                continue
            lost = {scope for _, scopes in was for scope in scopes} - {s for _, scopes in way for s in scopes}
            gained = {s for _, scopes in way for s in scopes} - {s for _, scopes in was for s in scopes}
            if lost and (not gained or any(_covers(one, other) for one in gained for other in lost)):
                yield _hit(change, old, new, scopes=", ".join(sorted(lost)))
                break


def _names(way: frozenset[tuple[str, frozenset[str]]]) -> frozenset[str]:
    return frozenset(name for name, _ in way)


def _same_elsewhere(way: frozenset[tuple[str, frozenset[str]]], authority: Authority) -> bool:
    return way in authority.ways


def _covers(broad: str, narrow: str) -> bool:
    """``orders`` or ``orders:*`` stands for more than ``orders:read``; ``*`` and ``admin`` for all."""
    stem = broad.removesuffix("*").rstrip(":./")
    if broad in ("*", "admin", "root", "all"):
        return True
    if broad.endswith((":write", ".write")) and narrow.endswith((":read", ".read")):
        return (
            broad.rsplit(":", 1)[0].rsplit(".write", 1)[0] == narrow.rsplit(":", 1)[0].rsplit(".read", 1)[0]
        )
    return narrow != broad and narrow.startswith((f"{stem}:", f"{stem}.", f"{stem}/"))


@check
def new_public_operation(change: Change, options: Options) -> Iterator[Hit]:  # noqa: ARG001 - checks
    """Operations that are new, and ask for nothing in a definition that asks elsewhere."""
    if not change.head.authenticates:
        return
    for new in change.added:
        if (new.authority.public or new.authority.optional) and not new.intended_public:
            values = {"operation": new.label}
            yield Hit(at_operation(new), new.label, values, operations=(new.label,))


@check
def stricter_access(change: Change, options: Options) -> Iterator[Hit]:  # noqa: ARG001 - checks
    """Operations that ask for more than before: a note."""
    for old, new in change.pairs:
        was, now = old.authority, new.authority
        opened = was.public or was.optional
        asks = not now.public and not now.optional
        stronger = now.strength > was.strength and was.strength > Strength.NONE
        if (opened and asks) or (asks and stronger):
            yield _hit(change, old, new)
