"""Calls of routers: each becomes an entry, in the order in which they run."""

import re

from ztlint.routes.javascript.base import MAX_ENTRIES, SpentError
from ztlint.routes.javascript.members import Members
from ztlint.routes.javascript.modules import ROOT
from ztlint.routes.javascript.patterns import as_path
from ztlint.routes.javascript.values import (
    Bound,
    Chain,
    Entry,
    External,
    Items,
    Router,
    Scope,
    Step,
    Thing,
    Value,
)
from ztlint.routes.joining import Text
from ztlint.routes.trees import Node, child, text, within

METHODS = ("get", "post", "put", "delete", "patch", "head", "options", "trace", "query")
_MAKERS = frozenset(
    "express express.Router express.application express-promise-router router @root/async-router.Router"
    " express-async-router.AsyncRouter".split()
)
_WRAPPERS = re.compile(
    r"(?:@awaitjs/express\.\w+|express-asyncify|express-async-await|async-express|express-ws)\Z"
)
"""They are given an application or router, and give it back."""
_REGISTERS = ("route", "addRoute", "registerRoute", "defineRoute", "mountRoute")
_PATHLIKE = re.compile(r"path|prefix|base|url|version|\bapi\b|route", re.IGNORECASE)


class Routing(Members):
    """Routers and what is given to them."""

    def made(self, of: External) -> Router | None:
        if of.call is None and of.name in _MAKERS:
            made = Router(app=of.name in ("express", "express.application"))
            self.routers.append(made)
            return made
        return None

    def route(self, of: Bound, node: Node, written: list[Node], scope: Scope) -> Value:
        owner, name = of.of, of.name.removesuffix("Async")
        methods = (name.upper(),) if name in METHODS else ("*",) if name == "all" else ()
        if isinstance(owner, Chain):
            if methods:
                self._enter(owner.router, node, methods, owner.paths, written, scope)
            return owner
        if name == "route":
            return Chain(owner, self._paths(written[0], scope) if written else ())
        if methods and len(written) > 1:
            self._enter(owner, node, methods, self._paths(written[0], scope), written[1:], scope)
        elif name == "use" and written:
            first = self.value(written[0], scope)
            pathlike = self._is_path(first, written)
            paths = self._paths(written[0], scope) if pathlike else (Text("/"),)
            self._enter(owner, node, (), paths, written[1:] if pathlike else written, scope)
        return owner

    def _is_path(self, first: Value, written: list[Node]) -> bool:
        if isinstance(first, Text) or written[0].type in ("regex", "template_string"):
            return True
        if written[0].type == "binary_expression":
            return text(child(written[0], "operator")) == "+" or len(written) > 1
        if isinstance(first, Items):
            return bool(first.items) and all(isinstance(one, Text) for one in first.items)
        return (
            first is None
            and len(written) > 1
            and bool(_PATHLIKE.search(text(written[0])))
            and written[0].type
            in (
                "identifier",
                "member_expression",
            )
        )

    def _paths(self, node: Node, scope: Scope) -> tuple[Text, ...]:
        """None where they can't be told."""
        if node.type == "regex":
            path = as_path(text(child(node, "pattern")))
            return (Text(path),) if path is not None else ()
        value = self.value(node, scope)
        if isinstance(value, Text):
            return (value,) if ROOT not in value.value else ()
        if isinstance(value, Items) and all(isinstance(one, Text) for one in value.items):
            return tuple(one for one in value.items if isinstance(one, Text))
        return ()

    def registered(
        self, node: Node, name: str, arguments: list[Value], nodes: list[Node], scope: Scope
    ) -> None:
        """``this.route("GET", "/users", answer)`` of a class that is not seen, wherever that mounts it."""
        method, path = arguments[:2] if len(arguments) > 2 else (None, None)
        if not isinstance(method, Text) or not isinstance(path, Text) or name not in _REGISTERS:
            return
        if method.value.lower() in METHODS and path.value.startswith("/"):
            made = Router(app=False)
            self.routers.append(made)
            self._enter(made, node, (method.value.upper(),), (path,), nodes[2:], scope)

    def _enter(
        self,
        router: Router,
        node: Node,
        methods: tuple[str, ...],
        paths: tuple[Text, ...],
        written: list[Node],
        scope: Scope,
    ) -> None:
        self.entries += 1
        if self.entries > MAX_ENTRIES:
            raise SpentError
        steps: list[Step] = []
        for one in written:
            inner = within(one)[0] if one.type == "spread_element" and within(one) else one
            self._steps(inner, self.value(inner, scope), scope, steps)
        place = _Place.of(node)
        router.entries.append(Entry(place, scope.tree, methods, paths, tuple(steps), self.doubt > 0))

    def _steps(self, node: Node, value: Value, scope: Scope, steps: list[Step]) -> None:
        if isinstance(value, Items):
            written = value.nodes if len(value.nodes) == len(value.items) else [node] * len(value.items)
            for inner, one in zip(written, value.items, strict=True):
                self._steps(inner, one, value.scope or scope, steps)
            return
        if isinstance(value, Router):
            value.mounted = True
        steps.append(Step(node, value, scope))


def wrapped(of: External, arguments: list[Value]) -> Value:
    given = arguments[0] if arguments else None
    if not isinstance(given, Router) or not _WRAPPERS.match(of.name):
        return None
    return Thing({"app": given}) if of.name == "express-ws" else given


class _Place:
    """Where a call of a chain stands: its own name, not the beginning of the chain."""

    @staticmethod
    def of(node: Node) -> Node:
        callee = child(node, "function")
        return child(callee, "property") or node if callee.start_point[0] != callee.end_point[0] else node
