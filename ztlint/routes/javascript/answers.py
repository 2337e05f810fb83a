"""What methods of lists, strings and objects answer, where paths of routes are made of them."""

import re
from collections.abc import Callable

from ztlint.routes.javascript.values import Items, Router, Thing, Value
from ztlint.routes.joining import Text
from ztlint.routes.trees import Node, text

MAX_TEXT = 4_096
"""Of one string that a program makes of others, in code points."""
MAX_ITEMS = 5_000
"""Of one list, which others may be added to."""
_LITERAL = re.compile(r"/(?:\^)?((?:[\w-]|\\[./-])+)(?:\$)?/g?\Z")


_CHANGES: dict[str, Callable[[str], str]] = {
    "toLowerCase": str.lower,
    "toUpperCase": str.upper,
    "trim": str.strip,
}


def listed(of: Items, name: str, arguments: list[Value], *, doubtful: bool) -> Value:
    if name in ("push", "unshift"):
        fresh = [_doubted(one) if doubtful else one for one in arguments]
        if len(of.items) + len(fresh) <= MAX_ITEMS:
            of.items[:] = [*of.items, *fresh] if name == "push" else [*fresh, *of.items]
            of.nodes.clear()
        return of
    if name == "concat":
        parts = [one.items if isinstance(one, Items) else [one] for one in arguments]
        return Items([*of.items, *(one for part in parts for one in part)][:MAX_ITEMS])
    if name == "flat":
        inner = [one.items if isinstance(one, Items) else [one] for one in of.items]
        return Items([one for part in inner for one in part][:MAX_ITEMS])
    if name in ("filter", "slice", "sort", "reverse", "toSorted", "toReversed"):
        return Items([_doubted(one) for one in of.items]) if name in ("filter", "slice") else of
    if name == "join":
        return _joined(of, arguments)
    return None


def _doubted(value: Value) -> Value:
    """What may not be in the list after all must not count as a guard."""
    return value if isinstance(value, (Router, Thing, Text, Items)) else Thing()


def _joined(of: Items, arguments: list[Value]) -> Value:
    between = arguments[0] if arguments else Text(",")
    words = [one.value for one in of.items if isinstance(one, Text) and one.complete]
    if not isinstance(between, Text) or len(words) != len(of.items):
        return None
    return capped(between.value.join(words))


def capped(value: str, *, complete: bool = True) -> Text | None:
    """None of what is too long for a path: a program may double it as often as it likes."""
    return Text(value, complete) if len(value) <= MAX_TEXT else None


def worded(of: Text, name: str, arguments: list[Value], written: list[Node]) -> Value:
    found = _worded(of, name, arguments, written)
    return capped(found.value, complete=found.complete) if isinstance(found, Text) else found


def _worded(of: Text, name: str, arguments: list[Value], written: list[Node]) -> Value:
    given = [one.value for one in arguments if isinstance(one, Text) and one.complete]
    if name in ("toString", "valueOf", "normalize"):
        return of
    if name in _CHANGES:
        return Text(_CHANGES[name](of.value), of.complete)
    if name == "concat" and len(given) == len(arguments):
        return Text(of.value + "".join(given), of.complete)
    if not of.complete:
        return None
    if name == "split" and given and given[0]:
        return Items([Text(one) for one in of.value.split(given[0])[:MAX_ITEMS]])
    if name in ("replace", "replaceAll") and len(arguments) > 1 and isinstance(arguments[1], Text):
        return _replaced(of.value, written[0], given, name)
    if name in ("slice", "substring") and all(re.fullmatch(r"-?\d{1,5}", text(one)) for one in written):
        return Text(of.value[slice(*_bounds([int(text(one)) for one in written]))])
    return None


def _bounds(numbers: list[int]) -> tuple[int | None, int | None]:
    return (numbers[0] if numbers else None), (numbers[1] if len(numbers) > 1 else None)


def _replaced(whole: str, node: Node, given: list[str], name: str) -> Text | None:
    r"""Only of words, and of expressions that are words: ``/\.js$/``."""
    if node.type != "regex":
        return (
            Text(whole.replace(given[0], given[1], -1 if name == "replaceAll" else 1))
            if len(given) > 1
            else None
        )
    found = _LITERAL.match(text(node))
    if found is None or not given:
        return None
    word = re.sub(r"\\(.)", r"\1", found[1])
    if text(node).rstrip("g").endswith("$/"):
        return Text(whole.removesuffix(word) + given[-1] if whole.endswith(word) else whole)
    return Text(whole.replace(word, given[-1], -1 if text(node).endswith("g") else 1))


def keyed(name: str, arguments: list[Value]) -> Value:
    """``Object.entries(routes)`` and its like."""
    of = arguments[0] if arguments else None
    if name in ("freeze", "seal"):
        return of
    if not isinstance(of, Thing):
        return None
    if name == "assign":
        for one in arguments[1:]:
            if isinstance(one, Thing):
                of.fields.update(one.fields)
        return of
    if name == "keys":
        return Items([Text(one) for one in of.fields])
    if name == "values":
        return Items(list(of.fields.values()))
    return Items([Items([Text(key), one]) for key, one in of.fields.items()]) if name == "entries" else None
