"""The folder that semgrep sees: copies of what was read, under names of our own.

What git has staged may not be in the working tree, names may begin with a dash or be no text, links lead
elsewhere, and a .semgrepignore hides files. Nothing of that gets into the copies.
"""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, field

from ztlint.documents import LineIndex
from ztlint.rulebook.languages import language_of, suffix_of
from ztlint.scanners.code.search import Sample, Search

CONFIG = "rules.json"
SOURCES, SAMPLES = "f", "s"
"""Folders of the copies."""


class Workspace(Struct):
    """``paths`` and ``samples`` go by the names of the copies, as semgrep tells them."""

    folder: Path
    paths: dict[str, str] = field(default_factory=dict)
    languages: set[str] = field(default_factory=set)
    samples: dict[str, Sample] = field(default_factory=dict)

    def add(self, sources: Iterable[tuple[str, str]]) -> None:
        """Copies of texts by path; of files in no language that is known nothing."""
        (self.folder / SOURCES).mkdir()
        for path, text in sources:
            language = language_of(path)
            if language is not None:
                name = f"{SOURCES}/{len(self.paths)}{suffix_of(path)}"
                (self.folder / name).write_bytes(text.encode("utf-8", "replace"))
                self.paths[name] = path
                self.languages.add(language.folder)

    def add_search(self, search: Search) -> None:
        (self.folder / CONFIG).write_bytes(search.config)

    def add_samples(self, search: Search) -> None:
        (self.folder / SAMPLES).mkdir()
        for number, sample in enumerate(search.samples):
            name = f"{SAMPLES}/{number}{sample.suffix}"
            (self.folder / name).write_bytes(sample.text.encode("utf-8", "replace"))
            self.samples[name] = sample

    @property
    def targets(self) -> tuple[str, ...]:
        return (SOURCES, SAMPLES) if self.samples else (SOURCES,)

    def bytes_of(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()


@contextmanager
def workspace() -> Iterator[Workspace]:
    with tempfile.TemporaryDirectory(prefix="ztlint-", ignore_cleanup_errors=True) as folder:
        yield Workspace(Path(folder).resolve())


class Copy(Struct):
    """One copy's text, and code points for semgrep's offsets, which count bytes."""

    data: bytes
    lines: LineIndex

    def point(self, offset: int) -> int:
        offset = max(0, min(offset, len(self.data)))
        return offset if self.lines.text.isascii() else len(self.data[:offset].decode("utf-8", "ignore"))


def copy_of(data: bytes) -> Copy:
    return Copy(data, LineIndex(data.decode("utf-8", "replace")))
