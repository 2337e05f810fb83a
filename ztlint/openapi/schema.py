"""Schema objects, read the same way in every version."""

from typing import Any

_NONE: frozenset[str] = frozenset()


def types_of(value: Any) -> frozenset[str]:
    """The values of ``type``, one or several (from 3.1 on); empty where a schema does not say."""
    kinds = value.get("type") if isinstance(value, dict) else None
    if isinstance(kinds, str):
        return frozenset((kinds,))
    return frozenset(kind for kind in kinds if isinstance(kind, str)) if isinstance(kinds, list) else _NONE


def closed_set(value: Any) -> bool:
    """Whether a schema lists its values, and so leaves no room for others."""
    return isinstance(value, dict) and (bool(value.get("enum")) or "const" in value)
