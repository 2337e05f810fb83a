"""The repository of the run, for reports."""

import re
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from ztlint.core import Repository
from ztlint.sources.git import is_bare, repository_root

_SCP = re.compile(r"^(?:([\w.-]+)@)?([\w.-]+):(?![/:])(.+)$")


def describe(root: Path) -> Repository | None:
    """Origin, HEAD's commit and branch, read from files alone. None where there is no repository."""
    top = repository_root(root) or (root if is_bare(root) else None)
    if top is None:
        return None
    import git  # noqa: PLC0415 (GitPython takes a tenth of a second to load)

    try:
        with git.Repo(top, expand_vars=False) as repository:
            reader = repository.config_reader("repository")
            origin = reader.get_value('remote "origin"', "url", default="")
            head = repository.head
            branch = None if head.is_detached else head.reference.name
            return Repository(public_uri(str(origin)), _revision(repository), branch)
    except (git.GitError, ValueError, OSError, TypeError):
        return Repository(None, None, None)


def _revision(repository: object) -> str | None:
    """HEAD's commit id, from the reference files: no git process, so no lazy fetch."""
    from git.refs.symbolic import SymbolicReference  # noqa: PLC0415

    try:
        return SymbolicReference.dereference_recursive(repository, "HEAD")  # type: ignore[arg-type]
    except ValueError:
        return None  # before the first commit


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
