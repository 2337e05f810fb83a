"""Checks: is there a second way to the same thing that asks for less?"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ztlint.documents import Node
from ztlint.openapi import (
    Api,
    Authority,
    Operation,
    Strength,
    asks_less,
    opens,
    path_version,
    segments,
    tokens,
)
from ztlint.scanners.openapi.authentication import by_accident, silently_public
from ztlint.scanners.openapi.deed_scopes import scopes_for
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.scopes import OF_OPENID, reads, splits_scopes
from ztlint.scanners.openapi.words import ADMIN, read_like

_MOST_ALTERNATIVES = 16
"""Alternatives of one operation that are compared. More are generated, and hostile."""
DEEPEST = 12
"""Segments of a path that are looked at from its end."""

Key = tuple[int | None, tuple[str, ...]]
Table = Mapping[Key, Mapping[str, Operation]]


def key_of(operation: Operation) -> Key:
    return path_version(operation.path), segments(operation.path)


def table_of(api: Api) -> Table:
    """Operations by version and path without the names of parameters, then by method."""

    def work_out() -> Table:
        table: dict[Key, dict[str, Operation]] = defaultdict(dict)
        for operation in api.siblings.all:
            table[key_of(operation)].setdefault(operation.method, operation)
        return dict(table)

    return api.remember("operations by path and method", work_out)


def at(table: Table, key: Key, methods: tuple[str, ...]) -> Iterator[Operation]:
    """The operations of one path with these methods."""
    there = table.get(key, {})
    return (there[method] for method in methods if method in there)


def place_of(operation: Operation) -> Node:
    """The operation's own ``security`` if it has one, else the operation."""
    own = operation.authority.node
    return own if own is not None and not operation.authority.inherited else operation.node


def easier(weak: Operation, strong: Operation) -> bool:
    """Whether ``weak`` asks its callers for less, and asks them for something: what is public has findings of
    its own, and so have alternatives of one operation that are far apart.
    """
    one, other = weak.authority, strong.authority
    if one is other or one.strength is Strength.NONE or other.strength is Strength.NONE:
        return False
    if not (comparable(one) and comparable(other)) or _uneven(one):
        return False
    return asks_less(one, other)


def comparable(authority: Authority) -> bool:
    return len(authority.alternatives) <= _MOST_ALTERNATIVES


_RANKS = (
    frozenset("read readonly reader view viewer list get ro search query".split()),
    frozenset("write writer edit editor update create modify readwrite rw".split()),
    frozenset("delete remove destroy purge admin administrator owner manage manager full".split()),
)


def ranked_lower(weak: Operation, strong: Operation) -> bool:
    """Whether both ask for scopes that say what they are for, and the first for a lesser kind: to read
    instead of to write, to write instead of to delete.
    """
    ranks = [_rank(operation.authority) for operation in (weak, strong)]
    return ranks[0] is not None and ranks[1] is not None and ranks[0] < ranks[1]


def _rank(authority: Authority) -> int | None:
    """The kind of the least demanding way in, or None where a way does not say."""
    if not authority.alternatives or not comparable(authority):
        return None
    ranks = [_rank_of_way(way.scopes) for way in authority.alternatives]
    return None if None in ranks else min(rank for rank in ranks if rank is not None)


def _rank_of_way(scopes: frozenset[str]) -> int | None:
    words = {word for scope in scopes - OF_OPENID for word in tokens(scope)}
    return max((rank for rank, kind in enumerate(_RANKS) if kind & words), default=None)


def _uneven(authority: Authority) -> bool:
    strengths = [alternative.strength for alternative in authority.alternatives]
    return max(strengths) - min(strengths) >= 2


def _reads_more(one: Authority, other: Authority) -> bool:
    """Whether, strength being equal, all that the other asks for beyond the first is to read.
    Definitions list the scope for writing and the one for reading together where either is enough, and beside
    that of administrators both.
    """
    if one.strength != other.strength:
        return False
    asked = {scope for way in one.ways for _, scopes in way for scope in scopes}
    listed = {scope for way in other.ways for _, scopes in way for scope in scopes}
    choices = asked < listed and all(ADMIN & {*tokens(scope)} for scope in asked)
    return bool(asked) and bool(listed - asked) and (choices or all(reads(scope) for scope in listed - asked))


def uncovered(api: Api, operation: Operation) -> bool:
    """Public, and not among authenticated siblings, where it has a finding already."""
    return silently_public(operation) and not by_accident(api, operation, 0.66)


def hit_of(weak: Operation, strong: Operation, cause: str = "") -> Hit:
    values = {"weak": weak.label, "strong": strong.label, "asks": wants(weak), "more": wants(strong)}
    related = ((place_of(strong), f"'{strong.label}' asks for {wants(strong)}"),)
    return Hit(place_of(weak), values, (weak, strong), cause=cause, related=related, on_key=True)


def wants(operation: Operation) -> str:
    """What an operation asks for, in words."""
    ways = [
        " with ".join(_named(r.name, r.scopes) for r in alternative.requirements) or "nothing"
        for alternative in operation.authority.alternatives[:3]
    ]
    return " or ".join(ways) or "nothing"


