"""Guards that are imported or defined, and that nothing applies."""

import ast
import re
from collections.abc import Iterable, Iterator

from ztlint.core import Route, Witness
from ztlint.routes.python.decorators import GUARDS, judge_decorator
from ztlint.routes.python.dependencies import Dependencies
from ztlint.routes.python.project import External, Project, Referent, Value
from ztlint.routes.python.source import FUNCTIONS, Module
from ztlint.routes.python.verdict import Verdict
from ztlint.routes.python.words import sounds_like_guard


def idle_guards(project: Project, routes: Iterable[Route]) -> Iterator[Witness]:
    """In files that declare routes: imports; in the whole project: functions."""
    dependencies = Dependencies(project)
    with_routes = {route.location.path for route in routes}
    elsewhere = _imported_from(project)
    for module in project.parsed():
        used = _used(module)
        if module.path in with_routes and not module.path.endswith("__init__.py"):
            yield from _imports(
                project, dependencies, module, used | elsewhere.get(_stem(module.path), set())
            )
    yield from _definitions(project, dependencies)


def _stem(path: str) -> str:
    return path.removesuffix(".py").rpartition("/")[2]


def _imported_from(project: Project) -> dict[str, set[str]]:
    """Names that other files import, by the last part of the module they import from."""
    found: dict[str, set[str]] = {}
    for module in project.parsed():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ImportFrom):
                last = (node.module or "").rpartition(".")[2]
                found.setdefault(last, set()).update(alias.name for alias in node.names)
    return found


def _used(module: Module) -> set[str]:
    """Identifiers and whole strings of a file, the names in its imports and definitions aside."""
    found: set[str] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 200:
            found.update(re.findall(r"\w+", node.value))
    return found


def _imports(
    project: Project, dependencies: Dependencies, module: Module, used: set[str]
) -> Iterator[Witness]:
    for node in module.tree.body:
        if not isinstance(node, ast.ImportFrom):
            continue
        for alias in node.names:
            name = alias.asname or alias.name
            if name in used or not sounds_like_guard(name):
                continue
            if _is_guard(project.lookup(name, module.scope), dependencies):
                yield Witness(name, project.places.location(module, alias))


def _is_guard(found: Referent | None, dependencies: Dependencies) -> bool:
    if isinstance(found, External):
        return found.name in GUARDS
    if isinstance(found, Value) and isinstance(found.node, FUNCTIONS):
        refuses = (judge_decorator(dependencies.judge, found), dependencies.function(found))
        return Verdict.REFUSES in refuses
    return False


def _definitions(project: Project, dependencies: Dependencies) -> Iterator[Witness]:
    everywhere: set[str] = set()
    for module in project.parsed():
        everywhere |= _used(module)
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ImportFrom):
                everywhere.update(alias.name for alias in node.names)
    unread = [
        data for path, data in project.files.items() if path.endswith(".py") and path not in project.modules
    ]
    for module in project.parsed():
        for node, scope in module.definitions:
            if scope is not module.scope or node.name in everywhere or not sounds_like_guard(node.name):
                continue
            if node.decorator_list or any(node.name.encode() in data for data in unread):
                continue
            if _is_guard(Value(node, scope), dependencies):
                yield Witness(node.name, project.places.location(module, node))
