"""Settings of Spring programs, application.properties and application.yaml, with their places."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct, field

from ztlint.core import Location, Span, Witness
from ztlint.routes.java.source import module_of

_MAIN = re.compile(r"(?:\A|/)(?:application|bootstrap)\.\w+\Z")
_SETTINGS = re.compile(r"(?:\A|/)(?:application|bootstrap)(?:-[^/]*)?\.\w+\Z")
_ACTIVATES = ("spring.config.activate.on-profile", "spring.profiles")
_METADATA = re.compile(r"configuration-metadata\.json\Z")
_REMOTE = ("spring.config.import", "spring.cloud.config.uri")
_DOUBT = re.compile(r"\$\{|\\|@")
_CARRIES = re.compile(rb"\bapplication[\w-]*\.(?:ya?ml|properties)\b")
"""In a file that holds or mounts settings of a program, as a ConfigMap does."""
_NAMED = re.compile(rb"(?:(?<=-D)|(?<![\w.-])|(?<=--))[A-Za-z]\w*(?:[._-]\w+)+")
MAX_SETTINGS = 5000
"""Of one file."""


class Setting(Struct, frozen=True):
    value: str
    witness: Witness


class Settings(Struct, eq=False, dict=True):
    """Of all programs of a repository, by their folder: ``main`` holds whatever the profile is, ``profiles``
    are names that some profile sets, ``texts`` other files that can set something.
    """

    main: dict[str, dict[str, Setting]] = field(default_factory=dict)
    profiles: dict[str, set[str]] = field(default_factory=dict)
    texts: dict[str, bytes] = field(default_factory=dict)

    def read(self, path: str, data: bytes) -> None:
        if "/src/test/" in f"/{path}" or _METADATA.search(path):
            return
        if not path.endswith((".properties", ".yml", ".yaml")) or not _SETTINGS.search(path):
            if not path.endswith((".java", ".kt")) or b"setProperty(" in data:
                self.texts[path] = data
            return
        folder = module_of(path)
        for found in _documents(path, data.decode("utf-8", "replace")):
            if _MAIN.search(path) and not any(name in found for name in _ACTIVATES):
                known = self.main.setdefault(folder, {})
                twice = (
                    name for name, one in found.items() if name in known and known[name].value != one.value
                )
                self.profiles.setdefault(folder, set()).update(_relaxed(name) for name in twice)
                known.update(found)
            else:
                self.profiles.setdefault(folder, set()).update(_relaxed(name) for name in found)

    def known(self, path: str) -> Mapping[str, Setting]:
        """Of the program of a source; of the only one there is where folders are not those of a build."""
        found = self.main.get(module_of(path))
        if found is None and "src/main/" not in path:
            others = [
                one for folder, one in self.main.items() if folder in ("resources", "config", "src", "")
            ]
            return others[0] if len(others) == 1 else {}
        return found or {}

    def settled(self, name: str, path: str) -> Setting | None:
        """One that no profile, environment or remote store can change, as far as the repository shows."""
        known = self.known(path)
        found = known.get(name)
        if found is None or "." not in name or _DOUBT.search(found.value):
            return None
        if any(remote in known for remote in _REMOTE):
            return None
        last = re.compile(rb"\b%s\b" % re.escape(name.rsplit(".", 1)[-1]).encode())
        changed = (_relaxed(name) in self._changes, name in self._words, _environment(name) in self._words)
        return None if any(changed) or any(last.search(one) for one in self._carriers) else found

    @cached_property
    def _changes(self) -> set[str]:
        """Names that profiles set, or that programs of the repository set to several values."""
        values: dict[str, set[str]] = {}
        for known in self.main.values():
            for name, one in known.items():
                values.setdefault(_relaxed(name), set()).add(one.value)
        return {name for name, said in values.items() if len(said) > 1}.union(*self.profiles.values())

    @cached_property
    def _carriers(self) -> list[bytes]:
        every = self.texts.items()
        return [
            one for path, one in every if path.endswith((".yml", ".yaml", ".json")) and _CARRIES.search(one)
        ]

    @cached_property
    def _words(self) -> set[str]:
        """Whatever looks like the name of a setting in other files."""
        found: set[bytes] = set()
        for data in self.texts.values():
            found.update(_NAMED.findall(data))
        return {one.decode("ascii", "replace") for one in found}


def _relaxed(name: str) -> str:
    """As Spring compares names: ``my-app.useTls`` is ``my-app.use-tls``."""
    return re.sub(r"[-_]", "", name).lower()


def _environment(name: str) -> str:
    return name.replace("-", "").replace(".", "_").upper()


def _documents(path: str, words: str) -> Iterator[dict[str, Setting]]:
    if not path.endswith(".properties"):
        yield from yaml_settings(path, words)
        return
    at = 0
    for part in re.split(r"(?m)(?<=\n)(?=[#!]---[ \t]*$)", words):
        yield _properties(path, words, part, at)
        at += len(part)


def _properties(path: str, words: str, part: str, at: int) -> dict[str, Setting]:
    found: dict[str, Setting] = {}
    for line in part.splitlines(keepends=True):
        split = re.match(r"\s*([^#!\s=:][^=:\s]*)(?:[ \t]*[=:][ \t]*|[ \t]+)(.*)", line)
        if split and len(found) < MAX_SETTINGS:
            begin = at + split.start(1)
            found[split[1]] = Setting(split[2].strip(), _witness(path, words, begin, line.strip()))
        at += len(line)
    return found


def _witness(path: str, words: str, begin: int, said: str) -> Witness:
    row = words.count("\n", 0, begin) + 1
    column = begin - words.rfind("\n", 0, begin)
    width = len(words[begin : begin + len(said)].split("\n", 1)[0])
    return Witness(
        said[:80], Location(path, span=Span(begin, begin + width, row, column, row, column + width))
    )


def yaml_settings(path: str, words: str) -> Iterator[dict[str, Setting]]:
    """Plain settings of each document, by their dotted names."""
    import yaml  # noqa: PLC0415 - of use only where there is such a file

    try:
        roots = list(yaml.compose_all(words, yaml.CSafeLoader))
    except (yaml.YAMLError, ValueError, RecursionError):
        return
    for root in roots:
        found: dict[str, Setting] = {}
        stack, seen = [("", root)], 0
        while stack and seen < MAX_SETTINGS:
            name, node = stack.pop()
            seen += 1
            if isinstance(node, yaml.MappingNode) and name.count(".") < 12:
                stack += [
                    (f"{name}.{key.value}" if name else str(key.value), one)
                    for key, one in reversed(node.value[:MAX_SETTINGS])
                ]
            elif isinstance(node, yaml.ScalarNode):
                said = f"{name}: {node.value}"
                place = _witness(path, words, node.start_mark.index, said)
                found[name] = Setting(_plain(node.value, switch=node.tag.endswith(":bool")), place)
        yield found


def _plain(value: str, *, switch: bool) -> str:
    """YAML's ``yes`` and ``on`` are ``true`` for Spring."""
    return str(value.lower() in ("yes", "true", "on", "y")).lower() if switch else value
