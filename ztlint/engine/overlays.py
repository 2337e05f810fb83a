"""The overlays of a run: which of them is for which definition, and what came of each."""

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec import Struct, field
from msgspec.structs import replace

from ztlint.config import OverlayEntry
from ztlint.core import Failure, Skipped
from ztlint.documents import Document
from ztlint.documents.store import Read
from ztlint.engine.settings import Mode, Settings
from ztlint.errors import UsageError
from ztlint.overlays import Overlay, is_overlay, may_be_overlay, read_overlay
from ztlint.sources import read_file

MAX_NAMED = 20
"""Files that are named beside their number."""

UNNAMED = "overlays that neither --overlay nor the configuration names"


class Overlays(Struct):
    """``only`` is the one file that a run is about, where it is about one. ``applied`` counts by path the
    definitions that an overlay was applied to, ``unmatched`` those in which one of its actions chose nothing.
    """

    entries: tuple[OverlayEntry, ...] = ()
    root: Path = Path("/")
    read: Read | None = None
    only: str | None = None
    applied: Counter[str] = field(default_factory=Counter)
    unmatched: Counter[tuple[str, int]] = field(default_factory=Counter)
    unnamed: list[str] = field(default_factory=list)
    _loaded: dict[str, Overlay | Failure] = field(default_factory=dict)

    @property
    def paths(self) -> frozenset[str]:
        return frozenset(map(self._path, self.entries))

    def meet(self, path: str, data: bytes, documents: Iterable[Document]) -> None:
        """A file below the checked paths that is no definition: if it is an overlay, somebody may miss it."""
        if may_be_overlay(data) and path not in self.paths and any(is_overlay(one.data) for one in documents):
            self.unnamed.append(path)

    def over(self, document: Document) -> tuple[Document, tuple[Failure, ...]]:
        """A definition as its overlays make it."""
        chosen = [path for path in dict.fromkeys(self._for(document)) if path != document.path]
        if not chosen:
            return document, ()
        from ztlint.overlays.apply import apply  # noqa: PLC0415 - few definitions have one

        loaded = [self._load(path) for path in chosen]
        usable = [overlay for overlay in loaded if isinstance(overlay, Overlay)]
        done = apply(document, usable)
        self.applied.update(chosen)
        self.unmatched.update(done.unmatched)
        faults = [fault for one in loaded for fault in ((one,) if isinstance(one, Failure) else one.failures)]
        return done.document, (*faults, *done.failures)

    def _for(self, document: Document) -> Iterator[str]:
        own = document.data.get("$self") if isinstance(document.data, dict) else None
        return self.named_for(document.path, own)

    def named_for(self, definition: str, own: object = None) -> Iterator[str]:
        """The overlays of the definition at a path, in the order in which they were named. ``own`` is the
        address that it says to have, where that is known.
        """
        for entry in self.entries:
            path = self._path(entry)
            if entry.definition is not None:
                if entry.definition == definition:
                    yield path
            elif self.only == definition or self._extends(path, definition, own):
                yield path

    def _extends(self, path: str, definition: str, own: object) -> bool:
        """Whether an overlay is for a definition by its own words; one that says nothing is for all."""
        overlay = self._load(path)
        if isinstance(overlay, Failure) or not overlay.extends:
            return True
        try:
            parts = urlsplit(overlay.extends)
        except ValueError:
            return False
        if parts.scheme or parts.netloc:
            return own == overlay.extends or posixpath.basename(parts.path) == posixpath.basename(definition)
        return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) == definition

    def _path(self, entry: OverlayEntry) -> str:
        """Relative to the root, or absolute where it lies outside of it."""
        inside = entry.file.is_relative_to(self.root)
        return (entry.file.relative_to(self.root) if inside else entry.file).as_posix()

    def _load(self, path: str) -> Overlay | Failure:
        if path not in self._loaded:
            data = self._bytes(path)
            self._loaded[path] = data if isinstance(data, Failure) else read_overlay(path, data)
        return self._loaded[path]

    def _bytes(self, path: str) -> bytes | Failure:
        file = Path(path)
        if self.read is not None and not file.is_absolute():
            return self.read(path)
        data = read_file(file.parent, file.name)
        return replace(data, path=path) if isinstance(data, Failure) else data

    def failures(self, *, whole: bool) -> Iterator[Failure]:
        """Overlays that were asked for and came to nothing. One that the configuration names may be for a
        definition that a run over a part has not met.
        """
        for entry in self.entries:
            path = self._path(entry)
            if not self.applied[path] and (whole or entry.named):
                told = "was applied to no definition"
                whom = f"{entry.definition} was not among them." if entry.definition else ""
                advice = whom or "Name the definition, or correct 'extends' in the overlay."
                yield Failure(path, told, advice)

    def skipped(self) -> Iterator[Skipped]:
        if self.unnamed:
            yield Skipped(UNNAMED, len(self.unnamed), tuple(sorted(self.unnamed)[:MAX_NAMED]))
        lines: dict[str, list[int]] = {}
        for (path, index), count in sorted(self.unmatched.items()):
            overlay = self._loaded[path]
            if count == self.applied[path] and isinstance(overlay, Overlay):
                span = overlay.document.span(("actions", index, "target"))
                lines.setdefault(path, []).append(span.start_line)
        for path, some in lines.items():
            yield Skipped(_nothing_at(path, some), len(some), (path,), noun="overlay action")


def _nothing_at(path: str, lines: list[int]) -> str:
    shown = ", ".join(map(str, lines[:MAX_NAMED]))
    return f"nothing in any definition is at its target: {path}, line {shown}"


def overlays_of(settings: Settings, read: Read, named: frozenset[str]) -> Overlays:
    """Raises UsageError for a file that is missing."""
    for entry in settings.overlays:
        if settings.scope.mode is not Mode.STAGED and not entry.file.is_file():
            raise UsageError(f"no such overlay: {entry.file}", "Check the spelling, and where you are.")
    only = next(iter(named)) if len(named) == 1 and len(settings.paths) == 1 else None
    return Overlays(settings.overlays, settings.root, read, only)
