"""The files of gitleaks, read as they are: its configuration and its list of accepted findings."""

from ztlint.gitleaks.allowlist import Allowlist, Criteria
from ztlint.gitleaks.go import GoRegexError, to_python
from ztlint.gitleaks.ignore import Accepted, read_ignore
from ztlint.gitleaks.read import Entry, GitleaksConfig, read_config

__all__ = [
    "Accepted",
    "Allowlist",
    "Criteria",
    "Entry",
    "GitleaksConfig",
    "GoRegexError",
    "read_config",
    "read_ignore",
    "to_python",
]
