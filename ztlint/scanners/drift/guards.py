"""Who is asked: what the code guards against what the definition says."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ztlint.core import Guard, Route
from ztlint.documents import Node
from ztlint.openapi import path_version
from ztlint.openapi import segments as without_version
from ztlint.scanners.drift.hit import Hit, Options, at_node, at_operation, by, check, label
from ztlint.scanners.drift.match import Comparison, Described, Pair, group_of
from ztlint.scanners.drift.paths import segments

_FEWEST = 2  # siblings that make a custom
_MOST = 0.6  # of all siblings, those who have to follow it


@check
def unguarded_operation(comparison: Comparison, options: Options) -> Iterator[Hit]:  # noqa: ARG001 - checks
    """Routes that nothing guards, of operations whose security lets nobody in without a credential."""
    for pair in comparison.pairs:
        authority = pair.described.operation.authority
        if pair.route.guard is not Guard.PUBLIC or authority.public or authority.optional:
            continue
        asked = " or ".join(one.label for one in authority.alternatives)
        place = at_node(authority.node) if authority.node is not None else None
        optional = tuple((one.location, f"{one.text} lets in who has none") for one in pair.route.witnesses)
        yield Hit(
            pair.route.location,
            f"{pair.route.method} {pair.route.path}",
            {"route": label(pair.route), "schemes": asked},
            (*(((place, "The definition asks for it here"),) if place else ()), *optional),
            (pair.described.operation.label,),
        )


@check
def undocumented_guard(comparison: Comparison, options: Options) -> Iterator[Hit]:  # noqa: ARG001 - checks
    """Operations without security whose routes are guarded. One finding for a definition without any."""
    silent: dict[int, list[Pair]] = defaultdict(list)
    for pair in comparison.pairs:
        operation = pair.described.operation
        if pair.route.guard is not Guard.GUARDED or not operation.authority.public:
            continue
        if operation.intended_public:
            continue
        if pair.described.api.authenticates:
            yield _undocumented(pair, f"{operation.label}", f"'{operation.label}'")
        else:
            silent[id(pair.described.api)].append(pair)
    for pairs in silent.values():
        count = len(pairs)
        first = f"'{pairs[0].described.operation.label}'"
        told = first if count == 1 else f"{first} and {count - 1} other operations"
        yield _undocumented(pairs[0], "security", told, whole=True)


def _undocumented(pair: Pair, cause: str, told: str, *, whole: bool = False) -> Hit:
    operation = pair.described.operation
    document = pair.described.api.document
    top = at_node(Node(document, document.data).get("paths") or operation.node, on_key=True)
    guard = pair.route.witnesses[0].text if pair.route.witnesses else "the code"
    place = top if whole else at_operation(operation)
    return Hit(
        place,
        cause,
        {"operations": told, "guard": guard},
        ((pair.route.location, "The route in the code"), *by(pair.route)),
        (operation.label,),
    )


@check
def weaker_guard_than_siblings(comparison: Comparison, options: Options) -> Iterator[Hit]:  # noqa: ARG001 - checks
    """Public routes among guarded ones of one file, where no definition says that they are public."""
    said = {id(pair.route) for pair in comparison.pairs if _is_settled(pair.described)}
    unsaid = {id(route) for route in (*comparison.shadows, *comparison.hidden, *comparison.harmless)}
    for siblings in _by_file(comparison.routes.routes):
        guarded = [route for route in siblings if route.guard is Guard.GUARDED]
        if len(guarded) < _FEWEST or len(guarded) < _MOST * len(siblings):
            continue
        for route in siblings:
            if route.guard is Guard.PUBLIC and id(route) not in said | unsaid and not _is_entrance(route):
                yield Hit(
                    route.location,
                    f"{route.method} {route.path}",
                    {"route": label(route), "count": len(guarded), "total": len(siblings)},
                    tuple((one.location, f"'{label(one)}' is guarded") for one in guarded[:5]),
                    (label(route),),
                )


def _is_settled(described: Described) -> bool:
    """Whether the definition takes a stand: it has security, or says that this one is public."""
    return described.api.authenticates or described.operation.intended_public


def _by_file(routes: Iterable[Route]) -> Iterator[list[Route]]:
    groups: dict[tuple[object, ...], list[Route]] = defaultdict(list)
    for route in routes:
        groups[group_of(route), route.location.path].append(route)
    yield from groups.values()


_ENTRANCES = frozenset(
    """login signin signup register registration token refresh logout forgot reset password callback oauth
    oauth2 webhook webhooks auth authenticate session sessions verify confirm activate""".split()
)


def _is_entrance(route: Route) -> bool:
    """Where callers can't have a credential yet."""
    words = {word for part in segments(route.path) for word in part.lower().replace("-", "_").split("_")}
    return bool(words & _ENTRANCES)


@check
def missing_role(comparison: Comparison, options: Options) -> Iterator[Hit]:  # noqa: ARG001 - checks
    """Guarded routes that ask for no role or scope, of operations whose every alternative asks for scopes."""
    for pair in comparison.pairs:
        alternatives = pair.described.operation.authority.alternatives
        if pair.route.guard is not Guard.GUARDED or pair.route.roles or not alternatives:
            continue
        scopes = [sorted(one.scopes) for one in alternatives]
        if not all(scopes) or not _names_roles(comparison, pair):
            continue
        yield Hit(
            pair.route.location,
            f"{pair.route.method} {pair.route.path}",
            {"route": label(pair.route), "scopes": ", ".join(scopes[0])},
            ((at_node(alternatives[0].node), "The definition asks for scopes here"), *by(pair.route)),
            (pair.described.operation.label,),
        )


def _names_roles(comparison: Comparison, pair: Pair) -> bool:
    """Whether guards of this program name roles at all: else they may stand where nobody looked."""
    return any(
        one.roles and group_of(one) == group_of(pair.route) for one in comparison.routes.routes if one.roles
    )


@check
def weaker_old_version(comparison: Comparison, options: Options) -> Iterator[Hit]:  # noqa: ARG001 - checks
    """Public routes of an old version whose successors are guarded."""
    versions: dict[tuple[object, ...], list[tuple[int, Route]]] = defaultdict(list)
    for route in comparison.routes.routes:
        version = path_version(route.path)
        if version is not None:
            versions[group_of(route)[0], route.method, without_version(route.path)].append((version, route))
    for some in versions.values():
        newest = max(some, key=lambda one: one[0])
        for version, route in some:
            if version < newest[0] and _is_weaker(route, newest[1]):
                yield Hit(
                    route.location,
                    f"{route.method} {route.path}",
                    {"route": label(route), "successor": label(newest[1])},
                    ((newest[1].location, "The newer version"), *by(newest[1])),
                    (label(route),),
                )


def _is_weaker(old: Route, new: Route) -> bool:
    if new.guard is not Guard.GUARDED:
        return False
    return old.guard is Guard.PUBLIC or (old.guard is Guard.GUARDED and bool(new.roles) and not old.roles)


@check
def idle_guard(comparison: Comparison, options: Options) -> Iterator[Hit]:  # noqa: ARG001 - checks
    """Guards that are imported or defined, and never applied."""
    for one in comparison.routes.idle:
        yield Hit(one.location, one.text, {"guard": one.text})
