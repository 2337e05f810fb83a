"""Third step of the action: runs ztlint, and says in outputs, summary and annotations what it found."""

import json
import os
import re
import shlex
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


@dataclass(frozen=True, slots=True)
class Outcome:
    """``report`` is the json format's, and empty where ztlint wrote none."""

    status: int
    report: dict[str, Any]

    def completeness(self, *, allowed: bool) -> int:
        """What speaks against the run as a whole, if its findings are not what counts."""
        if self.status == 1:
            return 4 if self.report.get("failures") and not allowed else 0
        return self.status


def given(name: str) -> str:
    return os.environ.get(name, "").strip()


def lines(name: str) -> list[str]:
    return [line.strip() for line in os.environ.get(name, "").splitlines() if line.strip()]


def command(*arguments: str) -> list[str]:
    """``ztlint check`` with what the inputs say; ``arguments`` come first."""
    options = [*arguments, "--fail-on", given("INPUT_FAIL_ON")]
    for option in ("only", "config", "baseline", "policy"):
        if value := given(f"INPUT_{option.upper()}"):
            options += [f"--{option}", value]
    if given("INPUT_ALLOW_INCOMPLETE") == "true":
        options.append("--allow-incomplete")
    return ["check", *options, *lines("INPUT_EXTRA_ARGS")]


def ztlint(folder: Path, name: str, arguments: Iterable[str], paths: Iterable[str], *, shown: bool) -> Outcome:
    """Runs it; with ``shown`` its text is in the log, and summary and annotations are in ``folder``."""
    report = folder / f"{name}.json"
    outputs = ["-o", f"json={report}"]
    if shown:
        outputs += ["-o", "text", "-o", f"markdown={folder / name}.md", "-o", f"github={folder / name}.txt"]
    binary = Path(sys.executable).with_name("ztlint")
    sys.stdout.flush()
    done = subprocess.run([str(binary), *arguments, *outputs, "--", *paths], check=False)
    status = done.returncode if done.returncode in (0, 1, 2, 3, 4) else 4
    return Outcome(status, json.loads(report.read_bytes()) if report.is_file() else {})


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


def everything(folder: Path, *, gates: bool) -> Outcome:
    Path(given("INPUT_SARIF_FILE")).unlink(missing_ok=True)  # what an earlier step left is not ours to upload
    options = ["-o", f"sarif={given('INPUT_SARIF_FILE')}"]
    if category := given("INPUT_CATEGORY"):
        options += ["--sarif-category", category]
    if given("INPUT_HISTORY") == "full":
        options.append("--history")
    return ztlint(folder, "all", [*command(), *options], lines("INPUT_PATHS"), shown=gates)


def gating(folder: Path, whole: Outcome) -> list[Outcome]:
    """The runs whose findings count: changed lines on a pull request, else everything."""
    base = diff_base()
    outcomes = [whole]
    if base:
        outcomes = [ztlint(folder, "changed", command("--diff", base, "--allow-nothing"), lines("INPUT_PATHS"), shown=True)]
    history = given("INPUT_HISTORY")
    if history == "range" or (history == "full" and base):
        found = ztlint(folder, "commits", command("--range", commits(), "--allow-nothing"), (), shown=True)
        outcomes.append(found)
    return outcomes


def worst(statuses: Iterable[int]) -> int:
    found = set(statuses)
    return next((status for status in ORDER if status in found), 0)


def tell(folder: Path, status: int, *, uploaded: bool) -> None:
    if given("INPUT_ANNOTATIONS") == "true":
        for file in sorted(folder.glob("*.txt")):
            sys.stdout.write(file.read_text(encoding="utf-8"))
    notes = [file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.md"))]
    if not uploaded and given("UPLOAD_ASKED") == "auto":
        notes.append("Not uploaded to code scanning: forks and Dependabot have no right to.\n")
        print("Not uploaded to code scanning: forks and Dependabot have no right to.")
    base = diff_base()
    again = shlex.join(["ztlint", *command(*(("--diff", base) if base else ())), "--", *lines("INPUT_PATHS")])
    fence = "`" * (1 + max((len(run) for run in re.findall(r"`+", again)), default=2))
    notes.append(f"The same on your machine (status {status}):\n\n{fence}sh\n{again}\n{fence}\n")
    summary(*notes)


def main() -> int:
    if lacking := missing():
        return refuse_shallow(lacking)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole = everything(folder, gates=not diff_base())
        usable = bool(whole.report) and whole.status in (0, 1, 4) and Path(given("INPUT_SARIF_FILE")).is_file()
        outcomes = gating(folder, whole) if whole.status != 2 else [whole]
        allowed = given("INPUT_ALLOW_INCOMPLETE") == "true"
        status = worst([whole.completeness(allowed=allowed), *(outcome.status for outcome in outcomes)])
        uploaded = given("UPLOAD") == "true"
        tell(folder, status, uploaded=uploaded)
    counts = {
        level: sum(outcome.report.get("summary", {}).get(level, 0) for outcome in outcomes)
        for level in ("critical", "high", "medium", "low", "info")
    }
    all_findings = sum(whole.report.get("summary", {}).values())
    output(exit_code=status, upload="true" if uploaded and usable else "false", **counts)
    output(findings=sum(counts.values()), all_findings=all_findings)
    output(coverage=whole.report.get("coverage_line", "nothing was looked at"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
