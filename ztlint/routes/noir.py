"""Routes from the JSON of OWASP Noir, as a further source beside our own extraction."""

import json
import re
from collections.abc import Iterator
from typing import Any

from ztlint.core import Guard, Location, Route, Span
from ztlint.errors import UsageError

MAX_SIZE = 64 * 1024 * 1024
MAX_ROUTES = 200_000
_COLON = re.compile(r":([A-Za-z_]\w*)")
_ANGLES = re.compile(r"<(?:[^<>:]*:)?([^<>:]*)>")


def read_noir(data: bytes, name: str) -> tuple[Route, ...]:
    """Raises UsageError for what is none. Nothing is said about guards: tags are not evidence."""
    advice = "Write it with noir -b PATH -f json -o FILE."
    if len(data) > MAX_SIZE:
        raise UsageError(f"{name} is larger than {MAX_SIZE} bytes", advice)
    try:
        read = json.loads(data)
    except (ValueError, RecursionError):
        raise UsageError(f"{name} is no JSON", advice) from None
    listed = read.get("endpoints") if isinstance(read, dict) else read
    if not isinstance(listed, list):
        raise UsageError(f"{name} holds no list of endpoints", advice)
    return tuple(_routes(listed[:MAX_ROUTES]))


def _routes(listed: list[Any]) -> Iterator[Route]:
    for one in listed:
        if not isinstance(one, dict) or not isinstance(one.get("url"), str):
            continue
        if one.get("protocol") not in (None, "http", "https"):
            continue
        method = str(one.get("method") or "*").upper()
        path = _path(one["url"])
        told = one.get("details")
        details: dict[str, Any] = told if isinstance(told, dict) else {}
        yield Route(
            method="*" if method == "ANY" else method,
            path=path,
            framework=f"noir:{str(details.get('technology') or '')[:40]}",
            location=_location(details),
            handler="",
            guard=Guard.UNKNOWN,
            parameters=tuple(re.findall(r"\{([^{}]*)\}", path)),
        )


def _path(url: str) -> str:
    plain = re.sub(r"\Ahttps?://[^/]*", "", url).split("?")[0]
    plain = _ANGLES.sub(r"{\1}", _COLON.sub(r"{\1}", plain))
    return plain if plain.startswith("/") else f"/{plain}"


def _location(details: dict[str, Any]) -> Location:
    """The first place, with its line where one is told."""
    places = details.get("code_paths")
    first = places[0] if isinstance(places, list) and places and isinstance(places[0], dict) else {}
    path = str(first.get("path") or ".").removeprefix("./")
    line = first.get("line")
    span = Span(0, 0, line, 1, line, 1) if isinstance(line, int) and line > 0 else None
    return Location(path, span=span)
