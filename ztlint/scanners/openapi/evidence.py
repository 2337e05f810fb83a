"""What extensions and prose say beyond the specification's own fields, and whether they deny it."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ztlint.documents import Node
from ztlint.openapi import tokens

_NO = (False, None, "", "false", "no", "none", "off", "disabled", "optional", "plain", "unsupported")
_DENIAL = re.compile(
    r"\b(?:no|not|never|without|n't|cannot|can't|don't|doesn't|isn't|aren't|optional|unsupported|disabled"
    r"|planned|instead of|rather than|nor|neither|yet to)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n\s*\n|\n\s*[-*]|;")
_MAX_DEPTH = 4


def affirms(text: str, subject: re.Pattern[str]) -> bool:
    """Whether a sentence speaks of ``subject`` and does not deny it."""
    if not subject.search(text):
        return False
    return any(subject.search(part) and not _DENIAL.search(part) for part in _SENTENCE.split(text))


def extensions(node: Node) -> Iterator[tuple[tuple[str, ...], Node]]:
    """Words of the name and node of each ``x-`` value, those nested in them included."""
    pending: list[tuple[tuple[str, ...], Node, int]] = [
        ((), child, 0) for name, child in node.items() if name.startswith("x-")
    ]
    while pending:
        outer, child, depth = pending.pop()
        words = (*outer, *_words(str(child.step)))
        yield words, child
        if depth < _MAX_DEPTH:
            pending.extend((words, below, depth + 1) for _, below in child.items())


def _words(name: str) -> tuple[str, ...]:
    """Words, where ``DPoP`` and ``mTLS`` are one each."""
    return tokens(name.replace("DPoP", "Dpop").replace("mTLS", "Mtls"))


def declares(
    nodes: Iterable[Node], phrases: Iterable[frozenset[str]], prose: re.Pattern[str], key: str = "description"
) -> bool:
    """Whether an extension named after one of ``phrases`` is switched on, or the description affirms it."""
    wanted = tuple(phrases)
    for node in nodes:
        if affirms(node.text(key), prose):
            return True
        for words, child in extensions(node):
            if _on(child.value) and any(phrase.issubset(words) for phrase in wanted):
                return True
    return False


def _on(value: Any) -> bool:
    if isinstance(value, str):
        return value.strip().lower() not in _NO
    if isinstance(value, list):
        return any(_on(item) for item in value)
    return value is not False and value is not None
