"""Checks: does an export lead around what guards the records in it?"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from ztlint.openapi import Api, Operation, Strength, collection, segments, tokens
from ztlint.scanners.openapi.crossings import unrelated
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.records import records, shared_with
from ztlint.scanners.openapi.twins import (
    DEEPEST,
    at,
    easier,
    hit_of,
    key_of,
    ranked_lower,
    table_of,
    uncovered,
)

_EXPORT = frozenset(
    """export exports exported download downloads dump dumps backup backups csv xlsx xls pdf zip report
    reports extract takeout result results output artifact artifacts content raw""".split()
)


@check(given="operations")
def export_easier_than_read(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """Exporting or downloading a thing asks for less than reading it, or for nothing, or for the scope of
    something else.
    """
    other = next(_elsewhere(api, operation), None)
    if other is not None:
        yield hit_of(operation, other)
        return
    source = next(_exported(api, operation), None)
    if source is None or source.authority.strength is Strength.NONE:
        return
    lower = easier(operation, source) or ranked_lower(operation, source)
    if lower or (operation.authority.public and uncovered(api, operation)):
        yield hit_of(operation, source)


def _exported(api: Api, operation: Operation) -> Iterator[Operation]:
    """What reads the thing, nearest first; for the result of a job, what starts the job."""
    version, parts = key_of(operation)
    table = table_of(api)
    if len(parts) > 1 and _EXPORT & set(tokens(parts[0])) and parts[1] != "*":
        yield from at(table, (version, parts[1:]), ("get",))
    last = next((i for i in reversed(range(len(parts))) if _EXPORT & set(tokens(parts[i]))), None)
    if last is None or last < len(parts) - 3:
        return
    if last < len(parts) - 1:  # the result of a job: what starts the job
        yield from at(table, (version, parts[: last + 1]), ("post",))
    noun = "-".join(word for word in tokens(parts[last]) if word not in _EXPORT)
    if noun:  # `/customers.csv`, `/customers-export`
        yield from at(table, (version, (*parts[:last], noun)), ("get",))
    for end in range(last, max(0, last - DEEPEST), -1):
        yield from at(table, (version, parts[:end]), ("get", "post"))
    yield from at(table, (version, (*parts[:last], "*")), ("get",))


def _elsewhere(api: Api, operation: Operation) -> Iterator[Operation]:
    """What reads the same records with scopes that have nothing to do with those of the export. These are for
    something else, and say nothing of exports.
    """
    if operation.authority.strength is not Strength.SCOPED or not _exports(operation):
        return
    asked = {word for way in operation.authority.alternatives for s in way.scopes for word in tokens(s)}
    if asked & _EXPORT:
        return
    given = records(api, operation)
    readers = [op for key in given for op in _readers(api).get(key, ()) if op.index != operation.index]
    if not given:
        readers = [op for op in _exported(api, operation) if not op.unsafe][:1]
    if readers and all(unrelated(operation, reader) for reader in readers):
        others = shared_with(api, operation)
        if any(_about_something_else(api, operation, other, given) for other in others):
            yield readers[0]


def _about_something_else(api: Api, operation: Operation, other: Operation, given: frozenset[int]) -> bool:
    if given:
        return not given & records(api, other)
    return collection(other) != collection(operation)


def _exports(operation: Operation) -> bool:
    if {"export", "download", "dump"} & set(tokens(operation.id)[:1]):
        return True
    return any(part != "*" and _EXPORT & set(tokens(part)) for part in segments(operation.path)[-3:])


_MOST_READERS = 8


def _readers(api: Api) -> Mapping[int, list[Operation]]:
    """What reads records of one schema, exports left out; the first of them."""

    def work_out() -> Mapping[int, list[Operation]]:
        found: dict[int, list[Operation]] = defaultdict(list)
        for operation in api.siblings.all:
            if operation.method == "get" and not _exports(operation):
                for key in records(api, operation):
                    if len(found[key]) < _MOST_READERS:
                        found[key].append(operation)
        return found

    return api.remember("operations by the records they give", work_out)
