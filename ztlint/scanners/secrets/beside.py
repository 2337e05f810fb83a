"""The other half of a credential: a second pattern that must match within some lines of the first."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct

USUAL_LINES = 5
"""Lines above and below, where a rule says nothing else."""


class Part(Struct, frozen=True):
    """A match of the second pattern. Byte offsets; ``lines`` is how many lines below the first it starts."""

    start: int
    end: int
    lines: int

    @property
    def place(self) -> str:
        if not self.lines:
            return "on the same line"
        count = abs(self.lines)
        return f"{count} line{'s' if count > 1 else ''} {'below' if self.lines > 0 else 'above'}"


class Beside(Struct, frozen=True, dict=True):
    """One entry of ``with``. ``lines`` is None where any distance will do."""

    source: str
    lines: int | None
    boundary: str

    @cached_property
    def exact(self) -> re.Pattern[bytes]:
        if not self.boundary:
            return re.compile(f"(?:{self.source})".encode())
        return re.compile(f"(?<![{self.boundary}])(?:{self.source})(?![{self.boundary}])".encode())


def read_beside(match: Mapping[str, Any], boundary: str) -> tuple[Beside, ...]:
    """What a rule's ``with`` asks for: one pattern or several."""
    written = match.get("with", ())
    listed = [written] if isinstance(written, Mapping) else written
    return tuple(
        Beside(one["pattern"], one.get("lines", USUAL_LINES), one.get("boundary", boundary)) for one in listed
    )


class Surroundings:
    """The second patterns' matches in some bytes, each looked for once however many first ones there are."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._spans: dict[Beside, list[tuple[int, int]]] = {}

    def parts(self, wanted: tuple[Beside, ...], start: int, end: int) -> tuple[Part, ...] | None:
        """The nearest match of each, that does not overlap the range; None where one of them has none."""
        found: list[Part] = []
        for beside in wanted:
            part = min(
                self._nearest(beside, start, end),
                key=lambda one: (abs(one.lines), abs(one.start - start)),
                default=None,
            )
            if part is None:
                return None
            found.append(part)
        return tuple(found)

    def _nearest(self, beside: Beside, start: int, end: int) -> Iterator[Part]:
        """One before the range and one behind it, where they are near enough."""
        spans = self._known(beside)
        at = bisect_left(spans, (start, start))
        before = next((spans[i] for i in range(at - 1, -1, -1) if spans[i][1] <= start), None)
        behind = next((spans[i] for i in range(at, len(spans)) if spans[i][0] >= end), None)
        for span in (before, behind):
            if span is not None:
                lines = self._line(span[0]) - self._line(start)
                if beside.lines is None or abs(lines) <= beside.lines:
                    yield Part(*span, lines)

    def _known(self, beside: Beside) -> list[tuple[int, int]]:
        if beside not in self._spans:
            self._spans[beside] = [
                match.span("secret" if "secret" in match.re.groupindex else 0)
                for match in beside.exact.finditer(self._data)
                if match.end() > match.start()
            ]
        return self._spans[beside]

    @cached_property
    def _ends(self) -> list[int]:
        return [match.start() for match in re.finditer(rb"\n", self._data)]

    def _line(self, offset: int) -> int:
        return bisect_left(self._ends, offset)
