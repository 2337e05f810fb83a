"""Names of modules that configuration maps to folders: tsconfig, package.json, workspaces."""

import json
import posixpath
import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

_COMMENTS = re.compile(r"^\s*//.*$|/\*.*?\*/|,(?=\s*[}\]])", re.MULTILINE)
_CONFIG = re.compile(r"(?:\A|/)(?:tsconfig[^/]*|jsconfig)\.json\Z")
_PACKAGE = re.compile(r"(?:\A|/)package\.json\Z")


class Alias(Struct, frozen=True):
    """What names that begin so mean below ``folder``. After ``exact`` ones only a slash may follow."""

    folder: str
    start: str
    target: str
    exact: bool = False

    def leads(self, name: str) -> str | None:
        if name == self.start or (name.startswith(self.start) and not self.exact):
            return posixpath.normpath(self.target + name[len(self.start) :])
        if self.exact and name.startswith(f"{self.start}/"):
            return posixpath.normpath(posixpath.join(self.target, name[len(self.start) + 1 :]))
        return None

    def near(self, path: str) -> bool:
        return not self.folder or path.startswith(f"{self.folder}/")


def aliases(files: Mapping[str, bytes]) -> list[Alias]:
    """Those of deeper folders first."""
    found: list[Alias] = []
    for path, data in files.items():
        read = _configured if _CONFIG.search(path) else _packaged if _PACKAGE.search(path) else None
        if read is not None:
            try:
                found += read(posixpath.dirname(path), _loaded(data))
            except (ValueError, AttributeError, TypeError, IndexError, RecursionError):
                continue
    return sorted(found, key=lambda one: -one.folder.count("/") - bool(one.folder))


def _loaded(data: bytes) -> dict[str, object]:
    words = data.decode("utf-8", "replace")
    try:
        return dict(json.loads(words))
    except ValueError:
        return dict(json.loads(_COMMENTS.sub("", words)))


def _configured(folder: str, config: dict[str, object]) -> Iterator[Alias]:
    options = dict(config.get("compilerOptions") or {})  # type: ignore[call-overload]
    base = posixpath.join(folder, options.get("baseUrl") or ".")
    for name, targets in (options.get("paths") or {}).items():
        target = posixpath.join(base, targets[0].rstrip("*"))
        yield Alias(folder, name.rstrip("*"), target, exact=not name.endswith("*"))
    if "baseUrl" in options:
        yield Alias(folder, "", f"{base}/")


def _packaged(folder: str, package: dict[str, object]) -> Iterator[Alias]:
    """``_moduleAliases``, ``imports``, and the package's own name, by which its neighbours know it."""
    mapped = dict(package.get("_moduleAliases") or {})  # type: ignore[call-overload]
    for name, target in mapped.items():
        yield Alias(folder, name, posixpath.join(folder, target), exact=True)
    for name, target in dict(package.get("imports") or {}).items():  # type: ignore[call-overload]
        first = target if isinstance(target, str) else next(iter(target.values()))
        yield Alias(
            folder,
            name.split("*")[0],
            posixpath.join(folder, first.split("*")[0]),
            exact=not name.endswith("*") and "*" not in name,
        )
    name, main = package.get("name"), package.get("main")
    if isinstance(name, str) and folder:
        target = posixpath.join(folder, main) if isinstance(main, str) else folder
        yield Alias("", name, target, exact=True)
        yield Alias("", name, posixpath.join(folder, "src"), exact=True)
        yield Alias("", f"{name}/", f"{folder}/")
