"""Spring's functional routes: routers put together by calls, lambdas, variables and methods."""

from msgspec import Struct, field, structs

from ztlint.core import Witness
from ztlint.routes.java.predicates import MAX_DEEP, VERBS, Asks, predicate, under
from ztlint.routes.java.scope import Scope, method_of, of_method
from ztlint.routes.joining import Text
from ztlint.routes.trees import MAX_ROUTES, Node, child, nodes, text, within

_STATIC = frozenset({"route", "nest", "resources", "resource"})
_PASSES = frozenset(
    "build after onError withAttribute withAttributes resources resource get invocationBuilder".split()
)
_NESTS = frozenset({"nest", "andNest", "path"})
_MERGES = frozenset({"add", "and", "andOther"})
_REASON = "the path of this route can't be told"
_PART = "this part of a router can't be told"
MAX_BYTES = 20_000_000
"""Of code that is walked, however often it is."""


class Entry(Struct, frozen=True):
    """One route. ``call`` declares it, ``answers`` is what is called, ``doubts`` are filters before it."""

    verb: str
    path: Text
    call: Node
    scope: Scope
    answers: Node | None
    doubts: tuple[Witness, ...] = ()


class Router(Struct, eq=False):
    entries: list[Entry] = field(default_factory=list)
    doubts: list[Witness] = field(default_factory=list)

    def told(self) -> list[Entry]:
        """With the filters of this router, which stand before all of its routes."""
        if len(self.entries) > MAX_ROUTES:
            raise RecursionError
        return [
            structs.replace(one, doubts=(*one.doubts, *self.doubts)) if self.doubts else one
            for one in self.entries
        ]


