"""Checks of scopes: how much does one of them open, and does it say so?"""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct, field

from ztlint.documents import Node
from ztlint.openapi import (
    Alternative,
    Api,
    Authority,
    Operation,
    Requirement,
    collection,
    path_tokens,
    segments,
    tokens,
)
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.selectors import UsedScheme
from ztlint.scanners.openapi.words import administrative, minting

OF_OPENID = frozenset({"openid", "profile", "email", "address", "phone", "offline_access", "offline"})
"""Scopes about the token itself, not about the API (OpenID Connect Core sections 5.4 and 11)."""

READ_WORDS = frozenset(
    """read readonly reader view viewer list get ro r fetch search query browse see lookup display inspect
    consult retrieve""".split()
)
WRITE_WORDS = frozenset(
    """write writer readwrite rw manage manager admin create update delete remove edit editor modify full
    post put patch owner""".split()
)


def reads(scope: str) -> bool:
    """Whether a scope only reads, by its name."""
    words = set(tokens(scope))
    return bool(words & READ_WORDS) and not words & WRITE_WORDS


def writes(scope: str) -> bool:
    """Whether a scope is for writing, by its name, and not for reading as well."""
    words = set(tokens(scope))
    return (
        bool(words & WRITE_WORDS)
        and not words & READ_WORDS
        and "rw" not in words
        and "readwrite" not in words
    )


def authorities(api: Api) -> dict[int, tuple[Authority, list[Operation]]]:
    """Each authority with the operations that share it: what is inherited is looked at once."""

    def work_out() -> dict[int, tuple[Authority, list[Operation]]]:
        found: dict[int, tuple[Authority, list[Operation]]] = {}
        for operation in api.siblings.all:
            known = found.setdefault(id(operation.authority), (operation.authority, []))
            known[1].append(operation)
        return found

    return api.remember("operations by authority", work_out)


def splits_scopes(api: Api) -> bool:
    """Whether the API has more than one scope to ask for."""

    def work_out() -> bool:
        declared = {name for scheme in api.schemes.values() for name in scheme.scopes}
        return len((declared | asked_scopes(api)) - OF_OPENID) > 1

    return api.remember("splits scopes", work_out)


def asked_scopes(api: Api) -> frozenset[str]:
    """The scopes that operations ask for."""

    def work_out() -> frozenset[str]:
        shared = (authority for authority, _ in authorities(api).values())
        return frozenset(s for authority in shared for way in authority.alternatives for s in way.scopes)

    return api.remember("scopes that are asked for", work_out)


class _Opened(Struct):
    """What one scope opens by itself."""

    requirement: Requirement
    operations: list[Operation] = field(default_factory=list)
    read: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)

    def add(self, operation: Operation) -> None:
        name = collection(operation)
        self.operations.append(operation)
        (self.written if operation.unsafe else self.read).add(name)
        if operation.method == "delete":
            self.deleted.add(name)


def _opened(api: Api) -> dict[str, _Opened]:
    opened: dict[str, _Opened] = {}
    for authority, operations in authorities(api).values():
        for scope, requirement in _alone(authority.alternatives):
            known = opened.setdefault(scope, _Opened(requirement))
            for operation in operations:
                known.add(operation)
    return opened


def _alone(alternatives: Iterable[Alternative]) -> Iterator[tuple[str, Requirement]]:
    """Scopes that are enough by themselves, each once."""
    found: dict[str, Requirement] = {}
    for alternative in alternatives:
        asked = [(scope, r) for r in alternative.requirements for scope in set(r.scopes) - OF_OPENID]
        if len(asked) == 1:
            found.setdefault(*asked[0])
    return iter(found.items())


_EVERYTHING = frozenset(
    """all full api root default everything any global unrestricted master complete fullaccess allaccess
    unlimited god omni entire total""".split()
)
_POWERFUL = frozenset("admin administrator superuser sudo root".split())
_FILLERS = frozenset(
    """access read write rw readwrite scope scopes permission permissions account user users the to rest app
    impersonation v1 v2 v3 control urn as my on tenant tenants org organization organisation workspace company
    system platform service services data resources perm perms role is has""".split()
)


