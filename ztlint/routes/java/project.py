"""All Java classes of a repository, and the strings that annotations and calls name."""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from ztlint.routes.java.settings import Settings
from ztlint.routes.java.source import Class, classes, literal
from ztlint.routes.joining import Text
from ztlint.routes.trees import Node, Notes, Tree, child, packed, parse, text, within

_WANTED = re.compile(
    rb"Mapping\b|Exchange\b|@RestController|@Controller|HttpSecurity|SecurityFilterChain|SecurityWebFilterChain"
    rb"|static\s+final\s+String|\bString\s+[A-Z][A-Z0-9_]*\s*="
    rb"|EnableMethodSecurity|MethodSecurity|WebSecurity|HandlerInterceptor|OncePerRequestFilter|addPathPrefix"
    rb"|ShiroFilter|FilterRegistrationBean|addInterceptor|SaInterceptor|SaServletFilter|SaReactorFilter"
    rb"|@interface|RouterFunction|RouteLocator|ServerRequest\b|\bws\.rs\.|\bquarkus\.vertx\.web\."
)
_EXTENDS = re.compile(rb"\b(?:implements|extends)\s([^{};()]{1,1000})\{")
_NAME = re.compile(rb"\w+")
_CONTEXT = (
    "server.servlet.context-path",
    "server.servlet.contextPath",
    "server.context-path",
    "spring.webflux.base-path",
)
_SERVLET = ("spring.mvc.servlet.path", "server.servlet.path")
_LISTS = ("element_value_array_initializer", "array_initializer")

MAX_NAMESAKES = 300
"""Classes of one short name. A name that more have tells nothing."""
MAX_LINE = 60
"""Classes and interfaces that one class extends and implements."""

Local = Mapping[str, Node | None]
"""Values of variables and parameters of a method, None where they can't be told."""


