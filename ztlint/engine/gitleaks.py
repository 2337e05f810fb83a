"""Rules and allowlists of gitleaks configurations beside ours. They are named, and never looked for."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from re import _parser as sre_parse  # type: ignore[attr-defined]
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ztlint.core import PROFILES, Confidence, Failure, Kind, References, Rule, Severity
from ztlint.engine.choices import MAX_CHOICES, choices
from ztlint.engine.root import absolute
from ztlint.errors import UsageError
from ztlint.gitleaks import Allowlist, Entry, GitleaksConfig, GoRegexError, read_config, to_python
from ztlint.rulebook import Rulebook
from ztlint.sources import read_file, repository_root

_ADVICE = "Write it as a rule of your own: see docs/gitleaks.md."
_WHY = "A rule of the repository's gitleaks configuration looks for it, so somebody knows what it opens."
_FIX = "Read it from the environment or a secret store at run time."
_REVOKE = "Replace it where it was issued before anything else: whoever has a copy of the repository has it."


def with_gitleaks(rulebook: Rulebook, files: Sequence[Path], root: Path, *, allow: bool) -> Rulebook:
    """The rulebook with the rules of ``files``. What they allow holds for their own rules, and for ours where
    ``allow`` says so. Raises UsageError for a file that is missing.
    """
    for file in dict.fromkeys(absolute(path, Path.cwd()) for path in files):
        if not file.is_file():
            raise UsageError(
                f"no such gitleaks configuration: {file}", "Check the spelling, and where you are."
            )
        top = root if file.is_relative_to(root) else repository_root(file.parent) or file.parent
        config = read_config(file.relative_to(top).as_posix(), partial(read_file, top))
        rulebook = _added(rulebook, _Taken(config), top, allow=allow)
    return rulebook


class _Taken(Struct):
    """A configuration, and what came of it."""

    config: GitleaksConfig

    def allowlists(self, listed: Sequence[Allowlist], file: str) -> Iterator[Allowlist]:
        """With expressions as Python reads them; without those that can't be read, which is told."""
        for one in listed:
            try:
                paths, regexes = map(_bounded, one.paths), map(_bounded, one.regexes)
                yield replace(one, paths=tuple(paths), regexes=tuple(regexes))
            except GoRegexError as error:
                told = f"{one.place} {one.number}: an expression {error}; it has no effect"
                self.config.failures.append(Failure(file, told, _ADVICE))

    def rules(self, overall: Sequence[Allowlist]) -> Iterator[Rule]:
        for entry in self.config.entries.values():
            if entry.unreported or (self.config.defaults and not entry.regex and not entry.path):
                continue  # what it says is about a rule that comes with gitleaks
            try:
                match = self._match(entry)
            except GoRegexError as error:
                self.config.failures.append(Failure(entry.file, f"rule {entry.id} {error}", _ADVICE))
                continue
            own = (*self.allowlists(entry.allowlists, entry.file), *_for(overall, entry.id))
            yield _rule(entry, {"match": match, "allowlists": own, "revoke": _REVOKE})

    def _match(self, entry: Entry) -> dict[str, Any]:
        if not entry.regex:
            raise GoRegexError("looks at paths alone" if entry.path else "has neither regex nor path")
        pattern = _bounded(entry.regex)
        if entry.group > re.compile(pattern).groups:
            raise GoRegexError(f"has no group {entry.group}")
        match: dict[str, Any] = {"pattern": pattern, "boundary": "", "group": entry.group, "yields": True}
        match["keywords"] = list(entry.keywords) or _keywords(pattern)
        match["path"] = _bounded(entry.path) if entry.path else ""
        if entry.entropy:
            match["entropy"] = entry.entropy + 1e-9  # gitleaks asks for more than that
        match["with"] = [self._part(entry, number) for number in range(len(entry.required))]
        return match

    def _part(self, entry: Entry, number: int) -> dict[str, Any]:
        wanted = entry.required[number]
        other = self.config.entries.get(wanted.rule)
        if other is None or not other.regex:
            raise GoRegexError(f"requires {wanted.rule or 'a rule'}, which is not there")
        if wanted.columns is not None:
            raise GoRegexError("has withinColumns, which is not known here")
        return {"pattern": _bounded(other.regex), "lines": wanted.lines, "boundary": ""}


