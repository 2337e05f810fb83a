"""Recall on pairs: two definitions that differ in one planted weakness, and what each profile says of them.

Usage: python benchmarks/recall.py [--show] [FOLDER]

FOLDER holds pairs (default: tests/pairs). A pair is found where its bad definition has a finding of a rule
about that weakness, and clean where its good one has no finding that the bad one has not.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

PAIRS = Path(__file__).parent.parent / "tests" / "pairs"
PROFILES = ("default", "strict", "fapi2")

SPLIT = "‖"
"""Stands inside of planted tokens, so that no file of the repository holds a whole one."""


@dataclass(frozen=True, slots=True)
class Pair:
    """``rules`` are those about the weakness; None where nobody has judged that yet, so that any will do.

    ``aside`` are rules that rightly speak of the good definition only, each with its reason in the file.
    """

    name: str
    row: str
    about: str
    bad: str
    good: str
    rules: frozenset[str] | None
    aside: frozenset[str] = frozenset()

    @property
    def section(self) -> str:
        return self.row[:2]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the profiles say of one pair. ``found`` and ``wrong`` are the rules, by profile."""

    pair: Pair
    found: Mapping[str, frozenset[str]]
    wrong: Mapping[str, frozenset[str]]

    @property
    def profile(self) -> str | None:
        """The first profile that finds the weakness."""
        return next((profile for profile in PROFILES if self.found[profile]), None)


def read_pairs(folder: Path) -> list[Pair]:
    return [_read(path, folder) for path in sorted(folder.rglob("*.yaml"))]


def _read(path: Path, folder: Path) -> Pair:
    data = yaml.safe_load(path.read_text("utf-8"))
    rules = data.get("rules")
    return Pair(
        name=path.relative_to(folder).with_suffix("").as_posix(),
        row=data["row"],
        about=data["about"],
        bad=data["bad"].replace(SPLIT, ""),
        good=data["good"].replace(SPLIT, ""),
        rules=None if rules is None else frozenset(rules),
        aside=frozenset(data.get("aside", ())),
    )


def judge(pairs: Iterable[Pair]) -> Iterator[Judgement]:
    """One process for each profile looks at all definitions, each of which is a file of its own."""
    pairs = list(pairs)
    with tempfile.TemporaryDirectory() as place:
        for number, pair in enumerate(pairs):
            for side in ("bad", "good"):
                Path(place, f"{number}-{side}.yaml").write_text(getattr(pair, side), "utf-8")
        said = {profile: _said(Path(place), profile) for profile in PROFILES}
    for number, pair in enumerate(pairs):
        found, wrong = {}, {}
        for profile, rules in said.items():
            bad, good = rules[f"{number}-bad.yaml"], rules[f"{number}-good.yaml"]
            found[profile] = frozenset(bad - good) & (bad.keys() if pair.rules is None else pair.rules)
            wrong[profile] = frozenset(good - bad) - pair.aside
        yield Judgement(pair, found, wrong)


def _said(folder: Path, profile: str) -> Mapping[str, Counter[str]]:
    """Findings by file and rule, failures as ``failure``."""
    options = ("--isolated", "--profile", profile, "-o", "json", "--fail-on", "critical")
    command = (sys.executable, "-m", "ztlint", "check", *options, ".")
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    if done.returncode not in (0, 1, 4):
        raise SystemExit(done.stderr.decode())
    report = json.loads(done.stdout)
    said: dict[str, Counter[str]] = {path.name: Counter() for path in folder.iterdir()}
    for finding in report["findings"]:
        said[finding["location"]["path"]][finding["rule"]] += 1
    for failure in report["failures"]:
        said[failure["path"]]["failure"] += 1
    return said


def table(judgements: Iterable[Judgement]) -> str:
    """By section: pairs, found in default, found in another profile only, missed, good ones not clean."""
    counts: dict[str, Counter[str]] = {}
    for judgement in judgements:
        for name in (judgement.pair.section, "all"):
            count = counts.setdefault(name, Counter())
            count["pairs"] += 1
            count[{"default": "default", None: "missed"}.get(judgement.profile, "other profiles")] += 1
            count["not clean"] += bool(judgement.wrong["default"])
    columns = ("pairs", "default", "other profiles", "missed", "not clean")
    counts["all"] = counts.pop("all", Counter())
    rows = [("section", *columns)]
    rows += [(name, *(str(count[column]) for column in columns)) for name, count in counts.items()]
    return "\n".join("".join(f"{cell:<15}" for cell in row).rstrip() for row in rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=PAIRS)
    parser.add_argument("--show", action="store_true", help="each pair with what was said of it")
    arguments = parser.parse_args()
    judgements = list(judge(read_pairs(arguments.folder)))
    for judgement in judgements:
        found, wrong = judgement.found[judgement.profile or "strict"], judgement.wrong["default"]
        if arguments.show or wrong or judgement.profile is None:
            said = f"{judgement.profile or 'MISSED'}: {', '.join(sorted(found)) or '-'}"
            spoke = f"  NOT CLEAN: {', '.join(sorted(wrong))}" if wrong else ""
            print(f"{judgement.pair.name}: {said}{spoke}")
    print(table(judgements))


if __name__ == "__main__":
    main()
