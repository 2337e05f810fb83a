"""Whether a secret of the history is still in HEAD, and if not, which commit took it away."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from ztlint.core import Evidence, Finding
from ztlint.sources import GitError
from ztlint.sources.git import stream
from ztlint.sources.log import Change
from ztlint.sources.walk import Walk, head_paths

HEAD = "head"
"""The name of the evidence."""

Secret = tuple[str, object]


class _Known(Struct):
    """What is known of one secret: its blobs, and where in HEAD it is."""

    blobs: set[str] = field(default_factory=set)
    there: str | None = None


def secret_of(finding: Finding) -> Secret:
    return finding.rule.id, getattr(finding.cause, "exact", finding.cause)


def with_head(root: Path, found: Sequence[tuple[Finding, str | None]], walk: Walk) -> list[Finding]:
    """The findings, each with evidence about its secret. Blobs beside them; None for messages."""
    paths = head_paths(root, {blob for _, blob in found if blob is not None}) if found else {}
    secrets: dict[Secret, _Known] = {}
    for finding, blob in found:
        if blob is not None:
            known = secrets.setdefault(secret_of(finding), _Known())
            known.blobs.add(blob)
            if blob in paths:
                place = _written(paths[blob], finding)
                known.there = place if known.there is None else min(known.there, place)
    removed = _removals(root, secrets, walk)
    return [
        finding if blob is None else _with(finding, _evidence(secret_of(finding), secrets, removed))
        for finding, blob in found
    ]


def _written(path: str, finding: Finding) -> str:
    span = finding.location.span
    return f"{path}:{span.start_line}" if span else path


def _with(finding: Finding, evidence: Evidence) -> Finding:
    return replace(finding, evidence=(*finding.evidence, evidence))


def _evidence(secret: Secret, secrets: dict[Secret, _Known], removed: dict[Secret, str]) -> Evidence:
    if there := secrets[secret].there:
        return Evidence(HEAD, f"still in HEAD at {there}")
    if commit := removed.get(secret):
        return Evidence(HEAD, f"no longer in HEAD: removed in commit {commit}")
    return Evidence(HEAD, "not in HEAD")


def _removals(root: Path, secrets: dict[Secret, _Known], walk: Walk) -> dict[Secret, str]:
    """The last commit of HEAD's history that took each secret away."""
    leaving = {
        secret: [
            change
            for blob in known.blobs
            for change in walk.left.get(blob, ())
            if change.blob not in known.blobs
        ]
        for secret, known in secrets.items()
        if known.there is None
    }
    order = _in_head(root, {change.commit for some in leaving.values() for change in some})
    newest = {secret: _first(some, order) for secret, some in leaving.items()}
    return {secret: commit for secret, commit in newest.items() if commit}


def _first(some: Iterable[Change], order: dict[str, int]) -> str | None:
    known = [change.commit for change in some if change.commit in order]
    return min(known, key=order.__getitem__, default=None)


def _in_head(root: Path, commits: set[str]) -> dict[str, int]:
    """Those that HEAD comes from, numbered from the newest on."""
    if not commits:
        return {}
    found: dict[str, int] = {}
    try:
        with stream(root, ("rev-list", "--topo-order", "HEAD")) as output:
            for number, line in enumerate(output):
                commit = line.decode().strip()
                if commit in commits:
                    found[commit] = number
    except GitError:
        pass  # the walk told of what is missing
    return found
