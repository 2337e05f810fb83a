"""Expected errors. Each says what to do next and which exit status it ends in.

ZtlintError (2)
├── UsageError              a flag, path or revision that does not fit
├── ConfigurationError      a configuration file that cannot be read or is wrong
└── RuleError               a rule file that is wrong
"""


class ZtlintError(Exception):
    """An error that a user can do something about."""

    exit_status = 2

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


class UsageError(ZtlintError):
    """A flag, path or revision that does not fit."""


class ConfigurationError(ZtlintError):
    """A configuration file that cannot be read or is wrong."""


class RuleError(ZtlintError):
    """A rule file that is wrong."""
