"""Every endpoint of a repository: from its code, from its definitions, or from both."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

from msgspec import Struct, field
from msgspec.structs import replace

from ztlint.core import Endpoint, Failure, Guard, Location, Route, Routes, Skipped
from ztlint.documents import Document, Files
from ztlint.engine.barrier import barrier
from ztlint.engine.definitions import definitions, is_data_file
from ztlint.engine.drift import Code
from ztlint.engine.gather import gather
from ztlint.engine.hush import hushed_words
from ztlint.engine.locating import placed
from ztlint.engine.policy import bans_of
from ztlint.engine.progress import SILENT, Progress
from ztlint.engine.public import Intents, model_of
from ztlint.engine.settings import Settings
from ztlint.engine.status import CLEAN, INCOMPLETE, NOTHING
from ztlint.openapi import Api, Operation, Origin, Term, recognise, supported, terms
from ztlint.routes import extract, is_source
from ztlint.rulebook import Rulebook
from ztlint.sources import Large, Source, too_large

_NAMED = [term for term in Term if term is not Term.NONE and term is not Term.DEBUG]


class Inventory(Struct):
    """Endpoints sorted by path, and what could not be told."""

    endpoints: tuple[Endpoint, ...] = ()
    routes: Routes = field(default_factory=Routes)
    failures: list[Failure] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    definitions: int = 0

    def status(self, *, allow_incomplete: bool) -> int:
        """As that of a check: what could not be looked at weighs more than having had nothing to look at."""
        if self.failures and not allow_incomplete:
            return INCOMPLETE
        return CLEAN if self.endpoints else NOTHING


def take_inventory(
    settings: Settings, rulebook: Rulebook, more: tuple[Route, ...] = (), progress: Progress = SILENT
) -> Inventory:
    """``more`` are routes from elsewhere, which count where our own reading has none."""
    from ztlint.scanners import drift  # noqa: PLC0415 - of use here only

    found = Inventory()
    gathered = gather(settings, progress)
    found.failures += gathered.failures
    code, documents = _read(gathered.sources, gathered.named, found)
    routes = extract(code.sources)
    found.failures += (*routes.failures, *routes.missing)
    found.routes = replace(routes, routes=(*routes.routes, *_beyond(routes.routes, more)))
    files = Files(gathered.read)
    intents = Intents(
        settings.public, dt.datetime.now(tz=dt.UTC).date(), bans_of(settings.policy, rulebook.rules)
    )
    apis = [api for document in documents for api in _api(document, files, intents, found)]
    found.definitions = len(apis)
    harmless = drift.HARMLESS if settings.harmless is None else settings.harmless
    with barrier(".", "the inventory", found.failures):
        compared = drift.compare(apis, found.routes, harmless)
        quiet = cache(partial(hushed_words, rulebook=rulebook))
        listed = (_hushed(one, quiet) for one in _endpoints(compared, apis))
        found.endpoints = tuple(sorted(listed, key=_order))
    paths = tuple(dict.fromkeys(one.location.path for one in routes.unresolved))
    if paths:
        told = "routes that can't be told without running the program"
        found.skipped.append(Skipped(told, len(routes.unresolved), paths[:20], "declaration"))
    return found


def _read(
    sources: Iterable[Source | Large | Failure], named: frozenset[str], found: Inventory
) -> tuple[Code, list[Document]]:
    code, documents = Code(), list[Document]()
    for source in sources:
        if isinstance(source, Failure):
            found.failures.append(source)
        elif isinstance(source, Large):
            if is_source(source.path) or is_data_file(source.path):
                found.failures.append(too_large(source.path, source.size))
        else:
            code.keep(source)
            with barrier(source.path, "the parser", found.failures):
                parsed = definitions(source, named=source.path in named)
                if isinstance(parsed, Failure):
                    found.failures.append(parsed)
                else:
                    documents += [one for one in parsed if (version := recognise(one)) and supported(version)]
    return code, documents


def _api(document: Document, files: Files, intents: Intents, found: Inventory) -> Iterator[Api]:
    with barrier(document.path, "reading the API definition", found.failures):
        yield model_of(document, files, intents)


def _beyond(known: tuple[Route, ...], more: tuple[Route, ...]) -> Iterator[Route]:
    """Routes that our own reading does not have, whatever their parameters are called."""
    have = {(route.method, _shape(route.path)) for route in known}
    ends = {(route.method, _shape(route.path)) for route in known if not route.complete}
    for route in more:
        shape = _shape(route.path)
        loose = any((route.method, shape[start:]) in ends for start in range(len(shape)))
        if not loose and not {(route.method, shape), ("*", shape)} & have:
            yield route


def _shape(path: str) -> tuple[str, ...]:
    return tuple("{}" if "{" in part else part for part in path.split("/") if part)


# endpoints --------------------------------------------------------------------------------------------------


def _endpoints(compared: "object", apis: list[Api]) -> Iterator[Endpoint]:
    from ztlint.scanners.drift import Comparison  # noqa: PLC0415 - see above

    if not isinstance(compared, Comparison):
        return
    described = {id(pair.route): pair.described for pair in compared.pairs}
    shadows = {id(route) for route in compared.shadows}
    for route in compared.routes.routes:
        one = described.get(id(route))
        drift = ["not in a definition"] if id(route) in shadows else []
        yield _endpoint(route, one.operation if one else None, one.api if one else None, drift)
    paired = {id(pair.described.operation) for pair in compared.pairs}
    ghosts = {id(one.operation) for one in compared.ghosts}
    for api in apis:
        for operation in api.operations:
            if operation.origin is Origin.PATH and id(operation) not in paired:
                drift = ["not in the code"] if id(operation) in ghosts else []
                yield _endpoint(None, operation, api, drift)


def _hushed(one: Endpoint, quiet: Callable[[str], str]) -> Endpoint:
    """What guards are called with stands in code, and a secret may stand there as well."""
    return replace(one, witnesses=tuple(map(quiet, one.witnesses)))


def _endpoint(
    route: Route | None, operation: Operation | None, api: Api | None, drift: list[str]
) -> Endpoint:
    if route is not None and operation is not None:
        drift = [*drift, *_differences(route, operation)]
    return Endpoint(
        method=route.method if route else (operation.method.upper() if operation else ""),
        path=route.path if route else (operation.path if operation else ""),
        guard=route.guard if route else None,
        witnesses=tuple(one.text for one in route.witnesses) if route else (),
        security=_security(operation),
        scopes=tuple(dict.fromkeys((*_scopes(operation), *(route.roles if route else ())))),
        data=_data(route, operation, api),
        code=route.location if route else None,
        handler=route.handler if route else "",
        definition=_place(operation, api),
        deprecated=bool((route and route.deprecated) or (operation and operation.deprecated)),
        drift=tuple(drift),
        complete=route.complete if route else True,
    )


def _differences(route: Route, operation: Operation) -> Iterator[str]:
    authority = operation.authority
    if route.guard is Guard.PUBLIC and not authority.public and not authority.optional:
        yield "the definition asks who calls, and the code does not"
    if route.guard is Guard.GUARDED and authority.public and not operation.intended_public:
        yield "the code asks who calls, and the definition does not"
    if route.hidden:
        yield "kept out of the generated definition"


def _security(operation: Operation | None) -> str | None:
    if operation is None:
        return None
    alternatives = [one.label or "nothing" for one in operation.authority.alternatives]
    return " or ".join(dict.fromkeys(alternatives)) or "nothing"


def _scopes(operation: Operation | None) -> Iterator[str]:
    for alternative in operation.authority.alternatives if operation else ():
        yield from sorted(alternative.scopes)


def _data(route: Route | None, operation: Operation | None, api: Api | None) -> tuple[str, ...]:
    names = {*(route.inputs or ()), *(route.outputs or ())} if route else set[str]()
    if operation is not None and api is not None:
        known = api.remember("inventory names", lambda: _names(api))
        names |= known.get(operation.index, set())
        names |= {parameter.name for parameter in operation.parameters}
    found = Term.NONE
    for name in names:
        found |= terms(name)
    return tuple(str(term.name).lower().replace("_", " ") for term in _NAMED if found & term)


def _names(api: Api) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for one in api.properties:
        for operation in api.operations_in(one.reach.input | one.reach.output):
            found.setdefault(operation.index, set()).add(one.name)
    return found


def _place(operation: Operation | None, api: Api | None) -> Location | None:
    if operation is None or api is None:
        return None
    node = operation.node
    location = Location(node.document.path, pointer=node.pointer, part=node.document.part, on_key=True)
    return placed(location, api.document, api.store)


def _order(one: Endpoint) -> tuple[str, str, str, str]:
    code, definition = one.code, one.definition
    return one.path, one.method, code.path if code else "", definition.path if definition else ""
