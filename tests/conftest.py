"""Surroundings of all tests: nothing of the user's, and a run that cannot hang."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest
from running import Checkout, Result, Run, make_checkout

from ztlint.cli.entry import invoke

_PATIENCE = 180  # seconds until a run counts as hung


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
