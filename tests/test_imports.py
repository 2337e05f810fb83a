"""What must not be loaded where every millisecond counts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from running import Checkout

HEAVY = frozenset({"jsonschema", "jsonschema_rs", "openapi_core", "openapi_spec_validator", "git", "semgrep"})
FOR_VERSION = frozenset({"jsonschema", "openapi_core", "git", "semgrep", "hyperscan", "yaml"})

PROBE = """
import atexit, sys
atexit.register(lambda: sys.stderr.write("MODULES " + " ".join({name.partition(".")[0] for name in sys.modules})))
from ztlint.cli import main
sys.argv = ["ztlint", *sys.argv[1:]]
main()
"""

API = 'openapi: 3.1.0\ninfo: {title: Pets, version: "1"}\npaths: {}\n'


def modules_after(folder: Path, *arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return set(done.stderr.rpartition("MODULES ")[2].split())


def test_the_version_needs_next_to_nothing(tmp_path: Path) -> None:
    loaded = modules_after(tmp_path, "--version")
    assert "ztlint" in loaded
    assert loaded & FOR_VERSION == set()


@pytest.fixture
def two_files(checkout: Checkout) -> Checkout:
    checkout.write("openapi.yaml", API)
    checkout.write("README.md", "Pets\n")
    checkout.git("add", "--all")
    return checkout


def test_the_staged_hook_loads_nothing_heavy(two_files: Checkout) -> None:
    modules_after(two_files.root, "check", "--staged")  # the first run fills the cache of rules
    loaded = modules_after(two_files.root, "check", "--staged")
    assert {"ztlint", "yaml"} <= loaded
    assert loaded & HEAVY == set()


def test_a_whole_check_may_load_them(two_files: Checkout) -> None:
    """Otherwise the two tests above could pass for the wrong reason."""
    loaded = modules_after(two_files.root, "check", "-o", "sarif")
    assert {"git", "jsonschema_rs"} <= loaded
