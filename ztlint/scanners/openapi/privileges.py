"""Checks: what may an ordinary caller do to others?"""

from collections import defaultdict
from collections.abc import Iterator

from ztlint.openapi import (
    Api,
    Operation,
    Way,
    collection,
    opens,
    segments,
    tokens,
)
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.scopes import OF_OPENID, reads, splits_scopes
from ztlint.scanners.openapi.twins import comparable, place_of
from ztlint.scanners.openapi.words import administrative, names_administrators

# Verbs that are nobody's but an administrator's or a moderator's.
_ALWAYS = frozenset("impersonate impersonation sudo ban unban shadowban masquerade".split())
_PEOPLE = frozenset(
    """user users account accounts member members customer customers merchant merchants tenant tenants
    employee employees staff seller sellers driver drivers moderator moderators
    player players participant participants subscriber subscribers student students guest guests author
    authors agent agents""".split()
)
_RANKS = frozenset("role roles admin admins administrator privilege privileges superuser".split())
_SECRETS = frozenset("key keys secret secrets certificate certificates credentials master signing".split())
_STOCK = frozenset(
    "all everything data database db tenant tenants log logs audit users customers accounts records".split()
)
_PURGE = frozenset("purge wipe truncate erase flush".split())
_WHOLE = frozenset("all everything database db tenant tenants audit".split())
_MONEY = frozenset(
    """payout payouts withdrawal withdrawals loan loans transfer transfers refund refunds kyc expense expenses
    limit limits balance balances credit credits price prices ledger""".split()
)
_WITH_OBJECT: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (frozenset("grant give assign set change elevate revoke make".split()), _RANKS),
    (frozenset("grant elevate".split()), frozenset("access permission permissions rights".split())),
    (
        frozenset(
            """promote demote suspend unsuspend deactivate reactivate disable enable lock unlock elevate
            blacklist verify""".split()
        ),
        _PEOPLE,
    ),
    (_PURGE, _STOCK),
    (frozenset("export dump exportall".split()), _STOCK),
    (frozenset("rotate rollover".split()), _SECRETS),
    (frozenset("approve override adjust waive writeoff".split()), _MONEY),
)
_REFUND = frozenset({"refund", "refunds", "chargeback"})
_VERBS = _ALWAYS.union(_REFUND, *(doing for doing, _ in _WITH_OBJECT))
_FOR_ADMINISTRATORS = frozenset(
    "admin administration management backoffice internal moderation operator operators operations".split()
)


@check(given="api")
def privileged_action(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """Actions on others, on money or on everything, among ordinary operations and with their credentials.
    Where the API does not tell its callers apart, only the actions that are always an administrator's. One
    finding for an API.
    """
    if _FOR_ADMINISTRATORS & set(tokens(api.root.text("info", "title"))):
        return
    callers = [op for op in api.siblings.all if not op.authority.public and comparable(op.authority)]
    privileged = [op for op in callers if _privilege(op) and not administrative(op)]
    if not privileged or len(privileged) == len(callers):
        return
    held = _ordinary_ways(callers, {op.index for op in privileged})
    for operation in privileged:
        if _ordinary(operation, held, told_apart=splits_scopes(api)):
            yield Hit(place_of(operation), {}, (operation,), cause="privileged", on_key=True)


def _privilege(operation: Operation) -> int:
    """2 for what is always an administrator's, 1 for what mostly is, 0 for the rest."""
    parts = segments(operation.path)
    literal = next((part for part in reversed(parts) if part != "*"), "")
    first = {*tokens(operation.id)[:2], *tokens(operation.node.text("summary")[:80])[:1]}
    verbs = first | ({*tokens(literal)} if parts[-1:] != ("*",) else set())
    if not verbs & _VERBS and not _RANKS.intersection(tokens(literal)):
        return 0
    if operation.unsafe and verbs & _ALWAYS:
        return 2
    named = {*tokens(operation.id), *(word for part in parts for word in tokens(part))}
    if operation.unsafe and (_ranks(literal, parts) or _destroys_all(verbs, named)):
        return 2
    if not operation.unsafe and not verbs & {"export", "dump", "exportall"}:
        return 0
    found = any(verbs & doing and named & done_to for doing, done_to in _WITH_OBJECT)
    return int(found or (operation.unsafe and bool(verbs & _REFUND)))


def _destroys_all(verbs: set[str], named: set[str]) -> bool:
    return bool(verbs & _PURGE and named & _WHOLE) and not named & {"cache", "caches", "cdn", "queue"}


def _ranks(literal: str, parts: tuple[str, ...]) -> bool:
    """``PUT /users/{id}/role``: somebody else's rank."""
    people = {word for part in parts[:-1] for word in tokens(part)} & _PEOPLE
    words = tokens(literal)
    return bool(people and words) and "*" in parts and words[-1] in _RANKS


_Held = dict[Way, tuple[set[str], bool]]
_MOST_WAYS = 64


def _ordinary_ways(callers: list[Operation], but: set[int]) -> _Held:
    """The ways into ordinary operations, with the collections that they open and whether they read."""
    held: dict[Way, tuple[set[str], list[bool]]] = defaultdict(lambda: (set(), []))
    known: dict[int, frozenset[Way]] = {}
    for operation in callers:
        if operation.index in but or administrative(operation):
            continue
        ways = known.get(id(operation.authority))
        if ways is None:
            ways = known[id(operation.authority)] = operation.authority.ways
        for way in ways:
            if way and not names_administrators(way) and (way in held or len(held) < _MOST_WAYS):
                held[way][0].add(collection(operation))
                held[way][1].append(not operation.unsafe)
    return {way: (names, any(safe)) for way, (names, safe) in held.items()}


def _ordinary(operation: Operation, held: _Held, *, told_apart: bool) -> bool:
    """Whether an ordinary credential opens a privileged operation: any of them for what is always an
    administrator's, and for the rest one that reads too, or is inherited, or opens several collections, in an
    API that tells callers apart. A scope that only reads is left to ``read_scope_on_write``.
    """
    asked = operation.authority.ways
    by_scope = [way for way in asked if any(scopes for _, scopes in way)]
    if any(_only_reads(way) for way in asked) or (
        by_scope and all(_names_it(w, operation) for w in by_scope)
    ):
        return False
    opening = [know for way, know in held.items() if any(opens(way, need) for need in asked)]
    if _privilege(operation) == 2 and opening:
        return True
    scoped = told_apart and any(scopes for way in asked for _, scopes in way)
    return scoped and any(safe or operation.authority.inherited or len(n) > 1 for n, safe in opening)


def _names_it(way: Way, operation: Operation) -> bool:
    """Whether a scope is for nothing but this: ``refunds:write`` for ``/refunds``."""
    last = next((part for part in reversed(segments(operation.path)) if part != "*"), "")
    return any(tokens(scope)[:-1] == tokens(last) for _, scopes in way for scope in scopes)


def _only_reads(way: Way) -> bool:
    scopes = {scope for _, listed in way for scope in listed} - OF_OPENID
    return bool(scopes) and all(reads(scope) for scope in scopes)
