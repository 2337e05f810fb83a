"""Whether rules still find what is wrong in their own samples: a rule that does not is no proof of anything.

What was proven once for the same rules and the same semgrep is kept in the user's cache.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from ztlint.core import Failure
from ztlint.rulebook import read_cache, write_cache
from ztlint.scanners.code.program import Answer
from ztlint.scanners.code.search import Search
from ztlint.scanners.code.workspace import Workspace


def proven(search: Search, program: Path) -> str | None:
    """The version of semgrep with which all samples were found; None where that is not known."""
    try:
        kept = read_cache(_name(search, program))
    except OSError:
        return None
    if kept is None:
        return None
    try:
        version = json.loads(kept)["version"]
    except (ValueError, KeyError, TypeError):
        return None
    return version if isinstance(version, str) else None


def keep_proof(search: Search, program: Path, version: str) -> None:
    write_cache(_name(search, program), json.dumps({"version": version}).encode())


def _name(search: Search, program: Path) -> str:
    return f"samples-{search.digest(program)}.json"


def silent(answer: Answer, place: Workspace, search: Search) -> Iterator[Failure]:
    """One failure for each rule and language in which something of the sample is found no more."""
    lines: dict[tuple[str, str, str], set[int]] = {}
    for result in answer.results:
        sought = search.sought.get(result["check_id"])
        if sought is not None and result["path"] in place.samples:
            key = (result["path"], sought.rule.id, sought.name)
            lines.setdefault(key, set()).add(result["start"]["line"])
    told = set()
    for copy, sample in place.samples.items():
        for name, expected in sample.expected.items():
            if not expected & lines.get((copy, sample.rule.id, name), set()):
                told.add((sample.rule.id, sample.language, name))
    for rule, language, name in sorted(told):
        reason = f"rule {rule} did not fire on its own sample ({language}: {name}), so it shows nothing"
        yield Failure(".", reason, f"Update semgrep, or leave the rule out with --ignore {rule}.")
