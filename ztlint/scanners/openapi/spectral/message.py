"""What a rule says, with ``{{error}}``, ``{{property}}``, ``{{value}}`` and the like replaced."""

import re
from collections.abc import Mapping

MAX_LENGTH = 600
"""Characters of one message; values are quoted in them."""

_FIELD = re.compile(r"#?\{\{([^{}\n]{1,200})\}\}")
_PRINT = re.compile(r"""\s*print\(\s*["'](\w+)["']\s*\)\s*\Z""")


def fill(template: str, values: Mapping[str, str]) -> str:
    """Unknown names become nothing, and so do expressions other than ``#{{print("...")}}``."""
    return _clip(_FIELD.sub(lambda found: _replacement(found, values), template).strip())


def _replacement(found: re.Match[str], values: Mapping[str, str]) -> str:
    if not found[0].startswith("#"):
        return values.get(found[1].strip(), "")
    printed = _PRINT.match(found[1])
    if printed is None:
        return ""
    name = printed[1]
    if name == "property":
        return f"'{values['property']}' " if values["property"] else "The document "
    return f"'{values[name]}'" if name == "value" else values.get(name, "")


def _clip(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= MAX_LENGTH else text[: MAX_LENGTH - 3] + "..."
