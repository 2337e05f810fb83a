"""The rule files of a folder. What lies in it may come from a stranger."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from ztlint.core import Failure
from ztlint.errors import RuleError

MAX_FILES = 2000
MAX_BYTES = 256 * 1024
"""Of one rule file. The largest of the packaged ones has 20 KB."""

_WHERE = "Correct --rules, ZTLINT_RULES, or `rules:` in the configuration."
_FIX = "Take it out of the folder, or put the rule itself there."


def rule_files(folder: Path) -> Iterator[tuple[str, bytes | Failure]]:
    """Name and bytes of each rule file below ``folder``, sorted.

    Raises RuleError for a folder that is none, or holds no rule: somebody meant rules to be there.
    """
    if not folder.is_dir():
        raise RuleError(f"{folder} is no folder of rules", _WHERE)
    paths = sorted(path for path in folder.rglob("*.y*ml") if path.suffix in (".yaml", ".yml"))
    if not paths:
        raise RuleError(f"{folder} holds no rule", "A rule is a .yaml file; see docs/writing-rules.md.")
    if len(paths) > MAX_FILES:
        raise RuleError(f"{folder} holds more than {MAX_FILES} files", "Name the folder of the rules alone.")
    top = folder.resolve()
    for path in paths:
        yield os.fsencode(path.relative_to(folder)).decode("utf-8", "replace"), _bytes_of(path, top)


def _bytes_of(path: Path, top: Path) -> bytes | Failure:
    """Links may not lead out of the folder: the message about a wrong rule quotes what it read."""
    try:
        if not path.resolve().is_relative_to(top):
            return Failure(str(path), "is a link that leads out of the folder of rules", _FIX)
        if not stat.S_ISREG(path.stat().st_mode):
            return Failure(str(path), "is no file", _FIX)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        return Failure(str(path), f"cannot be read: {error.strerror}", _FIX)
    return data if len(data) <= MAX_BYTES else Failure(str(path), f"larger than {MAX_BYTES // 1024} KB", _FIX)
