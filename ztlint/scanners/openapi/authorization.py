"""Checks: does every caller get only what it needs?"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import partial

from ztlint.documents import Node
from ztlint.openapi import (
    Api,
    Operation,
    Origin,
    Requirement,
    Scheme,
    Strength,
    Way,
    opens,
    path_tokens,
    tokens,
)
from ztlint.scanners.openapi.edits import replaced
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.scopes import READ_WORDS, splits_scopes
from ztlint.scanners.openapi.selectors import UsedScheme
from ztlint.scanners.openapi.spelling import nearest_two, surely_meant
from ztlint.scanners.openapi.words import (
    administrative,
    changes_state,
    in_charge,
    names_administrators,
    reserved_for_administrators,
    told_for_administrators,
)

_WRITE = frozenset(
    """write writer readwrite rw manage manager admin create update delete remove edit editor modify full
    post put patch send publish execute run control owner upload add change set grant invite""".split()
)
_READ_PROSE = re.compile(
    r"\A\W*(?:(?:grants?|allows?|gives?|lets?|permits?|enables?|access)\b(?:\W+\w+){0,4}?\W+)?(?:to\W+)?"
    r"(?:read|view|list|see|look at|retriev|retrieve|display|browse|inspect)(?:ing|s)?\b|\bread[- ]only\b",
    re.IGNORECASE,
)
_WRITE_PROSE = re.compile(
    r"\b(?:writ|modif|manag|creat|updat|delet|edit|chang|add|send|publish|full)\w*", re.IGNORECASE
)


def requirements(operation: Operation) -> Iterator[Requirement]:
    return (r for way in operation.authority.alternatives for r in way.requirements)


@check(given="operations")
def read_scope_on_write(_: Api, operation: Operation, __: Options) -> Iterator[Hit]:
    """A write for which a token that may only read is enough."""
    if not changes_state(operation):
        return
    for way in operation.authority.alternatives:
        asked = [(r, scope) for r in way.requirements for scope in r.scopes if scope not in _OF_OPENID]
        told = [_only_reads(requirement, scope) for requirement, scope in asked]
        if told and all(told):
            scopes = ", ".join(f"'{scope}'" for _, scope in asked)
            values = {"scopes": scopes, "told": " and ".join(sorted(set(told), reverse=True))}
            yield Hit(way.requirements[0].node, values, (operation,), on_key=True)


def _only_reads(requirement: Requirement, scope: str) -> str:
    """What says that a scope only reads, if anything does: its ``name``, or where that says nothing its
    ``description``.
    """
    words = set(tokens(scope))
    if words & _WRITE:
        return ""
    if words & READ_WORDS:
        return "name"
    declared = requirement.scheme.scopes.get(scope) if requirement.scheme else None
    prose = declared.value if declared is not None and isinstance(declared.value, str) else ""
    return "description" if _READ_PROSE.search(prose) and not _WRITE_PROSE.search(prose) else ""


@check(given="all-operations")
def oauth_without_scopes(_: Api, operation: Operation, __: Options) -> Iterator[Hit]:
    """An OAuth or OpenID Connect requirement with no scope, or with none that is about the API: any token of
    that server will do. A callback or webhook counts with a requirement of its own.
    """
    if operation.path.endswith("/userinfo"):
        return  # what scopes such as openid are for (OpenID Connect Core section 5.3)
    if operation.origin is not Origin.PATH and operation.authority.inherited:
        return  # the root's requirement is that of the API, and the API is the caller here
    for requirement in requirements(operation):
        oauth = requirement.scheme is not None and requirement.scheme.oauth
        if oauth and _OF_OPENID.issuperset(requirement.scopes):
            name, shown = requirement.name, ", ".join(f"'{scope}'" for scope in requirement.scopes[:3])
            how = f"with no scope but {shown}, which says who somebody is," if shown else "without any scope"
            cause = f"scheme {name}" + (" identity" if shown else "")
            yield Hit(requirement.node, {"name": name, "how": how}, (operation,), cause=cause, on_key=True)


@check(given="operations")
def undeclared_scope(api: Api, operation: Operation, __: Options) -> Iterator[Hit]:
    """A required scope that the OAuth scheme does not declare, with the nearest that it does."""
    for requirement in requirements(operation):
        scheme = requirement.scheme
        if scheme is None or scheme.type != "oauth2":
            continue
        declared = scheme.scopes
        for index, scope in enumerate(requirement.scopes):
            if scope not in declared:
                known = f"near {id(scheme)} {scope}"
                near = api.remember(known, partial(nearest_two, scope, tuple(declared)))
                node = requirement.node.get(index) or requirement.node
                hint = f"; did you mean '{near[0]}'?" if near and _same_thing(scope, near[0]) else ""
                said = f"The scope '{scope}' is" if declared else f"Scopes such as '{scope}' are"
                known_scopes = "does not declare it" if declared else "declares none"
                values = {"said": said, "name": scheme.name, "known": known_scopes, "hint": hint}
                sure = node.value == scope and surely_meant(scope, near, _path_words(api))
                edits = (replaced(node, near[0]),) if sure and near[0] not in requirement.scopes else ()
                cause = f"{scheme.name} {scope if declared else ''}"
                yield Hit(node, values, (operation,), cause=cause, edits=edits)


def _same_thing(scope: str, near: str) -> bool:
    """Whether two scopes begin alike: ``goals:write`` and ``roles:write`` are about different things."""
    return [*tokens(scope)][:1] == [*tokens(near)][:1] or scope[:3].lower() == near[:3].lower()


def _path_words(api: Api) -> frozenset[str]:
    return api.remember("path words", lambda: frozenset().union(*map(path_tokens, api.operations)))


# Scopes about the token itself, not about the API (OpenID Connect Core sections 5.4 and 11).
_OF_OPENID = frozenset({"openid", "profile", "email", "address", "phone", "offline_access", "default"})


@check(given="schemes")
def unused_scope(_: Api, used: UsedScheme, __: Options) -> Iterator[Hit]:
    """Scopes that no operation asks for, where others of the scheme are asked for. One hit a scheme."""
    once = {id(operation.authority): operation for operation in used.operations}.values()
    mine = (r for op in once for r in requirements(op) if r.scheme and _same(r.scheme, used.scheme))
    asked = {scope for requirement in mine for scope in requirement.scopes}
    unused = [name for name in used.scheme.scopes if name not in asked and name not in _OF_OPENID]
    if asked and unused:
        shown = ", ".join(f"'{name}'" for name in unused[:3]) + (", ..." if len(unused) > 3 else "")
        node = used.scheme.scopes[unused[0]]
        yield Hit(node, {"scopes": shown, "name": used.scheme.name, "total": len(unused)}, on_key=True)


def _same(one: Scheme, other: Scheme) -> bool:
    """Whether two names lead to one scheme."""
    return one.node.value is other.node.value


@check(given="schemes")
def duplicate_scopes(_: Api, used: UsedScheme, __: Options) -> Iterator[Hit]:
    """Scopes of one scheme that differ in case or separators only. Where the scheme declares none, as that of
    OpenID Connect, those that operations ask for.
    """
    declared: dict[str, Node] = used.scheme.scopes
    by_shape: dict[str, list[str]] = defaultdict(list)
    places = declared or _asked_for(used)
    for name in places:
        by_shape[_SEPARATORS.sub("", name.lower())].append(name)
    for names in by_shape.values():
        if len(names) > 1:
            shown = " and ".join(f"'{name}'" for name in names)
            values = {"scopes": shown, "name": used.scheme.name}
            yield Hit(places[names[1]], values, on_key=bool(declared))


_SEPARATORS = re.compile(r"(?<![0-9])[\s._:/|~-]+|[\s._:/|~-]+(?![0-9])")
"""Not between two digits, where they tell 1.2 from 12."""


def _asked_for(used: UsedScheme) -> dict[str, Node]:
    """Scopes that operations ask for, each where it is asked for first."""
    found: dict[str, Node] = {}
    for operation in {id(op.authority): op for op in used.operations}.values():
        for requirement in requirements(operation):
            if requirement.scheme is not None and _same(requirement.scheme, used.scheme):
                for index, scope in enumerate(requirement.scopes):
                    found.setdefault(scope, requirement.node.get(index) or requirement.node)
    return found


@check(given="api")
def admin_without_stronger_authority(_: Api, api: Api, options: Options) -> Iterator[Hit]:
    """Administrative operations that the credentials of ordinary operations open, or for which less is asked.
    ``areas``: also those of which only the area says it, or of which the text says that administrators alone
    may call, in an API that does not tell its callers apart by scopes.
    """
    callers = [op for op in api.siblings.all if not op.authority.public]
    wide = options["areas"] or splits_scopes(api)
    admin = [
        op
        for op in callers
        if administrative(op) or (wide and (in_charge(op) or reserved_for_administrators(op)))
    ]
    if not wide:
        admin = [op for op in admin if not told_for_administrators(op)]
    indices = {op.index for op in admin}
    others = [op for op in callers if op.index not in indices]
    ordinary = _ordinary_ways(others)
    least = min((op.authority.strength for op in others), default=Strength.NONE)
    for operation in admin:
        ways = operation.authority.ways
        node = operation.authority.node if not operation.authority.inherited else operation.node
        if any(opens(held, way) for way in ways for held in ordinary):
            values = {"how": "Ordinary credentials open"}
        elif Strength.NONE < operation.authority.strength < least and not any(
            map(names_administrators, ways)
        ):
            values = {"how": "Weaker credentials than those of ordinary operations open"}
        else:
            continue
        yield Hit(node or operation.node, values, (operation,), cause="admin", on_key=True)


def _ordinary_ways(operations: list[Operation]) -> set[Way]:
    """What opens a single operation where others open several is a credential for something special."""
    held_by = Counter(way for op in operations for way in op.authority.ways if way)
    least = 2 if max(held_by.values(), default=0) > 1 else 1
    return {way for way, n in held_by.items() if n >= least and not names_administrators(way)}
