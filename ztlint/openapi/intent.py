"""Intent: what the authors of a definition declare to be as they want it."""

import datetime as dt

from ztlint.core import is_past
from ztlint.documents import Node


def intended_public(operation: Node, today: dt.date) -> bool:
    """Whether ``x-ztlint: {public: {reason: ...}}`` stands at the operation. No reason, no intent; and none
    after its ``expires``.
    """
    declared = operation.get("x-ztlint", "public")
    if declared is None or not declared.text("reason").strip():
        return False
    expires = declared.get("expires")
    return expires is None or expires.value is None or not is_past(str(expires.value), today)
