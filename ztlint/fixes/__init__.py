"""Edits of a document's data as exact edits of its text, and the proof that nothing else has changed."""

from ztlint.fixes.apply import Unproven, fixed
from ztlint.fixes.choose import together
from ztlint.fixes.locate import locate

__all__ = ["Unproven", "fixed", "locate", "together"]
