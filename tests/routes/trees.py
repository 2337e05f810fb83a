"""Routes of sources in other languages than Python that are written inline."""

from reading import seen

from ztlint.core import Routes
from ztlint.routes import extract


def read_all(files: dict[str, str]) -> Routes:
    return extract({path: text.encode() for path, text in files.items()})


def told(files: dict[str, str]) -> dict[str, str]:
    return seen(read_all(files))
