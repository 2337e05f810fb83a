"""Routes of Express: routers in the order of their calls, and where they are mounted."""

import re
from collections.abc import Iterator

from msgspec import Struct

from ztlint.core import Route
from ztlint.routes.javascript.base import MAX_ENTRIES, SpentError
from ztlint.routes.javascript.judge import handler, last_name, middleware
from ztlint.routes.javascript.program import Program
from ztlint.routes.javascript.values import Entry, Function, Router, Step, Thing, Value, Written
from ztlint.routes.joining import Evidence, Text, colons, joined, parameters, state
from ztlint.routes.naming import Says
from ztlint.routes.trees import Node, Tree, shown

MAX_MOUNTS = 16
"""Routers in one another."""
MAX_CHECKS = 2_000_000
"""Comparisons of routes with what is used before them."""
_ROUTERS = re.compile(r"rout|controller|\bapi|endpoint", re.IGNORECASE)


class Place(Struct, frozen=True):
    """Where a router answers, and what is asked before."""

    prefix: str = ""
    complete: bool = True
    asked: tuple[tuple[str, Evidence], ...] = ()


def routes(program: Program) -> Iterator[Route]:
    walk = _Walk(program)
    for router in program.routers:
        if router.app and not router.mounted:
            yield from walk.router(router, Place())
    for router in program.routers:
        if not router.mounted and not router.app:
            yield from walk.router(router, Place(complete=False, asked=(_UNTOLD,)))


_UNTOLD = ("", Evidence(Says.UNSURE))
"""What is asked before a router whose place can't be told."""


class _Walk:
    """One walk through all routers, and what it may cost."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.above: list[Router] = []
        self.count = self.checks = 0
        self.paths: dict[tuple[str, int], set[str]] = {}
        for entry in (entry for router in program.routers for entry in router.entries):
            known = self.paths.setdefault((entry.tree.path, entry.node.id), set())
            known.update(one.value for one in entry.paths)

    def router(self, router: Router, place: Place) -> Iterator[Route]:
        if router in self.above or len(self.above) >= MAX_MOUNTS:
            return
        self.above.append(router)
        asked = list(place.asked)
        for entry in router.entries:
            self.count += 1
            if self.count > MAX_ENTRIES:
                raise SpentError
            if entry.methods == ("OPTIONS",) and "*" in "".join(one.value for one in entry.paths):
                continue  # asked by browsers before every request, and answered for all routes at once
            if entry.methods and not _sweeps(entry):
                yield from self._routes(entry, place, asked)
            else:
                yield from self._use(entry, place, asked)
        self.above.pop()

    def _routes(self, entry: Entry, place: Place, asked: list[tuple[str, Evidence]]) -> Iterator[Route]:
        if not entry.paths or not entry.steps:
            self.program.notes.note(entry.tree, entry.node, "the path of this route can't be told")
        own = [middleware(step) for step in entry.steps[:-1]]
        own += [handler(entry.steps[-1])] if entry.steps else []
        for one in entry.paths if entry.steps else ():
            path, complete = _under(place, one)
            tree, node = self._place(entry, one)
            self.checks += len(asked)
            if self.checks > MAX_CHECKS:
                raise SpentError
            before = [evidence for prefix, evidence in asked if _covers(prefix, path)]
            guard, witnesses, roles = state([*before, *own])
            for method in entry.methods:
                yield Route(
                    method,
                    path,
                    "express",
                    tree.locate(node),
                    _named(entry.steps[-1], tree),
                    guard,
                    witnesses,
                    roles,
                    parameters(path),
                    complete=complete,
                )

    def _place(self, entry: Entry, path: Text) -> tuple[Tree, Node]:
        """Of a call that serves a table of routes where each path is written, and else the call."""
        several = len(self.paths[entry.tree.path, entry.node.id]) > len(entry.paths)
        if several and isinstance(path, Written) and path.tree is not None:
            return path.tree, path.node
        return entry.tree, entry.node

    def _use(self, entry: Entry, place: Place, asked: list[tuple[str, Evidence]]) -> Iterator[Route]:
        mine = list(asked)
        for step in entry.steps:
            if isinstance(step.value, Router):
                for one in entry.paths or (Text("", complete=False),):
                    path, complete = _under(place, one)
                    yield from self.router(step.value, Place(path, complete, tuple(mine)))
                    asked += [(path, Evidence(Says.UNSURE, one.witness)) for one in _leaks(step.value)]
                continue
            if (step.value is None and _ROUTERS.search(last_name(step.node))) or _served(step.value):
                self.program.notes.note(entry.tree, step.node, "what is mounted here can't be told")
            evidence = middleware(step)
            named = step.value is None and any(
                last_name(step.node) in one.value.split("/") for one in entry.paths
            )
            if evidence.says is Says.REFUSES and (entry.doubtful or named or not entry.paths):
                evidence = Evidence(Says.UNSURE, evidence.witness)
            for one in entry.paths or (Text(""),):
                path, complete = _under(place, one)
                if not complete and evidence.says is Says.REFUSES and path != "/":
                    evidence = Evidence(Says.UNSURE, evidence.witness)
                if evidence.says is not Says.NOTHING:
                    mine.append((path, evidence))
                    asked.append((path, evidence))


def _served(value: Value) -> bool:
    return isinstance(value, Thing) and any(isinstance(one, Router) for one in value.fields.values())


def _sweeps(entry: Entry) -> bool:
    """``app.all("/api/*", guard)`` is asked before what comes after it."""
    return entry.methods == ("*",) and bool(entry.paths) and all("*" in one.value for one in entry.paths)


def _leaks(router: Router) -> Iterator[Evidence]:
    """What asks in a router without a path of its own asks those as well whom it does not answer."""
    for entry in router.entries:
        if not entry.methods:
            for step in entry.steps:
                if not isinstance(step.value, Router):
                    evidence = middleware(step)
                    if evidence.says >= Says.UNSURE:
                        yield evidence


def _under(place: Place, text_: Text) -> tuple[str, bool]:
    own = colons(text_.value if text_.value.startswith("/") else f"/{text_.value}")
    if not text_.complete:
        return joined(own), False
    path = joined(place.prefix, own) if own != "/" else (place.prefix or "/")
    return path, place.complete


def _covers(prefix: str, path: str) -> bool:
    """Whether something used at ``prefix`` is asked before ``path``. Parameters stand for any part."""
    wanted = [one for one in prefix.split("/") if one]
    parts = [one for one in path.split("/") if one]
    if wanted and wanted[-1] in ("*", "{splat}", "(.*)"):
        wanted.pop()
    return len(parts) >= len(wanted) and all(
        one == other or one.startswith("{") or one == "*" for one, other in zip(wanted, parts, strict=False)
    )


def _named(step: Step, tree: Tree) -> str:
    base = re.sub(r"\.\w+\Z", "", tree.path).replace("/", ".")
    inner = step.value.name if isinstance(step.value, Function) else ""
    return f"{base}.{inner or last_name(step.node) or shown(step.node, 20).split('(')[0] or 'function'}"
