"""Routes of Python programs, through the standard library's ``ast``; nothing is imported or run."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from ztlint.core import Failure, Route, Routes, Witness
from ztlint.routes.python import connexion
from ztlint.routes.python.django import Django
from ztlint.routes.python.fastapi import FastApi
from ztlint.routes.python.flask import Flask
from ztlint.routes.python.idle import idle_guards
from ztlint.routes.python.project import Project
from ztlint.routes.python.source import Imported, Module

_Read = TypeVar("_Read")

_FRAMEWORK = re.compile(
    rb"fastapi|starlette|flask|quart|django|rest_framework|connexion|ninja|aiohttp|sanic|tornado|falcon|bottle|pyramid|litestar",
    re.IGNORECASE,
)
_CANDIDATE = re.compile(
    rb"fastapi|starlette|flask|quart|django|rest_framework|connexion|urlpatterns|aiohttp|sanic|tornado|falcon|bottle|pyramid"
    rb"|litestar|ninja"
    rb"|\.(?:get|post|put|delete|patch|route|api_route|include_router|register_blueprint|add_url_rule|add_resource"
    rb"|add_namespace|mount|register|add_api_route|before_request|add_middleware)\("
)


def extract(files: Mapping[str, bytes]) -> Routes:
    """All routes of the project that ``files`` are. Files that no route can stand in are read only where an
    import leads there.
    """
    sources = {path: data for path, data in files.items() if path.endswith(".py")}
    if not any(_FRAMEWORK.search(data) for data in sources.values()):
        return Routes()
    project = Project(files)
    for path, data in sources.items():
        if _CANDIDATE.search(data):
            project.module(path)
    routes: list[Route] = []
    for read in (_fastapi, _flask, _connexion, _django):
        routes += _guarded(project, read)
    _unread(project)
    unique = {(one.location, one.method, one.path, one.handler): one for one in routes}
    idle: list[Witness] = []
    if unique:
        idle += _guarded(project, lambda one: idle_guards(one, unique.values()))
    ordered = sorted(unique.values(), key=lambda one: (one.path, one.method, one.location.path, one.handler))
    unresolved = sorted(
        project.unresolved.values(),
        key=lambda one: (one.location.path, one.location.span.start if one.location.span else 0),
    )
    failures = sorted(project.failures, key=lambda one: one.path)
    return Routes(tuple(ordered), tuple(unresolved), tuple(failures), len(project.parsed()), tuple(idle))


_UNREAD = re.compile(
    r"(?:aiohttp\.web|sanic|tornado\.web|falcon|bottle|pyramid|litestar|ninja|ninja_extra|flask_appbuilder|cherrypy|robyn|masonite"
    r"|strawberry|graphene_django|ariadne|spyne)(?:\.|\Z)"
)


def _unread(project: Project) -> None:
    """Frameworks whose routes nobody looks for are told, once for each file that uses them."""
    for module in project.parsed():
        for bindings in module.scope.names.values():
            for one in bindings:
                name = f"{one.module}.{one.name}" if isinstance(one, Imported) and one.level == 0 else ""
                if found := _UNREAD.match(name):
                    package = found[0].rstrip(".")
                    project.note(module.tree, module.scope, f"routes of {package} are not read")


def _guarded(project: Project, read: Callable[[Project], Iterable[_Read]]) -> list[_Read]:
    """Input that is nested beyond what Python can follow costs its framework, not the run."""
    found: list[_Read] = []
    try:
        found.extend(read(project))
    except RecursionError:
        project.failures.append(
            Failure(
                ".",
                "routes were not all read: code is nested too deeply",
                "Exclude the file that is generated.",
            )
        )
    except Exception as error:  # noqa: BLE001 - the barrier: one framework's fault must not cost the others
        reason = f"routes were not all read: {type(error).__name__}"
        project.failures.append(Failure(".", reason, "This is a defect of ztlint: please report it."))
    return found


def _fastapi(project: Project) -> Iterable[Route]:
    if any(_mentions(module, b"fastapi", b"starlette") for module in project.parsed()):
        yield from FastApi(project).routes()


def _flask(project: Project) -> Iterable[Route]:
    if any(_mentions(module, b"flask", b"quart") for module in project.parsed()):
        yield from Flask(project).routes()


def _connexion(project: Project) -> Iterable[Route]:
    if any(_mentions(module, b"connexion") for module in project.parsed()):
        yield from connexion.routes(project)


def _django(project: Project) -> Iterable[Route]:
    if any(_mentions(module, b"django", b"rest_framework") for module in project.parsed()):
        yield from Django(project).routes()


def _mentions(module: Module, *words: bytes) -> bool:
    return any(word in module.data for word in words)
