"""Checks of the document itself: does everybody who reads it read the same thing?"""

import difflib
from collections import Counter
from collections.abc import Iterator

from ztlint.documents import Document, Merge, Node, split_pointer
from ztlint.openapi import NOBODY, Api, Authority, asks_less, authority_at
from ztlint.scanners.openapi.edits import renamed
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.spelling import MAX_DISTANCE, edit_distance


def _documents(api: Api) -> Iterator[Document]:
    """The definition's own document, then those it refers to."""
    yield api.document
    for path in api.store.paths:
        document = api.store.load(path)
        if isinstance(document, Document) and document is not api.document:
            yield document


@check(given="api")
def duplicate_key(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """A key that stands twice: parsers keep the last, reviewers read the first."""
    for document in _documents(api):
        for duplicate in document.duplicates:
            steps = split_pointer(duplicate.pointer, document.data)
            node = Node(document, document.data).get(*steps) or Node(document, document.data)
            line = document.lines.span(duplicate.start, duplicate.end).start_line
            yield Hit(node, {"key": str(steps[-1]), "line": line}, cause=duplicate.pointer, on_key=True)


@check(given="api")
def unresolved_reference(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """A ``$ref`` that leads nowhere: what stands behind it was not checked."""
    for node, unresolved in api.unresolved.values():
        if not unresolved.remote:
            values = {"reference": unresolved.reference[:120], "reason": unresolved.reason}
            yield Hit(node.get("$ref") or node, values)


@check(given="api")
def merged_security(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """A YAML merge key that brings ``security`` in from somewhere else."""
    for document in _documents(api):
        for merge in document.merges:
            steps = split_pointer(merge.pointer, document.data)
            node = Node(document, document.data).get(*steps)
            if node is not None and _brings_security(merge, steps, node):
                place = "/".join(str(step) for step in steps[1:]) or "the root"
                yield Hit(node, {"place": place}, on_key=True)


def _brings_security(merge: Merge, steps: tuple[str | int, ...], node: Node) -> bool:
    """Into the root or an operation, or as whole operations into a path."""
    if "security" in merge.keys:
        return not steps or "responses" in node.value
    return len(steps) == 2 and any(node.get(key, "security") is not None for key in merge.keys)


_NAMES = ("security", "securitySchemes", "securityDefinitions")


@check(given="api")
def misspelled_security(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """A key near enough to ``security`` to be meant for it, where that key could stand."""
    yield from _misspelled(api, api.root, ("security", "securityDefinitions", "components"))
    components = api.root.get("components")
    if components is not None:
        yield from _misspelled(api, components, ("securitySchemes",))
    for operation in api.operations:
        yield from _misspelled(api, operation.node, ("security",), operation.authority)


def _misspelled(api: Api, holder: Node, names: tuple[str, ...], held: Authority = NOBODY) -> Iterator[Hit]:
    found = [(node, name) for key, node in holder.items() if (name := _meant(key, holder, names))]
    rivals = Counter(name for _, name in found)
    for node, name in found:
        edits = (renamed(node, name),) if rivals[name] == 1 and _fits(api, node, name, held) else ()
        yield Hit(node, {"key": node.step, "name": name}, on_key=True, edits=edits)


def _meant(key: str, holder: Node, names: tuple[str, ...]) -> str:
    """The name that is missing and that the key comes near, if there is one."""
    if key in names or key in _REAL or key.startswith("x-"):
        return ""
    missing = (name for name in names if name not in holder.value)
    return next((name for name in missing if edit_distance(key.lower(), name.lower()) <= MAX_DISTANCE), "")


def _fits(api: Api, node: Node, name: str, held: Authority) -> bool:
    """Whether the value is what stands under that name, and nothing refers to it by the wrong one. Of
    ``security`` it must keep out whom ``held`` keeps out.
    """
    if name != "security":
        own = (api.version.major == 2) is (name == "securityDefinitions")
        return own and isinstance(node.value, dict) and not node.document.mentions(f"#{node.pointer}/")
    ways = node.value if isinstance(node.value, list) else []
    whole = bool(ways) and all(isinstance(way, dict) and way for way in ways)
    return whole and (held.public or not asks_less(authority_at(node, api.schemes), held))


@check(given="api")
def misplaced_security(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """``security`` at a path item, where no version of the specification has it: all tools ignore it."""
    for operation in api.operations:
        node = operation.path_item.get("security")
        if node is not None:
            yield Hit(node, {}, (operation,), on_key=True)


_REAL = frozenset({"schemas", "schemes", "servers", "summary", "paths", "tags", "info", *_NAMES})


def _nearest(node: Node, steps: tuple[str | int, ...]) -> Node:
    for step in steps:
        below = node.get(step)
        if below is None:
            break
        node = below
    return node


@check(given="api")
def invalid_structure(_: Api, api: Api, options: Options) -> Iterator[Hit]:
    """What the specification's own schema rejects, at most ``most`` places. ``annotations``: also what is
    wrong with texts and examples, which nothing that validates looks at.
    """
    from ztlint.scanners.openapi.structure import structural_errors  # noqa: PLC0415 - heavy to load

    for error in structural_errors(api, options["most"], all_of_them=options["annotations"]):
        node = _nearest(api.root, error.steps)
        near = difflib.get_close_matches(error.key, error.known, n=1) if error.key else []
        hint = f"; did you mean '{near[0]}'?" if near else ""
        problem = error.message + hint
        yield Hit(node, {"problem": problem}, cause=f"{error.steps[-1:]} {problem}", on_key=error.on_key)
