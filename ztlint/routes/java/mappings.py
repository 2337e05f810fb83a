"""What the mapping annotations of classes and methods say, composed ones and those of interfaces included."""

import re
from collections.abc import Iterator

from msgspec import Struct

from ztlint.routes.java.project import Project
from ztlint.routes.java.source import Annotation, Class, annotations, overridden
from ztlint.routes.joining import Text
from ztlint.routes.trees import Node, text

_VERBS = ("GET", "POST", "PUT", "DELETE", "PATCH")
_FIXED = {f"{verb.capitalize()}{kind}": verb for verb in _VERBS for kind in ("Mapping", "Exchange")}
_OPEN = ("RequestMapping", "HttpExchange")
_PATHS = ("value", "path", "url")
_METHOD = re.compile(r"\b(GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|TRACE)\b")
UNTOLD = (Text("", complete=False),)


class Mapping(Struct, frozen=True):
    """``methods`` are empty where any will do, ``paths`` None where they can't be told."""

    methods: tuple[str, ...]
    paths: tuple[Text, ...] | None


class Place(Struct, frozen=True):
    """Where a mapping stands, and the class that it is written in."""

    node: Node
    of: Class


def above(line: list[Class], project: Project) -> Mapping:
    """Of the class: its own mapping, or that of the next that it extends or implements."""
    for part in line:
        for one in part.annotations:
            found = read(one, part, project) if one.name not in _FIXED else None
            if found is not None:
                return Mapping(found.methods, found.paths or UNTOLD)
    return Mapping((), (Text(""),))


def of_method(
    method: Node, of: Class, line: list[Class], project: Project
) -> tuple[Mapping | None, Place | None]:
    """Its own, or that of what it overrides."""
    for one in annotations(method):
        if (found := read(one, of, project)) is not None:
            return found, Place(one.node, of)
    for part in line[line.index(of) + 1 :]:
        other = overridden(method, part)
        for one in annotations(other) if other is not None else ():
            if (found := read(one, part, project)) is not None:
                return found, Place(one.node, part)
    return None, None


def read(one: Annotation, of: Class, project: Project) -> Mapping | None:
    """None where an annotation maps nothing."""
    if one.name in _FIXED:
        return Mapping((_FIXED[one.name],), _paths(one, of, project))
    if one.name in _OPEN:
        written = one.argument("method")
        if one.node.has_error:  # as in Kotlin, which writes lists otherwise
            written = one.node
        methods = _METHOD.findall(text(written))
        return Mapping(tuple(dict.fromkeys(methods)), _paths(one, of, project))
    for part, inner in _composed(one, of, project):
        found = read(inner, part, project)
        if found is not None:
            own = one.argument(*_PATHS) is not None
            return Mapping(found.methods, _paths(one, of, project)) if own else found
    return None


def _composed(
    one: Annotation, of: Class, project: Project, deep: int = 0
) -> Iterator[tuple[Class, Annotation]]:
    """Mappings on the declaration of an annotation of the repository."""
    part = project.find(one.name, of)
    if part is None or not _is_annotation(part):
        return
    for inner in part.annotations:
        if inner.name in _FIXED or inner.name in _OPEN:
            yield part, inner
        elif deep < 3 and inner.name != one.name:
            yield from _composed(inner, part, project, deep + 1)


def _is_annotation(of: Class) -> bool:
    return bool(of.node.type == "annotation_type_declaration")


def serves(of: Class, project: Project, deep: int = 0) -> bool:
    """Whether a class is a controller, perhaps by an annotation that makes it one."""
    names = {one.name for one in of.annotations}
    if names & {"RestController", "Controller", "RepositoryRestController", "BasePathAwareController"}:
        return True
    composed = [project.find(name, of) for name in names] if deep < 3 else []
    return any(one is not None and _is_annotation(one) and serves(one, project, deep + 1) for one in composed)


def _paths(one: Annotation, of: Class, project: Project) -> tuple[Text, ...] | None:
    node = one.argument(*_PATHS)
    if node is None:
        return (Text(""),)
    found = project.strings(node, of)
    return found or ((Text(""),) if found == () else None)
