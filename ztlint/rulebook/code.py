"""What belongs to a code rule: for each language a file of semgrep rules and a sample, found by name.

``<topic>/<name>.yaml`` is the rule; ``<language>/<name>.yaml`` and ``<language>/<name>.<suffix>`` lie in
folders beside the topic's, or below the rule's own. What semgrep is given is made from what was read here,
never the file itself: nothing can stand in it that was not checked.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from ztlint.core import Failure, Kind
from ztlint.rulebook.languages import LANGUAGES, Language
from ztlint.rulebook.read import Steps, at, checked, document_of
from ztlint.rulebook.samples import marks

Files = Mapping[str, bytes | Failure]
"""Of one folder of rules, by name relative to it."""

_RULES = re.compile(rb"""^["']?rules["']?[ \t]*:""", re.MULTILINE)
_GUIDE = "See docs/code-rules.md."


def is_part(name: str, data: bytes | Failure) -> bool:
    """Whether a file belongs to a code rule, and is none itself."""
    place = PurePosixPath(name)
    if place.parent.name not in LANGUAGES:
        return False
    return place.suffix not in (".yaml", ".yml") or (isinstance(data, bytes) and bool(_RULES.search(data)))


def with_parts(rule: dict[str, Any], name: str, files: Files, folder: Path) -> dict[str, Any] | Failure:
    """The data of a rule with its semgrep rules, as JSON by language, and its samples as examples."""
    if rule["kind"] != Kind.CODE:
        return rule
    searches: dict[str, str] = {}
    examples: list[tuple[str, str, str, list[int]]] = []
    for index, language in enumerate(rule["match"]["semgrep"]):
        home = _home(name, language, files)
        if home is None:
            told = f"{language}: there is no file {language}/{PurePosixPath(name).stem}.yaml"
            return at_rule(name, files, folder, ("match", "semgrep", index), told)
        searched = _semgrep_rules(home, files, folder)
        if isinstance(searched, Failure):
            return searched
        samples = list(_samples(home, files))
        if wrong := _wrong_samples(searched, samples):
            return Failure(str(folder / home), wrong, _GUIDE)
        searches[language] = json.dumps(searched)
        examples += samples
    return {**rule, "semgrep": searches, "examples": examples}


def at_rule(name: str, files: Files, folder: Path, steps: Steps, reason: str) -> Failure:
    data = files[name]
    document = document_of(str(folder / name), data) if isinstance(data, bytes) else data
    return document if isinstance(document, Failure) else at(document, steps, reason, _GUIDE)


def orphans(rules: Mapping[str, Mapping[str, Any]], files: Files) -> Iterator[tuple[str, str]]:
    """Semgrep files that no rule names, and why."""
    used = {
        home
        for name, rule in rules.items()
        for language in rule.get("semgrep", ())
        if (home := _home(name, language, files)) is not None
    }
    broken = {PurePosixPath(name).stem for name, rule in rules.items() if "broken" in rule}
    for name, data in files.items():
        place = PurePosixPath(name)
        if place.suffix == ".yaml" and is_part(name, data) and name not in used and place.stem not in broken:
            yield name, f"no code rule called {place.stem} has {place.parent.name} among its languages"


def _home(name: str, language: str, files: Files) -> str | None:
    """The semgrep file of a rule in one language."""
    place = PurePosixPath(name)
    tried = (str(holder / language / f"{place.stem}.yaml") for holder in (place.parent.parent, place.parent))
    return next((one for one in tried if one in files), None)


def _semgrep_rules(home: str, files: Files, folder: Path) -> list[dict[str, Any]] | Failure:
    data, path = files[home], str(folder / home)
    if isinstance(data, Failure):
        return data
    document = checked(path, data, "semgrep.schema.json")
    if isinstance(document, Failure):
        return document
    language, stem = LANGUAGES[PurePosixPath(home).parent.name], PurePosixPath(home).stem
    found: list[dict[str, Any]] = document.data["rules"]
    wrong = next(_faults(found, language, stem), None)
    return at(document, *wrong, _GUIDE) if wrong else found


def _faults(rules: Sequence[Mapping[str, Any]], language: Language, stem: str) -> Iterator[tuple[Steps, str]]:
    seen: set[str] = set()
    for index, rule in enumerate(rules):
        if rule["id"] != stem and not rule["id"].startswith(f"{stem}-"):
            yield ("rules", index, "id"), f"has to be '{stem}', or to begin with '{stem}-'"
        if rule["id"] in seen:
            yield ("rules", index, "id"), "stands twice"
        seen.add(rule["id"])
        foreign = [name for name in rule["languages"] if name not in language.names]
        if foreign:
            yield ("rules", index, "languages"), f"'{foreign[0]}' does not belong into {language.folder}/"


def _samples(home: str, files: Files) -> Iterator[tuple[str, str, str, list[int]]]:
    """Name, text, path and the lines of findings."""
    place = PurePosixPath(home)
    language = LANGUAGES[place.parent.name]
    for suffix in language.suffixes:
        data = files.get(str(place.with_suffix(suffix)))
        if isinstance(data, bytes):
            text = data.decode("utf-8", "replace")
            lines = sorted({mark.line for mark in marks(text) if mark.found})
            label = "TypeScript" if suffix.startswith((".ts", ".mts", ".cts")) else language.label
            yield label, text, str(place.with_suffix(suffix)), lines


def _wrong_samples(
    rules: Sequence[Mapping[str, Any]], samples: Sequence[tuple[str, str, str, list[int]]]
) -> str:
    """A rule that nothing shows to work could stop to do so, and nobody would see it."""
    if not samples:
        return "has no sample beside it"
    said = [mark for _, text, _, _ in samples for mark in marks(text)]
    marked = {identity for mark in said if mark.found for identity in mark.ids}
    unmarked = sorted({rule["id"] for rule in rules} - marked)
    if unmarked:
        return f"its sample has no line with `ruleid: {unmarked[0]}`"
    return "" if any(not mark.found for mark in said) else "its sample has no line with `ok:`"
