"""What a ``RequestPredicate`` of Spring's functional routes asks of method and path."""

import re
from collections.abc import Iterator

from msgspec import Struct

from ztlint.routes.java.scope import Scope
from ztlint.routes.joining import Text, joined
from ztlint.routes.trees import Node, child, text, within

VERBS = frozenset("GET POST PUT DELETE PATCH HEAD OPTIONS".split())
_NARROWS = frozenset("accept contentType headers header queryParam param pathExtension version".split())
_METHOD = re.compile(r"\b(GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|TRACE)\b")
MAX_DEEP = 12
MAX_WAYS = 2500


class Asks(Struct, frozen=True):
    """One way to match: ``verbs`` empty for any, ``path`` None where it says nothing about it; ``known`` is
    false where it may and that can't be told.
    """

    verbs: tuple[str, ...] = ()
    path: Text | None = None
    known: bool = True


_UNKNOWN = (Asks(known=False),)


def predicate(node: Node, scope: Scope, deep: int = 0) -> tuple[Asks, ...]:
    """All ways to match."""
    if deep > MAX_DEEP or scope.deep > MAX_DEEP:
        return _UNKNOWN
    if node.type == "parenthesized_expression":
        return predicate(within(node)[0], scope, deep + 1)
    if node.type in ("identifier", "field_access"):
        value, inside = scope.value(node)
        return predicate(value, inside, deep + 1) if value is not None else _UNKNOWN
    if node.type != "method_invocation":
        return _UNKNOWN
    name, arguments = text(child(node, "name")), within(child(node, "arguments"))
    if name in ("and", "or") and len(arguments) == 1 and child(node, "object") is not None:
        left = predicate(child(node, "object"), scope, deep + 1)
        right = predicate(arguments[0], scope, deep + 1)
        if len(left) * len(right) > MAX_WAYS:
            return _UNKNOWN
        return (*left, *right) if name == "or" else tuple(_both(left, right))
    return tuple(_plain(name, arguments, scope))


def _both(left: tuple[Asks, ...], right: tuple[Asks, ...]) -> Iterator[Asks]:
    for one in left:
        for other in right:
            verbs = (
                tuple(verb for verb in one.verbs if verb in other.verbs) if one.verbs and other.verbs else ()
            )
            path = one.path or other.path
            known = one.known and other.known if path is None else path is not None
            yield Asks(verbs or one.verbs or other.verbs, path, known)


def _plain(name: str, arguments: list[Node], scope: Scope) -> Iterator[Asks]:
    if name in VERBS or name in ("path", "pathPattern"):
        found = scope.project.strings(arguments[0], scope.of, scope.local) if arguments else None
        verbs = (name,) if name in VERBS else ()
        yield from (Asks(verbs, one) for one in found) if found else (Asks(verbs, known=False),)
    elif name in ("method", "methods"):
        verbs = tuple(_METHOD.findall(" ".join(text(one) for one in arguments)))
        yield Asks(verbs, known=bool(verbs))
    elif name == "all":
        yield Asks(path=Text("/**"))
    else:
        yield Asks(known=name in _NARROWS)


def under(asks: Asks, path: Text) -> Text:
    """A path below one that a predicate asks for."""
    if not path.complete or (asks.path is None and asks.known):
        return path
    if asks.path is None:
        return Text(path.value, complete=False)
    return Text(joined(re.sub(r"/\*\*\Z", "", asks.path.value), path.value), asks.path.complete)
