"""Text to HTML."""

import re
from html import escape

from ztlint.reporters.escape import visible

_CODE = re.compile("`([^`]+)`")


def text(value: str) -> str:
    """For element content and for attributes in double quotes alike; controls stand as escapes."""
    return escape(visible(value))


def prose(value: str) -> str:
    """A line of a rule's prose, with its code spans."""
    return _CODE.sub(r"<code>\1</code>", text(value))
