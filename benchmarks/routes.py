"""Recall of route extraction on OWASP Noir's own fixtures (MIT; nothing of them is copied).

Usage: python benchmarks/routes.py CHECKOUT [PREFIX…], where a prefix chooses testers: flask django fastapi.
"""

import re
import sys
from pathlib import Path

from ztlint.routes import extract

_TESTER = re.compile(r'FunctionalTester\.new\("fixtures/([^"]+)"')
_EXPECTED = re.compile(r'Endpoint\.new\(\s*"([^"]+)",\s*"([A-Z]+)"')
_PARAMETER = re.compile(r"\{[^}]*\}|:\w+|<[^>]*>")
_DEFAULT = (
    "fastapi",
    "flask",
    "django_app",
    "django_callees",
    "django_multi",
    "django_spec",
    "starlette",
    "quart",
)


def shape(path: str) -> str:
    return _PARAMETER.sub("{}", path).rstrip("/") or "/"


def measure(tester: Path, fixtures: Path) -> tuple[str, int, int, int]:
    """Name, expected, found, and what was found beyond that."""
    text = tester.read_text("utf-8")
    folder = _TESTER.search(text)
    if folder is None:
        return tester.stem, 0, 0, 0
    expected = {(method, shape(path)) for path, method in _EXPECTED.findall(text)}
    root = fixtures / folder[1]
    files = {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }
    found = {(route.method, shape(route.path)) for route in extract(files).routes}
    anything = {path for method, path in found if method == "*"}
    hit = {one for one in expected if one in found or one[1] in anything}
    extra = {one for one in found if one not in expected and one[0] != "*"}
    return folder[1], len(expected), len(hit), len(extra)


def main(checkout: str, *prefixes: str) -> None:
    base = Path(checkout) / "spec/functional_test"
    total = hits = 0
    for tester in sorted(base.glob("testers/*/*.cr")):
        if tester.name.startswith(prefixes or _DEFAULT):
            name, expected, hit, extra = measure(tester, base / "fixtures")
            total, hits = total + expected, hits + hit
            print(f"{name:44} {hit:4} of {expected:4}, {extra:3} more")
    print(f"{hits} of {total}: {hits / max(total, 1):.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
