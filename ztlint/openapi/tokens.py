"""Names to tokens: ``resetPasswordURL`` to ``reset password url``."""

import re
from functools import lru_cache

_WORD = re.compile(r"[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+|[^\W\d_]+")


@lru_cache(maxsize=65536)
def tokens(name: str) -> tuple[str, ...]:
    """Lower-case words of a camel, snake, kebab, dotted or spaced name; digits stay with their word."""
    return tuple(word.lower() for word in _WORD.findall(name))
