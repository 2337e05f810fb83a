"""Routes of Spring's controllers: their mappings, those of what they extend, and of generated interfaces."""

from collections.abc import Iterator

from msgspec import Struct

from ztlint.core import Route
from ztlint.routes.java.assembly import Assembly, Handler
from ztlint.routes.java.generated import Operations, made
from ztlint.routes.java.mappings import Mapping, Place, above, of_method, serves
from ztlint.routes.java.project import Project
from ztlint.routes.java.source import CLASSES, Class, annotations, inherited, is_abstract
from ztlint.routes.joining import Text, joined
from ztlint.routes.trees import Node, child, text

_COMPONENTS = {"Component", "Service", "Named"}


class Controllers(Struct, eq=False):
    """One reading of all controllers."""

    project: Project
    assembly: Assembly
    operations: Operations

    def routes(self) -> Iterator[Route]:
        for one in list(self.project.every()):
            if one.node.type not in CLASSES or is_abstract(one) or _client(one):
                continue
            if self._serves(one):
                yield from self._controller(one)
            else:
                self._tell(one)

    def _serves(self, of: Class) -> bool:
        """A component whose interface is marked as a controller is one as well."""
        line = self.project.line(of) if {one.name for one in of.annotations} & _COMPONENTS else [of]
        return any(serves(one, self.project) for one in line)

    def _tell(self, of: Class) -> None:
        """Mappings of a class that nothing shows to be a controller; a configuration may make it one."""
        if any(one.name == "RequestMapping" for one in of.annotations):
            reason = "maps paths, and nothing here makes this class a controller"
            self.project.notes.note(of.tree, child(of.node, "name"), reason)

    def _controller(self, of: Class) -> Iterator[Route]:
        line = self.project.line(of)
        top = above(line, self.project)
        mapped: set[int] = set()
        for method, part in inherited(line):
            mapping, place = of_method(method, part, line, self.project)
            if mapping is not None and place is not None:
                mapped |= {method.start_byte} if part is of else set()
                yield from self._method(Handler(of, part, method), top, mapping, place)
        yield from self._generated(of, line, top, mapped)

    def _method(self, handler: Handler, top: Mapping, mapping: Mapping, place: Place) -> Iterator[Route]:
        if mapping.paths is None:
            self.project.notes.note(place.of.tree, place.node, "the path of this route can't be told")
            return
        verbs = tuple(dict.fromkeys((*top.methods, *mapping.methods))) or ("*",)
        for prefix in top.paths or ():
            for one in mapping.paths:
                inner = joined(prefix.value, one.value) if one.complete else joined(one.value)
                whole = Text(inner, prefix.complete and one.complete)
                for verb in verbs:
                    yield self.assembly.route(handler, verb, whole, place.of.tree.locate(place.node))

    def _generated(self, of: Class, line: list[Class], top: Mapping, mapped: set[int]) -> Iterator[Route]:
        for method in of.methods() if made(of, line) else ():
            if method.start_byte in mapped or all(one.name != "Override" for one in annotations(method)):
                continue
            name: Node = child(method, "name")
            found = self.operations.get(text(name), [])
            if len(found) != 1:
                reason = "its mapping stands in an interface that is not here"
                self.project.notes.note(of.tree, name, reason)
                continue
            verb, path = found[0]
            for prefix in top.paths or ():
                whole = Text(joined(prefix.value, path), prefix.complete)
                yield self.assembly.route(Handler(of, of, method), verb, whole, of.tree.locate(name))


def _client(of: Class) -> bool:
    return any(one.name == "FeignClient" for one in of.annotations)
