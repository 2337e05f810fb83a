"""Applications of JAX-RS, and the paths that their resources stand below."""

import re

from msgspec import Struct, field

from ztlint.routes.java.project import Project
from ztlint.routes.java.settings import yaml_settings
from ztlint.routes.java.source import CLASSES, Annotation, Class
from ztlint.routes.joining import Text, joined

ROOT = "quarkus.http.root-path"
_DEFAULTS = ("quarkus.rest.path", "quarkus.resteasy.path", "spring.jersey.application-path")
_SERVER = ("server.applicationContextPath", "server.rootPath")
_ELSEWHERE = re.compile(rb"<servlet-mapping>|\bapplicationContextPath\b|\brootPath\b")
_BASES = {"Application", "ResourceConfig"}


class Applications(Struct, eq=False):
    """``every`` are those that have a path, by annotation or in a web.xml."""

    project: Project
    every: list[tuple[Class, Text | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for one in self.project.every():
            said = marked(one.annotations, "ApplicationPath", one)
            if said is not None or (one.node.type in CLASSES and _BASES & set(one.supers)):
                mapped = self._mapped(one)
                if mapped is not None:
                    self.every.append((one, mapped))
                elif said is not None:
                    found = self.project.strings(said.argument("value"), one)
                    self.every.append((one, found[0] if found and len(found) == 1 else None))

    def of(self, resource: Class) -> Class | None:
        """Of its module the one whose package is next, or the only one that there is."""
        every = [one for one, _ in self.every]
        near = [one for one in every if one.module == resource.module]
        inside = [one for one in near if f"{resource.unit.package}.".startswith(f"{one.unit.package}.")]
        inside.sort(key=lambda one: len(one.unit.package))
        found = inside[-1:] or near or every
        return found[0] if inside or len(found) == 1 else None

    def prefix(self, resource: Class, application: Class | None) -> Text | None:
        """None where it can't be told."""
        known = self.project.settings.known((application or resource).tree.path)
        root = self.project.placed(known[ROOT].value, resource) if ROOT in known else Text("")
        path = self._path(resource, application)
        return Text(joined(root.value, path.value), root.complete and path.complete) if path else None

    def _path(self, resource: Class, application: Class | None) -> Text | None:
        if application is not None:
            return next(path for one, path in self.every if one is application)
        elsewhere = [one for one in self.project.settings.texts.items() if _ELSEWHERE.search(one[1])]
        if self.every or len(elsewhere) > 1:
            return None
        if elsewhere:
            return _dropwizard(*elsewhere[0])
        known = self.project.settings.known(resource.tree.path)
        found = next((known[name].value for name in _DEFAULTS if name in known), "")
        return self.project.placed(found, resource)

    def _mapped(self, application: Class) -> Text | None:
        """Where a web.xml maps it, which counts more than its annotation."""
        name = re.escape(f"{application.unit.package}.{application.name}")
        for path, data in self.project.settings.texts.items():
            words = data.decode("utf-8", "replace") if path.endswith("web.xml") else ""
            servlet = re.search(
                rf"<servlet-name>\s*([^<\s]+)\s*</servlet-name>\s*<servlet-class>\s*{name}\s*<", words
            )
            called = re.escape(servlet[1]) if servlet else name
            mapping = re.search(
                rf"<servlet-name>\s*{called}\s*</servlet-name>\s*<url-pattern>\s*([^<\s]+?)\*?\s*<", words
            )
            if mapping is not None:
                return Text(mapping[1])
        return None


def _dropwizard(path: str, data: bytes) -> Text | None:
    """Where the settings of a server say that its resources are; None where a file is something else."""
    if not path.endswith((".yml", ".yaml")):
        return None
    found = next(iter(yaml_settings(path, data.decode("utf-8", "replace"))), {})
    parts = [found[name].value for name in _SERVER if name in found]
    return (
        Text(joined(*(one.removesuffix("*") for one in parts)))
        if parts and "${" not in "".join(parts)
        else None
    )


def marked(found: tuple[Annotation, ...], name: str, of: Class) -> Annotation | None:
    return next((one for one in found if one.name == name and imported(name, of)), None)


def imported(name: str, of: Class) -> bool:
    """Other libraries have a ``@GET`` and a ``@Path`` too."""
    return of.unit.names.get(name, "").endswith(f".ws.rs.{name}") or any(
        one.endswith(".ws.rs") for one in of.unit.wide
    )
