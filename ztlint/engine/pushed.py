"""What a pre-push hook is about to send."""

import re
from collections.abc import Mapping

from ztlint.errors import UsageError
from ztlint.sources.pushed import Pushed

_NOBODY = frozenset("0")


def pushed_range(environ: Mapping[str, str]) -> str:
    """From pre-commit's variables. All of the branch where the other side has nothing yet: then pre-commit
    says only its name. All of HEAD where nothing is said.
    """
    before, after = environ.get("PRE_COMMIT_FROM_REF", ""), environ.get("PRE_COMMIT_TO_REF", "")
    if not after or frozenset(after) == _NOBODY:
        return environ.get("PRE_COMMIT_LOCAL_BRANCH") or "HEAD"
    if not before or frozenset(before) == _NOBODY:
        return after
    return f"{before}..{after}"


_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def pushed_refs(text: str, remote: str) -> Pushed:
    """From the standard input of a pre-push hook (githooks(5)): a line for each reference. Zeros
    stand for one that the other side does not have, or that is deleted. Raises UsageError.
    """
    tips: dict[str, None] = {}
    known: dict[str, None] = {}
    for line in text.splitlines():
        # A name may hold no space, but "HEAD~3:main" pushes what is written as it was typed.
        fields = line.rsplit(" ", 3)
        if len(fields) != 4 or not all(_ID.fullmatch(one) for one in (fields[1], fields[3])):
            raise UsageError("--pre-push could not read standard input", "Call it from git's pre-push hook.")
        for one, kept in ((fields[1], tips), (fields[3], known)):
            if frozenset(one) != _NOBODY:
                kept[one] = None
    return Pushed(tuple(tips), tuple(known), remote)
