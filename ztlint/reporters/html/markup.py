"""Text to HTML."""

from html import escape

from ztlint.reporters.escape import visible


def text(value: str) -> str:
    """For element content and for attributes in double quotes alike; controls stand as escapes."""
    return escape(visible(value))
