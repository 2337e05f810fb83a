"""Checks of servers: is what travels protected, and where does it go?"""

import ipaddress
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from ztlint.openapi import Api, Term, terms
from ztlint.scanners.openapi.credentials import placeholder
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
        yield Hit(used.server.node, {"host": host_of(used.server.url) or "the host"}, used.operations)


@check(given="servers")
def credentials_in_server(_: Api, used: UsedServer, __: Options) -> Iterator[Hit]:
    """User, password or key in a server's address. The message must not repeat them."""
    try:
        split = urlsplit(used.server.url)
    except ValueError:
        return
    secrets = [split.password or split.username or ""]
    secrets += [value for name, value in parse_qsl(split.query) if terms(name) & Term.CREDENTIAL]
    if any(secret and not placeholder(secret) for secret in secrets):
        yield Hit(used.server.node, {"host": split.hostname or ""}, used.operations)


@check(given="api")
def internal_server(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """Private addresses among public ones: a definition that outsiders read says what is inside."""
    servers = {server.url: server for group, _ in server_groups(api.operations) for server in group}
    hosts = {url: host_of(url) for url in servers}
    if not any(
        host and not internal(host) and not local(host) and "{" not in host for host in hosts.values()
    ):
        return
    for url, server in servers.items():
        if internal(hosts[url]):
            yield Hit(server.node, {"host": hosts[url]})
