"""Secrets in what some bytes unfold to, and in what that unfolds to again."""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct, field

from ztlint.documents import Undecodable, decode, is_wide
from ztlint.scanners.secrets.hits import Hit, find_hits
from ztlint.scanners.secrets.matcher import NOTHING, Look, Matcher
from ztlint.scanners.secrets.unfold import (
    MAX_DEPTH,
    Budget,
    Layer,
    Weight,
    contents,
    is_container,
    text_layers,
)

Range = tuple[int, int]
Below = Callable[[Range], Range | None]


class Inner(Struct, frozen=True):
    """A hit in a layer. ``place`` is what it comes from in the source's own bytes; None for all of them.
    ``ways`` say how to get there, from the outside in; ``member`` is its path through archives.
    """

    hit: Hit
    place: Range | None
    ways: tuple[str, ...]
    member: str = ""
    parts: tuple[Range, ...] = ()  # places of the other halves of the hit

    @property
    def identity(self) -> tuple[str, bytes]:
        return self.hit.candidate.rule.id, self.hit.candidate.secret


class Descent(Struct):
    """The way down from one source, and the limits on it."""

    matcher: Matcher
    budget: Budget = field(default_factory=Budget)

    def into(self, data: bytes, encodings: Iterable[str]) -> Iterator[Inner]:
        yield from self._down(data, encodings, _Above(None, (), lambda place: place, None))

    def _down(self, data: bytes, encodings: Iterable[str], above: "_Above") -> Iterator[Inner]:
        packed = not above.in_place and is_container(data)
        if not packed and not encodings:
            return
        if len(above.ways) == MAX_DEPTH:
            self.budget.note(Weight.INCOMPLETE, f"is folded more than {MAX_DEPTH} times")
            return
        if packed:
            for layer in contents(data, self.budget):
                yield from self._in_member(layer, above)
        for layer in text_layers(data, encodings, above.layer):
            if self.budget.takes(len(layer.data)):
                yield from self._in(layer, above)

    def _in_member(self, layer: Layer, above: "_Above") -> Iterator[Inner]:
        outside = self.budget.inside
        if layer.name:
            self.budget.inside = (*outside, layer.name)
        yield from self._in(layer, above)
        self.budget.inside = outside

    def _in(self, layer: Layer, above: "_Above") -> Iterator[Inner]:
        data = _as_text(layer)
        look = self.matcher.look(data)
        if look == NOTHING and (layer.in_place or not is_container(data)):
            return
        here = above.then(layer)
        for hit in self._hits(layer, data, look):
            start, end = hit.candidate.start, hit.candidate.end
            if layer.unfolds(start, end):
                parts = (here.below((part.start, part.end)) for part in hit.candidate.parts)
                member = "!".join(self.budget.inside)
                yield Inner(hit, here.below((start, end)), here.ways, member, tuple(filter(None, parts)))
        yield from self._down(data, look.encodings, here)

    def _hits(self, layer: Layer, data: bytes, look: Look) -> list[Hit]:
        candidates = self.matcher.candidates(data, look.patterns)
        if layer.strict:
            return find_hits(one for one in candidates if self.matcher.is_distinctive(one.rule))
        return find_hits(candidates)


class _Above(Struct, frozen=True):
    """Where the descent has come to. ``below`` turns a place there into one of the source's own bytes;
    ``whole`` is what all of it comes from, None for all of the source.
    """

    layer: Layer | None
    ways: tuple[str, ...]
    below: Below
    whole: Range | None

    @property
    def in_place(self) -> bool:
        return self.layer is not None and self.layer.in_place

    def then(self, layer: Layer) -> "_Above":
        ways = (*self.ways, layer.way)
        if not layer.pieces:
            return _Above(layer, ways, lambda _: self.whole, self.whole)

        def below(place: Range) -> Range | None:
            lower = layer.below(*place)
            return self.whole if lower is None else self.below(lower)

        return _Above(layer, ways, below, below((0, len(layer.data))))


def _as_text(layer: Layer) -> bytes:
    """Members of archives may be UTF-16 as a whole."""
    if not is_wide(layer.data) or layer.pieces:
        return layer.data
    text = decode(layer.data)
    return layer.data if isinstance(text, Undecodable) else text.encode("utf-8", "surrogatepass")
