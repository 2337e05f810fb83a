"""Rulesets in ztlint and in Spectral: the same rules at the same places?

    npm install @stoplight/spectral-cli     # anywhere
    python benchmarks/spectral_rulesets.py --spectral node_modules/.bin/spectral \
        --ruleset company.yaml --ruleset other.yaml definitions/*.yaml

What ztlint does not run (rulesets that are not files, functions in JavaScript) is taken out of a copy of each
ruleset first, so that both run the same. Places are compared by file, JSON pointer and rule, not by words.
Where a place is a ``$ref``, what it leads to is compared: Spectral reports the one, ztlint the other. The
exit status is 1 where places differ.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from ztlint.config import Configuration
from ztlint.core import Kind
from ztlint.documents import parse, split_pointer
from ztlint.engine.packs import load_rules
from ztlint.engine.rulesets import with_rulesets
from ztlint.engine.run import run
from ztlint.engine.settings import Scope
from ztlint.engine.settings_from import settings_from
from ztlint.scanners.openapi.spectral.functions import FUNCTIONS

Place = tuple[str, str, str]
"""Rule, file and JSON pointer."""


_BOTH = frozenset(FUNCTIONS) - {"typedEnum"}
"""Functions that rulesets may use in both without JavaScript."""


def main() -> int:
    options = _options()
    different = 0
    for ruleset in options.ruleset:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "ruleset.yaml"
            rules = runnable(yaml.safe_load(ruleset.read_text("utf-8")) or {})
            copy.write_text(json.dumps(rules), "utf-8")
            print(f"{ruleset}: {len(rules['rules'])} rules that both can run")
            for definition in options.definitions if rules["rules"] else ():
                different += _compare(copy, definition.absolute(), options)
    return 1 if different else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--spectral", type=Path, required=True, help="the program of @stoplight/spectral-cli")
    parser.add_argument("--ruleset", type=Path, action="append", required=True)
    parser.add_argument("--seconds", type=float, default=300, help="patience with Spectral")
    parser.add_argument("definitions", type=Path, nargs="+")
    return parser.parse_args()


def runnable(ruleset: dict[str, Any]) -> dict[str, Any]:
    """The rules that stand in the file itself and use core functions only."""
    rules = {
        name: rule
        for name, rule in (ruleset.get("rules") or {}).items()
        if isinstance(rule, dict)
        and "given" in rule
        and set(_functions(rule)) <= set(FUNCTIONS) - {"typedEnum"}
    }
    kept = {key: ruleset[key] for key in ("aliases", "formats") if key in ruleset}
    return {**kept, "rules": rules}


def _functions(rule: dict[str, Any]) -> list[str]:
    then = rule["then"]
    return [one.get("function", "") for one in (then if isinstance(then, list) else [then])]


def settled(places: set[Place]) -> set[Place]:
    """Places behind references, of one file or across files."""
    files: dict[str, Any] = {}
    return {(rule, *_followed(file, pointer, files)) for rule, file, pointer in places}


def _followed(file: str, pointer: str, files: dict[str, Any]) -> tuple[str, str]:
    for _ in range(20):
        if file not in files:
            documents = parse(file, Path(file).read_bytes())
            files[file] = documents[0].data if isinstance(documents, list) else {}
        value = files[file]
        for step in split_pointer(pointer, value):
            value = value[step] if isinstance(value, list | dict) else None
        reference = value.get("$ref") if isinstance(value, dict) else None
        if not isinstance(reference, str) or ":" in reference:
            break
        path, _, pointer = reference.partition("#")
        file = str((Path(file).parent / path).resolve()) if path else file
    return file, pointer


def _compare(ruleset: Path, definition: Path, options: argparse.Namespace) -> int:
    started = time.perf_counter()
    ours, failures = of_ztlint(ruleset, definition)
    between = time.perf_counter()
    theirs = of_spectral(options.spectral, ruleset, definition, options.seconds)
    ours, theirs = settled(ours), theirs and settled(theirs)
    seconds = f"{between - started:.1f} s and {time.perf_counter() - between:.1f} s"
    if theirs is None:
        print(f"  {definition}: {len(ours)} places; Spectral gave no report ({seconds})")
        return 0
    print(f"  {definition}: {len(ours)} and {len(theirs)} places in {seconds}, {len(ours & theirs)} the same")
    for title, places in (("only ztlint", ours - theirs), ("only Spectral", theirs - ours)):
        for rule, count in Counter(place[0] for place in places).most_common(15):
            example = min(place[1:] for place in places if place[0] == rule)
            print(f"    {title}: {count} of {rule}, such as {example[0]}#{example[1]}")
    for failure in failures:
        print(f"    not run: {failure}")
    return len(ours ^ theirs)


def of_ztlint(ruleset: Path, definition: Path) -> tuple[set[Place], list[str]]:
    root = definition.parent
    rulebook = with_rulesets(load_rules(), (ruleset,), root)
    configuration = Configuration(only=(str(Kind.OPENAPI),), select=("spectral",))
    settings = settings_from(configuration, Scope(), root=root, paths=(definition,))
    report = run(settings, rulebook)
    places = {
        (finding.rule.id.removeprefix("spectral/"), str(root / place.path), place.pointer or "")
        for finding in report.findings
        for place in (finding.location,)
    }
    return places, [failure.reason for failure in report.failures if "spectral/" in failure.reason]


def of_spectral(program: Path, ruleset: Path, definition: Path, seconds: float) -> set[Place] | None:
    command = [str(program.absolute()), "lint", str(definition), "-r", str(ruleset), "-f", "json", "-q"]
    memory = {**os.environ, "NODE_OPTIONS": "--max-old-space-size=6000"}
    folder = ruleset.parent
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=seconds,
            env=memory,
            check=False,
            cwd=folder,
        )
        results = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return None
    known = json.loads(ruleset.read_text("utf-8"))["rules"]
    return {
        (result["code"], str(Path(result["source"]).absolute()), _pointer(result["path"]))
        for result in results
        if result["code"] in known  # its parser and its resolver report as well
    }


def _pointer(path: list[Any]) -> str:
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


if __name__ == "__main__":
    sys.exit(main())
