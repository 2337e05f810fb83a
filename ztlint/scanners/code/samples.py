"""Samples held to their marks: each semgrep rule finds the marked lines of its own samples, and no other."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from ztlint.core import Failure, Rule
from ztlint.rulebook import LANGUAGES
from ztlint.scanners.code.program import Answer, ask
from ztlint.scanners.code.search import Sample, Search, search_for
from ztlint.scanners.code.workspace import CONFIG, SAMPLES, Workspace, workspace


def wrong_samples(
    rules: Sequence[Rule], program: Path, languages: Collection[str] = tuple(LANGUAGES)
) -> Iterator[str]:
    """A sentence for each sample that is wrong, or can't be read. All of them in one run of semgrep."""
    with workspace() as place:
        search = search_for(rules, languages)
        if not search.sought:
            return
        place.add_search(search)
        place.add_samples(search)
        answer = ask(program, place.folder, CONFIG, (SAMPLES,))
        if isinstance(answer, Failure):
            yield f"{answer.reason}. {answer.advice}"
            return
        yield from _errors(answer, place, search)
        yield from _lines(answer, place, search)


def _errors(answer: Answer, place: Workspace, search: Search) -> Iterator[str]:
    for error in answer.errors:
        sample = place.samples.get(str(error.get("path", "")))
        sought = search.sought.get(str(error.get("rule_id", "")))
        of = _named(sample) if sample else sought.rule.id if sought else "semgrep"
        yield f"{of}: {str(error.get('message', '')).splitlines()[0]}"


def _lines(answer: Answer, place: Workspace, search: Search) -> Iterator[str]:
    found: dict[tuple[str, str], set[int]] = {}
    for result in answer.results:
        sought, sample = search.sought.get(result["check_id"]), place.samples.get(result["path"])
        if sought and sample and (sought.rule.id, sought.language) == (sample.rule.id, sample.language):
            found.setdefault((result["path"], sought.name), set()).add(result["start"]["line"])
    for copy, sample in place.samples.items():
        names = {one.name for one in search.sought.values() if one.rule.id == sample.rule.id}
        for name in sorted(names | sample.expected.keys()):
            expected, lines = sample.expected.get(name, frozenset()), found.get((copy, name), set())
            if lines != expected:
                told = f"expected on lines {sorted(expected)}, found on {sorted(lines)}"
                yield f"{_named(sample)}: {name}: {told}"


def _named(sample: Sample) -> str:
    return f"{sample.rule.id} {sample.rule.name} ({sample.language}, {sample.suffix})"
