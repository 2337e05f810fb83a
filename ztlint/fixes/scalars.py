"""Keys and values, written in the style of what stands there or beside it."""

import json
import re
from typing import Final

from ztlint.documents.yaml_scalars import plain


class Uncertain(Exception):  # noqa: N818 - no error: there is just no edit that is certain
    """The text at hand leaves more than one way, or one that can't be told for sure."""


# No indicator of YAML in any place where it would mean something, in block or in flow style.
_PLAIN: Final = re.compile(r"[A-Za-z0-9_/.][A-Za-z0-9_/.:@~%+=-]*(?<!:)")


def written(value: str | bool, like: str) -> str:  # noqa: FBT001 - a value, not a switch
    """``value`` with the quotes that the scalar text ``like`` has."""
    if isinstance(value, bool):
        return str(value).lower()
    if like[:1] in ("&", "*", "!", "|", ">") or not like or "\n" in like or "\r" in like:
        raise Uncertain
    if like.startswith("'") and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    if not like.startswith('"') and _PLAIN.fullmatch(value) and plain(value) == value:
        return value
    return json.dumps(value, ensure_ascii=not value.isprintable())
