"""Modules that a program finds by the names of files: ``fs.readdirSync``, ``glob``, ``require-dir``."""

import posixpath
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

from ztlint.routes.javascript.base import SUFFIXES
from ztlint.routes.javascript.modules import ROOT, Modules
from ztlint.routes.javascript.values import Function, Items, Scope, Thing, Value
from ztlint.routes.joining import Text
from ztlint.routes.trees import Node, child, text, within

MAX_LISTED = 2_000
"""Names of one folder, or files that one pattern means."""
MAX_PATTERN = 200
_JOINS = ("path.join", "path.resolve", "path.posix.join", "path.posix.resolve")
_LISTS = (
    "fs.readdirSync",
    "fs.readdir",
    "fs.promises.readdir",
    "fs/promises.readdir",
    "fs-extra.readdirSync",
)
_GLOBS = re.compile(r"(?:glob|fast-glob|globby|tiny-glob)(?:\.(?:sync|globSync|globbySync|glob|globby))?\Z")
_REQUIRES = ("require-dir", "require-directory", "require-all")


class Folders(Modules):
    """Only names of files that were read are known here; nothing is opened."""

    def foldered(self, name: str, arguments: list[Value], node: Node, scope: Scope) -> Value:
        words = [one.value for one in arguments if isinstance(one, Text) and one.complete]
        if name in _JOINS or name.startswith(("path.basename", "path.dirname", "path.parse", "path.extname")):
            return _pathed(name, words) if len(words) == len(arguments) and words else None
        if name == "url.fileURLToPath" and "import.meta.url" in text(node):
            return Text(ROOT + scope.tree.path)
        if name in _LISTS and words and words[0].startswith(ROOT):
            return self._read(words[0], arguments)
        if _GLOBS.match(name) and words and len(words[0]) <= MAX_PATTERN:
            return Items([Text(ROOT + one) for one in self._matching(words[0], node, scope)])
        if name in _REQUIRES:
            return self._all(node, words, scope)
        return None

    def _read(self, folder: str, arguments: list[Value]) -> Value:
        base = _plain(folder)
        self.spend(len(self.files))
        start = f"{base}/" if base else ""
        names = {path[len(start) :].split("/", 1)[0] for path in self.files if path.startswith(start)}
        found = Items([Text(one) for one in sorted(names)[:MAX_LISTED]])
        if isinstance(arguments[-1], Function):
            self.call(arguments[-1], [None, found])
        return found

    def _matching(self, pattern: str, node: Node, scope: Scope) -> Iterator[str]:
        """As seen from the root, from a folder that is named, or from the module itself."""
        self.spend(len(self.files))
        option = re.search(r"cwd\s*:\s*__dirname", text(child(node, "arguments")))
        base = posixpath.dirname(scope.tree.path) if option else ""
        whole = (
            _plain(pattern) if pattern.startswith(ROOT) else posixpath.normpath(posixpath.join(base, pattern))
        )
        wanted = [whole.replace("/**/", "/"), whole.replace("**/", "*/")] if "**" in whole else [whole]
        wanted = [one for each in wanted for one in _braces(each)]
        found = (path for path in sorted(self.files) if path.endswith(SUFFIXES))
        matching = (path for path in found if any(fnmatchcase(path, one) for one in wanted))
        yield from (path for _, path in zip(range(MAX_LISTED), matching, strict=False))

    def _all(self, node: Node, words: list[str], scope: Scope) -> Thing:
        self.spend(len(self.files))
        own = posixpath.dirname(scope.tree.path)
        found = re.search(r"dirname\s*:", text(node)) and self._option(node, scope)
        base = _plain(found) if found else posixpath.normpath(posixpath.join(own, words[0] if words else "."))
        start = f"{base}/" if base not in ("", ".") else ""
        paths = [path for path in sorted(self.files) if path.startswith(start) and path.endswith(SUFFIXES)]
        near = [path for path in paths if "/" not in path[len(start) :] and path != scope.tree.path]
        return Thing(
            {posixpath.splitext(posixpath.basename(path))[0]: self.module(path) for path in near[:MAX_LISTED]}
        )

    def _option(self, node: Node, scope: Scope) -> str | None:
        value = self.value(within(child(node, "arguments"))[0], scope)
        folder = value.fields.get("dirname") if isinstance(value, Thing) else None
        return folder.value if isinstance(folder, Text) and folder.value.startswith(ROOT) else None


def _plain(path: str) -> str:
    return posixpath.normpath(path.removeprefix(ROOT)).removeprefix(".").strip("/")


def _pathed(name: str, words: list[str]) -> Value:
    if name in _JOINS:
        last = max((at for at, one in enumerate(words) if one.startswith(ROOT)), default=0)
        path = posixpath.join(*words[last:]) if not name.endswith("join") else "/".join(words[last:])
        return Text(path if path.startswith(ROOT) else posixpath.normpath(path))
    if name.endswith("dirname"):
        return Text(posixpath.dirname(words[0]))
    base = posixpath.basename(words[0])
    stem, suffix = posixpath.splitext(base)
    if name.endswith("parse"):
        return Thing({"name": Text(stem), "base": Text(base), "ext": Text(suffix)})
    return Text(
        suffix if name.endswith("extname") else base.removesuffix(words[1]) if len(words) > 1 else base
    )


def _braces(pattern: str) -> list[str]:
    """``*.{js,ts}`` is two patterns."""
    found = re.search(r"\{([^{}]*)\}", pattern)
    if found is None:
        return [pattern]
    return [pattern[: found.start()] + one + pattern[found.end() :] for one in found[1].split(",")[:8]]
