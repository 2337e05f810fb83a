"""Inputs of unusual size: how long they take, and the most memory that any one process held.

    python benchmarks/large.py [FOLDER]

Needs 6 GB of disk. A token stands in each input, and must be found.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from zlib import crc32

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
BODY = "Zq3vKx81LmWc0TyBn5RdHs7PfJ2uGa"
GIGABYTES = 2 << 30


def token() -> bytes:
    value, check = crc32(BODY.encode()), ""
    for _ in range(6):
        value, digit = divmod(value, 62)
        check = DIGITS[digit] + check
    return f"gh{'p'}_{BODY}{check}".encode()


def git(folder: Path, *arguments: str, stdin: bytes = b"") -> str:
    command = ["git", "-C", str(folder), "-c", "core.bigFileThreshold=1m", *arguments]
    return subprocess.run(command, check=True, input=stdin, capture_output=True).stdout.decode().strip()


def repository(folder: Path) -> Path:
    folder.mkdir()
    git(folder, "init", "--quiet")
    for key, value in (("user.name", "a"), ("user.email", "a@example.com"), ("gc.auto", "0")):
        git(folder, "config", key, value)
    (folder / "README").write_text("read\n")
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "x")


def zeros(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(GIGABYTES)
        file.seek(GIGABYTES - 1000)
        file.write(b"\nkey = " + token() + b"\n")


def lines(folder: Path) -> tuple[Path, list[str]]:
    """10 million lines, the token in the last one."""
    folder.mkdir()
    with (folder / "lines.log").open("wb") as file:
        for _ in range(100):
            file.write(b"an ordinary line\n" * 100_000)
        file.write(token() + b"\n")
    return folder, []


def large_file(folder: Path) -> tuple[Path, list[str]]:
    """2 GB in the working tree."""
    folder.mkdir()
    zeros(folder / "image.raw")
    return folder, []


def large_blob(folder: Path) -> tuple[Path, list[str]]:
    """2 GB in the history, deleted since."""
    repository(folder)
    zeros(folder / "image.raw")
    commit(folder)
    git(folder, "rm", "--quiet", "image.raw")
    commit(folder)
    return folder, ["--history"]


def damaged_pack(folder: Path) -> tuple[Path, list[str]]:
    """1 000 blobs in a pack, one of them damaged."""
    repository(folder)
    for number in range(1000):
        (folder / f"file{number}").write_bytes(os.urandom(2000))
    (folder / "key").write_bytes(token() + b"\n")
    commit(folder)
    git(folder, "repack", "-adq")
    (pack,) = (folder / ".git/objects/pack").glob("*.pack")
    pack.chmod(0o644)
    with pack.open("r+b") as file:
        file.seek(pack.stat().st_size // 2)
        file.write(bytes(8))
    return folder, ["--history"]


def references(folder: Path) -> tuple[Path, list[str]]:
    """100 000 references, the token in the name of one."""
    repository(folder)
    head = git(folder, "rev-parse", "HEAD")
    names = [*(f"refs/heads/b{number}" for number in range(100_000)), f"refs/heads/x-{token().decode()}"]
    git(folder, "update-ref", "--stdin", stdin="".join(f"create {name} {head}\n" for name in names).encode())
    git(folder, "pack-refs", "--all")
    return folder, ["--history"]


def measured(folder: Path, options: list[str]) -> str:
    command = [sys.executable, "-m", "ztlint", "check", "--only", "secrets", *options]
    started = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None  # noqa: S101 (a pipe was asked for)
    assert process.stderr is not None  # noqa: S101
    output, said = process.stdout.read(), process.stderr.read().decode().strip().splitlines()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    found = output.count(b"[ZTS001]") or output.count(b"ZTS001")
    took = time.monotonic() - started
    return f"{took:6.1f} s  {usage.ru_maxrss // 1024:5} MB  found {found}  {said[-1] if said else ''}"


INPUTS: tuple[Callable[[Path], tuple[Path, list[str]]], ...] = (
    lines,
    large_file,
    large_blob,
    damaged_pack,
    references,
)


def run(folder: Path) -> Iterator[str]:
    for build in INPUTS:
        place, options = build(folder / build.__name__)
        yield f"{build.__name__:14} {measured(place, options)}"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as made:
        for line in run(Path(made)):
            print(line, flush=True)
