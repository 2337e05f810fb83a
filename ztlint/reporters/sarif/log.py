"""One log, with a run for files and one for history. Section numbers are those of SARIF 2.1.0."""

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

from msgspec import Struct

from ztlint import HOME, __version__
from ztlint.core import Finding, Kind, Report, Repository, Rule
from ztlint.reporters.escape import dump_json
from ztlint.reporters.links import repository_uri
from ztlint.reporters.sarif.invocation import invocation
from ztlint.reporters.sarif.notification import ALL, declaration
from ztlint.reporters.sarif.region import ROOT
from ztlint.reporters.sarif.result import MAX_RESULTS, grouped, results
from ztlint.reporters.sarif.rule import descriptor
from ztlint.reporters.sarif.state import State, entries
from ztlint.reporters.sarif.taxonomy import supported, taxonomies
from ztlint.reporters.status import number, plural

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

MAX_BYTES = 10_000_000
"""GitHub refuses a file that is larger, compressed with gzip."""

SHOWN = 5_000
"""GitHub keeps as many results of one run, the most severe."""

_DEPTH = 6  # each member of a result on its line, and each rule


_Entries: TypeAlias = "tuple[tuple[Finding, State], ...]"


class _Part(Struct, frozen=True):
    """What becomes one run, and so one category: alerts of one never close those of the other."""

    entries: _Entries
    rules: tuple[Rule, ...]
    category: str | None


def render_sarif(
    report: Report,
    *,
    category: str | None = None,
    history: str = "history",
    accepted: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> str:
    """``category`` tells uploads for one commit apart; without it GitHub's action chooses one. Secrets of the
    history are a run of their own, in the category with ``history`` at its end. ``accepted`` adds what was
    waived and what the baseline lists, as suppressed. ``say`` is told what readers refuse and is left out.
    """
    parts = tuple(_parts(report, entries(report, accepted=accepted), category, history))
    most = MAX_RESULTS
    text = _rendered(report, parts, most)
    while not _fits(text) and most > 1:
        most //= 2
        text = _rendered(report, parts, most)
    for part in parts:
        for told in cuts(len(grouped(part.entries)), most):
            say(told)
    return text


def _rendered(report: Report, parts: Iterable[_Part], most: int) -> str:
    runs = [_run(report, part, most) for part in parts]
    return dump_json({"$schema": SCHEMA, "version": "2.1.0", "runs": runs}, _DEPTH)


def _fits(text: str) -> bool:
    return len(text) <= MAX_BYTES // 4 or len(zlib.compress(text.encode())) <= MAX_BYTES


def _parts(
    report: Report, some: Iterable[tuple[Finding, State]], category: str | None, history: str
) -> Iterator[_Part]:
    """Of a run over commits alone, none about files: it would close their alerts."""
    some = tuple(some)
    past = tuple(one for one in some if one[0].location.commit is not None)
    today = tuple(one for one in some if one[0].location.commit is None)
    coverage = report.coverage
    looked_back = bool(past or coverage.commits or coverage.blobs)
    if today or coverage.files or not looked_back:
        yield _Part(today, _rules(report.rules, today), category)
    if looked_back:
        secrets = (rule for rule in report.rules if rule.kind is Kind.SECRETS)
        yield _Part(past, _rules(secrets, past), f"{(category or 'ztlint').rstrip('/')}-{history}")


def _run(report: Report, part: _Part, most: int) -> dict[str, Any]:
    groups = grouped(part.entries)
    told = cuts(len(groups), most)
    run: dict[str, Any] = {
        "tool": {"driver": _driver(part.rules)},
        "invocations": [invocation(report, told)],
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
        "columnKind": "utf16CodeUnits",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "taxonomies": taxonomies(part.rules),
        "results": results(groups, {rule.id: index for index, rule in enumerate(part.rules)}, most),
    }
    if provenance := _provenance(report.repository):
        run["versionControlProvenance"] = [provenance]
    if part.category:  # up to the last slash it is a category
        run["automationDetails"] = {"id": part.category.rstrip("/") + "/"}
    return run


def cuts(count: int, most: int) -> list[str]:
    """What is left out of a run of so many results, or will be by its reader, each in a sentence."""
    told = []
    if count > most:
        told.append(f"{plural(count - most, 'result')} of the lowest severities are not in this file.")
    if min(count, most) > SHOWN:
        kept = number(min(count, most))
        told.append(f"GitHub shows the {number(SHOWN)} most severe of the {kept} results in this file.")
    return told


def _rules(evaluated: Iterable[Rule], some: _Entries) -> tuple[Rule, ...]:
    """All rules evaluated, and any other that has a finding."""
    rules = {rule.id: rule for rule in evaluated}
    for finding, _ in some:
        rules.setdefault(finding.rule.id, finding.rule)
    return tuple(rules.values())


def _driver(rules: tuple[Rule, ...]) -> dict[str, Any]:
    return {
        "name": "ztlint",
        "fullName": f"ztlint {__version__}",
        "organization": "ztlint",
        "version": __version__,
        "semanticVersion": __version__,
        "informationUri": HOME,
        "language": "en",
        "supportedTaxonomies": supported(),
        "notifications": [declaration(kind) for kind in ALL],
        "rules": [descriptor(rule) for rule in rules],
    }


def _provenance(repository: Repository | None) -> dict[str, Any] | None:
    """Section 3.28. Its repositoryUri is required, so a repository without an origin has none."""
    uri = repository_uri(repository.uri) if repository else None
    if repository is None or uri is None:
        return None
    details: dict[str, Any] = {"repositoryUri": uri, "mappedTo": {"uriBaseId": ROOT}}
    if repository.revision:
        details["revisionId"] = repository.revision
    if repository.branch:
        details["branch"] = repository.branch
    return details
