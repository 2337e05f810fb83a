"""Routes that a Spring Cloud Gateway declares in Java: what it lets through to other programs."""

import re
from collections.abc import Iterator

from msgspec import Struct

from ztlint.core import Route
from ztlint.routes.java.assembly import Assembly
from ztlint.routes.java.project import Project
from ztlint.routes.java.scope import method_of
from ztlint.routes.java.source import Class
from ztlint.routes.joining import Text, joined, parameters, state
from ztlint.routes.trees import Node, child, nodes, text, within

_METHOD = re.compile(r"\b(GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|TRACE)\b")


class Gateway(Struct, eq=False):
    project: Project
    assembly: Assembly

    def routes(self) -> Iterator[Route]:
        for of in self.project.every():
            for method in of.methods():
                if text(child(method, "type")) == "RouteLocator":
                    for call in _calls(child(method, "body")):
                        if text(child(call, "name")) == "route":
                            yield from self._route(call, of)

    def _route(self, call: Node, of: Class) -> Iterator[Route]:
        arguments = within(child(call, "arguments"))
        steps = self._steps(arguments[-1], of, 0) if arguments else []
        verbs: list[str] = []
        paths: list[Text] | None = []
        for step in steps:
            name, given = text(child(step, "name")), within(child(step, "arguments"))
            if name == "method":
                verbs += _METHOD.findall(" ".join(text(one) for one in given))
            elif name == "path" and paths is not None:
                found = [self.project.strings(one, of) for one in given if one.type not in ("true", "false")]
                paths = None if None in found else paths + [one for part in found for one in part or ()]
            elif name in ("or", "negate"):
                paths = None
        place = child(call, "name")
        if not paths:
            self.project.notes.note(of.tree, place, "the paths of this route of a gateway can't be told")
            return
        for path in paths:
            for verb in dict.fromkeys(verbs) or ("*",):
                yield self._made(verb, path, place, of)

    def _steps(self, node: Node, of: Class, deep: int) -> list[Node]:
        """Calls of the lambda, in the order of the text, with those of methods that it calls."""
        found: list[Node] = []
        for one in sorted(_calls(node), key=lambda one: child(one, "name").start_byte):
            inner = (
                method_of(text(child(one, "name")), of, self.project)
                if child(one, "object") is None
                else None
            )
            if inner is not None and deep < 3:
                found += self._steps(child(inner[0], "body"), inner[1], deep + 1)
            else:
                found.append(one)
        return found

    def _made(self, verb: str, path: Text, place: Node, of: Class) -> Route:
        self.assembly.counted()
        inside, whole, complete = self.assembly.whole(of, Text(joined(path.value), path.complete))
        witness = of.tree.witness(place)
        evidence = self.assembly.security.path(of.module, verb, inside, witness)
        guard, witnesses, roles = state(evidence)
        return Route(
            verb,
            whole,
            "spring",
            witness.location,
            f"{of.name}.route",
            guard,
            witnesses,
            roles,
            parameters(whole),
            complete=complete,
        )


def _calls(node: Node | None) -> list[Node]:
    return [one for one in nodes(node) if one.type == "method_invocation"] if node is not None else []
