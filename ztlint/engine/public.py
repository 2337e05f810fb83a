"""Operations that the configuration declares to be open to everybody on purpose."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ztlint.config import PublicEntry
from ztlint.core import is_past
from ztlint.openapi import Operation

Entries = Mapping[tuple[str | None, str | None], list[PublicEntry]]
"""Entries by operationId or by path."""


def declared(
    operations: Iterable[Operation], public: Iterable[PublicEntry], today: dt.date
) -> tuple[tuple[Operation, ...], set[PublicEntry]]:
    """The operations with what is declared of them, and the entries that speak of any."""
    entries: dict[tuple[str | None, str | None], list[PublicEntry]] = {}
    for entry in public:
        entries.setdefault((entry.operation, entry.path), []).append(entry)
    used: set[PublicEntry] = set()
    found = tuple(_declared(operation, entries, today, used) for operation in operations)
    return found, used


def _declared(operation: Operation, entries: Entries, today: dt.date, used: set[PublicEntry]) -> Operation:
    named = (*entries.get((operation.id, None), ()), *entries.get((None, operation.path), ()))
    speaking = [entry for entry in named if entry.method in (None, operation.method)]
    used.update(speaking)
    if any(entry.reason.strip() and not is_past(entry.expires, today) for entry in speaking):
        return replace(operation, intended_public=True)
    return operation
