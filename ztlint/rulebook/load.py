"""Rule files to rules. Adding a rule is adding a file: there is no list to edit."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ztlint import __version__
from ztlint.core import PROFILES, VERSIONS, Confidence, Example, Kind, References, Rule, Severity
from ztlint.errors import RuleError
from ztlint.rulebook.cache import read_cache, write_cache

FINDING_MARK = "# finding"
TOKEN_SPLIT = "‖"  # noqa: S105 - a mark, not a token
"""Stands inside the tokens of secrets examples, and is taken out: no scanner trips over our rule files."""

_LAYOUT = 3
"""Counts up whenever what is cached for a rule changes its form."""
_BODY = ("given", "then", "match", "engine", "revoke")


def rules_folder() -> Path:
    """The installed copy of ``rules/``, or the checkout's."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_rules"
    return installed if installed.is_dir() else package.parent / "rules"


@dataclass(frozen=True)
class Rulebook:
    """Rules in the order of their ids, and the digest of the files they came from."""

    rules: tuple[Rule, ...]
    digest: str

    @cached_property
    def by_id(self) -> Mapping[str, Rule]:
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def by_name(self) -> Mapping[str, Rule]:
        return {rule.name: rule for rule in self.rules}

    def of_kind(self, kind: Kind) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.kind is kind)


def load_rulebook(folder: Path | None = None) -> Rulebook:
    """All rules below ``folder`` (default: the packaged ones). Raises RuleError for a file that is wrong."""
    folder = folder or rules_folder()
    files = {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}
    digest = _digest(files)
    cached = read_cache(f"rules-{digest}.json")
    raw = json.loads(cached) if cached else _read_all(folder, files)
    if not cached:
        write_cache(f"rules-{digest}.json", json.dumps(raw).encode())
    rules = sorted((_rule(name, data) for name, data in raw.items()), key=lambda rule: rule.id)
    _check_unique(rules)
    return Rulebook(tuple(rules), digest)


def _digest(files: Mapping[str, bytes]) -> str:
    state = hashlib.sha256(f"{__version__} {_LAYOUT}".encode())
    for name, data in files.items():
        state.update(b"%s\0%d\0%s" % (name.encode(), len(data), data))
    return state.hexdigest()[:32]


def _read_all(folder: Path, files: Mapping[str, bytes]) -> dict[str, Any]:
    """Parse, and check against the schema: only when the cache has nothing, jsonschema is slow to load."""
    import jsonschema  # noqa: PLC0415

    from ztlint.documents import parse  # noqa: PLC0415

    schema = json.loads(Path(__file__).with_name("rule.schema.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    raw: dict[str, Any] = {}
    for name, data in files.items():
        documents = parse(name, data)
        if not isinstance(documents, list):
            raise RuleError(f"{folder / name}: {documents.reason} (line {documents.line})", documents.advice)
        data_of_rule: Any = documents[0].data if documents else None
        error = jsonschema.exceptions.best_match(validator.iter_errors(data_of_rule))
        if error is not None:
            where = "/".join(str(step) for step in error.absolute_path) or "the rule"
            raise RuleError(f"{folder / name}: {where}: {error.message}", "See docs/writing-rules.md.")
        raw[name] = {
            **data_of_rule,
            "examples": [_example(one, data_of_rule) for one in data_of_rule["examples"]],
        }
    return raw


def _rule(name: str, data: Mapping[str, Any]) -> Rule:
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
        tags=(data["kind"], topic, *data.get("tags", ())),
        body={key: data[key] for key in _BODY if key in data},
        profiles=_profiles(data),
        versions=tuple(data.get("versions", VERSIONS)),
        examples=tuple(
            Example(name, text, path, tuple(lines)) for name, text, path, lines in data["examples"]
        ),
    )


def _profiles(data: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Unless a rule says otherwise it is left out where others' OWASP rules are asked for, and only there."""
    usual = PROFILES[:3] if data["kind"] == Kind.OPENAPI else PROFILES
    chosen: Mapping[str, Any] = data.get("profiles", dict.fromkeys(usual))
    return {name: options or {} for name, options in chosen.items()}


def _example(example: Mapping[str, str], rule: Mapping[str, Any]) -> tuple[str, str, str, list[int]]:
    """Name, text, path and finding lines: worked out once, and cached with the rule."""
    text = (example.get("bad") or example["good"]).replace(TOKEN_SPLIT, "")
    lines = [n for n, line in enumerate(text.split("\n"), 1) if FINDING_MARK in line]
    path = "openapi.yaml" if rule["kind"] == "openapi" else "file.txt"
    return example["name"], text, example.get("path", path), lines


def _check_unique(rules: Iterable[Rule]) -> None:
    seen: dict[str, Rule] = {}
    for rule in rules:
        for label in (rule.id, rule.name):
            if label in seen:
                raise RuleError(f"two rules are called {label}", "Rename one; an id is never used again.")
            seen[label] = rule
