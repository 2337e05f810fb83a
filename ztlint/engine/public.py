"""Operations that the configuration declares to be open to everybody on purpose."""

import datetime as dt
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from ztlint.config import PublicEntry
from ztlint.core import is_past
from ztlint.documents import Document, DocumentStore, Files
from ztlint.engine.policy import NO_BANS, Bans
from ztlint.openapi import Api, Operation, build

Entries = Mapping[tuple[str | None, str | None], list[PublicEntry]]
"""Entries by operationId or by path."""


class Intents(Struct, frozen=True):
    """What the configuration declares, and what a policy lets hold of all declarations."""

    public: tuple[PublicEntry, ...]
    today: dt.date
    bans: Bans = NO_BANS

    def objection(self, owner: str | None, expires: str | None) -> str:
        return self.bans.objection(None, owner, expires, self.today)


def declared(
    operations: Iterable[Operation], intents: Intents
) -> tuple[tuple[Operation, ...], set[PublicEntry], list[str]]:
    """The operations with what is declared of them, the entries that speak of any, and what does not hold."""
    entries: dict[tuple[str | None, str | None], list[PublicEntry]] = {}
    for entry in intents.public:
        entries.setdefault((entry.operation, entry.path), []).append(entry)
    used: set[PublicEntry] = set()
    found: list[Operation] = []
    refused: list[str] = []
    for operation in operations:
        speaking = _speaking(operation, entries)
        used.update(speaking)
        holds, told = _judged(operation, speaking, intents)
        found.append(replace(operation, intended_public=holds))
        if told and not holds:
            label = f"{operation.method.upper()} {operation.path}"
            refused.append(f"the declaration that '{label}' is public does not hold: {told}")
    return tuple(found), used, refused


def model_of(document: Document, files: Files, intents: Intents) -> Api:
    """The model of one definition, with what is declared of its operations."""
    api = build(document, DocumentStore(files), intents.today)
    api.operations, *_ = declared(api.operations, intents)
    return api


def _speaking(operation: Operation, entries: Entries) -> list[PublicEntry]:
    named = (*entries.get((operation.id, None), ()), *entries.get((None, operation.path), ()))
    return [entry for entry in named if entry.method in (None, operation.method)]


def _judged(operation: Operation, speaking: Iterable[PublicEntry], intents: Intents) -> tuple[bool, str]:
    """Whether one of the declarations holds, and else what speaks against the first that is in order."""
    sound = [
        (entry.owner, entry.expires)
        for entry in speaking
        if entry.reason.strip() and not is_past(entry.expires, intents.today)
    ]
    if operation.intended_public:
        sound.insert(0, _own(operation))
    objections = [intents.objection(*one) for one in sound]
    return bool(sound) and not all(objections), next(iter(objections), "")


def _own(operation: Operation) -> tuple[str | None, str | None]:
    """Owner and expiry of what stands at the operation itself."""
    return _text(operation, "owner"), _text(operation, "expires")


def _text(operation: Operation, key: str) -> str | None:
    node = operation.node.get("x-ztlint", "public", key)
    return None if node is None or node.value is None else str(node.value)
