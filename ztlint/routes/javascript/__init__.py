"""Routes of JavaScript and TypeScript programs, through their syntax trees; nothing is imported or run."""

import re
from collections.abc import Mapping

from ztlint.core import Failure, Guard, Location, Route, Routes
from ztlint.routes.javascript import express, nest
from ztlint.routes.javascript.base import SUFFIXES, SpentError
from ztlint.routes.javascript.program import Program
from ztlint.routes.javascript.unentered import unentered
from ztlint.routes.trees import Notes, broken, told_packed

_BUILT = re.compile(
    r"(?:\A|/)(?:dist|build|out|\.next|\.nuxt|coverage)/.*\.[cm]?js\Z|\.min\.js\Z|\.d\.[cm]?ts\Z"
)
_BROWSERS = re.compile(r"(?:\A|/)(?:public|assets|static)/.*\.[cm]?js\Z")
"""Scripts that browsers run, unless they name a framework. TypeScript is nowhere served as it is."""
_DECLARES = re.compile(rb"""['"](?:express|@nestjs/common)['"]""")
_STARTS = re.compile(
    r"\A(?:[\w.-]+/)?index\.[cm]?[jt]s\Z|(?:\A|/)(?:main|app|server|start|prod|www)\.[cm]?[jt]s\Z"
)
"""Files in which programs begin."""
_EXPRESS = re.compile(rb"""['"]express['"]""")
_OTHERS = re.compile(
    rb"""(?:from|require\()\s*['"](fastify|koa-router|@koa/router|@hapi/hapi|hapi|restify|hono|@feathersjs/feathers|polka|sails|routing-controllers|tsoa|@loopback/rest|find-my-way)['"]"""
)
_FASTIFY = re.compile(rb"\b[fF]astify\(|FastifyInstance|FastifyPlugin|require\(")
"""``FastifyRequest`` alone is a type that a controller of NestJS takes."""
_SERVES = re.compile(rb"""express|\.(?:get|post|put|delete|patch|use|route|all)\(\s*['"`/]""")


def extract(files: Mapping[str, bytes]) -> Routes:
    """All routes of the project that ``files`` are. Code that was built is not read."""
    sources = {
        path: data
        for path, data in files.items()
        if (path.endswith(SUFFIXES) and _written(path, data)) or path.endswith(".json")
    }
    notes = Notes()
    program = Program(sources, notes)
    routes: list[Route] = []
    if any(_EXPRESS.search(data) for path, data in sources.items() if path.endswith(SUFFIXES)):
        try:
            _walk(program)
            unentered(program)
        except (SpentError, RecursionError):
            notes.failures.append(_too_much())
        try:
            routes += express.routes(program)
        except (SpentError, RecursionError):
            notes.failures.append(_too_much())
    if any(b"@nestjs/common" in data for path, data in sources.items() if path.endswith(SUFFIXES)):
        try:
            routes += nest.Nest(Program(sources, notes)).routes()
        except (SpentError, RecursionError):
            notes.failures.append(_too_much())
    for path, data in sorted(sources.items()):
        if path.endswith(SUFFIXES) and (other := _other(data)) and (tree := program.tree(path)):
            notes.note(tree, tree.root, f"routes of {other} are not read")
    unique = _unique(routes)
    declaring = {path for path, data in sources.items() if path.endswith(SUFFIXES) and _DECLARES.search(data)}
    for path in sorted({one.location.path for one in unique.values()} | declaring):
        if (tree := program.tree(path)) is not None:
            broken(tree, notes)
    told_packed({path: sources[path] for path in declaring}, notes, _DECLARES)
    ordered = sorted(unique.values(), key=lambda one: (one.path, one.method, one.location.path, one.handler))
    return Routes(tuple(ordered), notes.told(), tuple(notes.failures), len(program.trees))


def _written(path: str, data: bytes) -> bool:
    """By people, and for the server."""
    return not _BUILT.search(path) and (not _BROWSERS.search(path) or _DECLARES.search(data) is not None)


def _unique(routes: list[Route]) -> dict[tuple[Location, str, str], Route]:
    """Of a route that is reached in several ways the whole path, and the one that asks least."""
    found: dict[tuple[Location, str, str], Route] = {}
    for one in sorted(routes, key=lambda one: (not one.complete, _ASKS.index(one.guard))):
        found.setdefault((one.location, one.method, one.path), one)
    return found


_ASKS = (Guard.PUBLIC, Guard.UNKNOWN, Guard.GUARDED)


def _other(data: bytes) -> str:
    """The framework that a file may serve with; empty where there is none, or only its types are taken."""
    found = _OTHERS.search(data)
    name = found[1].decode() if found is not None else ""
    return "" if name == "fastify" and not _FASTIFY.search(data) else name


def _walk(program: Program) -> None:
    for path in sorted(program.files, key=lambda path: (path.count("/"), path)):
        if _STARTS.search(path):
            program.module(path)
    for path, data in sorted(program.files.items()):
        if path.endswith(SUFFIXES) and _SERVES.search(data):
            program.module(path)


def _too_much() -> Failure:
    return Failure(
        ".",
        "routes were not all read: more JavaScript than is walked, or nested too deeply",
        "Exclude what is generated.",
    )
