"""The resource tree: which operations act on the same thing."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ztlint.openapi.model import Operation, Origin
from ztlint.openapi.tokens import tokens

_VERSION = re.compile(r"v[0-9]+([._][0-9]+)*\Z|[0-9]+\.[0-9]+\Z", re.IGNORECASE)
_PREFIXES = frozenset({"api", "apis", "rest", "public"})
_PARAMETER = re.compile(r"\{[^{}]*\}")
_MIN_GROUP = 3
"""Operations that make a group worth comparing with; smaller ones fall back to the tag, then the API."""


def segments(path: str) -> tuple[str, ...]:
    """Path segments without version and API prefixes, parameters as ``*``: ``/v1/pets/{id}`` to pets, *."""
    parts = [part for part in path.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0].split("/") if part]
    while parts and (_VERSION.match(parts[0]) or parts[0].lower() in _PREFIXES):
        parts.pop(0)
    return tuple("*" if _PARAMETER.fullmatch(part) else part for part in parts)


def path_version(path: str) -> int | None:
    """The major version in a path (``/v2/pets``), where there is one."""
    for part in path.split("/"):
        if match := re.fullmatch(r"[vV]([0-9]+)([._][0-9]+)*", part):
            return int(match[1])
    return None


def path_tokens(operation: Operation) -> frozenset[str]:
    """Words of the literal path segments and of the operationId."""
    words: set[str] = set(tokens(operation.id))
    for segment in segments(operation.path):
        if segment != "*":
            words.update(tokens(_PARAMETER.sub(" ", segment)))
    return frozenset(words)


def is_item(operation: Operation) -> bool:
    """Whether the path names one thing of a collection."""
    parts = segments(operation.path)
    return bool(parts) and parts[-1] == "*"


@dataclass(frozen=True, slots=True)
class Siblings:
    """Operations by collection and by tag. Only ``paths``: callers of the rest are not clients."""

    by_collection: Mapping[str, tuple[Operation, ...]]
    by_tag: Mapping[str, tuple[Operation, ...]]
    all: tuple[Operation, ...]

    def of(self, operation: Operation) -> tuple[Operation, ...]:
        """The group to compare with, the operation itself left out."""
        for group in (
            self.by_collection.get(collection(operation), ()),
            *(self.by_tag.get(tag, ()) for tag in operation.tags[:1]),
        ):
            if len(group) >= _MIN_GROUP:
                return tuple(other for other in group if other is not operation)
        return tuple(other for other in self.all if other is not operation)


def collection(operation: Operation) -> str:
    """The first literal segment: what the operation is about."""
    return next((part for part in segments(operation.path) if part != "*"), "")


def siblings(operations: Iterable[Operation]) -> Siblings:
    by_collection: dict[str, list[Operation]] = defaultdict(list)
    by_tag: dict[str, list[Operation]] = defaultdict(list)
    every = [operation for operation in operations if operation.origin is Origin.PATH]
    for operation in every:
        by_collection[collection(operation)].append(operation)
        for tag in operation.tags[:1]:
            by_tag[tag].append(operation)
    return Siblings(
        {key: tuple(group) for key, group in by_collection.items()},
        {key: tuple(group) for key, group in by_tag.items()},
        tuple(every),
    )
