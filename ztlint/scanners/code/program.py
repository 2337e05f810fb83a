"""semgrep, called so that it asks nobody, writes nowhere, and ends in time.

It is a program of its own that is never imported. Without these settings it asks its makers for a newer
version, and waits a hundred seconds where there is no network.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from msgspec import Struct

from ztlint.core import Failure

SECONDS = 600.0
"""Until a whole run is given up. A project of 150 000 lines takes less than ten."""

MAX_OUTPUT = 256 * 1024 * 1024
"""Bytes of one answer."""

INSTALL = "Install ztlint[code], which brings semgrep, or leave code rules out with --skip code."

_ANSWERS = (0, 1, 2)
"""Statuses with which semgrep prints what it found; 2 where something went wrong besides."""

_OPTIONS = (
    "--json",
    "--metrics=off",
    "--disable-version-check",
    "--disable-nosem",  # what is accepted is for ztlint to decide, with a reason
    "--no-rewrite-rule-ids",
    "--no-git-ignore",  # which files there are was settled before
    "--x-ignore-semgrepignore-files",
    f"--max-target-bytes={8 * 1024 * 1024}",
    "--timeout=20",  # seconds for one rule in one file
    "--max-memory=3000",  # MiB for one file
)

_KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")
"""Of the caller's environment, whose other variables may hold secrets."""

_NOWHERE = "http://127.0.0.1:9"
"""Nobody answers at the port for what is thrown away: a request that should not be made fails at once."""


class Answer(Struct, frozen=True):
    """What semgrep printed, and whether its default mode had to be asked."""

    version: str
    results: list[dict[str, Any]]
    errors: list[dict[str, Any]]
    scanned: frozenset[str]
    skipped_rules: list[dict[str, Any]]
    experimental: bool

    @property
    def mode(self) -> str:
        return "experimental" if self.experimental else "default"


def find_program() -> Path | None:
    """The one that is installed beside ztlint, else the user's; never one of the folder that we stand in."""
    beside = Path(sys.executable).parent / "semgrep"
    if beside.is_file() and os.access(beside, os.X_OK):
        return beside
    found = shutil.which("semgrep")
    return Path(found) if found and Path(found).is_absolute() else None


def ask(program: Path, folder: Path, config: str, targets: tuple[str, ...]) -> Answer | Failure:
    """``config`` and ``targets`` lie in ``folder``."""
    with Asking(program, folder, ("--config", config, *targets)) as asking:
        return asking.answer()


class Asking:
    """A semgrep that runs until its answer is asked for, or until nobody wants to know any more."""

    def __init__(self, program: Path, folder: Path, arguments: tuple[str, ...]) -> None:
        self._program = program
        self._folder = folder
        self._arguments = arguments
        self._deadline = time.monotonic() + SECONDS
        self._process = self._start("--experimental")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not isinstance(self._process, Failure):
            _end(self._process)

    def answer(self) -> Answer | Failure:
        """Of the native mode, which answers in a tenth of the time; where it fails of the other one, once."""
        found = self._answer(experimental=True)
        if found is None:
            self._process = self._start()
            found = self._answer(experimental=False)
        if found is None:
            told = "semgrep printed no result that can be read, so no code rule was evaluated"
            return Failure(".", told, "Try `semgrep --version`; install semgrep anew where that fails.")
        return found

    def _start(self, *mode: str) -> "subprocess.Popen[bytes] | Failure":
        jobs = f"--jobs={_jobs()}"
        command = [str(self._program), "scan", *mode, *_OPTIONS, jobs, *self._arguments]
        try:
            with (self._folder / _OUTPUT).open("wb") as output:
                return subprocess.Popen(
                    command,
                    cwd=self._folder,
                    env=environment(self._folder),
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.DEVNULL,
                )
        except OSError as error:
            return Failure(".", f"semgrep could not be started: {error.strerror}", INSTALL)

    def _answer(self, *, experimental: bool) -> Answer | Failure | None:
        """None for what is no answer, so that the other mode may be asked."""
        if isinstance(self._process, Failure):
            return self._process
        try:
            status = self._process.wait(max(0.0, self._deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            told = f"semgrep has not answered for {SECONDS:.0f} seconds, so no code rule was evaluated"
            return Failure(".", told, _FEWER)
        with (self._folder / _OUTPUT).open("rb") as output:
            data = output.read(MAX_OUTPUT + 1)
        if len(data) > MAX_OUTPUT:
            return Failure(".", "semgrep found too much to be read", _FEWER)
        return _answer(data, experimental=experimental) if status in _ANSWERS else None


def _jobs() -> int:
    """One core is ours meanwhile. Threads of the native mode wait for one another, and burn twice the time
    where there are more of them than cores.
    """
    affinity = getattr(os, "sched_getaffinity", None)
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    return max(1, min(cores - 1, _MOST_JOBS))


_MOST_JOBS = 8
_OUTPUT = "answer.json"
_FEWER = "Check fewer files in one run, or exclude generated ones."


def _end(process: subprocess.Popen[bytes]) -> None:
    """It and what it started, where it still runs. It has no process group of its own: whoever ends ours ends
    it as well.
    """
    if process.poll() is None:
        for child in _children(process.pid):
            with suppress(ProcessLookupError, PermissionError):
                os.kill(child, signal.SIGKILL)
        process.kill()
        process.wait()


def _children(process: int) -> list[int]:
    """Of its first thread, where the system tells: the native mode is one process, the other has a child."""
    with suppress(OSError, ValueError):
        return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    return []


def environment(folder: Path) -> dict[str, str]:
    """A home of its own in ``folder``, and no variable that may hold a secret."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {
        **kept,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "XDG_CACHE_HOME": str(home),
        "TMPDIR": str(home),
        "SEMGREP_SETTINGS_FILE": str(home / "settings.yml"),
        "SEMGREP_LOG_FILE": str(home / "semgrep.log"),
        "SEMGREP_VERSION_CACHE_PATH": str(home / "version"),
        "SEMGREP_SEND_METRICS": "off",
        "SEMGREP_ENABLE_VERSION_CHECK": "0",
        "SEMGREP_URL": _NOWHERE,
        "HTTP_PROXY": _NOWHERE,
        "HTTPS_PROXY": _NOWHERE,
        "ALL_PROXY": _NOWHERE,
        "OTEL_SDK_DISABLED": "true",
        "NO_COLOR": "1",
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
    }


def _answer(data: bytes, *, experimental: bool) -> Answer | None:
    try:
        found = json.loads(data)
        return Answer(
            version=str(found["version"]),
            results=list(found["results"]),
            errors=list(found["errors"]),
            scanned=frozenset(found["paths"]["scanned"]),
            skipped_rules=list(found.get("skipped_rules", ())),
            experimental=experimental,
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
