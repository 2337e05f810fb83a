"""One rule of a ruleset, read and merged with what it extends."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ztlint.scanners.openapi.spectral.aliases import Aliases

SEVERITIES = {"error": 0, "warn": 1, "info": 2, "hint": 3, "off": -1}
"""Spectral's severities and their numbers."""

WARN = 1

_FORMAT = re.compile(r"oas(2|3(?:[._]\d)?)(?:[._]0)?\Z")


class Then(Struct, frozen=True):
    """What has to hold. ``field`` leads from the chosen value to the one that is looked at."""

    function: str
    options: Any
    field: str | None = None


class Origin(Struct, frozen=True):
    """The file that a rule stands in, and the line."""

    path: str
    line: int


class Definition(Struct, frozen=True):
    """``formats`` are None where the rule is for all of them."""

    name: str
    given: tuple[str, ...]
    then: tuple[Then, ...]
    origin: Origin
    aliases: Aliases
    severity: int = WARN
    enabled: bool = True
    recommended: bool = True
    resolved: bool = True
    message: str | None = None
    description: str | None = None
    url: str | None = None
    formats: tuple[str, ...] | None = None

    @property
    def runs(self) -> bool:
        return self.enabled and self.severity >= 0

    def is_for(self, version: str) -> bool:
        """``version``: as in ``3.1``."""
        return self.formats is None or any(format_holds(name, version) for name in self.formats)


def format_holds(name: str, version: str) -> bool:
    """Whether a format means a version: ``oas3`` all of 3, ``oas3.1`` and ``oas3_1`` that one."""
    found = _FORMAT.match(name)
    if found is None:
        return False
    meant = found[1].replace("_", ".")
    return version == meant or version.startswith(f"{meant}.")


class WrongRuleError(Exception):
    """A rule that can't be read, and why."""


def severity_of(value: Any) -> int | None:
    """The number of a severity; None for what is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and value.lstrip("-").isdigit():
        value = int(value)
    if isinstance(value, int):
        return value if -1 <= value <= 3 else None
    return SEVERITIES.get(value) if isinstance(value, str) else None


def read_definition(
    name: str, data: Mapping[str, Any], origin: Origin, aliases: Aliases, formats: tuple[str, ...] | None
) -> Definition:
    """Raises WrongRuleError. ``formats`` are those of the whole ruleset."""
    if "given" not in data or "then" not in data:
        raise WrongRuleError("has no 'given' or no 'then'")
    base = Definition(name, (), (), origin, aliases, formats=formats)
    return changed(base, data, aliases)


def changed(base: Definition, data: Mapping[str, Any], aliases: Aliases) -> Definition:
    """``base`` with what ``data`` says otherwise. Raises WrongRuleError."""
    changes: dict[str, Any] = {"enabled": True}
    if "given" in data:
        changes |= {"given": _given(data["given"]), "aliases": aliases}
    if "then" in data:
        changes["then"] = tuple(_thens(data["then"]))
    if "severity" in data:
        changes["severity"] = severity_of(data["severity"])
        if changes["severity"] is None:
            raise WrongRuleError("has a severity that is none")
    for key, slot in (("message", "message"), ("description", "description"), ("documentationUrl", "url")):
        if key in data:
            changes[slot] = data[key] if isinstance(data[key], str) else None
    for key in ("recommended", "resolved"):
        if key in data:
            changes[key] = data[key] is not False
    if "formats" in data:
        changes["formats"] = _names(data["formats"], "formats")
    new = replace(base, **changes)
    return replace(new, enabled=new.recommended) if not base.given else new


def _given(value: Any) -> tuple[str, ...]:
    given = _names(value if isinstance(value, list) else [value], "given")
    if not given or not all(path.startswith(("$", "#")) for path in given):
        raise WrongRuleError("has a 'given' that is neither a path nor an alias")
    return given


def _names(value: Any, key: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise WrongRuleError(f"has '{key}' that is no list of names")
    return tuple(str(item) if isinstance(item, (int, float)) else _name(item, key) for item in value)


def _name(value: Any, key: str) -> str:
    if not isinstance(value, str):
        raise WrongRuleError(f"has '{key}' that is no list of names")
    return value


def _thens(value: Any) -> Iterator[Then]:
    for data in value if isinstance(value, list) else [value]:
        if not isinstance(data, dict) or not isinstance(data.get("function"), str):
            raise WrongRuleError("has a 'then' without a function")
        place = data.get("field")
        if place is not None and not isinstance(place, (str, int)):
            raise WrongRuleError("has a 'field' that is no name")
        options = data.get("functionOptions")
        yield Then(
            data["function"], {} if options is None else options, None if place is None else str(place)
        )
