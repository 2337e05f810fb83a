"""A configuration of gitleaks (``.gitleaks.toml``, version 8) to its rules and allowlists."""

import codecs
import posixpath
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from ztlint.core import Failure
from ztlint.gitleaks.allowlist import Allowlist, read_allowlist

MAX_BYTES = 4 * 1024 * 1024
MAX_RULES = 5000
MAX_FILES = 5
"""Files that extend one another."""

_FIX = "Correct the file, or leave it out of the run."

Read = Callable[[str], bytes | Failure]


class Required(Struct, frozen=True):
    """Another rule that must match within so many lines and columns; None: anywhere."""

    rule: str
    lines: int | None = None
    columns: int | None = None


class Entry(Struct, frozen=True):
    """One rule. ``group`` 0 stands for the first group that is not empty. ``file`` is where it stands."""

    id: str
    file: str
    regex: str = ""
    path: str = ""
    description: str = ""
    group: int = 0
    entropy: float = 0.0
    keywords: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    allowlists: tuple[Allowlist, ...] = ()
    required: tuple[Required, ...] = ()
    unreported: bool = False


class GitleaksConfig(Struct):
    """``defaults`` is whether the rules that come with gitleaks are asked for as well. ``files`` are all that
    were read.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    allowlists: list[Allowlist] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    defaults: bool = False


def read_config(path: str, read: Read) -> GitleaksConfig:
    """All of a configuration and of what it extends. What can't be read is a Failure in it."""
    config = GitleaksConfig()
    _add(config, path, read)
    return config


def _add(config: GitleaksConfig, path: str, read: Read) -> None:
    data = _data(config, path, read)
    if data is None:
        return
    disabled = _extended(config, path, _table(data.get("extend")), read)
    for name in disabled:
        config.entries.pop(name, None)
    rules = data.get("rules", [])
    if not isinstance(rules, list):
        config.failures.append(Failure(path, "'rules' has to be a list of tables", _FIX))
        return
    if len(rules) > MAX_RULES:
        config.failures.append(Failure(path, f"has more than {MAX_RULES} rules", "Split the file."))
    for number, rule in enumerate(rules[:MAX_RULES], 1):
        entry = _entry(path, rule, number, config.failures)
        if entry:
            before = config.entries.get(entry.id)
            config.entries[entry.id] = _over(before, entry) if before else entry
    config.allowlists += _allowlists(path, data, "allowlist", config.failures, len(config.allowlists))


def _data(config: GitleaksConfig, path: str, read: Read) -> Mapping[str, Any] | None:
    import tomllib  # noqa: PLC0415 - most runs have no such file

    told = ""
    raw = read(path)
    if isinstance(raw, Failure):
        config.failures.append(raw)
        return None
    if len(raw) > MAX_BYTES:
        told = f"larger than {MAX_BYTES // 2**20} MiB"
    else:
        config.files[path] = raw
        try:
            return tomllib.loads(raw.removeprefix(codecs.BOM_UTF8).decode())
        except ValueError as error:
            told = f"cannot be parsed: {error}"
        except RecursionError:
            told = "cannot be parsed: nested too deeply"
    config.failures.append(Failure(path, told, _FIX))
    return None


def _extended(config: GitleaksConfig, path: str, extend: Mapping[str, Any], read: Read) -> list[str]:
    """What the file stands on, read first; the ids of the rules that it turns off."""
    config.defaults |= extend.get("useDefault") is True
    if extend.get("url"):
        told = "extends a configuration at an address, which is not fetched"
        config.failures.append(Failure(path, told, "Put a copy into the repository, and extend that."))
    base = extend.get("path")
    if isinstance(base, str) and base:
        place = posixpath.normpath(posixpath.join(posixpath.dirname(path), base.replace("\\", "/")))
        if place in config.files or len(config.files) == MAX_FILES:
            told = f"extends {base}, which was read before, or after {MAX_FILES} others"
            config.failures.append(Failure(path, told, "Take the files together."))
        else:
            _add(config, place, read)
    return _texts(extend.get("disabledRules"))


def _entry(path: str, rule: object, number: int, failures: list[Failure]) -> Entry | None:
    lower = {key.lower(): value for key, value in _table(rule).items()}
    identity = lower.get("id")
    if not isinstance(identity, str) or not identity:
        failures.append(Failure(path, f"rule {number} has no id", _FIX))
        return None
    wrong = next((key for key, kind in _KINDS.items() if not isinstance(lower.get(key, kind()), kind)), "")
    numbers = isinstance(lower.get("entropy", 0), int | float), isinstance(lower.get("secretgroup", 0), int)
    if wrong or not all(numbers) or lower.get("secretgroup", 0) < 0:
        key = wrong or ("secretGroup" if numbers[0] else "entropy")
        failures.append(Failure(path, f"rule {identity}: '{key}' is of the wrong type", _FIX))
        return None
    return Entry(
        id=identity,
        file=path,
        regex=lower.get("regex", ""),
        path=lower.get("path", ""),
        description=lower.get("description", ""),
        group=lower.get("secretgroup", 0),
        entropy=float(lower.get("entropy", 0)),
        keywords=tuple(word.lower() for word in _texts(lower.get("keywords")) if word),
        tags=tuple(_texts(lower.get("tags"))),
        allowlists=tuple(_allowlists(path, lower, f"rule {identity}: allowlist", failures)),
        required=tuple(_required(lower.get("required", lower.get("requires")))),
        unreported=lower.get("skipreport") is True,
    )


_KINDS: dict[str, type] = {"regex": str, "path": str, "description": str, "keywords": list, "tags": list}


def _over(base: Entry, entry: Entry) -> Entry:
    """What an extending file says of a rule replaces what the extended one says, and its lists are added."""
    return replace(
        base,
        file=entry.file,
        regex=entry.regex or base.regex,
        path=entry.path or base.path,
        description=entry.description or base.description,
        group=entry.group or base.group,
        entropy=entry.entropy or base.entropy,
        keywords=(*base.keywords, *entry.keywords),
        tags=(*base.tags, *entry.tags),
        allowlists=(*base.allowlists, *entry.allowlists),
        required=(*base.required, *entry.required),
    )


def _allowlists(
    path: str, data: Mapping[str, Any], word: str, failures: list[Failure], before: int = 0
) -> Iterator[Allowlist]:
    """The tables ``allowlists``, and the older one ``allowlist``."""
    old, new = data.get("allowlist"), data.get("allowlists")
    listed = [
        *(old if isinstance(old, list) else [old] if old else []),
        *(new if isinstance(new, list) else []),
    ]
    for number, table in enumerate(listed, before + 1):
        found = read_allowlist(_table(table), number, word)
        if isinstance(found, str):
            failures.append(Failure(path, f"{word} {number}: {found}", _FIX))
        else:
            yield found


def _required(written: object) -> Iterator[Required]:
    for table in written if isinstance(written, list) else []:
        lower = {key.lower(): value for key, value in _table(table).items()}
        lines, columns = lower.get("withinlines"), lower.get("withincolumns")
        yield Required(
            str(lower.get("id", "")),
            lines if isinstance(lines, int) else None,
            columns if isinstance(columns, int) else None,
        )


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> list[str]:
    return [word for word in value if isinstance(word, str)] if isinstance(value, list) else []
