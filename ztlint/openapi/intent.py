"""Intent: what the authors of a definition declare to be as they want it."""

from ztlint.documents import Node


def intended_public(operation: Node) -> bool:
    """Whether ``x-ztlint: {public: {reason: ...}}`` stands at the operation. No reason, no intent."""
    declared = operation.get("x-ztlint", "public")
    return declared is not None and bool(declared.text("reason").strip())
