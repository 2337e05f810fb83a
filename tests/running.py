"""Real repositories, and the tool as a user runs it."""

import hashlib
import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


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


Run = Callable[..., Result]
"""``run(folder, *arguments)``: one command in the process of the tests."""


def write(folder: Path, path: str, content: str | bytes) -> Path:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.encode() if isinstance(content, str) else content)
    return target


def make_checkout(root: Path) -> Checkout:
    root.mkdir(parents=True)
    repository = Checkout(root)
    repository.git("init", "--quiet", "--initial-branch", "main")
    repository.git("config", "user.name", "A. Tester")
    repository.git("config", "user.email", "tester@example.com")
    repository.git("config", "commit.gpgsign", "false")
    return repository


def ztlint_process(folder: Path, *arguments: str, seconds: float = 180, **environment: str) -> Result:
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


def github_token(seed: str = "a") -> str:
    """A token of the right form whose checksum holds: made here, known to nobody."""
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    noise = hashlib.sha512(seed.encode()).digest()
    body = "".join(digits[byte % 62] for byte in noise[:30])
    value, check = zlib.crc32(body.encode()), ""
    for _ in range(6):
        value, digit = divmod(value, 62)
        check = digits[digit] + check
    return "ghp" + "_" + body + check
