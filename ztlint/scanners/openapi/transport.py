"""Checks of servers: is what travels protected, and where does it go?"""

import ipaddress
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from ztlint.core import Edit
from ztlint.documents import Node
from ztlint.openapi import Api, Server, Term, terms
from ztlint.scanners.openapi.credentials import placeholder
from ztlint.scanners.openapi.edits import removed, replaced
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.selectors import UsedServer, server_groups

_CLEARTEXT = ("http://", "ws://")
_LOCAL_NAMES = ("localhost", "host.docker.internal")
_INTERNAL_ENDINGS = (".local", ".internal", ".intra", ".lan", ".corp", ".home.arpa", ".svc", ".localdomain")


def host_of(url: str) -> str:
    """The host in lower case, or an empty string where there is none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def local(host: str) -> bool:
    """Whether a host means the machine itself (RFC 6761 section 6.3, RFC 1122 section 3.2.1.3)."""
    if host in _LOCAL_NAMES or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def internal(host: str) -> bool:
    """Whether a host only answers inside a network (RFC 1918, RFC 4193, RFC 6762, RFC 8375)."""
    if not host or local(host):
        return False
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        single = "." not in host and "{" not in host  # a name that only a local resolver completes
        return single or host.endswith(_INTERNAL_ENDINGS) or ".svc.cluster." in host


def cleartext(url: str) -> bool:
    return url.lower().startswith(_CLEARTEXT) and not local(host_of(url))


@check(given="servers")
def cleartext_server(_: Api, used: UsedServer, __: Options) -> Iterator[Hit]:
    """A server reached without TLS. 2.0's ``schemes`` without a ``host`` count as well."""
    if cleartext(used.server.url):
        host = host_of(used.server.url) or "the host"
        edits = _over_tls(used.server)
        yield Hit(used.server.node, {"host": host}, used.operations, edits=edits)


def _over_tls(server: Server) -> tuple[Edit, ...]:
    """The entry goes where the list has its twin with TLS; else it becomes that twin, if that can be told:
    a port, a number, a variable or a name of an internal network leaves open where TLS is spoken.
    """
    node, entry = server.node, server.node
    if server.url == node.value and node.parent is not None and node.step == "url":
        entry = node.parent
    listed = entry.parent.elements() if entry.parent is not None else iter(())
    if entry is node and node.value not in ("http", "ws"):
        return ()
    if any((one.text("url") or one.value) == with_tls(node.value) for one in listed):
        return (removed(entry, node.value),)
    return (replaced(node, with_tls(node.value)),) if named_in_public(server.url) else ()


def with_tls(address: str) -> str:
    """``http://x`` as ``https://x``, ``ws`` as ``wss``."""
    scheme, colon, rest = address.partition(":")
    return f"{scheme.lower()}s{colon}{rest}"


def named_in_public(url: str) -> bool:
    """Whether it names a public host, on the usual port, and says nothing of who calls."""
    try:
        split = urlsplit(url)
        plain = split.port is None and "@" not in split.netloc and "{" not in split.netloc
    except ValueError:
        return False
    host = host_of(url)
    numeric = host.replace(".", "").isdigit() or ":" in host
    return plain and bool(host) and not (numeric or local(host) or internal(host))


def tls_edits(address: Node) -> tuple[Edit, ...]:
    """Of an address that stands alone."""
    return (replaced(address, with_tls(address.value)),) if named_in_public(address.value) else ()


@check(given="servers")
def credentials_in_server(_: Api, used: UsedServer, __: Options) -> Iterator[Hit]:
    """User, password or key in a server's address. The message must not repeat them."""
    try:
        split = urlsplit(used.server.url)
    except ValueError:
        return
    secrets = [split.password or split.username or ""]
    pairs = parse_qsl(split.query)
    secrets += [value for name, value in pairs if terms(name) & Term.CREDENTIAL or name.lower() in _SIGNED]
    if any(secret and not placeholder(secret) for secret in secrets):
        yield Hit(used.server.node, {"host": split.hostname or ""}, used.operations)


# Whoever has an address that is signed in advance needs nothing else.
_SIGNED = frozenset({"sig", "signature", "x-amz-signature", "x-goog-signature"})


@check(given="api")
def internal_server(_: Api, api: Api, options: Options) -> Iterator[Hit]:
    """Private addresses among public ones: a definition that outsiders read says what is inside. ``alone``:
    also where there are no others, and nothing tells who reads it; then one finding for an API.
    """
    servers = {server.url: server for group, _ in server_groups(api.operations) for server in group}
    hosts = {url: host_of(url) for url in servers}
    beside = any(
        host and not internal(host) and not local(host) and "{" not in host for host in hosts.values()
    )
    if not beside and not options["alone"]:
        return
    for url, server in servers.items():
        if internal(hosts[url]):
            values = {"host": hosts[url], "how": "beside public ones" if beside else "and no public one"}
            yield Hit(server.node, values, cause="" if beside else "alone")
