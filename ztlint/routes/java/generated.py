"""Interfaces that a build makes from a definition: their mappings are those of its operations."""

import re
from collections.abc import Mapping
from typing import Any

from ztlint.routes.java.project import Project
from ztlint.routes.java.source import Class

MAX_DEFINITION = 4 * 1024 * 1024
_MADE = re.compile(r"Api(?:Delegate)?\Z|Api\w*Controller|Resource\Z")

Operations = Mapping[str, list[tuple[str, str]]]
"""Methods and paths by operationId."""


def made(of: Class, line: list[Class]) -> list[str]:
    """Names of interfaces that are not in the repository, and that look as if a generator made them."""
    known = {one.name for one in line}
    return [one for one in of.supers if one not in known and _MADE.search(one)]


def operations(files: Mapping[str, bytes], project: Project) -> Operations:
    import yaml  # noqa: PLC0415 - of use only where interfaces are generated

    if not any(re.search(r"Api(?:Delegate)?\Z", name) for one in project.every() for name in one.supers):
        return {}
    found: dict[str, list[tuple[str, str]]] = {}
    for path, data in files.items():
        if (
            path.endswith((".yaml", ".yml", ".json"))
            and b"operationId" in data
            and len(data) <= MAX_DEFINITION
        ):
            try:
                document: Any = yaml.load(data, yaml.CSafeLoader)
            except (yaml.YAMLError, ValueError, RecursionError):
                continue
            _gather(document, found)
    return found


def _gather(document: Any, found: dict[str, list[tuple[str, str]]]) -> None:
    paths = document.get("paths") if isinstance(document, dict) else None
    for path, item in paths.items() if isinstance(paths, dict) else ():
        for method, operation in item.items() if isinstance(item, dict) else ():
            if isinstance(operation, dict) and isinstance(operation.get("operationId"), str):
                one = (str(method).upper(), str(path))
                if one not in found.setdefault(operation["operationId"], []):
                    found[operation["operationId"]].append(one)
