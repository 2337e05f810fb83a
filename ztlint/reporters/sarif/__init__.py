"""The ``sarif`` reporter: SARIF 2.1.0 as GitHub, GitLab, editors and other readers want it."""

from ztlint.reporters.sarif.log import render_sarif

__all__ = ["render_sarif"]
