"""The rules over one large definition in two processes: each takes its share of them.

What a rule finds depends on the model and on nothing that another rule does, with one exception: references
that rules follow are remembered, and two checks tell those that lead nowhere, or to others. So their rules
come last, and a share that has followed more than was known before is evaluated once more here.
"""

import gc
import os
import pickle
import sys
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any

from ztlint.core import Failure, Finding, Rule
from ztlint.openapi import Api

LARGE = 4000
"""Schemas from which on a second process saves more time than it takes."""

_LAST = ("unresolved-reference", "remote-reference")
"""Checks of what all rules together have followed."""

Found = list[Finding | Failure]


def scan(api: Api, rules: Sequence[Rule]) -> Iterator[Finding | Failure]:
    """What ``openapi.scan`` yields, in another order."""
    from ztlint.scanners import openapi  # noqa: PLC0415 - most commits hold no definition

    last = tuple(rule for rule in rules if _is_last(rule))
    early = tuple(rule for rule in rules if not _is_last(rule))
    if early and _is_worth_it(api):
        theirs, ours = _shares(early)
        child, pipe = _begin(api, theirs)
        yield from openapi.scan(api, ours)
        found = _end(child, pipe, theirs)
        yield from openapi.scan(api, theirs) if found is None else found
    else:
        yield from openapi.scan(api, early)
    yield from openapi.scan(api, last)


def _shares(rules: tuple[Rule, ...]) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """Three rules of seven for the child, which has to copy what it touches."""
    theirs = tuple(rule for index, rule in enumerate(rules) if index % 7 in (0, 2, 4))
    return theirs, tuple(rule for index, rule in enumerate(rules) if index % 7 not in (0, 2, 4))


def _is_last(rule: Rule) -> bool:
    return rule.body.get("then", {}).get("check") in _LAST


def _is_worth_it(api: Api) -> bool:
    """Forking is safe with the libraries of Linux, and of use where there is a second core."""
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) == 1:
        return False
    return len(api.reach.schemas) >= LARGE


def _begin(api: Api, rules: tuple[Rule, ...]) -> tuple[int, int]:
    """The process that evaluates ``rules``, and the end of the pipe from which its answer is to be read."""
    reading, writing = os.pipe()
    gc.freeze()  # or the collector would touch, and so copy, all that the two share
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    status = 1
    try:
        gc.disable()
        os.close(reading)
        with os.fdopen(writing, "wb") as file:
            file.write(_answer(api, rules))
        status = 0
    finally:
        os._exit(status)  # nothing else of the run is the child's to do


def _answer(api: Api, rules: tuple[Rule, ...]) -> bytes:
    from ztlint.scanners import openapi  # noqa: PLC0415 - see above

    known = _followed(api)
    found: Found | None = list(openapi.scan(api, rules))
    return dump(found if _followed(api) == known else None)


def _followed(api: Api) -> tuple[int, int]:
    return len(api.store.paths), len(api.unresolved)


def _end(child: int, pipe: int, rules: Iterable[Rule]) -> Found | None:
    """None where the rules have to be evaluated here after all."""
    with os.fdopen(pipe, "rb") as file:
        answer = file.read()
    _, status = os.waitpid(child, 0)
    return None if status else _load(answer, {rule.id: rule for rule in rules})


class _Pickler(pickle.Pickler):
    """Rules go by their ids: both sides have them."""

    def persistent_id(self, one: Any, /) -> str | None:
        return one.id if isinstance(one, Rule) else None


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: BytesIO, rules: dict[str, Rule]) -> None:
        super().__init__(file)
        self._rules = rules

    def persistent_load(self, identity: str, /) -> Rule:
        return self._rules[identity]


def dump(found: Found | None) -> bytes:
    file = BytesIO()
    _Pickler(file, protocol=pickle.HIGHEST_PROTOCOL).dump(found)
    return file.getvalue()


def _load(answer: bytes, rules: dict[str, Rule]) -> Found | None:
    found: Found | None = _Unpickler(BytesIO(answer), rules).load()
    return found
