"""Schema objects, read the same way in every version."""

from typing import Any


def types_of(value: Any) -> frozenset[str]:
    """The values of ``type``, one or several (from 3.1 on); empty where a schema does not say."""
    kinds = value.get("type") if isinstance(value, dict) else None
    listed = kinds if isinstance(kinds, list) else [kinds]
    return frozenset(kind for kind in listed if isinstance(kind, str))


def closed_set(value: Any) -> bool:
    """Whether a schema lists its values, and so leaves no room for others."""
    return isinstance(value, dict) and (bool(value.get("enum")) or "const" in value)
