"""Reactive routes of Quarkus: ``@Route`` on methods, below the ``@RouteBase`` of their class."""

import re
from collections.abc import Iterator

from msgspec import Struct

from ztlint.core import Route
from ztlint.routes.java.applications import ROOT
from ztlint.routes.java.assembly import Assembly, Handler
from ztlint.routes.java.project import Project
from ztlint.routes.java.source import Annotation, Class, annotations
from ztlint.routes.joining import Text, colons, joined
from ztlint.routes.trees import Node, child, text

_METHOD = re.compile(r"\b(GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|TRACE)\b")
_PACKAGE = b"io.quarkus.vertx.web"


class Reactive(Struct, eq=False):
    project: Project
    assembly: Assembly

    def routes(self) -> Iterator[Route]:
        for of in self.project.every():
            for method in of.methods() if _PACKAGE in of.tree.data else ():
                for one in annotations(method):
                    if one.name == "Route" and "FAILURE" not in text(one.argument("type")):
                        yield from self._routes(one, method, of)

    def _routes(self, one: Annotation, method: Node, of: Class) -> Iterator[Route]:
        path = self._path(one, method, of)
        if path is None:
            self.project.notes.note(of.tree, one.node, "the path of this route can't be told")
            return
        for verb in dict.fromkeys(_METHOD.findall(text(one.argument("methods")))) or ("*",):
            yield self.assembly.route(
                Handler(of, of, method), verb, path, of.tree.locate(one.node), "quarkus"
            )

    def _path(self, one: Annotation, method: Node, of: Class) -> Text | None:
        """A method without a path is served at its name, ``findAll`` at ``/find-all``."""
        if one.argument("regex") is not None:
            return None
        name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", text(child(method, "name"))).lower()
        own = self._said(one, of, name)
        base = next((part for part in of.annotations if part.name == "RouteBase"), None)
        above = self._said(base, of, "") if base is not None else Text("")
        if own is None or above is None:
            return None
        known = self.project.settings.known(of.tree.path)
        root = self.project.placed(known[ROOT].value, of) if ROOT in known else Text("")
        complete = root.complete and above.complete and own.complete
        return Text(colons(joined(root.value, above.value, own.value)), complete)

    def _said(self, one: Annotation, of: Class, default: str) -> Text | None:
        node = one.argument("path")
        found = self.project.strings(node, of) if node is not None else (Text(default),)
        return found[0] if found and len(found) == 1 else None
