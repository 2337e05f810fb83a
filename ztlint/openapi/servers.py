"""Servers: the addresses an operation answers at, with every value of every variable."""

import itertools
import re
from collections.abc import Iterator

from ztlint.documents import Node
from ztlint.openapi.model import Server, Version

_VARIABLE = re.compile(r"\{([^{}]+)\}")
_MAX_EXPANSIONS = 256
"""URLs from one server object. More would say nothing new: each value of each variable occurs by then."""


def root_servers(root: Node, version: Version) -> tuple[Server, ...]:
    """What operations without servers of their own answer at."""
    return _servers_of_2(root, root) if version.major == 2 else _listed(root)


def own_servers(path_item: Node, operation: Node, root: Node, version: Version) -> tuple[Server, ...]:
    """The nearer of operation and path (OpenAPI 3.1 section 4.8.10); in 2.0 the operation's ``schemes``."""
    if version.major == 2:
        return _servers_of_2(operation, root)
    return _listed(operation) or _listed(path_item)


def _listed(holder: Node) -> tuple[Server, ...]:
    servers = holder.get("servers")
    return tuple(server for node in servers.elements() for server in _expand(node)) if servers else ()


def _servers_of_2(holder: Node, root: Node) -> tuple[Server, ...]:
    """2.0 has one host, and ``schemes`` at the operation or at the root."""
    host, base = root.text("host"), root.text("basePath")
    schemes = holder.get("schemes")
    names = schemes.elements() if schemes else ()
    return tuple(Server(f"{n.value}://{host}{base}", n) for n in names if isinstance(n.value, str))


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
