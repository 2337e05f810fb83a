"""Controllers and modules of NestJS, and the settings of the programs that serve them."""

import posixpath
import re

from ztlint.routes.javascript.nestguards import Guards, Use
from ztlint.routes.javascript.nestmodel import App, Controller, Decorator, decorator, versions
from ztlint.routes.javascript.program import Program
from ztlint.routes.javascript.values import Class, External, Items, Scope, Thing, Value
from ztlint.routes.joining import Text, joined
from ztlint.routes.trees import Node, child, nodes, text, within


class Settings:
    """What was read before any route is put together."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.guards = Guards(program)
        self.controllers: dict[int, Controller] = {}
        self.modules: dict[int, tuple[Node, Scope]] = {}
        self.apps: list[App] = []
        self.placed: dict[int, list[Text]] = {}
        self.count = 0
        self.started = False  # whether the program that serves the controllers is seen

    def classes(self, scope: Scope) -> None:
        for one in within(scope.tree.root):
            kind = child(one, "declaration") or one
            if kind.type not in ("class_declaration", "abstract_class_declaration"):
                continue
            found = self.decorators(one, scope) + (self.decorators(kind, scope) if kind is not one else ())
            value = scope.names.get(text(child(kind, "name")))
            if not isinstance(value, Class):
                continue
            for found_one in found:
                if found_one.name == "Controller":
                    self.controllers[kind.id] = Controller(value, found)
                elif found_one.name == "Module" and found_one.arguments:
                    self.modules[kind.id] = (found_one.arguments[0], scope)

    def decorators(self, node: Node, scope: Scope) -> tuple[Decorator, ...]:
        return tuple(decorator(one, scope) for one in node.named_children if one.type == "decorator")

    def settings(self, scope: Scope) -> None:
        app = App(posixpath.dirname(posixpath.dirname(scope.tree.path)))
        found = False
        for node in list(nodes(scope.tree.root)):
            if node.type == "call_expression":
                callee = child(node, "function")
                name = text(child(callee, "property"))
                arguments = within(child(node, "arguments"))
                if name == "setGlobalPrefix" and arguments:
                    found, app.prefix = True, self._text(arguments[0], scope)
                    app.excluded = self._excluded(arguments[1:], scope)
                elif name == "enableVersioning":
                    found = True
                    self._versions(app, arguments, scope)
                elif name == "useGlobalGuards":
                    self.guards.everywhere += [Use(one, scope, everywhere=True) for one in arguments]
                elif name == "register" and text(child(callee, "object")) == "RouterModule" and arguments:
                    self._tree(self.program.value(arguments[0], scope), Text(""), 0)
                elif name == "forRoutes":
                    self.guards.middleware(node, scope)
            elif node.type == "object" and re.search(r"provide\s*:\s*APP_GUARD\b", text(node)[:2000]):
                self._provided(node, scope)
        if found:
            self.apps.append(app)

    def _provided(self, node: Node, scope: Scope) -> None:
        for one in within(node):
            if text(child(one, "key")) in ("useClass", "useExisting", "useFactory", "useValue"):
                self.guards.everywhere.append(Use(child(one, "value"), scope, everywhere=True))

    def _text(self, node: Node, scope: Scope) -> Text:
        found = self.program.value(node, scope)
        return found if isinstance(found, Text) else Text("", complete=False)

    def _excluded(self, arguments: list[Node], scope: Scope) -> tuple[tuple[str, str], ...] | None:
        value = self.program.value(arguments[0], scope) if arguments else None
        items = value.fields.get("exclude") if isinstance(value, Thing) else None
        if not arguments or (isinstance(value, Thing) and "exclude" not in value.fields):
            return ()
        found = [_target(one) for one in items.items] if isinstance(items, Items) else [None]
        known = tuple(one for one in found if one is not None)
        return known if len(known) == len(found) else None

    def _versions(self, app: App, arguments: list[Node], scope: Scope) -> None:
        app.version = "v"
        value = self.program.value(arguments[0], scope) if arguments else None
        written = text(arguments[0]) if arguments else ""
        if re.search(r"VersioningType\.(?:HEADER|MEDIA_TYPE|CUSTOM)", written):
            app.version = None
            return
        if isinstance(value, Thing):
            prefix = value.fields.get("prefix")
            app.version = (
                prefix.value
                if isinstance(prefix, Text)
                else ""
                if re.search(r"prefix\s*:\s*false", written)
                else "v"
            )
            app.defaults = versions(value.fields.get("defaultVersion"))

    def _tree(self, value: Value, above: Text, deep: int) -> None:
        for one in value.items if isinstance(value, Items) and deep < 8 else ():
            if isinstance(one, Class):
                self.placed.setdefault(one.node.id, []).append(above)
            if not isinstance(one, Thing):
                continue
            path = one.fields.get("path", Text(""))
            known = isinstance(path, Text) and path.complete and above.complete
            whole = Text(joined(above.value, path.value) if isinstance(path, Text) else "", known)
            module = one.fields.get("module")
            if isinstance(module, Class):
                self.placed.setdefault(module.node.id, []).append(whole)
            self._tree(one.fields.get("children"), whole, deep + 1)


def _target(value: Value) -> tuple[str, str] | None:
    """``"health"`` and ``{path: "health", method: RequestMethod.GET}``."""
    method, path = (
        (value.fields.get("method"), value.fields.get("path")) if isinstance(value, Thing) else (None, value)
    )
    if not isinstance(path, Text) or not path.complete:
        return None
    return (method.name.rsplit(".", 1)[-1] if isinstance(method, External) else "ALL"), path.value
