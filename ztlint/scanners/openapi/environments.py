"""Checks of what is served where: versions side by side, production beside tests, operations of nobody."""

import re
from collections.abc import Iterator

from ztlint.documents import Node
from ztlint.openapi import Api, Operation, Server, segments, tokens
from ztlint.scanners.openapi.evidence import extensions
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.selectors import server_groups
from ztlint.scanners.openapi.transport import host_of, local

_MAJOR = re.compile(r"v([0-9]{1,2})(?:[._][0-9]+)*", re.IGNORECASE)
_NEAR_THE_FRONT = 3


def _major(path: str) -> int | None:
    """The major version near the front of a path: ``/ip/addresses/private/v4`` is another matter."""
    parts = [part for part in path.split("/") if part]
    for before, part in zip(["", *parts], parts[:_NEAR_THE_FRONT], strict=False):
        match = _MAJOR.fullmatch(part)
        if match is not None and before.lower() not in ("ip", "ipv", "addresses"):
            return int(match[1])
    return None


@check(given="api")
def parallel_versions(_: Api, api: Api, options: Options) -> Iterator[Hit]:
    """At least ``most`` major versions over paths and servers. One finding for an API, at the oldest."""
    found: dict[int, tuple[Node, list[Operation]]] = {}
    for operation in api.siblings.all:
        version = _major(operation.path)
        if version is not None:
            found.setdefault(version, (operation.path_item, []))[1].append(operation)
    for servers, operations in server_groups(api.siblings.all):
        for server in servers:
            version = _of_server(server)
            if version is not None:
                found.setdefault(version, (server.node, []))[1].extend(operations)
    if len(found) >= options["most"] and _replaced(api):
        node, operations = found[min(found)]
        shown = ", ".join(f"v{version}" for version in sorted(found))
        on_key = not isinstance(node.value, str)
        yield Hit(node, {"versions": shown}, tuple(dict.fromkeys(operations)), on_key=on_key)


def _replaced(api: Api) -> bool:
    """Whether one version follows another: an operation is in two of them, or servers name them. Where each
    operation has a single one, the version says how old that is.
    """
    if any(
        _of_server(server) is not None for servers, _ in server_groups(api.siblings.all) for server in servers
    ):
        return True
    seen: dict[tuple[str, ...], int] = {}
    for operation in api.siblings.all:
        version = _major(operation.path)
        key = (operation.method, *segments(operation.path))
        if version is not None and seen.setdefault(key, version) != version:
            return True
    return False


def _of_server(server: Server) -> int | None:
    rest = server.url.partition("://")[2] or server.url
    host, _, path = rest.partition("/")
    labels = [_MAJOR.fullmatch(part) for label in host.split(".") for part in label.split("-")]
    first = next((match for match in labels if match is not None), None)
    return int(first[1]) if first is not None else _major(path)


_NOT_PRODUCTION = frozenset(
    """dev devel development develop test testing tst qa uat stage staging stg preprod preproduction nonprod
    sandbox sbx int integration demo beta canary sit acceptance""".split()
)
_OWN_CREDENTIALS = re.compile(
    r"\b(?:different|separate|own|distinct|other|dedicated) (?:set of )?(?:\w+ )?"
    r"(?:keys?|tokens?|credentials?|accounts?)\b",
    re.IGNORECASE,
)


def for_tests(host: str) -> bool:
    labels = host.split(".")[:-2] or host.split(".")[:1]
    return any(_NOT_PRODUCTION & set(tokens(label)) for label in labels)


@check(given="api")
def environments_mixed(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """Production and other environments among the servers of operations, and one set of schemes for both."""
    if not api.authenticates or _credentials_apart(api):
        return
    for servers, operations in server_groups(api.siblings.all):
        asking = [operation for operation in operations if not operation.authority.public]
        hosts = {host_of(server.url): server for server in servers}
        public = [host for host in hosts if "." in host and "{" not in host and not local(host)]
        tests = [host for host in public if for_tests(host)]
        live = [host for host in public if not for_tests(host)]
        if asking and tests and live:
            values = {"test": tests[0], "live": live[0]}
            yield Hit(hosts[tests[0]].node, values, tuple(asking), cause=f"environment {tests[0]}")


def _credentials_apart(api: Api) -> bool:
    """An address or a name of a scheme is for tests only, or prose says that credentials differ."""
    for scheme in api.schemes.values():
        urls = [node.value for flow in scheme.flows for _, node in flow.urls]
        urls.append(scheme.node.text("openIdConnectUrl"))
        if any(for_tests(host_of(url)) for url in urls) or _NOT_PRODUCTION & set(tokens(scheme.name)):
            return True
        if _OWN_CREDENTIALS.search(scheme.node.text("description")):
            return True
    return bool(_OWN_CREDENTIALS.search(api.root.text("info", "description")))


_OWNER = frozenset("owner owners team teams maintainer maintainers responsible squad contact".split())


@check(given="operations")
def operation_of_nobody(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """No tag, no operationId, and no extension that names an owner. One finding for an API."""
    if operation.tags or operation.id or _owned(operation.node) or _owned(operation.path_item):
        return
    if not api.remember("api owned", lambda: _owned(api.root) or _owned(api.root.get("info") or api.root)):
        yield Hit(operation.node, {}, (operation,), cause="orphan", on_key=True)


def _owned(node: Node) -> bool:
    return any(_OWNER & set(words) and child.value for words, child in extensions(node))
