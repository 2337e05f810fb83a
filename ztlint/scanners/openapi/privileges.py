"""Checks: what may an ordinary caller do to others?"""

from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from ztlint.openapi import (
    Api,
    Operation,
    Way,
    collection,
    opens,
    path_tokens,
    segments,
    tokens,
)
from ztlint.scanners.openapi.deed_scopes import meant_for
from ztlint.scanners.openapi.deeds import DEEDS, privilege, verbs_of
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.scopes import OF_OPENID, READ_WORDS, WRITE_WORDS, reads, singular
from ztlint.scanners.openapi.twins import comparable, place_of
from ztlint.scanners.openapi.words import administrative, names_administrators

_FOR_ADMINISTRATORS = frozenset(
    "admin administration backoffice internal moderation operator operators".split()
)
_FOR_MANAGERS = frozenset({"management", "operations"})
_FILLERS = frozenset(
    "api apis service rest http v1 v2 v3 user users account accounts identity access iam".split()
)


@check(given="api")
def privileged_action(_: Api, api: Api, options: Options) -> Iterator[Hit]:
    """Actions on others, on money or on everything, among ordinary operations and with their credentials.
    Where the API does not tell its callers apart, by scopes or by a scheme for administrators, only the
    actions that are always an administrator's, unless ``alike`` is set. What has a scope of its own that no
    operation asks for is privileged, too. One finding for an API.
    """
    if _is_for_administrators(api):
        return
    callers = [op for op in api.siblings.all if not op.authority.public and comparable(op.authority)]
    privileged = [op for op in callers if (privilege(op) or meant_for(api, op)) and not administrative(op)]
    if not privileged or len(privileged) == len(callers):
        return
    held = _ordinary_ways(callers, {op.index for op in privileged})
    alike = options["alike"] or any(
        names_administrators(frozenset({(name, frozenset())})) for name in api.schemes
    )
    for operation in privileged:
        if _ordinary(operation, held, alike=alike) or _borrowed(api, operation, held):
            yield Hit(place_of(operation), {}, (operation,), cause="privileged", on_key=True)


def _is_for_administrators(api: Api) -> bool:
    """``User Management API`` is, and ``Order Management`` is not."""
    title = set(tokens(api.root.text("info", "title")))
    return bool(title & _FOR_ADMINISTRATORS) or bool(
        title & _FOR_MANAGERS and title <= _FOR_MANAGERS | _FILLERS
    )


class _Opened(Struct):
    """What one way opens of the operations that are nothing special."""

    collections: set[str] = field(default_factory=set)
    operations: int = 0
    reads: bool = False

    def add(self, operation: Operation) -> None:
        self.collections.add(collection(operation))
        self.operations += 1
        self.reads |= not operation.unsafe


_MOST_WAYS = 64


def _ordinary_ways(callers: list[Operation], but: set[int]) -> dict[Way, _Opened]:
    """The ways into ordinary operations. What opens a single one where others open several is a credential
    for something special.
    """
    held: dict[Way, _Opened] = {}
    known: dict[int, frozenset[Way]] = {}
    for operation in callers:
        if operation.index in but or administrative(operation):
            continue
        ways = known.get(id(operation.authority))
        if ways is None:
            ways = known[id(operation.authority)] = operation.authority.ways
        for way in ways:
            if way and not names_administrators(way) and (way in held or len(held) < _MOST_WAYS):
                held.setdefault(way, _Opened()).add(operation)
    least = 2 if any(opened.operations > 1 for opened in held.values()) else 1
    return {way: opened for way, opened in held.items() if opened.operations >= least}


def _ordinary(operation: Operation, held: dict[Way, _Opened], *, alike: bool) -> bool:
    """Whether an ordinary credential opens a privileged operation: any for what is always an administrator's,
    else one that reads too, or is inherited, or opens several operations, with scopes unless ``alike`` is
    set. A scope that only reads is left to ``read_scope_on_write``.
    """
    asked = operation.authority.ways
    by_scope = [way for way in asked if any(scopes for _, scopes in way)]
    if any(_only_reads(way) for way in asked) or (
        by_scope and all(_names_it(w, operation) for w in by_scope)
    ):
        return False
    verbs = {word.rstrip("s") for word in verbs_of(operation)}
    ordinary = [way for way in held if not _named_after(way, verbs)]
    opening = [held[way] for way in ordinary if any(opens(way, need) for need in asked)]
    if privilege(operation) == 2 and opening:
        return True
    scoped = any(scopes - OF_OPENID for way in asked for _, scopes in way)
    inherited = operation.authority.inherited
    return (scoped or alike) and any(o.reads or inherited or o.operations > 1 for o in opening)


def _borrowed(api: Api, operation: Operation, held: dict[Way, _Opened]) -> bool:
    """Whether each way in asks for scopes that are for another collection and open it, while a scope to
    change what the operation acts on is declared.
    """
    asked = operation.authority.ways
    if not asked or not all(_for_another(way, operation, held) for way in asked):
        return False
    owned = api.remember("what scopes are declared to change", lambda: _changed_by_scopes(api))
    return bool(owned & _singulars(path_tokens(operation)))


def _for_another(way: Way, operation: Operation, held: dict[Way, _Opened]) -> bool:
    opened = next((held[one] for one in held if opens(one, way)), None)
    nouns = frozenset[str]().union(*(_nouns(s) for _, scopes in way for s in scopes - OF_OPENID))
    if opened is None or not nouns or _only_reads(way):
        return False
    spoken = tokens(operation.node.text("summary")[:80])
    if nouns & (_singulars(path_tokens(operation)) | _singulars(spoken)):
        return False
    return bool(nouns & _singulars(word for name in opened.collections for word in tokens(name)))


def _changed_by_scopes(api: Api) -> frozenset[str]:
    """What declared scopes are about that do more than read and name one thing."""
    declared = (name for scheme in api.schemes.values() for name in scheme.scopes)
    named = (_nouns(name) for name in declared if WRITE_WORDS.intersection(tokens(name)) and not reads(name))
    return frozenset(noun for nouns in named if len(nouns) == 1 for noun in nouns)


def _nouns(scope: str) -> frozenset[str]:
    return _singulars(word for word in tokens(scope) if word not in WRITE_WORDS | READ_WORDS)


def _singulars(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(singular, words))


def _named_after(way: Way, verbs: set[str]) -> bool:
    """Whether a scope says what the operation does: ``payments:refund``."""
    return any(
        verbs & {word.rstrip("s") for word in tokens(scope)} & DEEDS for _, scopes in way for scope in scopes
    )


def _names_it(way: Way, operation: Operation) -> bool:
    """Whether a scope is for nothing but this: ``refunds:write`` for ``/refunds``."""
    last = next((part for part in reversed(segments(operation.path)) if part != "*"), "")
    return any(tokens(scope)[:-1] == tokens(last) for _, scopes in way for scope in scopes)


def _only_reads(way: Way) -> bool:
    scopes = {scope for _, listed in way for scope in listed} - OF_OPENID
    return bool(scopes) and all(reads(scope) for scope in scopes)
