"""What a pre-push hook is about to send."""

from collections.abc import Mapping

_NOBODY = frozenset("0")


def pushed_range(environ: Mapping[str, str]) -> str:
    """From pre-commit's variables. All of HEAD where the other side has nothing yet, or is unknown."""
    before, after = environ.get("PRE_COMMIT_FROM_REF", ""), environ.get("PRE_COMMIT_TO_REF", "")
    if not after or frozenset(after) == _NOBODY:
        return "HEAD"
    if not before or frozenset(before) == _NOBODY:
        return after
    return f"{before}..{after}"
