"""Real repositories, and the tool as a user runs it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import pytest

from ztlint.cli.entry import invoke

_PATIENCE = 60  # seconds until a run counts as hung


@dataclass(frozen=True, slots=True)
class Result:
    status: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Checkout:
    """A git repository in a temporary folder."""

    root: Path

    def git(self, *arguments: str) -> str:
        command = ["git", "-C", str(self.root), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def write(self, path: str, content: str | bytes) -> Path:
        return write(self.root, path, content)

    def commit(self, message: str = "a change") -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)


def write(folder: Path, path: str, content: str | bytes) -> Path:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.encode() if isinstance(content, str) else content)
    return target


@pytest.fixture(scope="session", autouse=True)
def _own_surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cache for the tests alone, and neither git nor ztlint hears of the user's settings."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("GIT_", "ZTLINT_"))]:
            patch.delenv(name)
        patch.setenv("ZTLINT_CACHE", str(home / "cache"))
        patch.setenv("HOME", str(home))
        patch.setenv("XDG_CONFIG_HOME", str(home))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        yield


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return make_checkout(tmp_path / "repository")


def make_checkout(root: Path) -> Checkout:
    root.mkdir(parents=True)
    repository = Checkout(root)
    repository.git("init", "--quiet", "--initial-branch", "main")
    repository.git("config", "user.name", "A. Tester")
    repository.git("config", "user.email", "tester@example.com")
    repository.git("config", "commit.gpgsign", "false")
    return repository


Run = Callable[..., Result]


def _hung(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature of signals
    pytest.fail(f"still running after {_PATIENCE} s")


@pytest.fixture
def ztlint(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """``ztlint(folder, *arguments)``: one command in this process, and what came of it."""

    def run(folder: Path, *arguments: str) -> Result:
        monkeypatch.chdir(folder)
        capfd.readouterr()
        signal.signal(signal.SIGALRM, _hung)
        signal.alarm(_PATIENCE)
        try:
            status = invoke(arguments)
        finally:
            signal.alarm(0)
        captured = capfd.readouterr()
        assert "defect" not in captured.err, captured.err
        return Result(status, captured.out, captured.err)

    return run


def ztlint_process(folder: Path, *arguments: str, seconds: float = 60, **environment: str) -> Result:
    """The same in a process of its own, which must end in time."""
    checkout_of_ztlint = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-m", "ztlint", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(checkout_of_ztlint), **environment},
        capture_output=True,
        timeout=seconds,
        check=False,
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())
