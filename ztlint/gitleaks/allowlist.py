"""What a configuration of gitleaks allows: by commit, by path, by what secret, match or line say."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct


class Criteria(StrEnum):
    """What an allowlist may ask for."""

    COMMITS = "commits"
    PATHS = "paths"
    REGEXES = "regexes"
    STOPWORDS = "stopwords"


class Allowlist(Struct, frozen=True):
    """``target`` is what ``regexes`` are asked of: ``secret``, ``match`` or ``line``. ``every`` is whether
    all criteria must hold, and not one. ``rules`` are the ids (of gitleaks) that it is for; none: all.

    ``number`` counts from 1 in the file, which ``place`` says to readers.
    """

    number: int
    place: str
    commits: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    regexes: tuple[str, ...] = ()
    stopwords: tuple[str, ...] = ()
    target: str = "secret"
    every: bool = False
    rules: tuple[str, ...] = ()
    description: str = ""

    @property
    def criteria(self) -> frozenset[Criteria]:
        return frozenset(one for one in Criteria if getattr(self, one))

    def holds(self, met: frozenset[Criteria]) -> bool:
        """Whether it allows a finding for which the criteria in ``met`` are met."""
        asked = self.criteria
        return bool(asked) and (asked <= met if self.every else bool(asked & met))


TARGETS = ("secret", "match", "line")


def read_allowlist(data: Mapping[str, Any], number: int, place: str) -> Allowlist | str:
    """The allowlist, or what is wrong with it. Keys are compared without case, as gitleaks does."""
    lower = {str(key).lower(): value for key, value in data.items()}
    lists = {one: lower.get(one, []) for one in (*Criteria, "targetrules")}
    if wrong := next((name for name, words in lists.items() if not _are_texts(words)), ""):
        return f"'{wrong}' has to be a list of texts"
    target = str(lower.get("regextarget") or "secret").lower()
    condition = str(lower.get("condition") or "OR").upper()
    if target not in TARGETS:
        return f"regexTarget is none of {', '.join(TARGETS)}"
    if condition not in ("OR", "||", "AND", "&&"):
        return "condition is neither AND nor OR"
    return Allowlist(
        number,
        place,
        commits=tuple(lists[Criteria.COMMITS]),
        paths=tuple(lists[Criteria.PATHS]),
        regexes=tuple(lists[Criteria.REGEXES]),
        stopwords=tuple(lists[Criteria.STOPWORDS]),
        target=target,
        every=condition in ("AND", "&&"),
        rules=tuple(lists["targetrules"]),
        description=str(lower.get("description", "")),
    )


def _are_texts(words: object) -> bool:
    return isinstance(words, list) and all(isinstance(word, str) for word in words)