def _added(rulebook: Rulebook, taken: _Taken, top: Path, *, allow: bool) -> Rulebook:
    config = taken.config
    overall = tuple(taken.allowlists(config.allowlists, next(iter(config.files), "")))
    rules = {rule.id: rule for rule in taken.rules(overall)}
    twice = next((identity for identity in rules if identity in rulebook.by_id), None)
    if twice is not None:
        told = f"two of the gitleaks configurations have a rule called {twice.partition('/')[2]}"
        raise UsageError(told, "Let one extend the other, and name that one only.")
    ours = [_with_allowlists(rule, overall) if allow else rule for rule in rulebook.rules]
    content = b"\0".join(config.files.values())
    return replace(
        rulebook,
        rules=tuple(sorted((*ours, *rules.values()), key=lambda rule: rule.id)),
        digest=hashlib.sha256(rulebook.digest.encode() + bytes([allow]) + content).hexdigest()[:32],
        broken=(*rulebook.broken, *config.failures),
        files={**rulebook.files, **{f"gitleaks/{one.id}": top / one.file for one in config.entries.values()}},
        foreign=rulebook.foreign | rules.keys(),
    )


def _with_allowlists(rule: Rule, overall: Sequence[Allowlist]) -> Rule:
    """A rule that is not of the file. Allowlists that name rules of gitleaks are not about it."""
    if rule.kind is not Kind.SECRETS or "yields" in rule.body["match"]:
        return rule
    return replace(rule, body={**rule.body, "allowlists": tuple(one for one in overall if not one.rules)})


def _for(overall: Sequence[Allowlist], identity: str) -> Iterator[Allowlist]:
    yield from (one for one in overall if not one.rules or identity in one.rules)


def _rule(entry: Entry, body: dict[str, Any]) -> Rule:
    what = " ".join(entry.description.split())[:200]
    identity = f"gitleaks/{entry.id}"
    return Rule(
        id=identity, name=identity, title=f"Match of the gitleaks rule {entry.id}", kind=Kind.SECRETS,
        topic="gitleaks", severity=Severity.MEDIUM, confidence=Confidence.MEDIUM,
        message=f"What the gitleaks rule '{entry.id}' looks for stands in the clear".replace("{", "("),
        why=f"{what}. {_WHY}" if what else _WHY, fix=_FIX, references=References(cwe=(798, 540)),
        tags=("secrets", "gitleaks"), body=body, profiles={name: {} for name in PROFILES},
    )  # fmt: skip


def _bounded(regex: str) -> str:
    """The expression for Python, if it can't take very long. Raises GoRegexError."""
    from ztlint.scanners.openapi.linear import slow  # noqa: PLC0415 - few runs have such a file

    pattern = to_python(regex)
    if choices(sre_parse.parse(pattern)) > MAX_CHOICES and slow(pattern):
        raise GoRegexError("can match one text in too many ways, which takes very long")
    return pattern


def _keywords(pattern: str) -> list[str]:
    """What is in every match; nothing where matches are short, and can be looked for as such."""
    from ztlint.scanners.secrets.pattern import MAX_WIDTH  # noqa: PLC0415

    parsed = sre_parse.parse(pattern)
    words = sorted(_words(parsed), key=len)
    if words and len(words[-1]) >= 3:
        return [words[-1]]
    if parsed.getwidth()[1] > MAX_WIDTH:
        raise GoRegexError("has no keywords, and no end to its matches")
    return []


def _words(parsed: Any) -> Iterator[str]:
    """Letters in a row that every match holds, in lower case."""
    word = ""
    for operation, what in parsed:
        if str(operation) == "LITERAL":
            word += chr(what)
            continue
        yield word.lower()
        word = ""
        if str(operation) == "SUBPATTERN":
            yield from _words(what[-1])
    yield word.lower()
