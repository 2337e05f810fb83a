"""Routes of Spring: mappings of controllers, of what they extend, and of generated interfaces."""

import re
from collections.abc import Iterator, Mapping

from ztlint.core import Route
from ztlint.routes.java.security import Security
from ztlint.routes.java.source import Annotation, Class, Project, annotations
from ztlint.routes.joining import Evidence, Text, braces, joined, parameters, state
from ztlint.routes.naming import Says
from ztlint.routes.trees import Node, child, code_of, text, within

_MAPPINGS = {f"{name.capitalize()}Mapping": (name,) for name in ("GET", "POST", "PUT", "DELETE", "PATCH")}
_ASKS = re.compile(
    r"SecurityContextHolder|getUserPrincipal|isUserInRole|HttpStatus\.(?:UNAUTHORIZED|FORBIDDEN)|\bAuthorization\b"
    r"|HttpServletRequest|HttpSession|AccessDenied|Unauthorized|\bPrincipal\b|AuthenticationPrincipal|\bAuthentication\b|SessionAttribute"
)
MAX_ROUTES = 50_000

_Mapping = tuple[tuple[str, ...], tuple[Text, ...] | None]


class Spring:
    """One reading of all controllers."""

    def __init__(
        self, project: Project, security: Security, operations: Mapping[str, list[tuple[str, str]]]
    ) -> None:
        self.project = project
        self.security = security
        self.operations = operations
        self.prefixes = list(self._prefixes())
        self.count = 0

    def routes(self) -> Iterator[Route]:
        for one in list(self.project.every()):
            if one.node.type in ("class_declaration", "record_declaration") and self._serves(one):
                yield from self._controller(one)

    def _serves(self, of: Class, deep: int = 0) -> bool:
        names = {one.name for one in of.annotations}
        if "FeignClient" in names or any(
            one.type == "modifiers" and "abstract" in text(one).split() for one in within(of.node)
        ):
            return False
        if names & {"RestController", "Controller", "RepositoryRestController", "BasePathAwareController"}:
            return True
        composed = [one for name in names for one in self.project.classes.get(name, ())]
        return deep < 3 and any(
            self._serves(one, deep + 1) for one in composed if one.node.type == "annotation_type_declaration"
        )

    def _prefixes(self) -> Iterator[tuple[str, Text, bool]]:
        """Of ``addPathPrefix``: module, prefix, and whether it is for all that serve data."""
        for tree in self.project.trees:
            if b"addPathPrefix" not in tree.data:
                continue
            owner = next((one for one in self.project.every() if one.tree is tree), None)
            stack = [tree.root]
            while stack and owner is not None:
                node = stack.pop()
                stack += within(node)
                if node.type == "method_invocation" and text(child(node, "name")) == "addPathPrefix":
                    arguments = within(child(node, "arguments"))
                    strings = self.project.strings(arguments[0], owner) if arguments else None
                    plain = len(arguments) == 2 and re.search(
                        r"(?:forAnnotation|isAnnotationPresent)\(\s*RestController\.class\s*\)\Z",
                        code_of(arguments[1]),
                    )
                    yield owner.module, (strings or (Text("", complete=False),))[0], bool(plain)

    # one controller ---------------------------------------------------------------------------------------

    def _line(self, of: Class, deep: int = 0) -> Iterator[Class]:
        """The class and what it extends and implements, as far as it is seen."""
        yield of
        for name in of.supers if deep < 6 else ():
            found = self.project.classes.get(name, ())
            near = [one for one in found if one.module == of.module] or list(found)
            if len(near) == 1 and near[0] is not of:
                yield from self._line(near[0], deep + 1)

    def _controller(self, of: Class) -> Iterator[Route]:
        line = list(self._line(of))
        above = self._above(line)
        seen: set[tuple[str, int]] = set()
        for part in line:
            for method in part.methods():
                key = (text(child(method, "name")), len(within(child(method, "parameters"))))
                if key in seen:
                    continue
                mapping, place = self._mapping(method, part, line)
                if mapping is not None and place is not None:
                    seen.add(key)
                    yield from self._method(of, part, method, above, mapping, place)
        yield from self._generated(of, line, above, seen)

    def _above(self, line: list[Class]) -> tuple[Text, ...]:
        """Paths of the class: its own, or of the next that it extends or implements."""
        for part in line:
            for one in part.annotations:
                if one.name == "RequestMapping":
                    return self._paths(one, part) or (Text("", complete=False),)
                for holder, inner in self._composed(one):
                    alone = one.argument("value", "path") is None
                    found = self._paths(inner, holder) if alone else self._paths(one, part)
                    return found or (Text("", complete=False),)
        return (Text(""),)

    def _mapping(
        self, method: Node, of: Class, line: list[Class]
    ) -> tuple[_Mapping | None, tuple[Node, Class] | None]:
        """Its own, or that of what it overrides."""
        for one in annotations(method):
            if found := self._read(one, of):
                return found, (one.node, of)
        name, count = text(child(method, "name")), len(within(child(method, "parameters")))
        for part in line[line.index(of) + 1 :]:
            for other in part.methods():
                if text(child(other, "name")) == name and len(within(child(other, "parameters"))) == count:
                    for one in annotations(other):
                        if found := self._read(one, part):
                            return found, (one.node, part)
        return None, None

    def _read(self, one: Annotation, of: Class) -> _Mapping | None:
        if one.name in _MAPPINGS:
            return _MAPPINGS[one.name], self._paths(one, of)
        if one.name == "RequestMapping":
            written = one.argument("method")
            methods = re.findall(r"\b(GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|TRACE)\b", text(written))
            return tuple(dict.fromkeys(methods)) or ("*",), self._paths(one, of)
        for part, inner in self._composed(one):
            if (found := self._read(inner, part)) is not None:
                return (
                    (found[0], self._paths(one, of)) if one.argument("value", "path") is not None else found
                )
        return None

    def _composed(self, one: Annotation, deep: int = 0) -> Iterator[tuple[Class, Annotation]]:
        """Mappings on the declaration of an annotation of the repository."""
        for part in self.project.classes.get(one.name, ()):
            for inner in part.annotations if part.node.type == "annotation_type_declaration" else ():
                if inner.name in _MAPPINGS or inner.name == "RequestMapping":
                    yield part, inner
                elif deep < 3 and inner.name != one.name:
                    yield from self._composed(inner, deep + 1)

    def _paths(self, one: Annotation, of: Class) -> tuple[Text, ...] | None:
        node = one.argument("value", "path")
        if node is None:
            return (Text(""),)
        found = self.project.strings(node, of)
        return found or ((Text(""),) if found == () else None)

    def _method(
        self,
        of: Class,
        holder: Class,
        method: Node,
        above: tuple[Text, ...],
        mapping: _Mapping,
        place: tuple[Node, Class],
    ) -> Iterator[Route]:
        methods, paths = mapping
        if paths is None:
            self.project.notes.note(place[1].tree, place[0], "the path of this route can't be told")
            return
        for prefix in above:
            for one in paths:
                inner = joined(prefix.value, one.value) if one.complete else joined(one.value)
                whole = Text(inner, prefix.complete and one.complete)
                for verb in methods:
                    yield self._route(of, holder, method, verb, whole, place)

    def _route(
        self, of: Class, holder: Class, method: Node, verb: str, inner: Text, place: tuple[Node, Class]
    ) -> Route:
        self.count += 1
        if self.count > MAX_ROUTES:
            raise RecursionError
        inside, path, complete = self._whole(of, inner)
        name = text(child(method, "name"))
        asked = list(self._asked(of, holder, method, verb, inside, complete=complete))
        guard, witnesses, roles = state(asked)
        marks = {one.name for one in (*annotations(method), *of.annotations)}
        return Route(
            verb,
            path,
            "spring",
            place[1].tree.locate(place[0]),
            f"{of.name}.{name}",
            guard,
            witnesses,
            roles,
            parameters(path),
            complete=complete,
            hidden=bool(marks & {"Hidden", "ApiIgnore"}),
            deprecated="Deprecated" in marks,
            page=_page(of, method, marks),
        )

    def _whole(self, of: Class, inner: Text) -> tuple[str, str, bool]:
        """The path as security sees it, the whole path, and whether all of it is known."""
        context, servlet = self.project.base(of)
        parts, complete = [inner.value], inner.complete
        for module, prefix, plain in self.prefixes:
            if module == of.module:
                rest = any(one.name == "RestController" for one in of.annotations)
                parts = [prefix.value, *parts] if plain and rest and prefix.complete else parts
                complete = complete and plain and prefix.complete
        inside = braces(joined(servlet.value, *parts))
        complete = complete and context.complete and servlet.complete
        return inside, braces(joined(context.value, inside)) if complete else braces(joined(*parts)), complete

    def _asked(
        self, of: Class, holder: Class, method: Node, verb: str, inside: str, *, complete: bool
    ) -> Iterator[Evidence]:
        place = (
            of.tree.witness(child(method, "name"))
            if holder is of
            else holder.tree.witness(child(method, "name"))
        )
        found = list(self.security.method(annotations(method), holder))
        yield from found or self.security.method(of.annotations, of)
        if not complete:
            yield Evidence(Says.UNSURE)
            return
        yield self.security.path(of.module, verb, inside, place)
        if _ASKS.search(code_of(method)) and not self.security.chains:
            yield Evidence(Says.UNSURE, place)

    # interfaces that a build makes ------------------------------------------------------------------------

    def _generated(
        self, of: Class, line: list[Class], above: tuple[Text, ...], seen: set[tuple[str, int]]
    ) -> Iterator[Route]:
        known = {one.name for one in line}
        unseen = [
            one
            for one in of.supers
            if one not in known and re.search(r"Api(?:Delegate)?\Z|Api\w*Controller|Resource\Z", one)
        ]
        if not unseen:
            return
        for method in of.methods():
            name = text(child(method, "name"))
            key = (name, len(within(child(method, "parameters"))))
            if key in seen or not any(one.name == "Override" for one in annotations(method)):
                continue
            operations = self.operations.get(name, [])
            if len(operations) != 1:
                self.project.notes.note(
                    of.tree, child(method, "name"), "its mapping stands in an interface that is not here"
                )
                continue
            verb, path = operations[0]
            for prefix in above:
                whole = Text(joined(prefix.value, path), prefix.complete)
                yield self._route(of, of, method, verb, whole, (child(method, "name"), of))


def _page(of: Class, method: Node, marks: set[str]) -> bool:
    """Whether what is answered is a page, or leads to one."""
    if re.search(r"sendRedirect\(|\"redirect:|RedirectView", code_of(method)):
        return True
    data = "ResponseBody" in marks or "ResponseEntity" in text(child(method, "type"))
    return any(one.name == "Controller" for one in of.annotations) and not data
