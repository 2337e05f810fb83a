"""Routes of connexion: the definition is served, and each ``operationId`` names the function that answers."""

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from ztlint.core import Failure, Route
from ztlint.documents import Document, parse
from ztlint.routes.python.decorators import decorator_evidence
from ztlint.routes.python.project import External, Package, Project, Value, argument, keyword
from ztlint.routes.python.shared import METHODS, Evidence, joined, name_of, parameters, state, witness
from ztlint.routes.python.source import FUNCTIONS, Scope
from ztlint.routes.python.verdict import Judge, Verdict

_ENDINGS = ("FlaskApp", "AsyncApp", "App", "AioHttpApp", "FlaskApi")
_INFO = ("x-tokenInfoFunc", "x-basicInfoFunc", "x-apikeyInfoFunc", "x-bearerInfoFunc")


def routes(project: Project) -> Iterator[Route]:
    judge = Judge(project)
    for module in project.parsed():
        for call, scope in module.calls:
            if (
                isinstance(call.func, ast.Attribute)
                and call.func.attr == "add_api"
                and _is_connexion(project, call, scope)
            ):
                yield from _served(project, judge, call, scope)


def _is_connexion(project: Project, call: ast.Call, scope: Scope) -> bool:
    holder = call.func.value if isinstance(call.func, ast.Attribute) else None
    for found in project.objects(holder, scope):
        if isinstance(found, Value) and isinstance(found.node, ast.Call):
            made = project.deref(found.node.func, found.scope)
            if (
                isinstance(made, External)
                and made.name.startswith("connexion.")
                and made.name.endswith(_ENDINGS)
            ):
                return True
    return False


def _served(project: Project, judge: Judge, call: ast.Call, scope: Scope) -> Iterator[Route]:
    name = project.text(argument(call, 0, "specification"), scope)
    path = _find(project, name, scope.module.path) if name else None
    if path is None:
        project.note(call, scope, "which definition is served here can't be told")
        return
    documents = parse(path, project.files[path])
    if isinstance(documents, Failure):
        project.failures.append(documents)
        return
    given = keyword(call, "base_path")
    base = project.text(given, scope) if given is not None else None
    for document in documents[:1]:
        prefix = base if base is not None else _base_path(document.data)
        for template, method, operation in _operations(document.data):
            found = _route(project, judge, document, (method, operation), joined(prefix, template))
            if found is not None:
                yield found


def _find(project: Project, name: str, importer: str) -> str | None:
    """Below the folder of the program, or of ``specification_dir``: the one file whose path ends so."""
    folder = str(PurePosixPath(importer).parent / name).removeprefix("./")
    if folder in project.files:
        return folder
    fitting = [path for path in project.files if f"/{path}".endswith("/" + name.lstrip("./"))]
    return fitting[0] if len(fitting) == 1 else None


def _base_path(data: Any) -> str:
    """2.0's ``basePath``, or the path of the first server."""
    if not isinstance(data, dict):
        return ""
    if isinstance(data.get("basePath"), str):
        return str(data["basePath"])
    servers = data.get("servers")
    url = (
        servers[0].get("url")
        if isinstance(servers, list) and servers and isinstance(servers[0], dict)
        else ""
    )
    text = str(url or "")
    rest = text.split("://", 1)[-1]
    return "/" + rest.partition("/")[2] if "://" in text else text


def _operations(data: Any) -> Iterator[tuple[str, str, dict[str, Any]]]:
    paths = data.get("paths") if isinstance(data, dict) else None
    for template, item in paths.items() if isinstance(paths, dict) else ():
        for method, operation in item.items() if isinstance(item, dict) else ():
            if method.lower() in METHODS and isinstance(operation, dict):
                yield str(template), method, operation


def _route(
    project: Project, judge: Judge, document: Document, of: tuple[str, dict[str, Any]], path: str
) -> Route | None:
    method, operation = of
    name = operation.get("operationId")
    router = operation.get("x-openapi-router-controller", operation.get("x-swagger-router-controller"))
    dotted = f"{router}.{name}" if router else name
    handler = _handler(project, dotted) if isinstance(dotted, str) else None
    if handler is None or not isinstance(handler.node, FUNCTIONS):
        location = next(iter(project.parsed())).scope
        project.note(
            location.node, location, f"no function is called '{str(dotted)[:80]}', which the definition names"
        )
        return None
    evidence = [
        one
        for decorator in handler.node.decorator_list
        for one in decorator_evidence(project, judge, decorator, handler.scope)
    ]
    verdict = judge.function(handler)
    if verdict is not Verdict.NOTHING:
        evidence.append(
            Evidence(
                verdict, witness(project, handler.node, handler.scope, f"the body of {handler.node.name}")
            )
        )
    evidence += _by_definition(project, document, operation, handler)
    guard, witnesses, roles = state(evidence)
    return Route(
        method=method.upper(),
        path=path,
        framework="connexion",
        location=project.locate(handler.node, handler.scope),
        handler=name_of(handler.node, handler.scope),
        guard=guard,
        witnesses=witnesses,
        roles=roles,
        parameters=parameters(path),
        operation_id=name if isinstance(name, str) else None,
    )


def _handler(project: Project, dotted: str) -> Value | None:
    module, _, name = dotted.rpartition(".")
    if not module:
        return None
    top = next(iter(sorted(project.files)), "")
    for importer in (top, *(one.path for one in project.parsed())):
        found = project.find_module(module, 0, importer)
        if found is not None:
            member = project.member(found, name)
            return member if isinstance(member, Value) else None
    return None


def _by_definition(
    project: Project, document: Document, operation: dict[str, Any], handler: Value
) -> Iterator[Evidence]:
    """Connexion enforces what the definition asks for where a scheme names the function that verifies."""
    data = document.data
    security = operation.get("security", data.get("security"))
    if not isinstance(security, list) or not security or any(not one for one in security):
        return
    components = data.get("components") if isinstance(data.get("components"), dict) else {}
    schemes = components.get("securitySchemes") or data.get("securityDefinitions") or {}
    names = {name for one in security if isinstance(one, dict) for name in one}
    asked = [schemes.get(name) for name in names if isinstance(schemes, dict)]
    functions = [one.get(key) for one in asked if isinstance(one, dict) for key in _INFO if one.get(key)]
    if len(functions) >= len(names):
        text = f"security of the definition: {', '.join(sorted(names))}"
        yield Evidence(Verdict.REFUSES, witness(project, handler.node, handler.scope, text))


__all__ = ["Package", "routes"]
