"""The resource tree: which operations act on the same thing."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

from msgspec import Struct

from ztlint.openapi.model import Operation, Origin
from ztlint.openapi.tokens import tokens

_Key = TypeVar("_Key", bound=Hashable)
_VERSION = re.compile(r"v[0-9]+([._][0-9]+)*\Z|[0-9]+\.[0-9]+\Z", re.IGNORECASE)
_MAJOR = re.compile(r"[vV]([0-9]+)([._][0-9]+)*")
_PREFIXES = frozenset({"api", "apis", "rest", "public"})
_PARAMETER = re.compile(r"\{[^{}]*\}")
_MIN_GROUP = 3
"""Operations that make a group worth comparing with; smaller ones fall back to the tag, then the API."""


@lru_cache(maxsize=16384)
def segments(path: str) -> tuple[str, ...]:
    """Path segments without versions and API prefixes, parameters as ``*``: ``/v1/pets/{id}`` to pets, *.
    Some write ``:id``, as their frameworks do.
    """
    parts = [part for part in path.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0].split("/") if part]
    while parts and (_VERSION.match(parts[0]) or parts[0].lower() in _PREFIXES):
        parts.pop(0)
    parts = [part for part in parts if not _MAJOR.fullmatch(part)]
    return tuple("*" if _PARAMETER.fullmatch(part) or part.startswith(":") else part for part in parts)


@lru_cache(maxsize=16384)
def path_version(path: str) -> int | None:
    """The major version in a path (``/v2/pets``), where there is one."""
    for part in path.split("/"):
        if match := _MAJOR.fullmatch(part):
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


class Siblings(Struct, frozen=True):
    """Operations by collection, by tag, and by method and path without its version. Only ``paths``: callers
    of the rest are not clients.
    """

    by_collection: Mapping[str, tuple[Operation, ...]]
    by_tag: Mapping[str, tuple[Operation, ...]]
    versions: Mapping[tuple[str, tuple[str, ...]], tuple[Operation, ...]]
    all: tuple[Operation, ...]

    def of(self, operation: Operation) -> tuple[Operation, ...]:
        """The group to compare with, the operation itself included; the same tuple for all of a group."""
        for group in (
            self.by_collection.get(collection(operation), ()),
            *(self.by_tag.get(tag, ()) for tag in operation.tags[:1]),
        ):
            if len(group) >= _MIN_GROUP:
                return group
        return self.all


def collection(operation: Operation) -> str:
    """The first literal segment: what the operation is about."""
    return next((part for part in segments(operation.path) if part != "*"), "")


def siblings(operations: Iterable[Operation]) -> Siblings:
    every = tuple(operation for operation in operations if operation.origin is Origin.PATH)
    return Siblings(
        _group(every, lambda operation: (collection(operation),)),
        _group(every, lambda operation: operation.tags[:1]),
        _group(every, lambda operation: ((operation.method, segments(operation.path)),)),
        every,
    )


def _group(
    operations: Iterable[Operation], keys: Callable[[Operation], Iterable[_Key]]
) -> dict[_Key, tuple[Operation, ...]]:
    groups: dict[_Key, list[Operation]] = defaultdict(list)
    for operation in operations:
        for key in keys(operation):
            groups[key].append(operation)
    return {key: tuple(group) for key, group in groups.items()}
