"""Which of a candidate's allowlists speak of what it says. Paths and commits are known to others, later."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from ztlint.core import Evidence
from ztlint.gitleaks import Allowlist, Criteria

ALLOWLIST = "allowlist"
"""The evidence that carries it to the engine, which takes it off again."""

AROUND = 2000
"""Bytes of a line before and after a match that an allowlist's expressions are asked of."""

Search = Callable[[bytes], bool]


def content_met(
    allowlists: Sequence[Allowlist], secret: bytes, match: tuple[int, int], data: bytes
) -> tuple[str, ...]:
    """For each allowlist, by its index, the criteria about content that are met: ``0:regexes``."""
    return tuple(
        f"{index}:{one}"
        for index, allowlist in enumerate(allowlists)
        for one in _met(allowlist, secret, match, data)
    )


def allowed_evidence(met: Sequence[str]) -> Iterator[Evidence]:
    if met:
        yield Evidence(ALLOWLIST, " ".join(met))


def criteria_in(evidence: Evidence, index: int) -> frozenset[Criteria]:
    """What such evidence says of one allowlist."""
    pairs = (word.partition(":") for word in evidence.value.split())
    return frozenset(Criteria(name) for number, _, name in pairs if number == str(index))


def _met(allowlist: Allowlist, secret: bytes, match: tuple[int, int], data: bytes) -> Iterator[Criteria]:
    lower = secret.lower()
    if any(word.lower().encode() in lower for word in allowlist.stopwords):
        yield Criteria.STOPWORDS
    if allowlist.regexes and any_of(allowlist.regexes)(_asked(allowlist.target, secret, match, data)):
        yield Criteria.REGEXES


def _asked(target: str, secret: bytes, match: tuple[int, int], data: bytes) -> bytes:
    start, end = match
    if target == "secret":
        return secret
    if target == "line":
        start = max(data.rfind(b"\n", max(0, start - AROUND), start) + 1, start - AROUND, 0)
        stop = data.find(b"\n", end, end + AROUND)
        end = stop if stop >= 0 else end + AROUND
    return data[start:end]


@lru_cache(maxsize=2048)
def any_of(patterns: tuple[str, ...]) -> Search:
    """Whether one of the expressions matches, in linear time where hyperscan is there."""
    try:
        import hyperscan  # noqa: PLC0415 - few runs have allowlists
    except ImportError:
        return _backtracking(patterns)
    database = hyperscan.Database()
    flags = hyperscan.HS_FLAG_SINGLEMATCH | hyperscan.HS_FLAG_ALLOWEMPTY
    try:
        database.compile([one.encode() for one in patterns], ids=[*range(len(patterns))], flags=flags)
    except hyperscan.error:
        return _backtracking(patterns)

    def search(data: bytes) -> bool:
        found: list[int] = []
        database.scan(data, lambda index, *_: found.append(index), scratch=hyperscan.Scratch(database))
        return bool(found)

    return search


def _backtracking(patterns: tuple[str, ...]) -> Search:
    compiled = [re.compile(pattern.encode()) for pattern in patterns]
    return lambda data: any(one.search(data) for one in compiled)
