"""Java files, their classes and annotations, and the constants and properties that annotations name."""

import posixpath
import re
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from ztlint.routes.joining import Text
from ztlint.routes.trees import Node, Notes, Tree, child, nodes, packed, parse, text, within

_WANTED = re.compile(
    rb"Mapping\b|@RestController|@Controller|HttpSecurity|SecurityFilterChain|SecurityWebFilterChain|static\s+final\s+String"
    rb"|EnableMethodSecurity|MethodSecurity|WebSecurity|HandlerInterceptor|OncePerRequestFilter|addPathPrefix|@interface|RouterFunction|\bws\.rs\."
)
_TYPES = frozenset(
    "class_declaration interface_declaration record_declaration annotation_type_declaration"
    " enum_declaration".split()
)
_CONTEXT = (
    "server.servlet.context-path",
    "server.servlet.contextPath",
    "server.context-path",
    "spring.webflux.base-path",
)
_SERVLET = ("spring.mvc.servlet.path", "server.servlet.path")


class Annotation(Struct, frozen=True):
    name: str
    node: Node
    arguments: tuple[tuple[str, Node], ...]

    def argument(self, *names: str) -> Node | None:
        return next((node for name, node in self.arguments if name in names), None)


class Class(Struct, eq=False):
    name: str
    node: Node
    tree: Tree
    outer: "Class | None"
    annotations: tuple[Annotation, ...]
    supers: tuple[str, ...]

    @property
    def module(self) -> str:
        """The folder of the program, of which ``src/main`` is a part."""
        return module_of(self.tree.path)

    def methods(self) -> Iterator[Node]:
        return (one for one in within(child(self.node, "body")) if one.type == "method_declaration")


class Project(Struct, eq=False, dict=True):
    """All classes of a repository by their short names, and constants by class and name."""

    notes: Notes
    trees: list[Tree] = field(default_factory=list)
    classes: dict[str, list[Class]] = field(default_factory=dict)
    constants: dict[tuple[str, str], tuple[Node, Class]] = field(default_factory=dict)
    properties: dict[str, dict[str, str]] = field(default_factory=dict)
    resolving: set[tuple[str, str]] = field(default_factory=set)

    def read(self, files: Mapping[str, bytes]) -> None:
        for path, data in sorted(files.items()):
            if path.endswith(".java") and _WANTED.search(data) and not packed(data):
                tree = parse(path, data)
                self.trees.append(tree)
                self._classes(tree.root, tree, None)
            elif re.search(r"(?:\A|/)(?:application|bootstrap)\.(?:properties|ya?ml)\Z", path):
                known = self.properties.setdefault(module_of(path), {})
                known.update(_properties(data) if path.endswith(".properties") else _yaml(data))

    def _classes(self, node: Node, tree: Tree, outer: Class | None, depth: int = 0) -> None:
        for one in within(node):
            if one.type in _TYPES and depth < 8:
                found = Class(text(child(one, "name")), one, tree, outer, annotations(one), _supers(one))
                self.classes.setdefault(found.name, []).append(found)
                self._fields(found)
                self._classes(child(one, "body") or one, tree, found, depth + 1)

    def _fields(self, of: Class) -> None:
        for one in within(child(of.node, "body")):
            if one.type in ("field_declaration", "constant_declaration"):
                for part in one.children_by_field_name("declarator"):
                    value = child(part, "value")
                    if value is not None:
                        self.constants[of.name, text(child(part, "name"))] = (value, of)

    def every(self) -> Iterator[Class]:
        return (one for found in self.classes.values() for one in found)

    # values -----------------------------------------------------------------------------------------------

    def strings(self, node: Node | None, of: Class) -> tuple[Text, ...] | None:
        """None where they can't be told."""
        if node is None:
            return ()
        if node.type in ("element_value_array_initializer", "array_initializer"):
            found = [self.strings(one, of) for one in within(node)]
            return None if None in found else tuple(one for part in found if part for one in part)
        if node.type == "array_creation_expression":
            return self.strings(child(node, "value"), of)
        if node.type == "string_literal":
            return (self.placed(_literal(node), of),)
        if node.type == "parenthesized_expression":
            return self.strings(within(node)[0], of)
        if node.type == "binary_expression":
            return self._sum(node, of)
        if node.type in ("identifier", "field_access"):
            return self._constant(node, of)
        if node.type == "method_invocation" and text(child(node, "name")) in ("of", "asList"):
            found = [self.strings(one, of) for one in within(child(node, "arguments"))]
            return None if None in found else tuple(one for part in found if part for one in part)
        return None

    def _sum(self, node: Node, of: Class) -> tuple[Text, ...] | None:
        left, right = (self.strings(child(node, name), of) for name in ("left", "right"))
        if not right or len(right) != 1:
            return None
        if not left or len(left) != 1 or not right[0].complete:
            return (Text(right[0].value, complete=False),)
        return (Text(left[0].value + right[0].value, left[0].complete),)

    def _constant(self, node: Node, of: Class) -> tuple[Text, ...] | None:
        parts = text(node).split(".")
        holders: list[str] = [parts[-2]] if len(parts) > 1 else _around(of)
        for holder in holders:
            key = (holder, parts[-1])
            if key in self.constants and key not in self.resolving:
                value, inside = self.constants[key]
                self.resolving.add(key)
                try:
                    return self.strings(value, inside)
                finally:
                    self.resolving.discard(key)
        if len(parts) == 1:  # imported by name
            found = [key for key in self.constants if key[1] == parts[0]]
            if len(found) == 1 and found[0] not in self.resolving:
                value, inside = self.constants[found[0]]
                return self.strings(value, inside) if value.type == "string_literal" else None
        return None

    def placed(self, value: str, of: Class) -> Text:
        """With properties in the place of ``${…}``, the innermost first."""
        known = self.known(of)
        for _ in range(8):
            found = re.search(r"\$\{([^{}]*)\}", value)
            if found is None:
                break
            name, mark, default = found[1].partition(":")
            if name not in known and not mark:
                return Text(value[value.rindex("}") + 1 :], complete=False)
            value = value[: found.start()] + known.get(name, default) + value[found.end() :]
        return Text(value) if "${" not in value else Text("", complete=False)

    def known(self, of: Class) -> dict[str, str]:
        """Properties of its program; of the only one that there is where folders are not those of a build."""
        found = self.properties.get(of.module)
        if found is None and "src/main/" not in of.tree.path:
            others = [
                one for folder, one in self.properties.items() if folder in ("resources", "config", "src", "")
            ]
            return others[0] if len(others) == 1 else {}
        return found or {}

    def base(self, of: Class) -> tuple[Text, Text]:
        """Context path, which security does not see, and the path of the servlet."""
        known = self.known(of)
        context = next((known[name] for name in _CONTEXT if name in known), "")
        servlet = next((known[name] for name in _SERVLET if name in known), "")
        return self.placed(context, of), self.placed(servlet, of)


