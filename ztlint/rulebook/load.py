"""Rule files to rules. Adding a rule is adding a file: there is no list to edit.

A file that does not load is a Failure beside the rules, and the others are loaded all the same.
"""

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from ztlint import __version__
from ztlint.core import (
    PACK,
    PROFILES,
    VERSIONS,
    Confidence,
    Example,
    Failure,
    Kind,
    References,
    Rule,
    Severity,
)
from ztlint.rulebook.cache import read_cache, write_cache
from ztlint.rulebook.code import is_part, orphans, with_parts
from ztlint.rulebook.folder import rule_files, state_of
from ztlint.rulebook.read import fault, read_rule

_LAYOUT = 9
"""Counts up whenever the schema, or the form of what is cached for a rule, changes."""
_BODY = ("given", "then", "match", "engine", "revoke", "semgrep")


def rules_folder() -> Path:
    """The installed copy of ``rules/``, or the checkout's."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_rules"
    return installed if installed.is_dir() else package.parent / "rules"


class Rulebook(Struct, frozen=True, dict=True):
    """Rules in the order of their ids.

    ``digest`` stands for the files of the secrets rules, whose compiled patterns are cached under it.
    ``broken`` are the files that are no rule, ``unloaded`` the same by the names and ids they meant to have.
    ``files`` says where each rule stands, ``foreign`` which of them came from packs (both by id).
    """

    rules: tuple[Rule, ...]
    digest: str
    broken: tuple[Failure, ...] = ()
    unloaded: Mapping[str, Failure] = field(default_factory=dict)
    files: Mapping[str, Path] = field(default_factory=dict)
    foreign: frozenset[str] = frozenset()

    @cached_property
    def by_id(self) -> Mapping[str, Rule]:
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def by_name(self) -> Mapping[str, Rule]:
        return {rule.name: rule for rule in self.rules}

    def of_kind(self, kind: Kind) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.kind is kind)

    def without(self, faults: Mapping[str, Failure]) -> "Rulebook":
        """The same without the rules whose ids are in ``faults``, and with what is wrong with them."""
        left_out = {rule.name: faults[rule.id] for rule in self.rules if rule.id in faults}
        return replace(
            self,
            rules=tuple(rule for rule in self.rules if rule.id not in faults),
            broken=(*self.broken, *faults.values()),
            unloaded={**self.unloaded, **faults, **left_out},
        )


class _Loaded(Struct, frozen=True):
    """One rule file: its rule, or why there is none."""

    file: Path
    rule: Rule | Failure
    names: tuple[str, ...]
    pack: bool


def load_rulebook(folder: Path | None = None, packs: Sequence[Path] = ()) -> Rulebook:
    """All rules below ``folder`` (default: the packaged ones), and those of ``packs`` beside them.

    Raises RuleError for a folder that is missing or holds no rule.
    """
    loaded, digest = _load(folder, pack=False) if folder else _load_ours()
    digests = [digest]
    for pack in dict.fromkeys(path.resolve() for path in packs):
        found, digest = _load(pack, pack=True)
        loaded += found
        if any(isinstance(one.rule, Rule) and one.rule.kind is Kind.SECRETS for one in found):
            digests.append(digest)
    together = hashlib.sha256(" ".join(digests).encode()).hexdigest()[:32] if digests[1:] else digests[0]
    return _rulebook(loaded, together)


def _rulebook(loaded: Iterable[_Loaded], digest: str) -> Rulebook:
    """Of files with the same id or name the first one counts."""
    rules: dict[str, _Loaded] = {}
    broken: list[Failure] = []
    unloaded: dict[str, Failure] = {}
    taken: dict[str, Path] = {}
    for one in loaded:
        found = _unlike(one, taken)
        if isinstance(found, Failure):
            broken.append(found)
            unloaded |= dict.fromkeys(one.names, found)
        else:
            rules[found.id] = one
            taken |= dict.fromkeys(one.names, one.file)
    return Rulebook(
        tuple(one.rule for _, one in sorted(rules.items()) if isinstance(one.rule, Rule)),
        digest,
        tuple(broken),
        {name: failure for name, failure in unloaded.items() if name not in taken},
        {identity: one.file for identity, one in rules.items()},
        frozenset(identity for identity, one in rules.items() if one.pack),
    )


def _unlike(one: _Loaded, taken: Mapping[str, Path]) -> Rule | Failure:
    """The rule where its id and name are its own."""
    rule = one.rule
    if isinstance(rule, Failure):
        return rule
    for label in (rule.id, rule.name):
        if label in taken:
            told = f"another rule is called {label} already: {taken[label]}"
            advice = (
                "Rename one; an id is never used again." if label == rule.id else "Rename one of the files."
            )
            return fault(one.file, ("id",), told, advice)
    return rule


def _load_ours() -> tuple[list[_Loaded], str]:
    """The packaged rules. Reading a thousand files takes a fifth of a commit hook's time, so as long as none
    of them was written to, the digest of what they say is found by what the file system says of them.
    """
    folder = rules_folder()
    state = hashlib.sha256(f"{__version__} {_LAYOUT} {state_of(folder)}".encode()).hexdigest()[:32]
    known = (read_cache(f"rules-{state}.json") or b"").decode()
    cached = read_cache(f"rules-{known}.json") if known else None
    if cached:
        return _all_parsed(folder, json.loads(cached), pack=False), known
    raw, digest = _read(folder)
    write_cache(f"rules-{state}.json", digest.encode())
    return _all_parsed(folder, raw, pack=False), digest


def _load(folder: Path, *, pack: bool) -> tuple[list[_Loaded], str]:
    raw, digest = _read(folder)
    return _all_parsed(folder, raw, pack=pack), digest


def _read(folder: Path) -> tuple[dict[str, dict[str, Any]], str]:
    files = dict(rule_files(folder))
    digest = _digest(files)
    cached = read_cache(f"rules-{digest}.json")
    raw: dict[str, dict[str, Any]] = json.loads(cached) if cached else _compiled(folder, files)
    if not cached:
        write_cache(f"rules-{digest}.json", json.dumps(raw).encode())
    return raw, digest


def _all_parsed(folder: Path, raw: Mapping[str, Mapping[str, Any]], *, pack: bool) -> list[_Loaded]:
    return [_parsed(folder, name, data, pack=pack) for name, data in raw.items()]


def _digest(files: Mapping[str, bytes | Failure]) -> str:
    state = hashlib.sha256(f"{__version__} {_LAYOUT}".encode())
    for name, data in files.items():
        content = data if isinstance(data, bytes) else data.reason.encode()
        state.update(b"%s\0%d\0%s" % (os.fsencode(name), len(content), content))
    return state.hexdigest()[:32]


_ID = re.compile(rb"""^["']?id["']?[ \t]*:[ \t]*["']?([A-Z]{3,8}[0-9]{3,4})\b""", re.MULTILINE)


def _compiled(folder: Path, files: Mapping[str, bytes | Failure]) -> dict[str, dict[str, Any]]:
    rules = {name: _raw(folder, name, files) for name, data in files.items() if not is_part(name, data)}
    alone = {
        name: {"in": name, "broken": [told, "Name it in the rule, or remove it.", None, None], "id": name}
        for name, told in orphans(rules, files)
    }
    return {**rules, **alone}


def _raw(folder: Path, name: str, files: Mapping[str, bytes | Failure]) -> dict[str, Any]:
    """What is cached for a file: its rule, or what is wrong with it and the id that it seems to have."""
    path, data = folder / name, files[name]
    found = read_rule(str(path), data) if isinstance(data, bytes) else data
    if not isinstance(found, Failure):
        found = with_parts(found, name, files, folder)
    if not isinstance(found, Failure):
        return found
    named = _ID.search(data) if isinstance(data, bytes) else None
    told = [found.reason, found.advice, found.line, found.column]
    place = os.path.relpath(found.path, folder)
    return {"in": place, "broken": told, "id": named[1].decode() if named else path.stem}


def _parsed(folder: Path, name: str, data: Mapping[str, Any], *, pack: bool) -> _Loaded:
    path = folder / name
    names = (data["id"], path.stem)
    if "broken" in data:
        return _Loaded(path, Failure(str(folder / data["in"]), *data["broken"]), names, pack)
    return _Loaded(path, _rule(name, data, PROFILES if pack else PROFILES[:3]), names, pack)


def _rule(name: str, data: Mapping[str, Any], usual: tuple[str, ...]) -> Rule:
    """``usual`` are the profiles of rules for APIs and code that do not say in which they hold."""
    path = Path(name)
    references = References(**{key: tuple(value) for key, value in data.get("references", {}).items()})
    topic = path.parent.name or data["kind"]
    return Rule(
        id=data["id"],
        name=path.stem,
        title=data["title"],
        kind=Kind(data["kind"]),
        topic=topic,
        severity=Severity[data["severity"].upper()],
        confidence=Confidence[data["confidence"].upper()],
        message=data["message"],
        why=data["why"].strip(),
        fix=data["fix"].strip(),
        references=references,
        tags=(data["kind"], topic, *data.get("tags", ()), *_packs(data)),
        body={key: data[key] for key in _BODY if key in data},
        profiles=_profiles(data, usual),
        versions=tuple(data.get("versions", VERSIONS)),
        fixable=data.get("fixable", False),
        examples=tuple(
            Example(name, text, path, tuple(lines)) for name, text, path, lines in data["examples"]
        ),
    )


def _packs(data: Mapping[str, Any]) -> tuple[str, ...]:
    return (f"{PACK}{data['pack']}",) if "pack" in data else ()


def _profiles(data: Mapping[str, Any], usual: tuple[str, ...]) -> dict[str, Mapping[str, Any]]:
    """Unless it says otherwise, a rule of ours is left out where others' OWASP rules are asked for, and only
    there; a rule of a user's folder holds always, since somebody wants it. One that names a pack to be
    selected holds in none.
    """
    if "pack" in data:
        return {}
    everywhere = usual if data["kind"] in (Kind.OPENAPI, Kind.CODE) else PROFILES
    chosen: Mapping[str, Any] = data.get("profiles", dict.fromkeys(everywhere))
    return {name: options or {} for name, options in chosen.items()}
