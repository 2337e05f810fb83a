"""What a query is made of (RFC 9535 section 2.3)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from ztlint.jsonpath.find import Scope

Test: TypeAlias = Callable[["Scope"], bool]
"""Whether a filter chooses the place that a scope is about."""


class QueryError(Exception):
    """A query that is not understood, with what is not."""


class Name(Struct, frozen=True):
    """A member of a mapping."""

    name: str


class Index(Struct, frozen=True):
    """An item of a sequence, from its end where it is negative."""

    index: int


class Slice(Struct, frozen=True):
    """Items of a sequence, as Python slices but for a step of 0, which chooses nothing."""

    start: int | None
    stop: int | None
    step: int | None


class Wildcard(Struct, frozen=True):
    """All members or items."""


class Filter(Struct, frozen=True):
    """Members or items for which a test holds."""

    test: Test


Selector: TypeAlias = Name | Index | Slice | Wildcard | Filter


class Segment(Struct, frozen=True):
    """``deep``: of the places at hand and of all below them."""

    selectors: tuple[Selector, ...]
    deep: bool = False


class Query(Struct, frozen=True):
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
