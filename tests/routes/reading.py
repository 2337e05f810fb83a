"""Routes of sources that are written inline."""

from ztlint.core import Routes
from ztlint.routes import extract


def read(**files: str) -> Routes:
    """``read(app__main="…")`` is ``app/main.py``; other suffixes are written out: ``spec_yaml``."""
    named = {}
    for name, text in files.items():
        path = name.replace("__", "/")
        path = path.replace("/init", "/__init__") if path.endswith("/init") else path
        path = path[: -len("_yaml")] + ".yaml" if path.endswith("_yaml") else f"{path}.py"
        named[path] = text.encode()
    return extract(named)


def seen(routes: Routes) -> dict[str, str]:
    """``GET /users`` to its guard; ``…`` in front of a path whose beginning is not known."""
    return {f"{one.method} {'' if one.complete else '…'}{one.path}": str(one.guard) for one in routes.routes}


def guards(text: str, **files: str) -> dict[str, str]:
    return seen(read(main=text, **files))
