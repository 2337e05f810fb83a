"""A rule's own examples, run as a file of that content would be."""

import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from ztlint.core import PACK, Example, Failure, Finding, Kind, Report, Rule
from ztlint.engine.gather import Gathered
from ztlint.engine.history import NO_HISTORY
from ztlint.engine.inspect import inspect
from ztlint.engine.plan import Plan, make_plan
from ztlint.engine.run import conclude
from ztlint.engine.selection import is_about_waivers
from ztlint.engine.settings import Settings
from ztlint.errors import RuleError
from ztlint.rulebook import Rulebook
from ztlint.scanners import code
from ztlint.sources import Source

_NOWHERE = Path("/")


def run_example(rule: Rule, example: Example, rulebook: Rulebook) -> list[int]:
    """The lines on which findings of ``rule`` start. Raises RuleError for an example that can't be read."""
    spans = [finding.location.span for finding in example_findings(rule, example, rulebook)]
    return sorted(span.start_line for span in spans if span)


def run_samples(rules: Sequence[Rule]) -> list[str]:
    """What is wrong with the samples of the code rules among ``rules``, all of them in one run. Raises
    RuleError without semgrep.
    """
    some = [rule for rule in rules if rule.kind is Kind.CODE]
    program = code.find_program() if some else None
    if some and program is None:
        raise RuleError("the samples of code rules need semgrep, which is not installed", code.INSTALL)
    return list(code.wrong_samples(some, program)) if program else []


def example_findings(rule: Rule, example: Example, rulebook: Rulebook) -> list[Finding]:
    """Findings of ``rule`` in one of its examples."""
    sources = _sources(rule, example)
    paths = frozenset(source.path for source in sources)
    gathered = Gathered(sources, partial(_other, sources), len(sources), named=paths)
    if rule.body.get("given") == "revisions":
        report = _of_revisions(rule, rulebook, sources)
    else:
        plan = _plan(rule, rulebook)
        report = conclude(plan, gathered, inspect(plan, gathered), NO_HISTORY)
    for failure in report.failures:
        if failure.path not in paths:
            continue  # an example may refer to a file that is not there
        where = f"rule {rule.id}, example '{example.name}', line {failure.line or 1}"
        raise RuleError(f"{where}: {failure.reason}", failure.advice)
    return [finding for finding in report.findings if finding.rule.id == rule.id]


def _of_revisions(rule: Rule, rulebook: Rulebook, sources: tuple[Source, ...]) -> Report:
    """Files below ``base/`` and ``head/`` are the two revisions."""
    from ztlint.engine.revisions import Side, compare_sides  # noqa: PLC0415 - of few rules

    base, head = (
        {one.path.removeprefix(side): one.data for one in sources if one.path.startswith(side)}
        for side in ("base/", "head/")
    )
    before, after = (
        Side(name, files, lambda path, files=files: files.get(path) or _nothing_else(path))  # type: ignore[misc]
        for name, files in (("base", base), ("head", head))
    )
    return compare_sides(Settings(root=_NOWHERE, select=(rule.id,)), rulebook, before, after)


def _plan(rule: Rule, rulebook: Rulebook) -> Plan:
    """A rule about waivers needs all others, so that there is something to waive. One of a pack is run with
    the pack.
    """
    packs = (tag for tag in rule.tags if tag.startswith(PACK))
    select = () if is_about_waivers(rule) else (rule.id, *packs)
    kinds = frozenset({rule.kind})
    settings = Settings(root=_NOWHERE, kinds=kinds, select=select)
    return make_plan(settings, rulebook)


_FILE = re.compile(r"# file: (\S+)[ \t]*\n")


def _sources(rule: Rule, example: Example) -> tuple[Source, ...]:
    """One file; for rules about several, one for each line ``# file: PATH`` and with the lines above it left
    empty, so that a place in the file is a place in the example.
    """
    if rule.kind is not Kind.DRIFT:
        return (Source(example.path, example.text.encode()),)
    marks = [*_FILE.finditer(example.text)]
    ends = [mark.start() for mark in marks[1:]] + [len(example.text)]
    return tuple(
        Source(
            mark[1],
            ("\n" * example.text.count("\n", 0, mark.end()) + example.text[mark.end() : end]).encode(),
        )
        for mark, end in zip(marks, ends, strict=True)
    )


def _other(sources: tuple[Source, ...], path: str) -> bytes | Failure:
    found = next((source.data for source in sources if source.path == path), None)
    return _nothing_else(path) if found is None else found


def _nothing_else(path: str) -> Failure:
    return Failure(path, "examples are one file", "Put it all into the example.")