def _named(name: str, scopes: tuple[str, ...]) -> str:
    return f"'{name}' ({', '.join(scopes[:3])})" if scopes else f"'{name}'"


_CHANGING = frozenset(
    """delete remove destroy erase cancel void close archive update edit modify replace rename move set change
    reset restore transfer approve reject revoke enable disable activate deactivate suspend lock unlock
    publish unpublish merge assign patch upsert save""".split()
)


@check(given="operations")
def write_easier_than_read(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """Changing or deleting a thing asks for less than reading it. Creating is left out: there are places
    where everybody may drop something and few may look.
    """
    if not _changes_existing(operation):
        return
    read = next((twin for twin in readers(api, operation) if easier(operation, twin)), None)
    if read is not None and not _reads_more(operation.authority, read.authority):
        yield hit_of(operation, read, f"{wants(operation)} < {wants(read)}")


def _changes_existing(operation: Operation) -> bool:
    if not operation.unsafe or operation.method == "post":
        last = segments(operation.path)[-1:]
        acts = bool(_CHANGING & {*tokens(last[0] if last else ""), *tokens(operation.id)[:1]})
        return operation.method == "post" and (last == ("*",) or acts) and not read_like(operation)
    return True


def readers(api: Api, operation: Operation) -> Iterator[Operation]:
    """What reads the same thing: the same path, or the thing that an action is done to. Where neither can be
    read, the collection.
    """
    version, parts = key_of(operation)
    table = table_of(api)
    for path in (parts, parts[:-1]):
        at = table.get((version, path), {})
        found = [at[method] for method in ("get", "query") if method in at]
        if found:
            yield from found
            return
    yield from _spoken_readers(api).get(_spoken(operation, _CHANGING), ())


_READING = frozenset("get read fetch view retrieve show describe info find".split())
_Spoken = tuple[int | None, tuple[str, ...], tuple[str, ...]]


def _spoken(operation: Operation, verbs: frozenset[str]) -> _Spoken | None:
    """Version, path and noun of a path that ends in a verb and a noun: ``/getInvoice``, ``/note.delete``."""
    version, parts = key_of(operation)
    words = tokens(parts[-1]) if parts else ()
    if len(words) > 1 and words[0] in verbs:
        return version, parts[:-1], words[1:]
    return (version, parts[:-1], words[:-1]) if len(words) > 1 and words[-1] in verbs else None


def _spoken_readers(api: Api) -> Mapping[_Spoken | None, tuple[Operation, ...]]:
    def work_out() -> Mapping[_Spoken | None, tuple[Operation, ...]]:
        found: dict[_Spoken | None, tuple[Operation, ...]] = {}
        for operation in api.siblings.all:
            spoken = _spoken(operation, _READING)
            if spoken is not None:
                found.setdefault(spoken, (operation,))
        return found

    return api.remember("operations that read by name", work_out)


@check(given="operations")
def delete_as_easy_as_read(api: Api, operation: Operation, options: Options) -> Iterator[Hit]:
    """Whoever may read a thing may delete it, in an API that has scopes to tell the two apart, or with
    ``alone`` in one that has a single one. One finding for an API. A scope that only reads is left to
    ``read_scope_on_write``.
    """
    if operation.method != "delete" or not (options["alone"] or splits_scopes(api)):
        return
    read = table_of(api)[key_of(operation)].get("get")
    if read is None:
        return
    told = _told_by_scopes(operation.authority) and _told_by_scopes(read.authority)
    if (told and _all_open(read.authority, operation.authority)) or _passes_over_a_scope(
        api, read, operation
    ):
        yield hit_of(operation, read, "api")


def _told_by_scopes(authority: Authority) -> bool:
    """Whether every way in asks for a scope of the API, and for none that only reads."""
    asked = _scopes_by_way(authority)
    return bool(asked) and all(scopes and not any(reads(scope) for scope in scopes) for scopes in asked)


def _scopes_by_way(authority: Authority) -> list[set[str]]:
    """None where nothing is asked."""
    if authority.public or not comparable(authority):
        return []
    return [{scope for _, scopes in way for scope in scopes} - OF_OPENID for way in authority.ways]


def _passes_over_a_scope(api: Api, read: Operation, delete: Operation) -> bool:
    """Whether both ask for the same scopes, among them one that only reads, while another one is
    declared for what the second does.
    """
    asked = _scopes_by_way(delete.authority)
    if read.authority.ways != delete.authority.ways or not all(asked):
        return False
    if any(all(reads(scope) for scope in scopes) for scopes in asked):
        return False  # left to ``read_scope_on_write``
    verbs = _RANKS[2] | ({*tokens(delete.id)[:1]} & _CHANGING)
    return any(scope not in set().union(*asked) for scope in scopes_for(api, delete, verbs))


def _all_open(read: Authority, other: Authority) -> bool:
    asked = other.ways
    return all(any(opens(held, way) for way in asked) for held in read.ways)


@check(given="operations")
def trace_operation(_: Api, operation: Operation, __: Options) -> Iterator[Hit]:
    """The method TRACE, or the older TRACK. One finding for an API."""
    if operation.method in ("trace", "track"):
        yield Hit(operation.node, {}, (operation,), cause="api", on_key=True)
