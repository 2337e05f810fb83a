"""Sources to findings: one run of semgrep for all rules and languages."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from ztlint.core import Failure, Finding, Location, Rule
from ztlint.documents import LineIndex
from ztlint.rulebook import fill
from ztlint.scanners.code.canary import keep_proof, proven, silent
from ztlint.scanners.code.program import Answer, Asking, ask
from ztlint.scanners.code.search import Search, Sought, search_for
from ztlint.scanners.code.trouble import Partial, trouble
from ztlint.scanners.code.workspace import CONFIG, Copy, Workspace, copy_of, workspace

_LONGEST = 200
"""Code points of what semgrep adds to a message, and of what tells one finding from another."""

_STRINGS = re.compile(r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`""")


class Scanned(Struct, frozen=True):
    """``texts`` are those that findings stand in, ``files`` the number of those that were read."""

    findings: tuple[Finding, ...] = ()
    failures: tuple[Failure, ...] = ()
    partial: tuple[Partial, ...] = ()
    texts: Mapping[str, LineIndex] = field(default_factory=dict)
    files: int = 0
    version: str = ""
    mode: str = ""


class Scan:
    """A search that goes on in a process of its own while the caller looks at other things.

    ``sources`` are paths and texts. Without any in a language of the ``rules`` semgrep is not started.
    """

    def __init__(self, sources: Iterable[tuple[str, str]], rules: Sequence[Rule], program: Path) -> None:
        self._program = program
        self._known: str | None = None
        self._asking: Asking | None = None
        with ExitStack() as stack:
            self._place = stack.enter_context(workspace())
            self._place.add(sources)
            self._search = search_for(rules, self._place.languages)
            if self._search.sought:
                self._begin(stack)
            self._stack = stack.pop_all()

    def _begin(self, stack: ExitStack) -> None:
        """With the samples, unless they are known to be found by this very semgrep."""
        self._place.add_search(self._search)
        self._known = proven(self._search, self._program)
        if self._known is None:
            self._place.add_samples(self._search)
        arguments = ("--config", CONFIG, *self._place.targets)
        self._asking = stack.enter_context(Asking(self._program, self._place.folder, arguments))

    def close(self) -> None:
        """Ends what still runs, and removes the copies."""
        self._stack.close()

    def result(self) -> Scanned:
        if self._asking is None:
            return Scanned()
        answer = self._asking.answer()
        if not isinstance(answer, Failure) and self._known not in (None, answer.version):
            self._place.add_samples(self._search)
            answer = ask(self._program, self._place.folder, CONFIG, self._place.targets)
        if isinstance(answer, Failure):
            return Scanned(failures=(answer,))
        return _scanned(answer, self._place, self._search, self._program)


def scan(sources: Iterable[tuple[str, str]], rules: Sequence[Rule], program: Path) -> Scanned:
    with closing(Scan(sources, rules, program)) as running:
        return running.result()


def _scanned(answer: Answer, place: Workspace, search: Search, program: Path) -> Scanned:
    copies: dict[str, Copy] = {}
    findings = list(_findings(answer, place, search, copies))
    trouble_ = trouble(answer, place, search)
    dumb = list(silent(answer, place, search)) if place.samples else []
    if place.samples and not dumb and answer.experimental:
        keep_proof(search, program, answer.version)
    return Scanned(
        findings=tuple(findings),
        failures=(*trouble_.failures, *dumb),
        partial=trouble_.partial,
        texts={place.paths[name]: copy.lines for name, copy in copies.items()},
        files=len(place.paths),
        version=answer.version,
        mode=answer.mode,
    )


def _findings(answer: Answer, place: Workspace, search: Search, copies: dict[str, Copy]) -> Iterator[Finding]:
    """One for each rule and line: several patterns of a rule may see the same fault."""
    seen: set[tuple[str, str, int]] = set()
    for result in sorted(answer.results, key=_order):
        sought, path = search.sought.get(result["check_id"]), place.paths.get(result["path"])
        if sought is None or path is None or not sought.is_about(path):
            continue
        key = (sought.rule.id, path, int(result["start"]["line"]))
        if key not in seen:
            seen.add(key)
            name = result["path"]
            if name not in copies:
                copies[name] = copy_of(place.bytes_of(name))
            yield _finding(result, sought, path, copies[name])


def _order(result: Mapping[str, Any]) -> tuple[str, int, int, str]:
    return result["path"], result["start"]["offset"], -result["end"]["offset"], result["check_id"]


def _finding(result: Mapping[str, Any], sought: Sought, path: str, copy: Copy) -> Finding:
    rule = sought.rule
    start, end = copy.point(result["start"]["offset"]), copy.point(result["end"]["offset"])
    return Finding(
        rule=rule,
        location=Location(path, span=copy.lines.span(start, max(start, end))),
        message=_message(rule, str(result["extra"]["message"])),
        severity=rule.severity,
        confidence=rule.confidence,
        cause=_cause(sought, copy.lines.text[start:end]),
    )


def _message(rule: Rule, detail: str) -> str:
    """The rule's sentence, and what semgrep's adds to it."""
    told = fill(rule.message, {})
    words = " ".join(detail.split()).rstrip(".")
    if not words or words.casefold() in told.casefold():
        return told
    return f"{told}. {words if len(words) <= _LONGEST else words[: _LONGEST - 1] + '…'}"


def _cause(sought: Sought, text: str) -> str:
    """What is wrong, without where: the code without spaces and strings, which may be secrets."""
    shape = " ".join(_STRINGS.sub('""', text).split())
    return f"{sought.language}: {shape[:_LONGEST]}"
