"""What is installed is what lies here: the wheel carries every rule."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from ztlint.rulebook import load_rulebook, rules_folder

CHECKOUT = Path(__file__).parents[1]


def run(*command: str | Path, folder: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [*map(str, command)], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_has_the_rules_of_the_checkout(tmp_path: Path) -> None:
    """The clean environment borrows the dependencies of this one, so that no network is needed."""
    pytest.importorskip("hatchling", reason="hatchling builds the wheel")
    build = "import hatchling.build, sys; hatchling.build.build_wheel(sys.argv[1])"
    run(sys.executable, "-c", build, tmp_path, folder=CHECKOUT)
    (wheel,) = tmp_path.glob("*.whl")
    names = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("ztlint/_rules/")}
    files = (path for path in rules_folder().rglob("*") if path.is_file())
    assert names == {f"ztlint/_rules/{path.relative_to(rules_folder()).as_posix()}" for path in files}
    clean = tmp_path / "clean"
    venv.create(clean, with_pip=True)
    run(clean / "bin" / "pip", "install", "--quiet", "--no-deps", "--no-index", wheel, folder=tmp_path)
    (packages,) = clean.glob("lib/python*/site-packages")
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    where = run(clean / "bin" / "python", "-c", "import ztlint; print(ztlint.__file__)", folder=tmp_path)
    assert Path(where).is_relative_to(clean)
    listed = run(clean / "bin" / "ztlint", "rules", "list", folder=tmp_path)
    assert [line.split()[0] for line in listed.splitlines()] == [rule.id for rule in load_rulebook().rules]
