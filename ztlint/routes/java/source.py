"""Classes of Java files: their annotations, constants, methods, and what they import."""

import posixpath
import re
from collections.abc import Iterator

from msgspec import Struct, field

from ztlint.routes.trees import Node, Tree, child, nodes, text, within

TYPES = frozenset(
    "class_declaration interface_declaration record_declaration annotation_type_declaration"
    " enum_declaration".split()
)
CLASSES = ("class_declaration", "record_declaration")
_IMPORT = re.compile(rb"^[ \t]*import[ \t]+(static[ \t]+)?([\w.]+?)(\.\*)?[ \t]*;", re.MULTILINE)
_PACKAGE = re.compile(rb"^[ \t]*package[ \t]+([\w.]+)[ \t]*;", re.MULTILINE)


class Annotation(Struct, frozen=True):
    name: str
    node: Node
    arguments: tuple[tuple[str, Node], ...]

    def argument(self, *names: str) -> Node | None:
        return next((node for name, node in self.arguments if name in names), None)


class Unit(Struct, eq=False):
    """What stands above the classes of a file. ``names`` are imports by their last word, ``wide`` are those
    that end with a star, ``static`` members that are imported, with the class that has them.
    """

    package: str = ""
    names: dict[str, str] = field(default_factory=dict)
    wide: list[str] = field(default_factory=list)
    static: dict[str, str] = field(default_factory=dict)
    static_wide: list[str] = field(default_factory=list)


class Class(Struct, eq=False):
    """``fields`` are values of constants and other fields that have one where they stand, ``types`` the
    types of all fields, ``members`` its methods by name.
    """

    name: str
    node: Node
    tree: Tree
    outer: "Class | None"
    annotations: tuple[Annotation, ...]
    supers: tuple[str, ...]
    unit: Unit
    fields: dict[str, Node] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    members: dict[str, list[Node]] = field(default_factory=dict)
    signatures: dict[tuple[str, ...] | tuple[str, int], list[Node]] = field(default_factory=dict)

    @property
    def module(self) -> str:
        """The folder of the program, of which ``src/main`` is a part."""
        return module_of(self.tree.path)

    def methods(self) -> Iterator[Node]:
        return (one for found in self.members.values() for one in found)

    def named(self, name: str) -> list[Node]:
        """Its methods of one name."""
        return self.members.get(name, [])


def module_of(path: str) -> str:
    return path.split("src/main/", 1)[0] if "src/main/" in path else posixpath.dirname(path).split("/", 1)[0]


def classes(tree: Tree) -> Iterator[Class]:
    """All of a file, the inner ones after those that hold them."""
    unit = _unit(tree.data)
    stack: list[tuple[Node, Class | None, int]] = [(tree.root, None, 0)]
    while stack:
        node, outer, depth = stack.pop()
        for one in within(node):
            if one.type in TYPES and depth < 8:
                name = text(child(one, "name"))
                found = Class(name, one, tree, outer, annotations(one), _supers(one), unit)
                _members(found)
                stack.append((child(one, "body") or one, found, depth + 1))
                yield found


def _unit(data: bytes) -> Unit:
    package = _PACKAGE.search(data)
    unit = Unit(package[1].decode("utf-8", "replace") if package else "")
    for static, name, star in _IMPORT.findall(data):
        whole = name.decode("utf-8", "replace")
        holder, _, last = whole.rpartition(".")
        if star:
            (unit.static_wide if static else unit.wide).append(whole)
        elif static:
            unit.static[last] = holder
        else:
            unit.names[last] = whole
    return unit


def _members(of: Class) -> None:
    for one in within(child(of.node, "body")):
        if one.type == "method_declaration":
            of.members.setdefault(text(child(one, "name")), []).append(one)
        elif one.type in ("field_declaration", "constant_declaration"):
            for part in one.children_by_field_name("declarator"):
                name, value = text(child(part, "name")), child(part, "value")
                of.types[name] = base_type(child(one, "type"))
                if value is not None:
                    of.fields[name] = value


def is_abstract(of: Class) -> bool:
    return any(one.type == "modifiers" and "abstract" in text(one).split() for one in within(of.node))


def overridden(method: Node, above: Class) -> Node | None:
    """The method of a class or interface that one overrides: types of parameters may be generic there."""
    if not above.signatures:
        for one in above.methods():
            exact, loose = _signatures(one)
            above.signatures.setdefault(exact, []).append(one)
            above.signatures.setdefault(loose, []).append(one)
    exact, loose = _signatures(method)
    same = above.signatures.get(loose, [])
    return above.signatures.get(exact, same if len(same) == 1 else [None])[0]


def _signatures(method: Node) -> tuple[tuple[str, ...], tuple[str, int]]:
    """With the types of its parameters, and with their number."""
    name = text(child(method, "name"))
    types = [base_type(child(one, "type")) for one in within(child(method, "parameters"))]
    return (name, *types), (name, len(types))


def inherited(line: list[Class]) -> Iterator[tuple[Node, Class]]:
    """All methods of a class and of what it extends and implements that another one does not override."""
    done: list[Node] = []
    for part in line:
        below = {one.start_byte for method in done if (one := overridden(method, part)) is not None}
        for method in part.methods():
            if method.start_byte not in below:
                done.append(method)
                yield method, part


def base_type(node: Node | None) -> str:
    """``Map`` of ``java.util.Map<String, String>``."""
    return re.sub(r"<.*", "", text(node), flags=re.DOTALL).rsplit(".", 1)[-1].strip()


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


def literal(node: Node) -> str:
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
        elif one.type == "ERROR":  # a value without a name beside named ones; the compiler refuses it
            yield from (("value", part) for part in within(one) if part.type == "string_literal")
        else:
            yield "value", one
