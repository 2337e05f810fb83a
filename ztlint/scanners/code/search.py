"""All that semgrep looks for in one run: the rules of all languages in use, and their samples."""

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct, field

from ztlint.core import Rule, any_glob
from ztlint.rulebook.samples import marks


class Sought(Struct, frozen=True):
    """One semgrep rule: whose it is, in which language, and what its file calls it. ``include`` (all where it
    is empty) and ``exclude`` are globs of files: semgrep itself sees copies under other names.
    """

    rule: Rule
    language: str
    name: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def is_about(self, path: str) -> bool:
        if any_glob(self.exclude).match(path):
            return False
        return not self.include or any_glob(self.include).match(path) is not None


class Sample(Struct, frozen=True):
    """``expected`` says on which lines (from 1) each semgrep rule of its own file has to find something."""

    rule: Rule
    language: str
    suffix: str
    text: str
    expected: dict[str, frozenset[int]]


class Search(Struct, frozen=True):
    """``sought`` goes by the ids in ``config``, which are numbers: names of two packs may be alike."""

    config: bytes
    sought: dict[str, Sought] = field(default_factory=dict)
    samples: tuple[Sample, ...] = ()

    def digest(self, program: Path) -> str:
        """Of all that decides what is found in the samples, as far as it can be told in advance."""
        state = hashlib.sha256(self.config)
        for sample in self.samples:
            state.update(f"\0{sample.suffix}\0{len(sample.text)}\0{sample.text}".encode())
        place = program.resolve()
        about = place.stat()
        state.update(f"\0{place}\0{about.st_size}\0{about.st_mtime_ns}".encode("utf-8", "surrogateescape"))
        return state.hexdigest()[:32]


def search_for(rules: Sequence[Rule], languages: Collection[str]) -> Search:
    sought: dict[str, Sought] = {}
    written: list[dict[str, Any]] = []
    for rule in rules:
        for language, text in rule.body.get("semgrep", {}).items():
            if language in languages:
                for one in json.loads(text):
                    identity = f"r{len(sought)}"
                    paths = one.pop("paths", {})
                    include, exclude = (_globs(paths.get(key, ())) for key in ("include", "exclude"))
                    sought[identity] = Sought(rule, language, one["id"], include, exclude)
                    written.append({**one, "id": identity})
    samples = tuple(_samples(rules, languages))
    return Search(json.dumps({"rules": written}).encode(), sought, samples)


def _globs(patterns: Sequence[str]) -> tuple[str, ...]:
    """A glob with a slash matches at any depth too, as semgrep has it, unless it begins with one."""
    return tuple(
        one if one.startswith("/") or "/" not in one.rstrip("/") else f"**/{one}" for one in patterns
    )


def _samples(rules: Sequence[Rule], languages: Collection[str]) -> Iterator[Sample]:
    for rule in rules:
        for example in rule.examples:
            place = PurePosixPath(example.path)
            if place.parent.name in languages:
                expected: dict[str, set[int]] = {}
                for mark in marks(example.text):
                    for name in mark.ids if mark.found else ():
                        expected.setdefault(name, set()).add(mark.line)
                frozen = {name: frozenset(lines) for name, lines in expected.items()}
                yield Sample(rule, place.parent.name, place.suffix, example.text, frozen)
