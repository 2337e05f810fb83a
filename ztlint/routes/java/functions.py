"""Routes of beans that are ``RouterFunction``s, and of methods that make some for what is not seen."""

from collections.abc import Iterator

from msgspec import Struct, field

from ztlint.core import Route, Witness
from ztlint.routes.java.assembly import Assembly
from ztlint.routes.java.project import Project
from ztlint.routes.java.routers import Reader
from ztlint.routes.java.scope import method_of, of_method
from ztlint.routes.java.source import Class, annotations
from ztlint.routes.java.steps import Entry
from ztlint.routes.joining import Evidence, Text, joined, parameters, state
from ztlint.routes.naming import Says
from ztlint.routes.trees import Node, child, text, within


class Functions(Struct, eq=False):
    project: Project
    assembly: Assembly
    reader: Reader = field(default_factory=Reader)

    def routes(self) -> Iterator[Route]:
        made = [
            (method, of)
            for of in self.project.every()
            for method in of.methods()
            if text(child(method, "type")).startswith("RouterFunction") and child(method, "body") is not None
        ]
        beans = [one for one in made if any(part.name == "Bean" for part in annotations(one[0]))]
        for method, of in beans:
            yield from self._read(method, of, bean=True)
        for method, of in made:
            if (of.tree.path, method.start_byte) not in self.reader.seen:
                yield from self._read(method, of, bean=False)

    def _read(self, method: Node, of: Class, *, bean: bool) -> Iterator[Route]:
        router = self.reader.method(method, of_method(method, of, self.project, []))
        if router is None:
            self.project.notes.note(of.tree, child(method, "name"), "this router can't be told")
            return
        for entry in router.told():
            yield self._route(entry, of, bean=bean)

    def _route(self, entry: Entry, of: Class, *, bean: bool) -> Route:
        self.assembly.counted()
        path = entry.path if bean else Text(entry.path.value, complete=False)
        inside, whole, complete = self.assembly.whole(of, Text(joined(path.value), path.complete))
        place = entry.scope.of.tree.witness(child(entry.call, "name"))
        name, found = self._answers(entry)
        evidence = [Evidence(Says.UNSURE, one) for one in entry.doubts]
        evidence += self._asked(entry, found, place)
        evidence += self.assembly.security.path(of.module, entry.verb, inside, place) if complete else ()
        evidence += () if complete else [Evidence(Says.UNSURE)]
        guard, witnesses, roles = state(evidence)
        return Route(
            entry.verb,
            whole,
            "spring",
            place.location,
            name,
            guard,
            witnesses,
            roles,
            parameters(whole),
            complete=complete,
        )

    def _asked(self, entry: Entry, found: tuple[Node, Class] | None, place: Witness) -> Iterator[Evidence]:
        if found is not None:
            method, holder = found
            own = list(self.assembly.security.method(annotations(method), holder))
            yield from own or self.assembly.security.method(holder.annotations, holder)
            yield from self.assembly.doubts(method, holder.tree.witness(child(method, "name")))
        elif entry.answers is not None and entry.answers.type == "lambda_expression":
            yield from self.assembly.doubts(entry.answers, place)
        elif not self.assembly.security.chains:
            yield Evidence(Says.UNSURE, place)

    def _answers(self, entry: Entry) -> tuple[str, tuple[Node, Class] | None]:
        """The name of what answers, and its method where that is seen."""
        node, scope = entry.answers, entry.scope
        if node is not None and node.type == "method_reference":
            owner, name = within(node)[0], text(within(node)[-1])
            target = scope.target(owner)
            if target is not None:
                return f"{target.name}.{name}", method_of(name, target, self.project)
            words = text(owner)
            return f"{scope.types.get(words) or scope.of.types.get(words) or words}.{name}", None
        return f"{scope.of.name}.{text(child(scope.method, 'name')) or 'route'}", None
