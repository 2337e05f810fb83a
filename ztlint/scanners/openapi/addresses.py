"""Checks of hosts and addresses from callers that no rule on fetching and redirecting covers."""

from collections.abc import Iterator
from typing import Any

from ztlint.documents import Node
from ztlint.openapi import Api, Operation, path_tokens, tokens, types_of
from ztlint.scanners.openapi.bodies import (
    body_writers,
    fields_named,
    formatted_fields,
    spelled,
    unrestricted,
    word_of,
)
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.outbound import purpose
from ztlint.scanners.openapi.selectors import caller_parameters
from ztlint.scanners.openapi.words import RECORDS, phrases

_HOST_FORMATS = frozenset({"hostname", "idn-hostname", "ipv4", "ipv6", "ip"})
_HOST_NAMES = phrases("""host|hostname|host name|target host|remote host|server|server address|ip|ip address
    |address|target|target ip|domain|proxy host|smtp host|db host|database host
    |ldap host|upstream|backend|peer|smtp host|imap host|ftp host|sftp host
    |remote address|destination host|destination""")
_CONNECTS = frozenset(
    """ping probe scan connect connection connections connector connectors traceroute trace lookup resolve
    test check healthcheck proxy tunnel relay fetch integrate integration integrations datasource
    datasources diagnostics diagnostic monitor monitors monitoring checks uptime healthchecks whois port
    ports smtp ldap""".split()
)


@check(given="api")
def host_to_connect_to(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """A host or an IP address that the caller names and the API connects to, told by what the operation is
    called.
    """
    for name, node, value, operations in _texts(api):
        if spelled(name) not in _HOST_NAMES or not _host(value, spelled(name)):
            continue
        about = ((op, path_tokens(op)) for op in operations if op.method != "delete")
        connects = tuple(op for op, words in about if words & _CONNECTS and not words & RECORDS)
        if connects:
            yield Hit(
                node, {"name": name}, connects, cause=f"host {spelled(name)}", on_key=node.parent is not None
            )


_LISTS = frozenset("allowlist whitelist denylist blocklist blacklist".split())


def _host(value: Any, words: str) -> bool:
    if not isinstance(value, dict) or not unrestricted(value) or "string" not in types_of(value):
        return False
    if word_of(value, "format") in _HOST_FORMATS:
        return True
    return "format" not in value and words not in (
        "address",
        "target",
        "domain",
        "destination",
        "ip address",
    )


def _texts(api: Api) -> Iterator[tuple[str, Node, Any, tuple[Operation, ...]]]:
    """Properties of bodies, and parameters."""
    for prop in fields_named(api, _HOST_NAMES):
        if _LISTS.intersection(tokens(str(prop.owner.node.step))):
            continue  # is compared with where callers come from
        yield prop.name, prop.node, prop.schema.value, body_writers(api, prop.owner)
    for used in caller_parameters(api):
        parameter = used.parameter
        if parameter.place in ("query", "formData", "path"):
            yield parameter.name, parameter.node, parameter.schema.value, used.operations


@check(given="api")
def unrestricted_address(_: Api, api: Api, __: Options) -> Iterator[Hit]:
    """Addresses by their format that no other rule takes for one to fetch or to go to."""
    for prop in formatted_fields(api):
        value = _element(prop.schema.value)
        if word_of(value, "format") in _ADDRESSES and unrestricted(value):
            operations = body_writers(api, prop.owner)
            if operations and not purpose(prop.name, prop.schema, operations[0]):
                yield Hit(prop.node, {"name": prop.name}, operations, cause="addresses", on_key=True)
    for used in caller_parameters(api):
        parameter = used.parameter
        value = parameter.schema.value
        if not isinstance(value, dict) or word_of(_element(value), "format") not in _ADDRESSES:
            continue
        known = purpose(parameter.name, parameter.schema, used.operations[0], parameter.prose)
        if unrestricted(_element(value)) and not known and parameter.place in _PLACES:
            node = parameter.node.get("name") or parameter.node
            yield Hit(node, {"name": parameter.name}, used.operations, cause="addresses")


_PLACES = ("query", "formData", "header", "cookie")


def _element(value: dict[str, Any]) -> dict[str, Any]:
    """The elements of a list, or the value itself."""
    items = value.get("items")
    return items if "array" in types_of(value) and isinstance(items, dict) else value


_ADDRESSES = frozenset({"uri", "url", "uri-reference", "iri", "iri-reference", *_HOST_FORMATS})
