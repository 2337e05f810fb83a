"""Routes of JAX-RS resources: paths and verbs of classes and methods, below the path of their application."""

import re
from collections.abc import Iterator

from msgspec import Struct

from ztlint.core import Route
from ztlint.routes.java.applications import Applications, imported, marked
from ztlint.routes.java.assembly import Assembly, Handler
from ztlint.routes.java.project import Project
from ztlint.routes.java.source import (
    CLASSES,
    Annotation,
    Class,
    annotations,
    base_type,
    inherited,
    is_abstract,
    overridden,
)
from ztlint.routes.joining import Text, joined
from ztlint.routes.trees import Node, child

_VERBS = frozenset("GET POST PUT DELETE PATCH HEAD OPTIONS".split())
_SPACED = re.compile(r"\{\s*([\w.-]+)\s*(?=[:}])")


MAX_BELOW = 4
"""Of resources that methods of others return."""
MAX_FOLLOWED = 5000


class Top(Struct, frozen=True):
    """What stands above a resource: its path, None where it can't be told, and the application."""

    path: Text | None
    application: Class | None
    below: int = 0


class Resources(Struct, eq=False):
    """One reading of all resources."""

    project: Project
    assembly: Assembly
    followed: int = 0

    def routes(self) -> Iterator[Route]:
        every = list(self.project.every())
        applications = Applications(self.project)
        for one in every:
            if one.node.type in CLASSES and not is_abstract(one):
                yield from self._resource(one, applications)

    def _resource(self, of: Class, applications: Applications) -> Iterator[Route]:
        for part in self.project.line(of):
            path = marked(part.annotations, "Path", part)
            if path is not None:
                if all(one.name != "RegisterRestClient" for one in part.annotations):
                    application = applications.of(of)
                    above = applications.prefix(of, application)
                    yield from self._methods(of, Top(_below(above, self._path(path, part)), application))
                return

    def _methods(self, of: Class, top: Top) -> Iterator[Route]:
        line = self.project.line(of)
        for method, part in inherited(line):
            found = self._mapped(method, part, line)
            if found is not None:
                yield from self._method(Handler(of, part, method), found, top)

    def _mapped(self, method: Node, part: Class, line: list[Class]) -> tuple[Node, Class] | None:
        """The method that has the annotations: itself, or what it overrides."""
        for one in line[line.index(part) :]:
            other = method if one is part else overridden(method, one)
            own = annotations(other) if other is not None else ()
            if other is not None and (marked(own, "Path", one) or self._verbs(own, one)):
                return other, one
        return None

    def _method(self, handler: Handler, mapped: tuple[Node, Class], top: Top) -> Iterator[Route]:
        method, of = mapped
        own = annotations(method)
        path = marked(own, "Path", of)
        verbs = self._verbs(own, of)
        whole = _below(top.path, self._path(path, of) if path else Text(""))
        place = child(method, "name")
        if whole is None:
            self.project.notes.note(of.tree, place, "the path of this route can't be told")
            return
        if not verbs:
            yield from self._inner(mapped, Top(whole, top.application, top.below + 1))
        for verb in verbs:
            location = of.tree.locate(place)
            yield self.assembly.route(handler, verb, whole, location, "jaxrs", top.application)

    def _inner(self, mapped: tuple[Node, Class], top: Top) -> Iterator[Route]:
        """Of the resource that a method returns."""
        method, of = mapped
        kind = child(method, "type")
        self.followed += 1
        near = top.below <= MAX_BELOW and self.followed <= MAX_FOLLOWED
        inner = self.project.find(base_type(kind), of) if near else None
        found = list(self._methods(inner, top)) if inner is not None else []
        if not found:
            self.project.notes.note(of.tree, child(method, "name"), "resources below this one are not seen")
        yield from found

    def _verbs(self, own: tuple[Annotation, ...], of: Class) -> list[str]:
        """Of the standard, and of annotations of the repository that are made verbs by ``@HttpMethod``."""
        found = [one.name for one in own if one.name in _VERBS and imported(one.name, of)]
        for one in own:
            part = self.project.find(one.name, of) if one.name not in _VERBS else None
            made = marked(part.annotations, "HttpMethod", part) if part is not None else None
            said = self.project.strings(made.argument("value"), part) if made and part is not None else None
            found += [word.value for word in said or () if word.complete]
        return found

    def _path(self, one: Annotation, of: Class) -> Text | None:
        found = self.project.strings(one.argument("value"), of)
        if not found or len(found) != 1:
            return None
        return Text(_SPACED.sub(r"{\1", found[0].value), found[0].complete)


def _below(above: Text | None, path: Text | None) -> Text | None:
    if path is None or not path.complete:
        return path
    if above is None:
        return Text(path.value, complete=False)
    return Text(joined(above.value, path.value), above.complete)
