"""The rule files of a folder. What lies in it may come from a stranger."""

import hashlib
import os
import stat
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from ztlint.core import Failure
from ztlint.errors import RuleError
from ztlint.rulebook.languages import LANGUAGES, Language

MAX_FILES = 2000
MAX_BYTES = 256 * 1024
"""Of one rule file. The largest of the packaged ones has 20 KB."""

_WHERE = "Correct --rules, ZTLINT_RULES, or `rules:` in the configuration."
_FIX = "Take it out of the folder, or put the rule itself there."


def rule_files(folder: Path) -> Iterator[tuple[str, bytes | Failure]]:
    """Name and bytes of each rule file below ``folder``, and of the samples of code rules, sorted.

    Raises RuleError for a folder that is none, or holds no rule: somebody meant rules to be there.
    """
    if not folder.is_dir():
        raise RuleError(f"{folder} is no folder of rules", _WHERE)
    top = os.path.realpath(folder)
    names = sorted(_names(top))
    if not names:
        raise RuleError(f"{folder} holds no rule", "A rule is a .yaml file; see docs/writing-rules.md.")
    if len(names) > MAX_FILES:
        raise RuleError(f"{folder} holds more than {MAX_FILES} files", "Name the folder of the rules alone.")
    for name in names:
        yield name, _bytes_of(os.path.join(top, name), top)  # noqa: PTH118 - hundreds of files at each start


def state_of(folder: Path) -> str:
    """A digest of what the file system says of all below a folder, without reading it: names, sizes, and when
    each was last written or replaced, in nanoseconds. For our own folder, which nobody else writes to.
    """
    told = hashlib.sha256(os.fsencode(folder))
    below = [os.fspath(folder)]
    while below:
        with os.scandir(below.pop()) as entries:
            for entry in sorted(entries, key=lambda one: one.name):
                if entry.is_dir(follow_symlinks=False):
                    below.append(entry.path)
                    continue
                state = entry.stat()
                told.update(
                    b"%s %d %d %d\0"
                    % (os.fsencode(entry.path), state.st_size, state.st_mtime_ns, state.st_ctime_ns)
                )
    return told.hexdigest()[:32]


def _names(top: str) -> Iterator[str]:
    """Relative to the folder. Folders behind links are left out."""
    for folder, _, files in os.walk(top):
        prefix = folder[len(top) :].lstrip(os.sep)
        language = LANGUAGES.get(os.path.basename(folder))  # noqa: PTH119 - see below
        rules = {name for name in files if name.endswith((".yaml", ".yml"))}
        samples = _samples(files, rules, language) if language and rules else ()
        for name in (*rules, *samples):
            yield f"{prefix}/{name}" if prefix else name


def _samples(files: Iterable[str], rules: Container[str], language: Language) -> Iterator[str]:
    """Files of a language beside a semgrep file of the same name."""
    for name in files:
        stem, dot, suffix = name.rpartition(".")
        if dot + suffix in language.suffixes and f"{stem}.yaml" in rules:
            yield name


def _bytes_of(path: str, top: str) -> bytes | Failure:
    """Links may not lead out of the folder: the message about a wrong rule quotes what it read."""
    try:
        mode = os.lstat(path).st_mode
        if stat.S_ISLNK(mode):
            if not os.path.realpath(path).startswith(os.path.join(top, "")):  # noqa: PTH118 - see above
                return Failure(path, "is a link that leads out of the folder of rules", _FIX)
            mode = os.stat(path).st_mode  # noqa: PTH116 - see above
        if not stat.S_ISREG(mode):
            return Failure(path, "is no file", _FIX)
        with open(path, "rb") as file:  # noqa: PTH123 - see above
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        return Failure(path, f"cannot be read: {error.strerror}", _FIX)
    return data if len(data) <= MAX_BYTES else Failure(path, f"larger than {MAX_BYTES // 1024} KB", _FIX)
