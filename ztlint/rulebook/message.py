"""Messages: ``{name}`` replaced by a value, and nothing else.

Not ``str.format``: its fields reach attributes, and a rule file may come from a stranger.
"""

import re
from collections.abc import Mapping

_FIELD = re.compile(r"\{([a-z_]+)\}")


def fill(message: str, values: Mapping[str, object]) -> str:
    """Unknown names stay as they are, where a test of the rule's examples sees them."""
    return _FIELD.sub(lambda field: str(values.get(field[1], field[0])), message)


def fields(message: str) -> frozenset[str]:
    return frozenset(_FIELD.findall(message))
