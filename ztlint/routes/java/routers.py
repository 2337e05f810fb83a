"""Spring's functional routes: routers put together by calls, lambdas, variables and methods."""

from msgspec import Struct, field, structs

from ztlint.routes.java.predicates import MAX_DEEP
from ztlint.routes.java.scope import Scope, method_of, of_method
from ztlint.routes.java.steps import Router, apply
from ztlint.routes.trees import Node, child, nodes, text, within

_STATIC = frozenset({"route", "nest", "resources", "resource"})
MAX_BYTES = 20_000_000
"""Of code that is walked, however often it is."""


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
                apply(call, found, scope, self.router)
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
            apply(call, router, scope, self.router)
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
        names = (
            [name for name, kind in inside.types.items() if kind.endswith("Builder")]
            if given or takes
            else []
        )
        return self.method(method, inside, frozenset(names))


def _static(owner: Node | None) -> bool:
    return owner is None or text(owner).rsplit(".", 1)[-1][:1].isupper()
