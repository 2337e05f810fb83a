"""ztlint beside other linters on the same definitions, whole processes, in one run on one machine.

Usage: python benchmarks/definitions.py --peers FOLDER [--runs N] FILE...

The peers are installed into FOLDER if they are not there. All take turns, so that a busy machine is busy for
all; the figures are medians. Compare them with each other and not with another day's.
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

import peers

OURS = f"{shlex.quote(sys.executable)} -m ztlint check --isolated --only openapi -o sarif={os.devnull}"


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process: wall seconds, peak resident memory in MiB, exit status."""

    seconds: float
    memory: float
    status: int


def measure(command: list[str]) -> Run:
    # An installed tool has its bytecode; a checkout may write it unless this forbids it.
    surroundings = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=surroundings
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    scale = 2**20 if sys.platform == "darwin" else 2**10
    return Run(seconds, usage.ru_maxrss / scale, os.waitstatus_to_exitcode(status))


def in_turns(commands: dict[str, list[str]], runs: int) -> dict[str, Run]:
    """The median of each, after one round that warms the caches of the file system and of the rules."""
    rounds = [{name: measure(command) for name, command in commands.items()} for _ in range(runs + 1)][1:]
    return {name: _median([done[name] for done in rounds]) for name in commands}


def _median(runs: list[Run]) -> Run:
    seconds = statistics.median(run.seconds for run in runs)
    return Run(seconds, statistics.median(run.memory for run in runs), runs[-1].status)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--peers", type=Path, required=True, help="the folder that holds the others")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    folder = options.peers.resolve()
    others = peers.install(folder)
    print(", ".join(f"{name} {version}" for name, version in peers.versions(folder).items()))
    print("\n| file | MB | command | seconds | MiB | status | times ours | times our memory |")
    print("|---|---|---|---|---|---|---|---|")
    for file in options.files:
        commands = {"ztlint": shlex.split(OURS), **others}
        done = in_turns({name: [*command, str(file)] for name, command in commands.items()}, options.runs)
        for name, run in done.items():
            size, ours = file.stat().st_size / 1e6, done["ztlint"]
            print(
                f"| {file.name} | {size:.1f} | {name} | {run.seconds:.2f} | {run.memory:.0f} | {run.status} "
                f"| {run.seconds / ours.seconds:.1f} | {run.memory / ours.memory:.1f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
