"""What a query is made of (RFC 9535 section 2.3)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from ztlint.jsonpath.find import Scope

Test: TypeAlias = Callable[["Scope"], bool]
"""Whether a filter chooses the place that a scope is about."""


class QueryError(Exception):
    """A query that is not understood, with what is not."""


@dataclass(frozen=True, slots=True)
class Name:
    """A member of a mapping."""

    name: str


@dataclass(frozen=True, slots=True)
class Index:
    """An item of a sequence, from its end where it is negative."""

    index: int


@dataclass(frozen=True, slots=True)
class Slice:
    """Items of a sequence, as Python slices but for a step of 0, which chooses nothing."""

    start: int | None
    stop: int | None
    step: int | None


@dataclass(frozen=True, slots=True)
class Wildcard:
    """All members or items."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Members or items for which a test holds."""

    test: Test


Selector: TypeAlias = Name | Index | Slice | Wildcard | Filter


@dataclass(frozen=True, slots=True)
class Segment:
    """``deep``: of the places at hand and of all below them."""

    selectors: tuple[Selector, ...]
    deep: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """``relative`` ones begin at the place that a filter looks at (``@``)."""

    segments: tuple[Segment, ...]
    relative: bool = False

    @property
    def singular(self) -> bool:
        """Whether it can't choose more than one place (section 2.3.5.1)."""
        return all(
            not segment.deep
            and len(segment.selectors) == 1
            and isinstance(segment.selectors[0], Name | Index)
            for segment in self.segments
        )