@check(given="api")
def god_scope(_: Api, api: Api, options: Options) -> Iterator[Hit]:
    """A scope that opens most of the API by itself: more than ``share`` of its operations, or reading and
    deleting in ``collections`` collections, or everything by its own name. One hit a scope.
    """
    total = _asking(api)
    for scope, opened in _opened(api).items():
        if _is_god(api, scope, opened, options):
            place, on_key = _place(scope, opened.requirement)
            values = {"scope": scope, "opened": len(opened.operations), "total": total}
            yield Hit(place, values, tuple(opened.operations), cause=f"scope {scope}", on_key=on_key)


_FEW = 3
"""Operations below which a share says nothing."""


def _broad(opened: _Opened, total: int, share: float, collections: int) -> bool:
    if len(opened.read & opened.deleted) >= collections:
        return True
    wide = len(opened.operations) >= _FEW and len(opened.operations) > share * total
    return wide and len(opened.read | opened.written) > 1 and bool(opened.read and opened.written)


def _is_god(api: Api, scope: str, opened: _Opened, options: Options) -> bool:
    broad = _broad(opened, _asking(api), options["share"], options["collections"])
    return broad or _named_for_everything(api, scope, opened, _asking(api))


def _asking(api: Api) -> int:
    return sum(not operation.authority.public for operation in api.siblings.all)


@check(given="api")
def wildcard_scope(_: Api, api: Api, options: Options) -> Iterator[Hit]:
    """A scope for everything of a kind (``orders:*``, ``orders.full``), or for administrators and nothing
    else, that is not a finding of ``god_scope`` with the same ``share`` and ``collections``. One hit a scope.
    """
    for scope, opened in _opened(api).items():
        if _wild(scope) and not _is_god(api, scope, opened, options):
            place, on_key = _place(scope, opened.requirement)
            yield Hit(
                place, {"scope": scope}, tuple(opened.operations), cause=f"scope {scope}", on_key=on_key
            )


_ANYTHING = _EVERYTHING - {"api", "root", "default", "global", "entire", "total"}


def _wild(scope: str) -> bool:
    """``orders:*``, ``orders.full_access``, ``admin``."""
    words = set(tokens(scope.rstrip("/").rsplit("/", 1)[-1]))
    if reads(scope):
        return False
    return scope.endswith("*") or bool(words & _ANYTHING) or (bool(words) and words <= _POWERFUL)


def _named_for_everything(api: Api, scope: str, opened: _Opened, total: int) -> bool:
    """``*``, ``full_access``, ``api://shop/.default``; ``admin`` only where much is read with it. The name of
    the API itself says nothing.
    """
    words = set(tokens(scope.rstrip("/").rsplit("/", 1)[-1]))
    if words & _EVERYTHING:
        words -= api.remember("words of the title only", lambda: _title(api))
    if reads(scope) or not words <= _EVERYTHING | _POWERFUL | _FILLERS:
        return False
    if words & _EVERYTHING or (not words and "*" in scope):
        return True
    ordinary = [op for op in opened.operations if not administrative(op)]
    if not words & _POWERFUL or len(ordinary) < 2 or len(ordinary) * 3 < total:
        return False
    return any(not operation.unsafe for operation in ordinary)


def _title(api: Api) -> frozenset[str]:
    """Words of the title that name nothing that the paths name."""
    return frozenset(tokens(api.root.text("info", "title"))) - _EVERYTHING - _nouns(api)


def _place(scope: str, requirement: Requirement) -> tuple[Node, bool]:
    """Where the scope is declared, else where it is asked for first."""
    declared = requirement.scheme.scopes.get(scope) if requirement.scheme else None
    if declared is not None:
        return declared, True
    return requirement.node.get(requirement.scopes.index(scope)) or requirement.node, False


