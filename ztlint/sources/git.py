"""git, called so that nothing a repository's configuration names is run, and nothing is written.

A configuration can name programs in many places: text conversion, external diffs, the file system monitor,
hooks, signature checks, transports. Each is closed here, and no call below needs one.
"""

import fcntl
import io
import os
import selectors
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from ztlint.core import Failure

_SETTINGS = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.untrackedCache=false",
    "core.alternateRefsCommand=",
    "core.sshCommand=false",
    "core.bigFileThreshold=16m",  # larger ones are handed on piece by piece, not held
    "credential.helper=",
    "diff.external=",
    "diff.relative=false",
    "diff.ignoreSubmodules=none",
    "log.showSignature=false",  # else gpg.program runs for every commit
    "protocol.allow=never",
    "safe.bareRepository=explicit",
    "submodule.recurse=false",
)

# Set by git around hooks: the index of a partial commit, and the quarantine of a push not yet accepted. They
# come from whoever calls, not from the repository. Every other GIT_ variable is left out.
_KEPT = frozenset({"GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"})

_ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",  # lazy fetches fail also in git before 2.45, whatever protocol.*.allow says
    "GIT_NO_REPLACE_OBJECTS": "1",  # replacements and grafts would hide what the history really holds
    "GIT_GRAFT_FILE": "/dev/null",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "LC_ALL": "C",  # messages are told apart by their English text
}


_PIPE = 1 << 20  # bytes: the most that Linux gives without privileges

AT_ONCE = 60.0
"""Seconds for what git answers from a few small files: it would wait for ever for a pipe in place of one."""
SOON = 600.0
"""Seconds for what reads the index and the folders, and for a silence while objects are gone through."""


class GitError(Exception):
    """git could not answer. ``reason`` and ``advice`` are fit for a Failure."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.advice = advice

    def failure(self, path: str = ".") -> Failure:
        return Failure(path, self.reason, self.advice)


class GitSilenceError(GitError):
    """git did not answer in time."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"git has not answered for {seconds:.0f} seconds",
            "Look for pipes and for folders of a lost network in .git and in what its config includes.",
        )


def repository_root(folder: Path) -> Path | None:
    """The top of the work tree that holds ``folder``. Found without git: no configuration is believed."""
    start = Path(os.path.abspath(folder))  # noqa: PTH100 (resolve would follow links, and leave the tree)
    return next((place for place in (start, *start.parents) if (place / ".git").exists()), None)


def is_stuck(root: Path) -> bool:
    """Whether git waits for ever for its configuration, or for what HEAD leads to."""
    try:
        git(root, "rev-parse", "--verify", "--quiet", "HEAD")
    except GitError as error:
        return isinstance(error, GitSilenceError)
    return False


def is_bare(root: Path) -> bool:
    return (root / "HEAD").is_file() and (root / "objects").is_dir() and (root / "refs").is_dir()


def is_git_folder(root: Path) -> bool:
    """Whether ``root`` itself is what is called ``.git`` elsewhere: a bare repository, a submodule's, or what
    a further work tree has of its own.
    """
    shared = (root / "commondir").is_file() and (root / "HEAD").is_file()
    return (is_bare(root) or shared) and not (root / ".git").exists()


def git(root: Path, *args: str, seconds: float | None = None) -> bytes:
    """What git prints on standard output. Raises GitError, also after ``seconds`` (default: ``AT_ONCE``)."""
    return run(root, args, seconds=seconds or AT_ONCE)[0]


def run(
    root: Path, args: Sequence[str], *, stdin: bytes | None = None, seconds: float | None
) -> tuple[bytes, str]:
    """Standard output, and standard error for callers that must read git's warnings. Raises GitError, also
    after ``seconds`` where there is a limit.
    """
    try:
        done = subprocess.run(
            command(root, args),
            input=stdin or b"",
            capture_output=True,
            check=False,
            env=environment(root),
            timeout=seconds,
        )
    except OSError as error:
        raise _not_started(error) from error
    except subprocess.TimeoutExpired:
        raise GitSilenceError(seconds or 0) from None
    errors = done.stderr.decode("utf-8", "replace")
    if done.returncode != 0:
        raise explain(root, errors)
    return done.stdout, errors


