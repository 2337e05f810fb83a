"""What the extractors of all frameworks share: paths, evidence, and one route made of them."""

import ast
import re
from collections.abc import Iterable

from msgspec import Struct

from ztlint.core import Guard, Location, Witness
from ztlint.routes.python.project import Project, own_nodes, shown
from ztlint.routes.python.source import Scope
from ztlint.routes.python.verdict import Verdict

METHODS = ("get", "post", "put", "delete", "patch", "head", "options", "trace", "query")
MAX_PLACES = 64
"""Ways in which one router is included, at most."""

_BRACES = re.compile(r"\{([^{}:]*)(?::[^{}]*)?\}")
_ANGLES = re.compile(r"<(?:[^<>:]*:)?([^<>:]*)>")


class Evidence(Struct, frozen=True):
    """What one decorator, dependency or class says about who may call."""

    verdict: Verdict
    witness: Witness
    roles: tuple[str, ...] = ()


def witness(project: Project, node: ast.AST, scope: Scope, text: str = "") -> Witness:
    return Witness(text or shown(node), project.locate(node, scope))


def state(
    found: Iterable[Evidence], *, complete: bool = True
) -> tuple[Guard, tuple[Witness, ...], tuple[str, ...]]:
    """One guard that refuses is enough; doubt about any of them leaves the route unknown."""
    evidence = list(found)
    guards = [one for one in evidence if one.verdict is Verdict.REFUSES]
    roles = tuple(dict.fromkeys(role for one in guards for role in one.roles))
    if guards:
        return Guard.GUARDED, _witnesses(guards), roles
    doubts = [one for one in evidence if one.verdict is Verdict.UNSURE]
    if doubts or not complete:
        return Guard.UNKNOWN, _witnesses(doubts), ()
    return Guard.PUBLIC, _witnesses(one for one in evidence if one.verdict is Verdict.OPTIONAL), ()


def _witnesses(found: Iterable[Evidence]) -> tuple[Witness, ...]:
    return tuple(dict.fromkeys(one.witness for one in found))


def braces(path: str) -> str:
    """``{path:path}`` and ``<int:id>`` as OpenAPI writes them."""
    return _ANGLES.sub(r"{\1}", _BRACES.sub(r"{\1}", path))


def joined(*parts: str) -> str:
    """Pieces of a path, with one slash where they meet and one at the front."""
    path = "/".join(part.strip("/") for part in parts if part.strip("/"))
    last = next((part for part in reversed(parts) if part), "")
    return f"/{path}" + ("/" if last.endswith("/") and path else "")


_PAGES = {
    "render_template",
    "render_template_string",
    "TemplateResponse",
    "render",
    "send_from_directory",
    "send_file",
    "get_swagger_ui_html",
    "get_redoc_html",
    "get_openapi",
}
_DATA = {"jsonify", "JsonResponse", "JSONResponse", "dumps", "Response"}


def is_page(function: ast.AST | None) -> bool:
    """Whether all that a function answers with are pages and files."""
    names = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in (own_nodes(function) if function is not None else ())
        if isinstance(node, ast.Call)
    }
    return bool(names & _PAGES) and not names & _DATA


def parameters(path: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\{([^{}]*)\}", path))


def name_of(node: ast.AST, scope: Scope, module: str = "") -> str:
    """The dotted name of a definition: file, classes around, its own."""
    parts = [getattr(node, "name", "")]
    current: Scope | None = scope
    while current is not None:
        if isinstance(current.node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            parts.append(current.node.name)
        current = current.parent
    base = scope.module.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return ".".join([module or base, *reversed(parts)])


__all__ = [
    "METHODS",
    "Evidence",
    "Location",
    "braces",
    "is_page",
    "joined",
    "name_of",
    "parameters",
    "state",
    "witness",
]