@check(given="api")
def write_scope_to_read(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """A GET for which only scopes for writing will do, where others on the collection ask for one to read.
    Where it asks for one to read as well, those others are more.
    """
    for group in api.siblings.by_collection.values():
        reading = [op for op in group if op.method in ("get", "head", "query")]
        ordinary = [op for op in reading if not administrative(op)]
        writing = [op for op in ordinary if _every_way(op, writes)]
        both = [op for op in ordinary if _asks_for_both(op)]
        enough = sum(_every_way(op, reads) for op in reading)
        writing += both if len(both) < enough else []
        if writing and enough:
            for operation in writing:
                requirement = operation.authority.alternatives[0].requirements[0]
                scopes = ", ".join(f"'{scope}'" for scope in requirement.scopes[:3])
                yield Hit(requirement.node, {"scopes": scopes}, (operation,), cause=scopes, on_key=True)


def _every_way(operation: Operation, judge: Callable[[str], bool]) -> bool:
    """Whether each way in asks for scopes of one kind and no others."""
    asked = [way.scopes - OF_OPENID for way in operation.authority.alternatives]
    return bool(asked) and all(scopes and all(judge(scope) for scope in scopes) for scopes in asked)


def _asks_for_both(operation: Operation) -> bool:
    """Whether each way in asks for a scope to read and for one to write what the path names. Credentials that
    are handed out may need both.
    """
    if minting(operation) or not operation.authority.alternatives:
        return False
    named = {singular(word) for word in path_tokens(operation)}
    for way in operation.authority.alternatives:
        scopes = way.scopes - OF_OPENID
        both = _resources(filter(reads, scopes), READ_WORDS) & _resources(filter(writes, scopes), WRITE_WORDS)
        if not any(words <= named for words in both):
            return False
    return True


def _resources(scopes: Iterable[str], verbs: frozenset[str]) -> set[frozenset[str]]:
    """What is left of scopes without their verbs."""
    return {frozenset(singular(word) for word in tokens(scope) if word not in verbs) for scope in scopes}


@check(given="operations")
def scopes_on_plain_scheme(_: Api, operation: Operation, __: Options) -> Iterator[Hit]:
    """Scopes for a scheme that has none: up to 3.0 the list must be empty, and what stands in it is not
    looked at. From 3.1 on these are roles. One finding a scheme.
    """
    for alternative in operation.authority.alternatives:
        for requirement in alternative.requirements:
            scheme = requirement.scheme
            if requirement.scopes and scheme is not None and scheme.type and not scheme.oauth:
                scopes = ", ".join(f"'{scope}'" for scope in requirement.scopes[:3])
                values = {"name": requirement.name, "scopes": scopes, "type": scheme.type}
                cause = f"scheme {requirement.name}"
                yield Hit(requirement.node, values, (operation,), cause=cause, on_key=True)


@check(given="schemes")
def scope_without_resource(api: Api, used: UsedScheme, __: Options) -> Iterator[Hit]:
    """Scopes whose words name nothing that the paths and tags of the API name. One hit a scheme."""
    nouns = api.remember("nouns of paths and tags", lambda: _nouns(api))
    unbound = [
        (name, node)
        for name, node in used.scheme.scopes.items()
        if name not in OF_OPENID and not nouns & {singular(word) for word in tokens(name)}
    ]
    if unbound and used.operations:
        shown = ", ".join(f"'{name}'" for name, _ in unbound[:3]) + (", ..." if len(unbound) > 3 else "")
        values = {"scopes": shown, "name": used.scheme.name, "total": len(unbound)}
        yield Hit(unbound[0][1], values, on_key=True)


def _nouns(api: Api) -> frozenset[str]:
    named = {part for op in api.siblings.all for part in (*segments(op.path), *op.tags)}
    return frozenset(singular(word) for part in named for word in tokens(part))


def singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
