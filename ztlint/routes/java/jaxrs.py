"""Routes of JAX-RS resources: paths and verbs of classes and methods, below the path of their application."""

import re
from collections.abc import Iterator

from msgspec import Struct, field

from ztlint.core import Route
from ztlint.routes.java.assembly import Assembly, Handler
from ztlint.routes.java.mappings import signature
from ztlint.routes.java.project import Project
from ztlint.routes.java.source import CLASSES, Annotation, Class, annotations, is_abstract
from ztlint.routes.joining import Text, joined
from ztlint.routes.trees import Node, child, text

_VERBS = frozenset("GET POST PUT DELETE PATCH HEAD OPTIONS".split())
_ROOTS = (
    "quarkus.http.root-path",
    "quarkus.rest.path",
    "quarkus.resteasy.path",
    "spring.jersey.application-path",
)
_SERVLETS = re.compile(rb"<servlet-mapping>|\bapplicationContextPath\b|\brootPath\b")
_SPACED = re.compile(r"\{\s*([\w.-]+)\s*(?=[:}])")


class Resources(Struct, eq=False):
    """One reading of all resources. ``applications`` are classes with ``@ApplicationPath``."""

    project: Project
    assembly: Assembly
    applications: list[Class] = field(default_factory=list)

    def routes(self) -> Iterator[Route]:
        every = [one for one in self.project.every() if b"ws.rs" in one.tree.data or one.supers]
        self.applications += [one for one in every if _marked(one.annotations, "ApplicationPath", one)]
        for one in every:
            if one.node.type in CLASSES and not is_abstract(one):
                yield from self._resource(one)

    def _resource(self, of: Class) -> Iterator[Route]:
        line = self.project.line(of)
        path = next(((one, part) for part in line if (one := _marked(part.annotations, "Path", part))), None)
        if path is None or any(one.name == "RegisterRestClient" for one in path[1].annotations):
            return
        application = self._application(of)
        top = self._joined(self._prefix(of, application), self._path(*path))
        seen: set[tuple[str, int]] = set()
        for part in line:
            for method in part.methods():
                found = self._mapped(method, part, line)
                if signature(method) in seen or found is None:
                    continue
                seen.add(signature(method))
                yield from self._method(Handler(of, part, method), found, top, application)

    def _mapped(self, method: Node, part: Class, line: list[Class]) -> tuple[Node, Class] | None:
        """The method that has the annotations: itself, or what it overrides."""
        for one in line[line.index(part) :]:
            for other in [method] if one is part else one.named(text(child(method, "name"))):
                own = annotations(other)
                if signature(other) == signature(method) and (
                    _marked(own, "Path", one) or self._verbs(own, one)
                ):
                    return other, one
        return None

    def _method(
        self, handler: Handler, mapped: tuple[Node, Class], top: Text | None, application: Class | None
    ) -> Iterator[Route]:
        method, of = mapped
        own = annotations(method)
        path = _marked(own, "Path", of)
        verbs = self._verbs(own, of)
        whole = self._joined(top, self._path(path, of) if path else Text(""))
        place = child(method, "name")
        if not verbs:
            self.project.notes.note(of.tree, place, "resources below this one are not followed")
        elif whole is None:
            self.project.notes.note(of.tree, place, "the path of this route can't be told")
        for verb in verbs if whole is not None else ():
            yield self.assembly.route(handler, verb, whole, of.tree.locate(place), "jaxrs", application)

    def _verbs(self, own: tuple[Annotation, ...], of: Class) -> list[str]:
        """Of the standard, and of annotations of the repository that are made verbs by ``@HttpMethod``."""
        found = [one.name for one in own if one.name in _VERBS and _imported(one.name, of)]
        for one in own:
            part = self.project.find(one.name, of) if one.name not in _VERBS else None
            made = _marked(part.annotations, "HttpMethod", part) if part is not None else None
            said = self.project.strings(made.argument("value"), part) if made and part is not None else None
            found += [word.value for word in said or () if word.complete]
        return found

    # paths ------------------------------------------------------------------------------------------------

    def _path(self, one: Annotation, of: Class) -> Text | None:
        found = self.project.strings(one.argument("value"), of)
        if not found or len(found) != 1:
            return None
        return Text(_SPACED.sub(r"{\1", found[0].value), found[0].complete)

    @staticmethod
    def _joined(above: Text | None, path: Text | None) -> Text | None:
        if path is None or not path.complete:
            return path
        if above is None:
            return Text(path.value, complete=False)
        return Text(joined(above.value, path.value), above.complete)

    def _application(self, of: Class) -> Class | None:
        """Of its module the one whose package is next, or the only one that there is."""
        near = [one for one in self.applications if one.module == of.module]
        inside = [one for one in near if f"{of.unit.package}.".startswith(f"{one.unit.package}.")]
        inside.sort(key=lambda one: len(one.unit.package))
        return inside[-1] if inside else (near or self.applications or [None])[0]

    def _prefix(self, of: Class, application: Class | None) -> Text | None:
        """None where it can't be told."""
        if application is not None:
            near = [one for one in self.applications if one.module == application.module]
            one = _marked(application.annotations, "ApplicationPath", application)
            if (
                one is None
                or self._elsewhere(application)
                or (len(near) > 1 and of.module != application.module)
            ):
                return None
            return self._path(one, application)
        known = self.project.settings.known(of.tree.path)
        parts = [self.project.placed(known[name].value, of) for name in _ROOTS if name in known]
        if any(_SERVLETS.search(one) for one in self.project.settings.texts.values()):
            return None
        return Text(joined(*(one.value for one in parts)), all(one.complete for one in parts))

    def _elsewhere(self, application: Class) -> bool:
        """Whether a web.xml says where an application is."""
        name = re.escape(f"{application.unit.package}.{application.name}").encode()
        texts = self.project.settings.texts.items()
        return any(path.endswith("web.xml") and re.search(rb"\b%s\b" % name, data) for path, data in texts)


def _marked(found: tuple[Annotation, ...], name: str, of: Class) -> Annotation | None:
    return next((one for one in found if one.name == name and _imported(name, of)), None)


def _imported(name: str, of: Class) -> bool:
    """Other libraries have a ``@GET`` and a ``@Path`` too."""
    return of.unit.names.get(name, "").endswith(f".ws.rs.{name}") or any(
        one.endswith(".ws.rs") for one in of.unit.wide
    )
