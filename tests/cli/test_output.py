"""Where output goes, and what it looks like on a terminal, in a pipe and in a file."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from running import Run, write, ztlint_process
from test_status import BAD, CLEAN

ESCAPE = "\x1b["


def test_several_formats_come_from_one_run(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "openapi.yaml", BAD)
    result = ztlint(tmp_path, "check", "-o", "text", "-o", "json=out.json", "-o", "sarif=out.sarif")
    assert "ZTA301" in result.out
    assert json.loads((tmp_path / "out.json").read_text())["status"] == result.status == 1
    assert json.loads((tmp_path / "out.sarif").read_text())["version"] == "2.1.0"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["openapi.yaml", "out.json", "out.sarif"]


def test_a_file_alone_leaves_standard_output_empty(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "openapi.yaml", BAD)
    assert ztlint(tmp_path, "check", "-o", "json=out.json").out == ""


def test_an_earlier_file_stays_when_the_run_fails(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "out.json", "before")
    assert ztlint(tmp_path, "check", "-o", "json=out.json", "--select", "none").status == 2
    assert (tmp_path / "out.json").read_text() == "before"


@pytest.mark.parametrize("written", ["link.json", "folder/new.json"])
def test_a_link_that_the_repository_brings_is_not_written_through(
    tmp_path: Path, ztlint: Run, written: str
) -> None:
    root = tmp_path / "repository"
    write(root, "openapi.yaml", CLEAN)
    (tmp_path / "outside").mkdir()
    (tmp_path / "victim").write_text("keep")
    (root / "link.json").symlink_to("../victim")
    (root / "folder").symlink_to("../outside")
    result = ztlint(root, "check", "-o", f"json={written}")
    assert (result.status, "symbolic link" in result.err) == (2, True), result.err
    assert (tmp_path / "victim").read_text() == "keep"
    assert not list((tmp_path / "outside").iterdir())


def test_a_link_planted_where_a_temporary_file_might_go_is_not_written_through(tmp_path: Path) -> None:
    root = tmp_path / "repository"
    write(root, "openapi.yaml", CLEAN)
    (tmp_path / "victim").write_text("keep")
    program = (
        "import os, sys; from ztlint.cli.entry import invoke;"
        "os.urandom = lambda n: b'0' * n;"
        "os.symlink('../victim', '.out.json.' + (b'0' * 4).hex());"
        "os.symlink('../victim', f'.out.json.{os.getpid()}');"
        "sys.exit(invoke(['check', '-o', 'json=out.json']))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, check=False)
    assert (tmp_path / "victim").read_text() == "keep"
    assert done.returncode == 2, done.stderr


def test_two_outputs_need_two_files(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "openapi.yaml", CLEAN)
    result = ztlint(tmp_path, "check", "-o", "json=a", "-o", "sarif=./a")
    assert (result.status, "one file" in result.err) == (2, True), result.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_standard_output_is_no_defect(tmp_path: Path) -> None:
    write(tmp_path, "openapi.yaml", CLEAN)
    command = [sys.executable, "-m", "ztlint", "check", "-o", "json"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, "defect" in done.stderr) == (4, False), done.stderr


def test_a_device_is_written_to_and_not_replaced(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "openapi.yaml", CLEAN)
    assert ztlint(tmp_path, "check", "-o", f"json={os.devnull}").status == 0
    assert Path(os.devnull).is_char_device()


@pytest.mark.parametrize(
    ("variables", "arguments", "escapes"),
    [
        ({}, (), 0),
        ({}, ("--color",), 1),
        ({"FORCE_COLOR": "1"}, (), 1),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), 0),
        ({"FORCE_COLOR": "1"}, ("--no-color",), 0),
    ],
)
def test_color(tmp_path: Path, variables: dict[str, str], arguments: tuple[str, ...], escapes: int) -> None:
    write(tmp_path, "openapi.yaml", BAD)
    clean = {"NO_COLOR": "", "FORCE_COLOR": ""}
    result = ztlint_process(tmp_path, "check", *arguments, **(clean | variables))
    assert (ESCAPE in result.out) == escapes


def test_a_reader_who_leaves_early_is_no_error(tmp_path: Path) -> None:
    for number in range(300):
        write(tmp_path, f"{number}.yaml", BAD)
    command = [sys.executable, "-m", "ztlint", "check"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    errors = process.stderr.read().decode()
    process.stderr.close()
    assert (process.wait(60), "Error" in errors) == (1, False), errors


def test_the_last_line_says_what_the_status_means_and_what_was_covered(tmp_path: Path, ztlint: Run) -> None:
    write(tmp_path, "openapi.yaml", CLEAN)
    last = ztlint(tmp_path, "check").err.splitlines()[-1]
    assert last.startswith("ztlint: status 0: ")
    assert last.endswith("1 API definition (1 operation), 1 file")
