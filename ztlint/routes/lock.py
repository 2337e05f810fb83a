"""``routes.lock``: one route a line, sorted, so that a review sees what becomes of each."""

from collections.abc import Iterable
from urllib.parse import quote, unquote

from msgspec import Struct

from ztlint.core import Guard, Route

NAME = "routes.lock"
HEAD = "# routes.lock 1: method path guard roles handler (ztlint inventory --write routes.lock)\n"
MAX_LINES = 200_000

_SAFE = "/{}[]():*.,;=@!$&'+~-_<>|^"


class Locked(Struct, frozen=True):
    """One line, counted from 1. ``path`` begins with ``…`` where the route's beginning is not known."""

    method: str
    path: str
    guard: Guard
    roles: tuple[str, ...]
    handler: str
    line: int = 0

    @property
    def label(self) -> str:
        return f"{self.method} {self.path}"


def locked(route: Route) -> Locked:
    path = route.path if route.complete else f"…{route.path}"
    return Locked(route.method, path, route.guard, tuple(sorted(route.roles)), route.handler)


def render_lock(routes: Iterable[Route]) -> str:
    lines = sorted({_line(locked(route)) for route in routes})
    return HEAD + "".join(f"{line}\n" for line in lines)


def _line(one: Locked) -> str:
    roles = ",".join(quote(role, safe=":./*") for role in one.roles) or "-"
    path, handler = quote(one.path, safe=_SAFE + "…"), quote(one.handler, safe=_SAFE) or "-"
    return f"{one.method} {path} {one.guard} {roles} {handler}"


def read_lock(text: str) -> tuple[list[Locked], list[int]]:
    """The routes, and the numbers of lines that are none."""
    found: list[Locked] = []
    wrong: list[int] = []
    for number, line in enumerate(text.split("\n")[:MAX_LINES], 1):
        parts = line.split()
        if not parts or parts[0].startswith("#"):
            continue
        one = _parsed(parts, number)
        if one is None:
            wrong.append(number)
        else:
            found.append(one)
    return found, wrong


def _parsed(parts: list[str], number: int) -> Locked | None:
    if len(parts) != 5 or parts[2] not in set(Guard):
        return None
    method, path, guard, roles, handler = parts
    names = () if roles == "-" else tuple(unquote(role) for role in roles.split(","))
    return Locked(
        method, unquote(path), Guard(guard), names, "" if handler == "-" else unquote(handler), number
    )