def module_of(path: str) -> str:
    return path.split("src/main/", 1)[0] if "src/main/" in path else posixpath.dirname(path).split("/", 1)[0]


def _around(of: Class) -> list[str]:
    found: list[str] = []
    current: Class | None = of
    while current is not None:
        found += [current.name, *current.supers]
        current = current.outer
    return found


def _supers(node: Node) -> tuple[str, ...]:
    parts = [child(node, "superclass"), child(node, "interfaces")]
    parts += [one for one in within(node) if one.type == "extends_interfaces"]
    return tuple(
        text(one)
        for part in parts
        if part is not None
        for one in nodes(part)
        if one.type == "type_identifier"
    )


def _literal(node: Node) -> str:
    return "".join(text(one) for one in within(node) if one.type == "string_fragment")


def annotations(node: Node) -> tuple[Annotation, ...]:
    modifiers = next((one for one in within(node) if one.type == "modifiers"), None)
    found = [one for one in within(modifiers) if one.type in ("annotation", "marker_annotation")]
    return tuple(
        Annotation(
            text(child(one, "name")).rsplit(".", 1)[-1], one, tuple(_arguments(child(one, "arguments")))
        )
        for one in found
    )


def _arguments(node: Node | None) -> Iterator[tuple[str, Node]]:
    for one in within(node):
        if one.type == "element_value_pair":
            yield text(child(one, "key")), child(one, "value")
        else:
            yield "value", one


def _properties(data: bytes) -> dict[str, str]:
    found = {}
    for line in data.decode("utf-8", "replace").splitlines():
        if line.strip() and line.strip()[0] not in "#!":
            name, mark, value = line.replace(":", "=", 1 if "=" not in line else 0).partition("=")
            if mark:
                found[name.strip()] = value.strip()
    return found


def _yaml(data: bytes) -> dict[str, str]:
    """Plain settings of the first document, by their dotted names."""
    import yaml  # noqa: PLC0415 - of use only where there is such a file

    try:
        first = next(iter(yaml.load_all(data, yaml.CSafeLoader)), None)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    found: dict[str, str] = {}
    stack = [("", first)]
    while stack and len(found) < 5000:
        name, value = stack.pop()
        if isinstance(value, dict) and name.count(".") < 12:
            stack += [(f"{name}.{key}" if name else str(key), one) for key, one in value.items()]
        elif isinstance(value, str | int):
            found[name] = str(value).lower() if isinstance(value, bool) else str(value)
    return found
