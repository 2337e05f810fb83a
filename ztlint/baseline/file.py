"""The baseline's file: one finding a line, sorted, with nothing in it that changes from run to run."""

import os
import re
from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from ztlint.errors import ConfigurationError

NAME = ".ztlint-baseline"

MAX_BYTES = 64 * 1024 * 1024
"""Size of the file: half a million findings."""

MAX_KEYS = 16
"""Each is tried on each secret. Two come from two branches that each made a baseline."""

HISTORY = "@history"
"""Ends the place of a finding that only the history has."""

_HEAD = (
    "# ztlint baseline 1",
    "# Findings that were there already. No line numbers, no dates, no secrets; any order, twice is once.",
    "# `ztlint baseline prune` removes what is fixed.",
)
_LINE = re.compile(r"([0-9a-f]{32}) ([^ ]+) (.+)")
_KEY = re.compile(r"seal ([0-9a-f]{4}(?:-[0-9a-f]{4}){7})")
_CONFLICT = ("<<<<<<< ", "=======", ">>>>>>> ", "||||||| ")


class Entry(Struct, frozen=True):
    """``place`` is for readers, and says whether the finding is of the history."""

    identity: str
    rule: str
    place: str

    @property
    def of_history(self) -> bool:
        return self.place.endswith(HISTORY)


class Baseline(Struct, frozen=True):
    """Entries by identity. ``name`` is the file's, for messages."""

    keys: tuple[bytes, ...]
    entries: Mapping[str, Entry] = field(default_factory=dict)
    name: str = NAME


def new_key() -> bytes:
    return os.urandom(16)


def parse_baseline(name: str, data: bytes) -> Baseline:
    """Raises ConfigurationError for what is no baseline: an entry that is not understood accepts nothing."""
    if len(data) > MAX_BYTES:
        raise ConfigurationError(f"{name}: larger than {MAX_BYTES // 2**20} MiB", "Mend findings instead.")
    lines = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
    keys: dict[bytes, None] = {}
    entries: dict[str, Entry] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        if key := _KEY.fullmatch(line.strip()):
            keys[bytes.fromhex(key[1].replace("-", ""))] = None
        elif found := _LINE.fullmatch(line.rstrip()):
            entries[found[1]] = Entry(found[1], found[2], found[3])
        else:
            raise ConfigurationError(f"{name}:{number}: {_what(line)}", _advice(line))
    many = len(keys) > MAX_KEYS
    if many or not keys or _HEAD[0] not in (line.rstrip() for line in lines):
        told = f"has more than {MAX_KEYS} seals" if many else "is no baseline of this version"
        raise ConfigurationError(f"{name}: {told}", "Make it anew with `ztlint baseline create --force`.")
    return Baseline(tuple(keys), entries, name)


def _what(line: str) -> str:
    conflict = line.startswith(_CONFLICT)
    return "holds the marks of a merge conflict" if conflict else "is no entry of a baseline"


def _advice(line: str) -> str:
    if line.startswith(_CONFLICT):
        return (
            f"Keep the lines of both sides; with '{NAME} merge=union' in .gitattributes git does that itself."
        )
    return "Remove the line, or make the baseline anew with `ztlint baseline create --force`."


def render_baseline(keys: Iterable[bytes], entries: Iterable[Entry]) -> str:
    """Sorted by identity, which spreads new lines over the file: branches seldom add at the same place."""
    seals = (f"seal {_dashed(key.hex())}" for key in sorted(keys))
    lines = sorted({f"{entry.identity} {entry.rule} {entry.place}" for entry in entries})
    return "\n".join((*_HEAD, *seals, *lines)) + "\n"


def _dashed(digits: str) -> str:
    """In groups, so that no search for keys takes it for one."""
    return "-".join(digits[at : at + 4] for at in range(0, len(digits), 4))