class Project(Struct, eq=False):
    """All classes of a repository by their short names."""

    notes: Notes
    trees: list[Tree] = field(default_factory=list)
    classes: dict[str, list[Class]] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    resolving: set[tuple[str, int]] = field(default_factory=set)

    def read(self, files: Mapping[str, bytes]) -> None:
        for path, data in sorted(files.items()):
            self.settings.read(path, data)
            if path.endswith(".java") and _WANTED.search(data):
                self._parse(path, data)
        for _ in range(3):
            for path in sorted(self._related({path for path in files if path.endswith(".java")}, files)):
                self._parse(path, files[path])

    def _related(self, paths: set[str], files: Mapping[str, bytes]) -> Iterator[str]:
        """What those extend, and what implements them: such files need not say that they serve anything."""
        above = {name for one in self.every() for name in one.supers} - set(self.classes)
        below = {
            one.name.encode()
            for one in self.every()
            if one.node.type == "interface_declaration" and one.outer is None
        }
        for path in paths - {tree.path for tree in self.trees}:
            bases = b" ".join(_EXTENDS.findall(files[path])) if below else b""
            if path.rsplit("/", 1)[-1][:-5] in above or below.intersection(_NAME.findall(bases)):
                yield path

    def _parse(self, path: str, data: bytes) -> None:
        if not packed(data):
            tree = parse(path, data)
            self.trees.append(tree)
            for one in classes(tree):
                self.classes.setdefault(one.name, []).append(one)

    def every(self) -> Iterator[Class]:
        return (one for found in self.classes.values() for one in found)

    def find(self, name: str, of: Class) -> Class | None:
        """The class that a short name means in a file: by its import, its package, or as the only one."""
        every = self.classes.get(name, [])
        if len(every) > MAX_NAMESAKES:
            return None
        imported = of.unit.names.get(name, "")
        wide = {of.unit.package, *of.unit.wide}
        for found in (
            [one for one in every if one.tree is of.tree],
            [one for one in every if imported.startswith(f"{one.unit.package}.")],
            [one for one in every if not imported and one.unit.package in wide],
            [] if imported else every,
        ):
            near = [one for one in found if one.module == of.module] or found
            if near:
                return near[0] if len(near) == 1 else None
        return None

    def line(self, of: Class) -> list[Class]:
        """The class and what it extends and implements, as far as it is seen."""
        found: list[Class] = []
        stack = [of]
        while stack and len(found) < MAX_LINE:
            one = stack.pop()
            if one not in found:
                found.append(one)
                above = (self.find(name, one) for name in reversed(one.supers))
                stack += [part for part in above if part is not None]
        return found

    # values -----------------------------------------------------------------------------------------------

    def strings(self, node: Node | None, of: Class, local: Local | None = None) -> tuple[Text, ...] | None:
        """None where they can't be told."""
        if node is None:
            return ()
        if node.type in _LISTS or (
            node.type == "method_invocation" and text(child(node, "name")) in ("of", "asList")
        ):
            parts = within(node) if node.type in _LISTS else within(child(node, "arguments"))
            found = [self.strings(one, of, local) for one in parts]
            return None if None in found else tuple(one for part in found if part for one in part)
        if node.type == "array_creation_expression":
            return self.strings(child(node, "value"), of, local)
        if node.type == "string_literal":
            return (self.placed(literal(node), of),)
        if node.type == "parenthesized_expression":
            return self.strings(within(node)[0], of, local)
        if node.type == "binary_expression":
            return self._sum(node, of, local)
        if node.type in ("identifier", "field_access"):
            return self._constant(node, of, local)
        return None

    def _sum(self, node: Node, of: Class, local: Local | None) -> tuple[Text, ...] | None:
        left, right = (self.strings(child(node, name), of, local) for name in ("left", "right"))
        if not right or len(right) != 1:
            return None
        if not left or len(left) != 1 or not right[0].complete:
            return (Text(right[0].value, complete=False),)
        return (Text(left[0].value + right[0].value, left[0].complete),)

    def _constant(self, node: Node, of: Class, local: Local | None) -> tuple[Text, ...] | None:
        value, inside = self.value(node, of, local or {})
        key = (inside.tree.path, value.start_byte) if value is not None else None
        if key is None or key in self.resolving:
            return None
        self.resolving.add(key)
        try:
            return self.strings(value, inside, local if inside is of else None)
        finally:
            self.resolving.discard(key)

    def value(self, node: Node, of: Class, local: Local) -> tuple[Node | None, Class]:
        """What a name stands for, and the class in which that is written."""
        parts = text(node).split(".")
        if len(parts) == 1 and parts[0] in local:
            return local[parts[0]], of
        name = parts[-1]
        for holder in self._holders(parts, of):
            for one in self.line(holder):
                if name in one.fields:
                    return one.fields[name], one
        return None, of

    def _holders(self, parts: list[str], of: Class) -> Iterator[Class]:
        if len(parts) > 1 and parts[-2] != "this":
            found = self.find(parts[-2], of)
            if found is not None:
                yield found
            return
        current: Class | None = of
        while current is not None:
            yield current
            current = current.outer
        static = of.unit.static.get(parts[-1])
        for whole in [static] if static else of.unit.static_wide:
            for one in self.classes.get(whole.rsplit(".", 1)[-1], ()):
                if whole.startswith(f"{one.unit.package}."):
                    yield one

    def placed(self, value: str, of: Class) -> Text:
        """With properties in the place of ``${…}``, the innermost first."""
        known = self.settings.known(of.tree.path)
        for _ in range(8):
            found = re.search(r"\$\{([^{}]*)\}", value)
            if found is None:
                break
            name, mark, default = found[1].partition(":")
            if name not in known and not mark:
                return Text(value[value.rindex("}") + 1 :], complete=False)
            said = known[name].value if name in known else default
            value = value[: found.start()] + said + value[found.end() :]
        return Text(value) if "${" not in value else Text("", complete=False)

    def base(self, of: Class) -> tuple[Text, Text]:
        """Context path, which security does not see, and the path of the servlet."""
        known = self.settings.known(of.tree.path)
        context = next((known[name].value for name in _CONTEXT if name in known), "")
        servlet = next((known[name].value for name in _SERVLET if name in known), "")
        return self.placed(context, of), self.placed(servlet, of)
