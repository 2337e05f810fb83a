"""The ``html`` reporter: the whole report as one page that needs nothing else."""

from ztlint.reporters.html.page import render_html

__all__ = ["render_html"]
