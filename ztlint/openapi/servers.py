"""Servers: the addresses an operation answers at, with every value of every variable."""

import itertools
import math
import re
from collections.abc import Iterator

from ztlint.documents import Node
from ztlint.openapi.model import Server, Version
from ztlint.openapi.schemes import Resolve

_VARIABLE = re.compile(r"\{([^{}]+)\}")
_MAX_COMBINATIONS = 64


def root_servers(root: Node, version: Version, resolve: Resolve) -> tuple[Server, ...]:
    """What operations without servers of their own answer at."""
    return _servers_of_2(root, root) if version.major == 2 else _listed(root, resolve)


def own_servers(
    path_item: Node, operation: Node, root: Node, version: Version, resolve: Resolve
) -> tuple[Server, ...]:
    """The nearer of operation and path (OpenAPI 3.1 section 4.8.10); in 2.0 the operation's ``schemes``."""
    if version.major == 2:
        return _servers_of_2(operation, root)
    return _listed(operation, resolve) or _listed(path_item, resolve)


def _listed(holder: Node, resolve: Resolve) -> tuple[Server, ...]:
    servers = holder.get("servers")
    listed = resolve(servers).elements() if servers else ()
    return tuple(server for node in listed for server in _expand(resolve(node)))


def _servers_of_2(holder: Node, root: Node) -> tuple[Server, ...]:
    """2.0 has one host, and ``schemes`` at the operation or at the root."""
    host, base = root.text("host"), root.text("basePath")
    schemes = holder.get("schemes")
    names = schemes.elements() if schemes else ()
    return tuple(Server(f"{n.value}://{host}{base}", n) for n in names if isinstance(n.value, str))


def _expand(node: Node) -> Iterator[Server]:
    """The URL with every combination of its variables' values. Where they are too many, each value occurs at
    least once: the defaults, then each other value of each variable in turn.
    """
    url = node.text("url")
    target = node.get("url") or node
    values = {name: _values(node, name) for name in dict.fromkeys(_VARIABLE.findall(url))}
    for choice in _choices(values):
        yield Server(_filled(url, choice), target)


def _filled(url: str, choice: dict[str, str]) -> str:
    return _VARIABLE.sub(lambda variable: choice[variable[1]], url)


def _choices(values: dict[str, list[str]]) -> list[dict[str, str]]:
    if math.prod(map(len, values.values())) <= _MAX_COMBINATIONS:
        return [dict(zip(values, some, strict=True)) for some in itertools.product(*values.values())]
    usual = {name: some[0] for name, some in values.items()}
    return [usual, *({**usual, name: value} for name, some in values.items() for value in some[1:])]


def _values(node: Node, name: str) -> list[str]:
    """The default, then what ``enum`` lists beside it."""
    variable = node.get("variables", name)
    if variable is None or not isinstance(variable.value, dict):
        return ["{" + name + "}"]
    listed = variable.value.get("enum")
    default = variable.value.get("default")
    values = [] if default is None else [str(default)]
    values += [str(value) for value in listed] if isinstance(listed, list) else []
    return list(dict.fromkeys(values)) or ["{" + name + "}"]
