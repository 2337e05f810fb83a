"""Routes of Java programs with Spring and JAX-RS, through their syntax trees; nothing is built or run."""

import re
from collections.abc import Mapping

from ztlint.core import Failure, Route, Routes
from ztlint.routes.java.assembly import Assembly
from ztlint.routes.java.functions import Functions
from ztlint.routes.java.gateway import Gateway
from ztlint.routes.java.generated import operations
from ztlint.routes.java.jaxrs import Resources
from ztlint.routes.java.prefixes import prefixes
from ztlint.routes.java.project import Project
from ztlint.routes.java.reactive import Reactive
from ztlint.routes.java.security import Security
from ztlint.routes.java.spring import Controllers
from ztlint.routes.java.unread import serves, tell
from ztlint.routes.trees import Notes, broken, told_packed

_DECLARES = re.compile(
    rb"@(?:Rest)?Controller\b|@(?:Request|Get|Post|Put|Delete|Patch)Mapping\b|\bRouterFunction\b|\bRouteLocator\b"
    rb"|import (?:jakarta|javax)\.ws\.rs\.(?:Path|\*)|import io\.quarkus\.vertx\.web\."
)


def extract(files: Mapping[str, bytes]) -> Routes:
    """All routes of the repository that ``files`` are."""
    code = {
        path: data
        for path, data in files.items()
        if path.endswith((".java", ".kt")) and "/src/test/" not in f"/{path}"
    }
    sources = {path: data for path, data in code.items() if path.endswith(".java")}
    declares = any(_DECLARES.search(data) for data in sources.values())
    if not declares and not any(serves(path, data) for path, data in code.items()):
        return Routes()
    notes = Notes()
    project = Project(notes)
    routes: list[Route] = []
    others = {path: data for path, data in files.items() if not path.endswith((".java", ".kt"))}
    try:
        _read(project, {**sources, **others} if declares else {}, routes)
    except RecursionError:
        notes.failures.append(_too_much())
    for tree in project.trees:
        if _DECLARES.search(tree.data):
            broken(tree, notes)
    tell(code, notes)
    told_packed(sources, notes, _DECLARES)
    unique = {(one.location, one.method, one.path, one.handler): one for one in routes}
    ordered = sorted(unique.values(), key=lambda one: (one.path, one.method, one.location.path, one.handler))
    return Routes(tuple(ordered), notes.told(), tuple(notes.failures), len(project.trees))


def _read(project: Project, files: Mapping[str, bytes], routes: list[Route]) -> None:
    project.read(files)
    security = Security(project, depends=any(_secured(path, data) for path, data in files.items()))
    security.read()
    assembly = Assembly(project, security, list(prefixes(project)))
    routes += Controllers(project, assembly, operations(files, project)).routes()
    routes += Functions(project, assembly).routes()
    routes += Gateway(project, assembly).routes()
    routes += Resources(project, assembly).routes()
    routes += Reactive(project, assembly).routes()


def _too_much() -> Failure:
    return Failure(
        ".",
        "routes were not all read: more Java than is walked, or nested too deeply",
        "Exclude what is generated.",
    )


def _secured(path: str, data: bytes) -> bool:
    """Whether a program has Spring Security, which refuses by itself where nothing is configured."""
    if path.endswith(".java"):
        return b"org.springframework.security" in data
    return path.endswith(("pom.xml", ".gradle", ".kts")) and b"starter-security" in data
