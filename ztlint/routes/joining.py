"""Paths and guard states as routes have them, for all languages that are read through their syntax trees."""

import re
from collections.abc import Iterable

from msgspec import Struct

from ztlint.core import Guard, Witness
from ztlint.routes.naming import Says

_COLON = re.compile(r"[:*]([A-Za-z_]\w*)(?:\((?:[^()]|\([^()]*\))*\))?[?+*]?")
_TYPED = re.compile(r"\{\*?([A-Za-z_][\w-]*(?:\.[\w-]+)*)(?::[^{}]*(?:\{[^{}]*\}[^{}]*)*|\.\.\.)?\}")
_PARAMETER = re.compile(r"\{([^{}]*)\}")


class Text(Struct, frozen=True):
    """A string; where ``complete`` is false something unknown stands before it."""

    value: str
    complete: bool = True


class Evidence(Struct, frozen=True):
    """What one middleware, decorator or rule says."""

    says: Says
    witness: Witness | None = None
    roles: tuple[str, ...] = ()


def colons(path: str) -> str:
    """``/users/:id([0-9]+)`` as OpenAPI writes it."""
    return _COLON.sub(r"{\1}", path)


def braces(path: str) -> str:
    """``/users/{id:[0-9]+}`` and ``{rest...}`` as OpenAPI writes them."""
    return _TYPED.sub(r"{\1}", path)


def joined(*parts: str) -> str:
    """Pieces of a path, with one slash where they meet and one at the front."""
    path = "/".join(part.strip("/") for part in parts if part.strip("/"))
    last = next((part for part in reversed(parts) if part), "")
    return f"/{path}" + ("/" if last.endswith("/") and last != "/" and path else "")


def parameters(path: str) -> tuple[str, ...]:
    return tuple(_PARAMETER.findall(path))


def state(found: Iterable[Evidence]) -> tuple[Guard, tuple[Witness, ...], tuple[str, ...]]:
    """One guard that refuses is enough; doubt about any of them leaves the route unknown."""
    evidence = list(found)
    for says, guard in ((Says.REFUSES, Guard.GUARDED), (Says.UNSURE, Guard.UNKNOWN)):
        those = [one for one in evidence if one.says is says]
        if those:
            roles = tuple(dict.fromkeys(role for one in those for role in one.roles))
            return guard, _witnesses(those), roles if says is Says.REFUSES else ()
    return Guard.PUBLIC, _witnesses(one for one in evidence if one.says is Says.OPTIONAL), ()


def _witnesses(found: Iterable[Evidence]) -> tuple[Witness, ...]:
    return tuple(dict.fromkeys(one.witness for one in found if one.witness is not None))
