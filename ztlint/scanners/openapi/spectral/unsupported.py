"""What rulesets ask for and ztlint does not run, told with what to do about it.

Each is a Failure: a run that left rules out must not look like one in which they held.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from ztlint.core import Failure
from ztlint.documents import Node

WRONG_RULE = "Correct the ruleset; docs/spectral.md shows what is understood."
NO_SUCH_RULE = "Correct the name, or extend the ruleset that has it."

_OWN_RULES = (
    "ztlint's own rules look at security and structure; copy the other rules that you need into a file."
)
_RULESETS = {
    "spectral:oas": _OWN_RULES,
    "@stoplight/spectral-owasp-ruleset": "`--profile compat-owasp` looks for the same things.",
}
_TO_FILE = "Put its rules into a YAML or JSON file of the repository, and extend that."
_JAVASCRIPT = (".js", ".mjs", ".cjs", ".ts")
_DATA = (".yaml", ".yml", ".json")
_OTHER_FORMATS = ("asyncapi", "aas2", "arazzo", "json-schema")
_KEYS = {
    "parserOptions": "ztlint reports duplicate keys itself (ZTA901).",
}


def failure_at(node: Node, reason: str, advice: str) -> Failure:
    span = node.document.span(node.steps)
    return Failure(node.document.path, reason, advice, span.start_line, span.start_column)


def unsupported_ruleset(place: Node, name: str) -> Failure | None:
    """None for a file of rules, which can be read."""
    if "://" in name or name.startswith("//"):
        return failure_at(place, f"the ruleset {name} is not fetched: its rules did not run", _advice(name))
    if name.endswith(_JAVASCRIPT):
        return failure_at(place, f"the ruleset {name} is JavaScript: its rules did not run", _TO_FILE)
    if name.endswith(_DATA):
        return None
    return failure_at(
        place, f"the ruleset {name or '(no name)'} is not read: its rules did not run", _advice(name)
    )


def _advice(name: str) -> str:
    known = (advice for part, advice in _RULESETS.items() if name.startswith(part))
    owasp = _RULESETS["@stoplight/spectral-owasp-ruleset"] if "owasp" in name.lower() else _TO_FILE
    return next(known, owasp)


def other_keys(node: Node) -> Iterator[Failure]:
    """Keys of the file that mean something to Spectral and nothing here."""
    for key, advice in _KEYS.items():
        found = node.get(key)
        if found is not None:
            yield failure_at(found, f"'{key}' has no effect", advice)


def is_about_other_formats(formats: tuple[str, ...] | None) -> bool:
    return bool(formats) and all(name.startswith(_OTHER_FORMATS) for name in formats or ())


def listed(names: Iterable[Any]) -> str:
    """``'a', 'b' and 3 more``."""
    quoted = [f"'{name}'" for name in names]
    if len(quoted) <= 4:
        return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
    return f"{', '.join(quoted[:3])} and {len(quoted) - 3} more"
