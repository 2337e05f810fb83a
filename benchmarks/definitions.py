"""ztlint beside other linters on the same definitions, whole processes, in one run on one machine.

Usage: python benchmarks/definitions.py [--runs N] [--peer 'redocly lint --format json'] FILE...

Each command gets the file as its last argument. The figures are medians; compare them with each other and not
with another day's: machines differ, and so do their moods.
"""

import argparse
import os
import shlex
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

OURS = f"{shlex.quote(sys.executable)} -m ztlint check --isolated --only openapi -o sarif={os.devnull}"


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process: wall seconds, peak resident memory in MiB, exit status."""

    seconds: float
    memory: float
    status: int


def measure(command: list[str]) -> Run:
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    scale = 2**20 if sys.platform == "darwin" else 2**10
    return Run(seconds, usage.ru_maxrss / scale, os.waitstatus_to_exitcode(status))


def median(command: list[str], runs: int) -> Run:
    """After one run that warms the caches of the file system and of the rules."""
    done = [measure(command) for _ in range(runs + 1)][1:]
    return Run(
        statistics.median(run.seconds for run in done),
        statistics.median(run.memory for run in done),
        done[-1].status,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--peer", action="append", default=[], help="a command; may be repeated")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    print("| file | MB | command | seconds | MiB | status | times ours |")
    print("|---|---|---|---|---|---|---|")
    for file in options.files:
        ours = median([*shlex.split(OURS), str(file)], options.runs)
        rows = [("ztlint", ours)]
        rows += [(peer, median([*shlex.split(peer), str(file)], options.runs)) for peer in options.peer]
        for name, run in rows:
            size = file.stat().st_size / 1e6
            ratio = run.seconds / ours.seconds
            print(
                f"| {file.name} | {size:.1f} | {name.split('/')[-1]} | {run.seconds:.2f} | {run.memory:.0f} "
                f"| {run.status} | {ratio:.1f} |"
            )


if __name__ == "__main__":
    main()
