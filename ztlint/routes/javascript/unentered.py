"""Functions and classes that serve something, and that nobody was seen to call."""

import re

from ztlint.routes.javascript.base import FUNCTIONS
from ztlint.routes.javascript.program import Program
from ztlint.routes.javascript.values import Class, Function, Router, Scope, Value
from ztlint.routes.trees import Node, child, code_of, nodes, text, within

_SERVES = r"\.(?:get|post|put|delete|patch|use|route|all)\(\s*['\"`/]"
_MAKES = re.compile(r"(?<![\w.])(?:express|(?:express\.)?Router)\(\s*(?:\{[^{}]*\}\s*)?\)")


def unentered(program: Program) -> None:
    """Functions that are given a router by somebody who was not found."""
    for path in sorted(program.scopes):
        scope = program.scopes[path]
        if not re.search(_SERVES, scope.tree.data.decode("utf-8", "replace")):
            continue
        kinds = [one for one in scope.names.values() if isinstance(one, Class)]
        for kind in kinds:
            _making(program, kind, scope)
        for kind in kinds:
            _instance(program, kind, path)
        for node in list(nodes(scope.tree.root)):
            if node.type in FUNCTIONS and (path, node.id) not in program.entered:
                _free(program, node, scope)


def _making(program: Program, kind: Class, scope: Scope) -> None:
    """``start()`` that makes the server, and that a command calls which nobody was seen to give."""
    path, name = scope.tree.path, text(child(kind.node, "name"))
    if kind.scope.tree.path != path or (path, kind.node.id) in program.entered or not name:
        return
    for node in nodes(scope.tree.root, FUNCTIONS):
        fresh = node.type in FUNCTIONS and (path, node.id) not in program.entered
        if fresh and re.search(rf"\bnew {re.escape(name)}\(", code_of(child(node, "body"))):
            program.call(Function(node, scope), [])


def _instance(program: Program, kind: Class, path: str) -> None:
    """Of a class that nobody was seen to make, with all that it may do."""
    if kind.scope.tree.path != path or (path, kind.node.id) in program.entered:
        return
    made = program.build(kind, [])
    for one in within(child(kind.node, "body")):
        fresh = one.type == "method_definition" and (path, one.id) not in program.entered
        if fresh and re.search(rf"express\(\)|Router\(\)|this(?:\.\w+)?{_SERVES}", code_of(one)):
            program.call(Function(one, kind.scope, text(child(one, "name")), made), [])


def _free(program: Program, node: Node, scope: Scope) -> None:
    alone = child(node, "parameter")
    written = [alone] if alone is not None else within(child(node, "parameters"))
    names = [text(child(one, "pattern") or one) for one in written]
    code = code_of(child(node, "body"))
    given: list[Value] = []
    for name in names:
        serves = re.match(r"\w+\Z", name) and re.search(rf"(?<![\w.]){name}{_SERVES}", code)
        given.append(
            Router(app=False) if serves and re.search(r"app|rout|server", name, re.IGNORECASE) else None
        )
    found = [one for one in given if isinstance(one, Router)]
    if found or _MAKES.search(code):
        program.routers.extend(found)
        program.call(Function(node, scope), given)