@contextmanager
def stream(
    root: Path, args: Sequence[str], stdin: IO[bytes] | int = subprocess.DEVNULL
) -> "Iterator[io.BufferedReader[_Patient]]":
    """What git prints, while it runs. Raises GitError at the end; a reader who stops early ends git."""
    with temporary_file() as errors:
        try:
            process = subprocess.Popen(
                command(root, args),
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=errors,
                bufsize=0,
                env=environment(root),
            )
        except OSError as error:
            raise _not_started(error) from error
        with process:
            assert process.stdout is not None  # noqa: S101 (a pipe was asked for)
            _widen(process.stdout)
            output = io.BufferedReader(_Patient(process.stdout), _PIPE)
            try:
                yield output
                left = output.read(1)
            except BaseException:
                process.kill()
                raise
            if left:
                process.kill()
            elif process.wait() != 0:
                errors.seek(0)
                raise explain(root, errors.read().decode("utf-8", "replace"))


class _Patient(io.RawIOBase):
    """A pipe to read from, but not for ever. Raises GitSilenceError."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._ready = selectors.DefaultSelector()
        self._ready.register(pipe, selectors.EVENT_READ)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._ready.select(SOON):
            raise GitSilenceError(SOON)
        return os.readv(self._pipe.fileno(), [buffer])

    def close(self) -> None:
        self._ready.close()
        super().close()


def temporary_file() -> IO[bytes]:
    from tempfile import TemporaryFile  # noqa: PLC0415 - slow to load

    return TemporaryFile()


def _widen(pipe: IO[bytes]) -> None:
    """A full-size pipe halves the time that a history takes; where there is no such call, it takes longer."""
    if sys.platform == "linux":
        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)


def command(root: Path, args: Sequence[str]) -> list[str]:
    """The whole command line. Commands that show differences could convert them with a program."""
    name, *rest = args
    safe = ("--no-ext-diff", "--no-textconv") if name in {"log", "show", "diff"} else ()
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    bare = ["--git-dir=."] if is_git_folder(root) else []
    return ["git", "-C", str(root), "--no-pager", *settings, *bare, name, *safe, *rest]


def environment(root: Path) -> dict[str, str]:
    """The caller's environment without git's own variables, and what keeps git from running anything."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or (name in _KEPT and not _is_of_another(root, value))
    }
    top = root if is_git_folder(root) else repository_root(root)
    # core.worktree could send git to another folder; the variable goes before it.
    place = {"GIT_WORK_TREE": str(top)} if top is not None else {}
    return {**kept, **_ENVIRONMENT, **place}


def _is_of_another(root: Path, value: str) -> bool:
    """Whether a place named by the caller belongs to the repository around: hooks are run for one."""
    place = os.path.abspath(os.path.join(root, value))  # noqa: PTH100, PTH118 (links stay as they are named)
    own = root if is_git_folder(root) else repository_root(root)
    around = repository_root(own.parent) if own is not None else None
    if own is None or around is None or Path(place).is_relative_to(own):
        return False
    return Path(place).is_relative_to(around / ".git")


def _not_started(error: OSError) -> GitError:
    if isinstance(error, FileNotFoundError):
        return GitError("git was not found", "Install git, or put it on PATH.")
    return GitError(f"git could not be started: {error.strerror}", "Check that git runs on this machine.")


def explain(root: Path, errors: str) -> GitError:
    """What git says, with the command that mends it."""
    if "dubious ownership" in errors:
        return GitError(
            "git does not trust this repository: it belongs to another user",
            f"If you trust it: git config --global --add safe.directory {repository_root(root) or root}",
        )
    if "not a git repository" in errors:
        return GitError(
            "not a git repository", "Run it inside a repository, or without the option that needs one."
        )
    lines = [
        line for line in errors.splitlines() if line.startswith(("fatal:", "error:"))
    ] or errors.splitlines()
    reason = lines[-1].partition(": ")[2] or lines[-1] if lines else "no message"
    return GitError(
        f"git failed: {reason}", "Run git fsck --full, and fetch again what it reports as missing."
    )
