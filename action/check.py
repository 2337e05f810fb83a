"""Third step of the action: runs ztlint, and says in outputs, summary and annotations what it found."""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ORDER = (2, 1, 4, 3)
MAX_SUMMARY = 900_000
"""Bytes; GitHub refuses a step's summary above 1 MiB."""

CHECKOUT = """      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          fetch-depth: 0
          persist-credentials: false
"""
NOTHING = frozenset("0")
LEVELS = ("critical", "high", "medium", "low", "info")


@dataclass(frozen=True, slots=True)
class Outcome:
    """``report`` is the json format's, and empty where ztlint wrote none."""

    status: int
    report: dict[str, Any]


def given(name: str) -> str:
    return os.environ.get(name, "").strip()


def lines(name: str) -> list[str]:
    return [line.strip() for line in os.environ.get(name, "").splitlines() if line.strip()]


def options() -> list[str]:
    """What the inputs say, for every run."""
    found = ["--fail-on", given("INPUT_FAIL_ON")]
    for option in ("only", "config", "baseline", "policy"):
        if value := given(f"INPUT_{option.upper()}"):
            found += [f"--{option}", value]
    if given("INPUT_ALLOW_INCOMPLETE") == "true":
        found.append("--allow-incomplete")
    return [*found, *lines("INPUT_EXTRA_ARGS")]


def ztlint(folder: Path, name: str, *arguments: str) -> Outcome:
    """Runs it: its text goes to the log, and what is for summary and annotations to ``folder``. Another
    status than ztlint's own is a crash.
    """
    report = folder / f"{name}.json"
    outputs = ["text", f"json={report}", f"markdown={folder / name}.md", f"github={folder / name}.txt"]
    written = [part for output in outputs for part in ("-o", output)]
    binary = Path(sys.executable).with_name("ztlint")
    sys.stdout.flush()
    done = subprocess.run([str(binary), "check", *options(), *written, *arguments], check=False)
    known = done.returncode in (0, 1, 2, 3, 4)
    return Outcome(
        done.returncode if known else 4, json.loads(report.read_bytes()) if report.is_file() else {}
    )


def git(*arguments: str) -> str | None:
    """What it prints, or None where it fails."""
    done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else None


def diff_base() -> str:
    """The revision whose changes gate; empty for everything."""
    wanted = given("INPUT_DIFF_BASE")
    return {"auto": given("PULL_REQUEST_BASE"), "none": ""}.get(wanted, wanted)


def commits() -> str:
    """The commits of the pull request or push; all of HEAD for a new branch and for other events."""
    if base := given("PULL_REQUEST_BASE"):
        return f"{base}..{given('PULL_REQUEST_HEAD') or 'HEAD'}"
    before = given("EVENT_BEFORE")
    return f"{before}..HEAD" if before and frozenset(before) != NOTHING else "HEAD"


def missing() -> str:
    """What a shallow checkout lacks, or nothing."""
    if (base := diff_base()) and git("merge-base", "--end-of-options", base, "HEAD") is None:
        return f"the commit {base}, against which lines count as changed,"
    if given("INPUT_HISTORY") == "none" or git("rev-parse", "--is-shallow-repository") != "true":
        return ""
    return "a part of the history"


def output(**values: object) -> None:
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as file:
        for name, value in values.items():
            text = re.sub(r"[\r\n]+", " ", str(value))
            file.write(f"{name.replace('_', '-')}={text}\n")


def command_text(text: str) -> str:
    """For the data of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def summary(*texts: str) -> None:
    """Appended, and cut at a line's end where it is too long."""
    path = given("GITHUB_STEP_SUMMARY")
    if given("INPUT_SUMMARY") != "true" or not path:
        return
    data = "\n".join(texts).encode()
    if len(data) > MAX_SUMMARY:
        data = data[:MAX_SUMMARY].rpartition(b"\n")[0] + b"\n\nCut here: the summary would be too long.\n"
    with Path(path).open("ab") as file:
        file.write(data + b"\n")


def refuse_shallow(lacking: str) -> int:
    told = f"The checkout lacks {lacking} so that it can't be looked at. Check out with the history:"
    print(f"::error title=ztlint::{command_text(told + chr(10) + CHECKOUT)}")
    print(f"{told}\n\n{CHECKOUT}")
    summary(f"### ztlint: incomplete\n\n{told}\n\n```yaml\n{CHECKOUT}```\n")
    output(exit_code=4, upload="false", findings="", coverage="nothing was looked at")
    return 0


def everything(folder: Path) -> Outcome:
    """All findings are in the SARIF file; with a base those in changed lines gate."""
    sarif = given("INPUT_SARIF_FILE")
    Path(sarif).unlink(missing_ok=True)  # what an earlier step left is not ours to upload
    wanted = ["-o", f"sarif={sarif}"]
    for option, value in (("--sarif-category", given("INPUT_CATEGORY")), ("--diff", diff_base())):
        wanted += [option, value] if value else []
    if given("INPUT_HISTORY") == "full":
        wanted.append("--history")
    return ztlint(folder, "1", *wanted, "--", *lines("INPUT_PATHS"))


def new_commits(folder: Path) -> list[Outcome]:
    """They gate only: uploaded, they would close what older commits hold."""
    if given("INPUT_HISTORY") != "range":
        return []
    return [ztlint(folder, "2", "--range", commits(), "--allow-nothing")]


def worst(statuses: Iterable[int]) -> int:
    found = set(statuses)
    return next((status for status in ORDER if status in found), 0)


def tell(folder: Path, *, uploaded: bool) -> None:
    notes = [file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.md"))]
    if given("INPUT_ANNOTATIONS") == "true":
        for file in sorted(folder.glob("*.txt")):
            sys.stdout.write(file.read_text(encoding="utf-8"))
    if not uploaded and given("UPLOAD_ASKED") == "auto":
        notes.append("Not uploaded to code scanning: forks and Dependabot may not write there.\n")
        print("Not uploaded to code scanning: forks and Dependabot may not write there.")
    summary(*notes)


def count(outcomes: Iterable[Outcome]) -> None:
    found = [outcome.report.get("summary", {}) for outcome in outcomes]
    counts = {level: sum(one.get(level, 0) for one in found) for level in LEVELS}
    output(findings=sum(counts.values()), **counts)


def main() -> int:
    if lacking := missing():
        return refuse_shallow(lacking)
    with tempfile.TemporaryDirectory() as name:
        whole = everything(Path(name))
        outcomes = [whole, *new_commits(Path(name))]
        usable = (
            bool(whole.report) and whole.status in (0, 1, 4) and Path(given("INPUT_SARIF_FILE")).is_file()
        )
        uploaded = given("UPLOAD") == "true"
        tell(Path(name), uploaded=uploaded)
    report = whole.report
    count(outcomes)
    output(
        exit_code=worst(outcome.status for outcome in outcomes),
        upload="true" if uploaded and usable else "false",
        all_findings=len(report.get("findings", ())) + len(report.get("untouched", ())),
        coverage=report.get("coverage_line", "nothing was looked at"),
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
