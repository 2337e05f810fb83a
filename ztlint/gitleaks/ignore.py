"""``.gitleaksignore``: one accepted finding a line, as ``file:rule:line`` or ``commit:file:rule:line``."""

import re

from msgspec import Struct

from ztlint.core import Failure

MAX_ENTRIES = 100_000

_ENTRY = re.compile(r"(?:(?P<commit>[0-9a-fA-F]{7,64}):)?(?P<path>.+):(?P<rule>[^:]*):(?P<line>[0-9]{1,9})")
_ADVICE = "Write file:rule:line or commit:file:rule:line."


class Accepted(Struct, frozen=True):
    """``at`` is the line of the list it stands on. ``commit`` may be shortened; None stands for any."""

    at: int
    commit: str | None
    path: str
    rule: str
    line: int


def read_ignore(path: str, text: str) -> tuple[list[Accepted], list[Failure]]:
    """Entries in order, and what could not be read."""
    accepted: list[Accepted] = []
    failures: list[Failure] = []
    for number, raw in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        words = raw.strip()
        if not words or words.startswith("#"):
            continue
        if len(accepted) == MAX_ENTRIES:
            told = f"has more than {MAX_ENTRIES} entries; the others have no effect"
            return accepted, [*failures, Failure(path, told, "Take out what is not found any more.", number)]
        match = _ENTRY.fullmatch(words)
        if match:
            commit = match["commit"] and match["commit"].lower()
            name = match["path"].replace("\\", "/").removeprefix("./")
            accepted.append(Accepted(number, commit, name, match["rule"], int(match["line"])))
        else:
            failures.append(Failure(path, "is no fingerprint of gitleaks", _ADVICE, number))
    return accepted, failures
