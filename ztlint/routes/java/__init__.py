"""Routes of Java programs with Spring, through their syntax trees; nothing is built or run."""

import re
from collections.abc import Mapping
from typing import Any

from ztlint.core import Failure, Route, Routes
from ztlint.routes.java.security import Security
from ztlint.routes.java.source import Project
from ztlint.routes.java.spring import Spring
from ztlint.routes.trees import Notes, broken, told_packed

_DECLARES = re.compile(rb"@(?:Rest)?Controller\b|@(?:Request|Get|Post|Put|Delete|Patch)Mapping\b")
_OTHERS = re.compile(
    rb"import (?:jakarta|javax)\.ws\.rs\.|function\.server\.RouterFunction"
    rb"|import io\.micronaut\.http\.annotation"
)
MAX_DEFINITION = 4 * 1024 * 1024


def extract(files: Mapping[str, bytes]) -> Routes:
    """All routes of the repository that ``files`` are."""
    sources = {
        path: data
        for path, data in files.items()
        if path.endswith(".java") and "/src/test/" not in f"/{path}"
    }
    if not any(_DECLARES.search(data) or _OTHERS.search(data) for data in sources.values()):
        return Routes()
    notes = Notes()
    project = Project(notes)
    routes: list[Route] = []
    try:
        project.read(
            {path: data for path, data in files.items() if path in sources or not path.endswith(".java")}
        )
        security = Security(project, depends=any(_secured(path, data) for path, data in files.items()))
        security.read()
        routes += Spring(project, security, _operations(files, project)).routes()
    except RecursionError:
        notes.failures.append(_too_much())
    for tree in project.trees:
        if _DECLARES.search(tree.data):
            broken(tree, notes)
        if _OTHERS.search(tree.data):
            notes.note(tree, tree.root, "routes of JAX-RS, Micronaut and RouterFunctions are not read")
    told_packed(sources, notes, _DECLARES)
    unique = {(one.location, one.method, one.path, one.handler): one for one in routes}
    ordered = sorted(unique.values(), key=lambda one: (one.path, one.method, one.location.path, one.handler))
    return Routes(tuple(ordered), notes.told(), tuple(notes.failures), len(project.trees))


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


def _operations(files: Mapping[str, bytes], project: Project) -> dict[str, list[tuple[str, str]]]:
    """Methods and paths of definitions by operationId, where a build generates interfaces."""
    import yaml  # noqa: PLC0415 - of use only where interfaces are generated

    if not any(re.search(r"Api(?:Delegate)?\Z", name) for one in project.every() for name in one.supers):
        return {}
    found: dict[str, list[tuple[str, str]]] = {}
    for path, data in files.items():
        if (
            path.endswith((".yaml", ".yml", ".json"))
            and b"operationId" in data
            and len(data) <= MAX_DEFINITION
        ):
            try:
                document: Any = yaml.load(data, yaml.CSafeLoader)
            except (yaml.YAMLError, ValueError, RecursionError):
                continue
            _gather(document, found)
    return found


def _gather(document: Any, found: dict[str, list[tuple[str, str]]]) -> None:
    paths = document.get("paths") if isinstance(document, dict) else None
    for path, item in paths.items() if isinstance(paths, dict) else ():
        for method, operation in item.items() if isinstance(item, dict) else ():
            if isinstance(operation, dict) and isinstance(operation.get("operationId"), str):
                one = (str(method).upper(), str(path))
                if one not in found.setdefault(operation["operationId"], []):
                    found[operation["operationId"]].append(one)
