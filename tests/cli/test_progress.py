"""The bar: on a terminal, for long work, and nowhere else."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

WORK = """
import sys
from ztlint.cli import progress
progress._PATIENCE = float(sys.argv[1])
bar = progress.TerminalProgress()
for done in range(1, 11):
    bar.step("files", done, 10)
bar.step("blobs", 1, 10)
bar.note("by the way")
bar.close()
"""


def shown_on_a_terminal(patience: str) -> str:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "TERM": "xterm"}
    command = [sys.executable, "-c", WORK, patience]
    subprocess.run(command, stdout=theirs, stderr=theirs, env=environment, check=True, timeout=60)
    os.close(theirs)
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        return terminal.read(65536).decode()


def test_long_work_has_a_bar() -> None:
    shown = shown_on_a_terminal("0")
    assert all(part in shown for part in ("files", "100%", "blobs", "ztlint: note: by the way"))


def test_short_work_has_none() -> None:
    shown = shown_on_a_terminal("60")
    assert "%" not in shown
    assert "by the way" in shown


def test_a_pipe_has_none(capfd: pytest.CaptureFixture[str]) -> None:
    from ztlint.cli.progress import TerminalProgress

    bar = TerminalProgress()
    bar._start = 0
    bar.step("files", 1, 2)
    bar.close()
    assert capfd.readouterr().err == ""
