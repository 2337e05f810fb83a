"""Each language's own reader, over the files that it can read."""

import re
from collections.abc import Mapping
from importlib import import_module
from pathlib import PurePosixPath

from ztlint.core import Failure, Location, Routes, Unresolved
from ztlint.routes.trees import ADVICE, GRAMMARS, readable, suffix_of

LANGUAGES = {
    "ztlint.routes.python": (".py",),
    "ztlint.routes.javascript": (".js", ".cjs", ".mjs", ".ts", ".mts", ".cts"),
    "ztlint.routes.java": (".java", ".kt"),
    "ztlint.routes.go": (".go",),
}
"""Modules with a function ``extract(files: Mapping[str, bytes]) -> Routes``, and the suffixes of what they
read. ``files`` are all of a repository's by path, so that an extractor can follow imports; tests are not
among them.
"""

COMPANIONS = (".yaml", ".yml", ".json", ".cfg", ".toml", ".mod", ".properties", ".xml", ".gradle", ".kts")
"""Suffixes of files that are no source, and that extractors may look into (definitions, settings)."""

MAX_SIZE = 4 * 1024 * 1024
"""Of one source file, in bytes. Larger ones are generated, and become a Failure."""

_TEST = re.compile(
    r"(?:\A|/)(?:tests?|testing|__tests__|spec|fixtures|site-packages|node_modules|vendor|migrations)/"
    r"|(?:\A|/)(?:test_[^/]*|conftest|tests?|[^/]*_tests?)\.(?:py|go)\Z|\.(?:spec|test)\.[cm]?[jt]sx?\Z"
)


_DECLARES = re.compile(
    rb"fastapi|flask|django\.urls|rest_framework|starlette|express\(|@nestjs|RestController|RequestMapping"
    rb"|RouterFunction|RouteLocator|ws\.rs\.Path"
    rb"|gin-gonic|labstack/echo|go-chi|gorilla/mux|HandleFunc\(|NewServeMux|['\"]express['\"]"
)


def declares(data: bytes) -> bool:
    """Whether a file mentions a framework whose routes are read."""
    return _DECLARES.search(data) is not None


def is_source(path: str) -> bool:
    """Whether some extractor reads files of this name."""
    return PurePosixPath(path).suffix in {suffix for suffixes in LANGUAGES.values() for suffix in suffixes}


def is_test(path: str) -> bool:
    """Whether what a file serves is served to tests only, or is somebody else's code."""
    return _TEST.search(path) is not None


def extract(files: Mapping[str, bytes]) -> Routes:
    """All routes of a repository. ``files`` are relative to its root, with forward slashes."""
    wanted = {path: data for path, data in sorted(files.items()) if not is_test(path)}
    large = [path for path, data in wanted.items() if len(data) > MAX_SIZE and is_source(path)]
    told = [
        Failure(path, f"source larger than {MAX_SIZE} bytes", "Exclude it if it is generated.")
        for path in large
    ]
    small = {path: data for path, data in wanted.items() if path not in large}
    parts = [Routes(failures=tuple(told))]
    for module, suffixes in LANGUAGES.items():
        mine = {path: data for path, data in small.items() if path.endswith(suffixes)}
        if mine:
            unread = missing(mine)
            parts.append(unread if unread is not None else import_module(module).extract(small))
    return _joined(parts)


def missing(files: Mapping[str, bytes]) -> Routes | None:
    """None where files of one language can be read. Where not, those that serve something are told."""
    wanted = {path: data for path, data in files.items() if suffix_of(path) in GRAMMARS and declares(data)}
    if readable(wanted):
        return None
    told = tuple(Unresolved(Location(path), "no grammar is installed to read its routes") for path in wanted)
    more = f", as do {len(wanted) - 1} more" if len(wanted) > 1 else ""
    reason = f"declares routes{more}, and no grammar is installed to read them"
    return Routes(unresolved=told, missing=(Failure(min(wanted), reason, ADVICE),))


def _joined(parts: list[Routes]) -> Routes:
    return Routes(
        tuple(route for part in parts for route in part.routes),
        tuple(one for part in parts for one in part.unresolved),
        tuple(failure for part in parts for failure in part.failures),
        sum(part.files for part in parts),
        tuple(one for part in parts for one in part.idle),
        tuple(failure for part in parts for failure in part.missing),
    )
