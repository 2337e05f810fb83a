"""Names for paths: ``#Operations`` and ``#Operations.parameters``."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec import Struct

MAX_PATHS = 500
"""Paths that one ``given`` may come to: aliases of aliases of lists multiply."""

MAX_NESTING = 30

_ALIAS = re.compile(r"#([A-Za-z0-9_-]+)")


class AliasError(Exception):
    """An alias that does not exist, leads to itself or comes to too much."""


class Aliases(Struct, frozen=True):
    """Aliases as they are written in one ruleset."""

    written: Mapping[str, Any]

    def paths(self, given: str, holds: Callable[[str], bool]) -> list[str]:
        """The paths of one ``given``; ``holds`` says whether a format is that of the definition.

        Raises AliasError.
        """
        paths: list[str] = []
        for path in self._paths(given, holds, ()):
            paths.append(path)
            if len(paths) > MAX_PATHS:
                raise AliasError(f"'{given}' comes to more than {MAX_PATHS} paths")
        return paths

    def _paths(self, given: str, holds: Callable[[str], bool], above: tuple[str, ...]) -> Iterator[str]:
        if not given.startswith("#"):
            yield given
            return
        found = _ALIAS.match(given)
        name = found[1] if found else ""
        if name not in self.written:
            raise AliasError(f"there is no alias '#{name}'")
        if name in above or len(above) > MAX_NESTING:
            raise AliasError(f"the alias '#{name}' leads to itself")
        for path in _targets(self.written[name], holds):
            yield from self._paths(path + given[len(name) + 1 :], holds, (*above, name))


def _targets(value: Any, holds: Callable[[str], bool]) -> list[str]:
    """The paths of an alias; of one with targets by format those of the last that fits."""
    if isinstance(value, dict):
        listed = value.get("targets")
        targets = listed if isinstance(listed, list) else []
        fitting = [target for target in targets if isinstance(target, dict) and _fits(target, holds)]
        return _targets(fitting[-1].get("given"), holds) if fitting else []
    paths = value if isinstance(value, list) else [value]
    if not all(isinstance(path, str) for path in paths):
        raise AliasError("an alias holds what is no path")
    return paths


def _fits(target: dict[str, Any], holds: Callable[[str], bool]) -> bool:
    formats = target.get("formats")
    return isinstance(formats, list) and any(holds(str(name)) for name in formats)
