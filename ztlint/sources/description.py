"""The repository of the run, for reports."""

import datetime as dt
import re
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from ztlint.core import Repository
from ztlint.sources.git import GitError, git, is_bare, repository_root

_COMMITTER = re.compile(rb"^committer .*> ([0-9]+) [+-][0-9]{4}$", re.MULTILINE)
_SCP = re.compile(r"^(?:([\w.-]+)@)?([\w.-]+):(?![/:])(.+)$")


def describe(root: Path) -> Repository | None:
    """Origin, HEAD's commit with its date, and branch. None where there is no repository."""
    top = repository_root(root) or (root if is_bare(root) else None)
    if top is None:
        return None
    import git as library  # noqa: PLC0415 (GitPython takes a tenth of a second to load)

    try:
        with library.Repo(top, expand_vars=False) as repository:
            reader = repository.config_reader("repository")
            origin = reader.get_value('remote "origin"', "url", default="")
            head = repository.head
            branch = None if head.is_detached else head.reference.name
            revision = _revision(repository)
            return Repository(public_uri(str(origin)), revision, branch, _date(top, revision))
    except (library.GitError, ValueError, OSError, TypeError):
        return Repository(None, None, None)


def _revision(repository: object) -> str | None:
    """HEAD's commit id, from the reference files: no git process, so no lazy fetch."""
    from git.refs.symbolic import SymbolicReference  # noqa: PLC0415

    try:
        return SymbolicReference.dereference_recursive(repository, "HEAD")  # type: ignore[arg-type]
    except ValueError:
        return None  # before the first commit


def _date(root: Path, revision: str | None) -> str | None:
    """When it was committed, as UTC; None where git can't say, or says what is no date."""
    try:
        header = git(root, "cat-file", "commit", revision).partition(b"\n\n")[0] if revision else b""
    except GitError:
        return None
    found = _COMMITTER.search(header)
    try:
        return found and dt.datetime.fromtimestamp(int(found[1]), dt.UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return None


def public_uri(address: str) -> str | None:
    """The address without user, password, query and fragment; None for a path on this machine."""
    if scp := _SCP.match(address):
        return f"ssh://{scp[2]}/{scp[3]}"
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    if parts.scheme not in {"https", "http", "ssh", "git"} or not parts.hostname:
        return None
    return urlunsplit((parts.scheme, parts.hostname + port, parts.path, "", ""))
