"""Paths of routes and operations, brought to one form."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from ztlint.core import any_glob
from ztlint.openapi import Api, Operation

Segments = tuple[str, ...]

HARMLESS = (
    "/",
    "/**/health*",
    "/**/health*/**",
    "/**/livez",
    "/**/readyz",
    "/**/liveness",
    "/**/readiness",
    "/live",
    "/ready",
    "/ping",
    "/version",
    "/status",
    "/docs/**",
    "/redoc",
    "/swagger*/**",
    "/openapi*/**",
    "/schema/**",
    "/static/**",
    "/assets/**",
    "/media/**",
    "/favicon.ico",
    "/robots.txt",
    "/.well-known/**",
)
"""Globs of paths, behind ``/api/v1`` and the like, that no definition has to describe as long as they are
only read. ``harmless-routes`` of the configuration stands in their place.
"""

_METRICS = re.compile(r"(?:\A|/)(?:metrics|prometheus)/?\Z")
_API = re.compile(r"apis?|rest|v[0-9]+(?:[._][0-9]+)*", re.IGNORECASE)
_PARAMETER = re.compile(r"\{[^{}]*\}")


@lru_cache(maxsize=65536)
def segments(path: str) -> Segments:
    """``/users/{id}.json/`` to ``users, {}.json``."""
    plain = path.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]
    return tuple(_PARAMETER.sub("{}", part) for part in plain.split("/") if part)


def bases(operation: Operation) -> list[Segments]:
    """Paths of the servers under which an operation is served."""
    found = dict.fromkeys(segments(_path_of(server.url)) for server in operation.servers)
    return list(found) or [()]


def _path_of(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:  # brackets that are no address
        return ""


def is_harmless(path: str, globs: tuple[str, ...], *, guarded: bool) -> bool:
    """Metrics only where somebody has to say who is asking."""
    if _METRICS.search(path):
        return guarded
    parts = [part for part in path.split("/") if part]
    while parts and _API.fullmatch(parts[0]):
        parts.pop(0)
    if not parts:
        return "/" in globs
    return any_glob(tuple(glob for glob in globs if glob != "/")).match("/".join(parts)) is not None


def same_shape(route: Segments, operation: Segments) -> bool:
    """Whether a route with parameters answers to what an operation spells out."""
    if len(route) != len(operation):
        return False
    return all(one in ("{}", other) for one, other in zip(route, operation, strict=True))


__all__ = ["HARMLESS", "Api", "Segments", "bases", "is_harmless", "same_shape", "segments"]
