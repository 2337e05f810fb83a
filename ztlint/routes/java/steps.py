"""Steps of Spring's functional routes: what each call of a chain adds to a router."""

from collections.abc import Callable

from msgspec import Struct, field, structs

from ztlint.core import Witness
from ztlint.routes.java.predicates import VERBS, Asks, predicate, under
from ztlint.routes.java.scope import Scope
from ztlint.routes.joining import Text
from ztlint.routes.trees import MAX_ROUTES, Node, child, text, within

_PASSES = frozenset(
    "build after onError withAttribute withAttributes resources resource get invocationBuilder".split()
)
_NESTS = frozenset({"nest", "andNest", "path"})
_MERGES = frozenset({"add", "and", "andOther"})
_REASON = "the path of this route can't be told"
_PART = "this part of a router can't be told"


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


Read = Callable[[Node, Scope], Router | None]
"""What an expression is as a router, None where it is none that can be told."""


def apply(call: Node, router: Router, scope: Scope, read: Read) -> None:
    """What a call adds to the router that it goes on from."""
    name, arguments = text(child(call, "name")), within(child(call, "arguments"))
    if name in VERBS:
        _verb(name, call, arguments, router, scope)
    elif name in ("route", "andRoute") and arguments:
        asks = predicate(arguments[0], scope)
        _add(asks, call, arguments[1] if len(arguments) > 1 else None, router, scope)
    elif name in _NESTS and len(arguments) > 1:
        _nest(name, arguments, router, scope, read)
    elif name in _MERGES and arguments:
        found = read(arguments[0], scope)
        if found is None:
            scope.project.notes.note(scope.of.tree, arguments[0], _PART)
        else:
            router.entries += found.told()
    elif name in ("filter", "before"):
        router.doubts.append(scope.of.tree.witness(child(call, "arguments")))
    elif name not in _PASSES:
        scope.project.notes.note(scope.of.tree, child(call, "name"), _PART)


def _verb(verb: str, call: Node, arguments: list[Node], router: Router, scope: Scope) -> None:
    first = arguments[0] if arguments else None
    if first is None or first.type in ("method_reference", "lambda_expression"):
        _add((Asks((verb,), Text("")),), call, first, router, scope)
        return
    strings = scope.project.strings(first, scope.of, scope.local)
    asks = (
        tuple(Asks((verb,), one) for one in strings)
        if strings
        else tuple(structs.replace(one, verbs=(verb,)) for one in predicate(first, scope))
    )
    code = [one for one in arguments[1:] if one.type in ("method_reference", "lambda_expression")]
    _add(asks, call, (code or arguments[1:] or [None])[0], router, scope)


def _add(asks: tuple[Asks, ...], call: Node, answers: Node | None, router: Router, scope: Scope) -> None:
    for one in asks:
        if one.path is None and not one.known:
            scope.project.notes.note(scope.of.tree, call if answers is None else child(call, "name"), _REASON)
            continue
        for verb in one.verbs or ("*",):
            router.entries.append(Entry(verb, one.path or Text(""), call, scope, answers))


def _nest(name: str, arguments: list[Node], router: Router, scope: Scope, read: Read) -> None:
    inner = read(arguments[1], scope)
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