class Reader(Struct, eq=False):
    """``seen`` are methods that were followed, by file and place."""

    seen: set[tuple[str, int]] = field(default_factory=set)
    made: dict[tuple[object, ...], Router | None] = field(default_factory=dict)
    walked: int = 0

    def method(self, method: Node, scope: Scope, builders: frozenset[str] = frozenset()) -> Router | None:
        """What a method returns, or puts into a builder that it is given."""
        place = (scope.of.tree.path, method.start_byte)
        self.seen.add(place)
        given = tuple((name, text(node)) for name, node in scope.local.items() if node is not None)
        key = (*place, builders, given)
        if key not in self.made:
            self.made[key] = None  # while it is being read: one that calls itself adds nothing
            self.made[key] = self._block(structs.replace(scope, builders=builders))
        known = self.made[key]
        return Router(known.told()) if known is not None else None

    def _block(self, scope: Scope) -> Router | None:
        self.walked += scope.method.end_byte - scope.method.start_byte
        if self.walked > MAX_BYTES:
            raise RecursionError
        router, known = Router(), bool(scope.builders)
        for name in sorted(scope.builders):
            self._statements(name, scope, router)
        for one in nodes(child(scope.method, "body"), frozenset({"lambda_expression", "class_body"})):
            if one.type == "return_statement" and within(one):
                found = self.router(within(one)[0], scope)
                known = known or found is not None
                if found is not None:
                    router.entries += found.told()
        return router if known else None

    def _statements(self, name: str, scope: Scope, router: Router) -> None:
        inside = structs.replace(scope, builders=scope.builders | {name})
        for one in scope.statements(name):
            found = self.router(one, inside)
            if found is not None:
                router.entries += found.entries
                router.doubts += found.doubts

    # values -----------------------------------------------------------------------------------------------

    def router(self, node: Node, scope: Scope) -> Router | None:
        """None where an expression is no router that can be told."""
        if scope.deep > MAX_DEEP:
            return None
        calls: list[Node] = []
        while node.type == "method_invocation" and child(node, "object") is not None:
            calls.append(node)
            node = child(node, "object")
        found = self._root(node, scope)
        while calls:
            call = calls.pop()
            if found is not None:
                self._apply(call, found, scope)
            else:
                found = self._called(call, scope)
        return found

    def _root(self, node: Node, scope: Scope) -> Router | None:
        if node.type in ("parenthesized_expression", "cast_expression"):
            return self.router(within(node)[-1], scope)
        if node.type == "lambda_expression":
            return self._lambda(node, scope)
        if node.type == "method_reference":
            owner, name = within(node)[0], within(node)[-1]
            return self._method(text(name), owner, [], scope, given=True)
        if node.type == "method_invocation":
            return self._called(node, scope)
        return self._variable(node, scope) if node.type in ("identifier", "field_access") else None

    def _variable(self, node: Node, scope: Scope) -> Router | None:
        name = text(node)
        if name in scope.builders:
            return Router()
        value, inside = scope.value(node)
        if value is None:  # one that is given is a bean, and read by itself
            return Router() if scope.types.get(name) == "RouterFunction" else None
        hidden = structs.replace(inside, local={**inside.local, name: None}, deep=inside.deep + 1)
        found = self.router(value, hidden)
        if found is not None and inside is scope:
            self._statements(name, hidden, found)
        return found

    def _lambda(self, node: Node, scope: Scope) -> Router | None:
        given = child(node, "parameters")
        names = [text(one) for one in nodes(given) if one.type == "identifier"]
        body = child(node, "body")
        inside = scope.inside(node, dict.fromkeys(names), frozenset(names[:1]))
        if body.type != "block":
            return self.router(body, inside)
        return self._block(inside)

    def _called(self, call: Node, scope: Scope) -> Router | None:
        """A call that does not go on from a router: what begins one, or a method that makes one."""
        name, arguments = text(child(call, "name")), within(child(call, "arguments"))
        owner = child(call, "object")
        made = self._method(name, owner, arguments, scope)
        if made is not None or name not in _STATIC or not _static(owner):
            return made
        router = Router()
        if arguments:
            self._apply(call, router, scope)
        return router

    def _method(
        self, name: str, owner: Node | None, arguments: list[Node], scope: Scope, *, given: bool = False
    ) -> Router | None:
        target = scope.target(owner)
        found = method_of(name, target, scope.project) if target is not None else None
        if found is None:
            return None
        method, of = found
        inside = of_method(method, of, scope.project, arguments, scope.deep + 1)
        takes = "Builder" in text(child(method, "parameters"))
        if not takes and "RouterFunction" not in text(child(method, "type")):
            return None
        names = [name for name, kind in inside.types.items() if kind.endswith("Builder")] if given or takes else []
        return self.method(method, inside, frozenset(names))

    # steps ------------------------------------------------------------------------------------------------

    def _apply(self, call: Node, router: Router, scope: Scope) -> None:
        name, arguments = text(child(call, "name")), within(child(call, "arguments"))
        if name in VERBS:
            self._verb(name, call, arguments, router, scope)
        elif name in ("route", "andRoute") and arguments:
            asks = predicate(arguments[0], scope)
            self._add(asks, call, arguments[1] if len(arguments) > 1 else None, router, scope)
        elif name in _NESTS and len(arguments) > 1:
            self._nest(name, call, arguments, router, scope)
        elif name in _MERGES and arguments:
            found = self.router(arguments[0], scope)
            if found is None:
                scope.project.notes.note(scope.of.tree, arguments[0], _PART)
            else:
                router.entries += found.told()
        elif name in ("filter", "before"):
            router.doubts.append(scope.of.tree.witness(child(call, "arguments")))
        elif name not in _PASSES:
            scope.project.notes.note(scope.of.tree, child(call, "name"), _PART)

    def _verb(self, verb: str, call: Node, arguments: list[Node], router: Router, scope: Scope) -> None:
        first = arguments[0] if arguments else None
        if first is None or first.type in ("method_reference", "lambda_expression"):
            self._add((Asks((verb,), Text("")),), call, first, router, scope)
            return
        strings = scope.project.strings(first, scope.of, scope.local)
        asks = (
            tuple(Asks((verb,), one) for one in strings)
            if strings
            else tuple(structs.replace(one, verbs=(verb,)) for one in predicate(first, scope))
        )
        code = [one for one in arguments[1:] if one.type in ("method_reference", "lambda_expression")]
        self._add(asks, call, (code or arguments[1:] or [None])[0], router, scope)

    def _add(
        self, asks: tuple[Asks, ...], call: Node, answers: Node | None, router: Router, scope: Scope
    ) -> None:
        for one in asks:
            if one.path is None and not one.known:
                scope.project.notes.note(scope.of.tree, call if answers is None else child(call, "name"), _REASON)
                continue
            for verb in one.verbs or ("*",):
                router.entries.append(Entry(verb, one.path or Text(""), call, scope, answers))

    def _nest(self, name: str, call: Node, arguments: list[Node], router: Router, scope: Scope) -> None:
        inner = self.router(arguments[1], scope)
        if inner is None:
            scope.project.notes.note(scope.of.tree, arguments[1], _PART)
            return
        if name == "path":
            strings = scope.project.strings(arguments[0], scope.of, scope.local)
            asks = tuple(Asks(path=one) for one in strings) if strings else (Asks(known=False),)
        else:
            asks = predicate(arguments[0], scope)
        for one in asks:
            for entry in inner.told():
                verb = one.verbs[0] if len(one.verbs) == 1 and entry.verb == "*" else entry.verb
                router.entries.append(structs.replace(entry, verb=verb, path=under(one, entry.path)))


def _static(owner: Node | None) -> bool:
    return owner is None or text(owner).rsplit(".", 1)[-1][:1].isupper()
