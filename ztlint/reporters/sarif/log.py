"""One log with one run. Section numbers are those of SARIF 2.1.0."""

from typing import Any

from ztlint import HOME, __version__
from ztlint.core import Report, Repository, Rule
from ztlint.reporters.escape import dump_json
from ztlint.reporters.links import repository_uri
from ztlint.reporters.sarif.invocation import invocation
from ztlint.reporters.sarif.notification import ALL, declaration
from ztlint.reporters.sarif.region import ROOT
from ztlint.reporters.sarif.result import results
from ztlint.reporters.sarif.rule import descriptor
from ztlint.reporters.sarif.state import entries
from ztlint.reporters.sarif.taxonomy import supported, taxonomies

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_DEPTH = 6  # each member of a result on its line, and each rule


def render_sarif(report: Report, *, category: str | None = None, accepted: bool = False) -> str:
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, category, accepted=accepted)]}
    return dump_json(log, _DEPTH)


def _run(report: Report, category: str | None, *, accepted: bool) -> dict[str, Any]:
    rules = _rules(report)
    some = entries(report, accepted=accepted)
    kept, dropped = results(some, {rule.id: index for index, rule in enumerate(rules)})
    run: dict[str, Any] = {
        "tool": {"driver": _driver(rules)},
        "invocations": [invocation(report, dropped)],
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
        "columnKind": "utf16CodeUnits",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "taxonomies": taxonomies(rules),
        "results": kept,
    }
    if provenance := _provenance(report.repository):
        run["versionControlProvenance"] = [provenance]
    if category:
        run["automationDetails"] = {"id": category.rstrip("/") + "/"}  # up to the last slash it is a category
    return run


def _rules(report: Report) -> tuple[Rule, ...]:
    """All rules evaluated, and any other that has a finding."""
    rules = {rule.id: rule for rule in report.rules}
    waived = (one.finding for one in report.waived)
    for finding in (*report.findings, *report.untouched, *report.baselined, *waived):
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
