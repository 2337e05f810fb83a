"""The prose of a definition: what documentation renders and what agents read, each text once."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import Any

from msgspec import Struct

from ztlint.documents import Document, Node
from ztlint.openapi import Api

_PROSE = frozenset(
    """description summary title termsOfService url externalValue x-description x-summary x-displayName x-hint
    x-instructions x-prompt x-llm-instructions x-ai-instructions x-agent-instructions""".split()
)
_ADDRESSES = frozenset({"termsOfService", "url", "externalValue"})
# Payloads, which documentation shows as code; and code itself.
_PAYLOAD = frozenset(
    "example examples default enum const value required pattern x-code-samples x-codeSamples $ref".split()
)
# Mappings of names that authors choose: a property may be called "example".
_NAMED = frozenset(
    """properties patternProperties schemas definitions parameters responses headers requestBodies
    securitySchemes securityDefinitions paths webhooks callbacks pathItems $defs content links
    additionalOperations dependentSchemas""".split()
)


def documents(api: Api) -> Iterator[Document]:
    """The definition's own document, then those it refers to."""
    yield api.document
    for path in api.store.paths:
        document = api.store.load(path)
        if isinstance(document, Document) and document is not api.document:
            yield document


class Prose(Struct, frozen=True):
    """All different texts, the same in lower case, these in one string, and where each starts in it."""

    texts: tuple[str, ...]
    lowered: tuple[str, ...]
    joined: str
    starts: tuple[int, ...]

    def holding(self, stems: Iterable[str]) -> set[int]:
        """Which texts hold one of ``stems``. Searched in one string: there are many texts, and few hits."""
        found: set[int] = set()
        for stem in stems:
            at = self.joined.find(stem)
            while at >= 0:
                index = bisect_right(self.starts, at) - 1
                found.add(index)
                after = index + 1
                at = self.joined.find(stem, self.starts[after]) if after < len(self.starts) else -1
        return found


def prose(api: Api) -> Prose:
    """What documentation renders."""
    return api.remember("prose", lambda: _joined(_all(api)[0]))


def addresses(api: Api) -> frozenset[str]:
    """What documentation links to."""
    return _all(api)[1]


def _all(api: Api) -> tuple[frozenset[str], frozenset[str]]:
    def collect() -> tuple[frozenset[str], frozenset[str]]:
        found: tuple[set[str], set[str]] = (set(), set())
        for document in documents(api):
            _collect(document.data, *found)
        return frozenset(found[0]), frozenset(found[1])

    return api.remember("texts", collect)


def _joined(texts: Iterable[str]) -> Prose:
    kept = tuple(texts)
    lowered = tuple(text.lower() for text in kept)
    starts = accumulate((len(text) + 1 for text in lowered[:-1]), initial=0)
    return Prose(kept, lowered, "\0".join(lowered), tuple(starts))


def _collect(data: Any, texts: set[str], links: set[str]) -> None:
    """One loop with few calls: large definitions have a million values. Parsing has bounded how often aliases
    may lead to the same ones.
    """
    schemas: list[Any] = [data]
    named: list[Any] = []
    while schemas or named:
        if not schemas:
            schemas += _containers(named.pop())
            continue
        value = schemas.pop()
        if value.__class__ is list:
            schemas += [item for item in value if item.__class__ in _CONTAINERS]
        elif value.__class__ is dict:
            for key, child in value.items():
                if child.__class__ is str:
                    if key in _PROSE:
                        (links if key in _ADDRESSES else texts).add(child)
                elif child.__class__ in _CONTAINERS and key not in _PAYLOAD:
                    (named if key in _NAMED else schemas).append(child)
                    if key == "scopes":
                        texts.update(_strings(child))


_CONTAINERS = (dict, list)


def _containers(value: Any) -> list[Any]:
    """Those of a mapping of names, whose keys mean nothing, or of a list that stands in its place."""
    held = value.values() if isinstance(value, dict) else value
    return [child for child in held if child.__class__ in _CONTAINERS]


def _strings(value: Any) -> Iterator[str]:
    held = value.values() if isinstance(value, dict) else value
    return (item for item in held if isinstance(item, str))


def places(api: Api, told: Mapping[str, str]) -> Iterator[tuple[Node, str]]:
    """Where each of a few texts stands, in the order of the documents, and what is said of it."""
    for document in documents(api) if told else ():
        for way, key, text in _strings_below(document.data):
            if text in told:
                yield Node(document, text, _node(document, way), key), told[text]


_Way = tuple[Any, Any, str | int]
"""A container, the way to the one around it, and its step there: cheaper than a node for each of them."""


def _node(document: Document, way: _Way) -> Node:
    value, outer, step = way
    return Node(document, value, None if outer is None else _node(document, outer), step)


def _strings_below(data: Any) -> Iterator[tuple[_Way, str, str]]:
    """The same texts that ``_collect`` finds, each with its place."""
    stack: list[tuple[_Way, bool]] = [((data, None, ""), False)]
    while stack:
        way, named = stack.pop()
        value, below = way[0], len(stack)
        if value.__class__ is list:
            stack += [
                ((item, way, at), False) for at, item in enumerate(value) if item.__class__ in _CONTAINERS
            ]
        elif value.__class__ is dict:
            scopes = way[2] == "scopes" and not named
            for key, child in value.items():
                if child.__class__ is str:
                    if scopes or (not named and key in _PROSE):
                        yield way, key, child
                elif child.__class__ in _CONTAINERS and (named or key not in _PAYLOAD):
                    stack.append(((child, way, key), not named and key in _NAMED))
        stack[below:] = stack[below:][::-1]
