"""Checks: does another method read the same and ask for something else?"""

from collections.abc import Iterator

from ztlint.openapi import Api, Operation, Strength
from ztlint.scanners.openapi.crossings import unrelated
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.twins import easier, hit_of, key_of, table_of, uncovered
from ztlint.scanners.openapi.words import read_like


@check(given="operations")
def method_drift(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """HEAD that asks for less than GET, and QUERY (or SEARCH) that asks for less than GET or than a POST that
    searches, or for scopes that have nothing to do with theirs.
    """
    if operation.method not in ("head", "query", "search"):
        return
    for twin in _twins(api, operation):
        apart = easier(operation, twin) or unrelated(operation, twin)
        if apart or _forgotten(api, operation, twin):
            yield hit_of(operation, twin)


def _twins(api: Api, operation: Operation) -> Iterator[Operation]:
    """What reads the same: GET, and for searches without one also the POST of the path or below it."""
    version, parts = key_of(operation)
    table = table_of(api)
    at = table[version, parts]
    if "get" in at:
        yield at["get"]
    elif operation.method != "head":
        posts = [at["post"]] if "post" in at and _searches(operation, at["post"]) else []
        below = (table.get((version, (*parts, word)), {}).get("post") for word in _SEARCHES)
        yield from (*posts, *(post for post in below if post is not None))


_SEARCHES = ("search", "_search", "query", "find", "filter", "lookup")


def _searches(query: Operation, post: Operation) -> bool:
    return read_like(post) or query.authority.strength < post.authority.strength


def _forgotten(api: Api, operation: Operation, twin: Operation) -> bool:
    if twin.authority.strength is Strength.NONE or not operation.authority.public:
        return False
    return (operation.method == "head" and not operation.intended_public) or uncovered(api, operation)
