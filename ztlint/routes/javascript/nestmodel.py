"""What there is in a program of NestJS: decorators, controllers, and what `main.ts` puts around them."""

from msgspec import Struct, field

from ztlint.routes.javascript.values import Class, External, Items, Scope, Value
from ztlint.routes.joining import Text
from ztlint.routes.trees import Node, child, text, within


class Decorator(Struct, frozen=True):
    name: str
    node: Node
    arguments: tuple[Node, ...]
    scope: Scope


class App(Struct, eq=False):
    """What one ``main.ts`` puts before and around all controllers below its folder."""

    folder: str
    prefix: Text = field(default_factory=lambda: Text(""))
    excluded: tuple[tuple[str, str], ...] | None = ()  # methods and paths; None where they are not known
    version: str | None = None
    defaults: tuple[str, ...] = ()


class Controller(Struct, eq=False):
    kind: Class
    decorators: tuple[Decorator, ...]
    above: list[Text] = field(default_factory=list)


def decorator(node: Node, scope: Scope) -> Decorator:
    inner = within(node)[0]
    if inner.type == "call_expression":
        name = text(child(inner, "function"))
        return Decorator(name.rsplit(".", 1)[-1], node, tuple(within(child(inner, "arguments"))), scope)
    return Decorator(text(inner).rsplit(".", 1)[-1], node, (), scope)


def texts(value: Value) -> tuple[Text, ...]:
    items = value.items if isinstance(value, Items) else [value]
    return tuple(one if isinstance(one, Text) else Text("", complete=False) for one in items) or (Text(""),)


def words(value: Value) -> tuple[str, ...]:
    items = value.items if isinstance(value, Items) else [value]
    return tuple(one.value for one in items if isinstance(one, Text))


def versions(value: Value) -> tuple[str, ...]:
    """An empty one is none, which is written so that no other is put in its place."""
    items = value.items if isinstance(value, Items) else [value]
    named = ["" if _neutral(one) else one for one in items]
    return tuple(one if isinstance(one, str) else one.value for one in named if isinstance(one, (str, Text)))


def _neutral(value: Value) -> bool:
    name = value.value if isinstance(value, Text) else value.name if isinstance(value, External) else ""
    return name.rsplit(".", 1)[-1] == "VERSION_NEUTRAL"
