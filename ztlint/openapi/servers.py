"""Servers: the addresses an operation answers at, with every value of every variable."""

import itertools
import re
from collections.abc import Iterator

from ztlint.documents import Node
from ztlint.openapi.model import Server, Version

_VARIABLE = re.compile(r"\{([^{}]+)\}")
_MAX_EXPANSIONS = 256
"""URLs from one server object. More would say nothing new: each value of each variable occurs by then."""


def effective_servers(root: Node, path_item: Node, operation: Node, version: Version) -> tuple[Server, ...]:
    """The nearest of operation, path and root (OpenAPI 3.1 section 4.8.10); for 2.0 schemes and host."""
    if version.major == 2:
        return tuple(_servers_of_2(root, operation))
    for place in (operation, path_item, root):
        servers = place.get("servers")
        if servers is not None and isinstance(servers.value, list) and servers.value:
            return tuple(server for node in servers.elements() for server in _expand(node))
    return ()


def _servers_of_2(root: Node, operation: Node) -> Iterator[Server]:
    """2.0 has one host, and ``schemes`` at the operation or at the root."""
    host, base = root.text("host"), root.text("basePath")
    for place in (operation, root):
        schemes = place.get("schemes")
        if schemes is not None and isinstance(schemes.value, list):
            for node in schemes.elements():
                if isinstance(node.value, str):
                    yield Server(f"{node.value}://{host}{base}", node)
            return


def _expand(node: Node) -> Iterator[Server]:
    """``{name}`` replaced by each of the variable's ``enum`` values, or by its ``default``."""
    url = node.text("url")
    target = node.get("url") or node
    names = list(dict.fromkeys(_VARIABLE.findall(url)))
    values = [_values(node, name) for name in names]
    seen: set[str] = set()
    for chosen in itertools.islice(itertools.product(*values), _MAX_EXPANSIONS):
        expanded = url
        for name, value in zip(names, chosen, strict=True):
            expanded = expanded.replace("{" + name + "}", value)
        if expanded not in seen:
            seen.add(expanded)
            yield Server(expanded, target)


def _values(node: Node, name: str) -> list[str]:
    variable = node.get("variables", name)
    if variable is None or not isinstance(variable.value, dict):
        return ["{" + name + "}"]
    listed = variable.value.get("enum")
    default = variable.value.get("default")
    values = [str(value) for value in listed] if isinstance(listed, list) else []
    if default is not None and str(default) not in values:
        values.append(str(default))
    return values or ["{" + name + "}"]
