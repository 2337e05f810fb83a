"""Checks of what is there at all: old versions, management surfaces, what was meant to stay inside."""

import datetime as dt
import re
from collections.abc import Iterator

from ztlint.documents import Node
from ztlint.openapi import Api, Authority, Operation, asks_less, path_version, segments, tokens
from ztlint.scanners.openapi.environments import for_tests
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.scopes import OF_OPENID, WRITE_WORDS, reads
from ztlint.scanners.openapi.transport import host_of, internal, local
from ztlint.scanners.openapi.twins import comparable
from ztlint.scanners.openapi.words import changes_state

_DATE = re.compile(r"(?<![0-9])(20[0-9]{2})-([01][0-9])-([0-3][0-9])(?![0-9])")
_SUNSET_PROSE = re.compile(
    r"sunset|remov|retir|shut ?down|turned off|end[- ]of[- ]life|discontinu"
    r"|no longer (?:be )?(?:available|work)",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"(?<![0-9])20[0-9]{2}(?![0-9])|\bQ[1-4]\b|\b(?:version|release) v?[0-9]|\bv[0-9]", re.IGNORECASE
)
_SUNSET_KEYS = ("x-sunset", "x-sunset-date", "x-removal-date", "x-eol")


def _sunset(operation: Operation) -> tuple[Node | None, dt.date | None]:
    """Where an operation says when it will go, and the date if it gives one (RFC 8594, RFC 9745)."""
    for key in _SUNSET_KEYS:
        node = operation.node.get(key)
        if node is not None:
            return node, _date(str(node.value))
    text = operation.node.text("description")
    word = _SUNSET_PROSE.search(text)
    if word is not None and _WHEN.search(text):
        return operation.node.get("description"), _date(text[word.start() :]) or _date(text)
    if any(name in ("sunset", "deprecation") for r in operation.responses for name, _ in r.headers):
        return operation.node, None
    return None, None


def _date(text: str) -> dt.date | None:
    match = _DATE.search(text)
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


@check(given="operations")
def deprecated_without_sunset(_: Api, operation: Operation, __: Options) -> Iterator[Hit]:
    """Deprecated, and nobody knows until when. One finding for an API."""
    if operation.deprecated and _sunset(operation)[0] is None:
        yield Hit(
            operation.node.get("deprecated") or operation.node, {}, (operation,), cause="api", on_key=True
        )


@check(given="operations")
def sunset_passed(_: Api, operation: Operation, __: Options) -> Iterator[Hit]:
    """Still defined after the date on which it should have gone."""
    node, date = _sunset(operation)
    if node is not None and date is not None and operation.deprecated and date < dt.date.today():  # noqa: DTZ011
        yield Hit(node, {"date": date.isoformat()}, (operation,), on_key=True)


@check(given="operations")
def old_version_weaker(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """An older twin of the same operation that asks for less: the way around the newer one."""
    version = path_version(operation.path)
    if version is None or operation.intended_public:
        return
    for other in api.siblings.versions.get((operation.method, segments(operation.path)), ()):
        newer = path_version(other.path) or 0
        if newer > version and _asks_less(operation, other):
            related = ((other.node, f"The newer '{other.label}' asks for more"),)
            yield Hit(operation.node, {"newer": other.label}, (operation,), related=related, on_key=True)
            return


def _asks_less(old: Operation, new: Operation) -> bool:
    """Also where a write asks for scopes that only read, and the newer version for one that writes."""
    if asks_less(old.authority, new.authority):
        return True
    read, asked = _scopes_by_way(old.authority), _scopes_by_way(new.authority)
    reading = bool(read) and any(scopes and all(map(reads, scopes)) for scopes in read)
    writing = bool(asked) and all(any(WRITE_WORDS & {*tokens(s)} for s in scopes) for scopes in asked)
    return changes_state(old) and reading and writing


def _scopes_by_way(authority: Authority) -> list[frozenset[str]]:
    return [way.scopes - OF_OPENID for way in authority.alternatives] if comparable(authority) else []


@check(given="operations")
def management_surface(api: Api, operation: Operation, options: Options) -> Iterator[Hit]:
    """A path segment that frameworks give to their own management. ``public``: only as the first segment, and
    only where the operation is public in an API that is not: the words are common elsewhere.
    """
    parts = [part.lower() for part in segments(operation.path)]
    if options["public"]:
        parts = parts[1:2] if parts[:1] and parts[0] in _MANAGEMENT else parts[:1]
    found = sorted(set(parts) & set(options["segments"]))
    open_to_all = (operation.authority.public or operation.authority.optional) and api.authenticates
    if found and (open_to_all or not options["public"]) and not operation.intended_public:
        yield Hit(operation.node, {"segment": found[0]}, (operation,), on_key=True)


@check(given="operations")
def test_surface(api: Api, operation: Operation, options: Options) -> Iterator[Hit]:
    """A path of ``segments``, which are there to test with, at the front of a path: served without
    credentials,
    or with ``deeds`` behind it, on a server that is not one of tests itself.
    """
    parts = [part.lower() for part in segments(operation.path) if part not in ("api", "rest")]
    words = [frozenset(tokens(part)) for part in parts[:2]]
    first = words[0] if words else frozenset()
    named = parts[:1] and (parts[0].strip("_") in options["segments"] or parts[0] in options["segments"])
    seeding = any("seed" in one and one & _DATA for one in words) or (
        len(parts) > 1 and parts[1] in _SEEDS and first <= _DATA
    )
    if not (named or seeding) or operation.intended_public or not api.authenticates:
        return
    hosts = [host for server in operation.servers if (host := host_of(server.url))]
    if hosts and all(for_tests(host) or internal(host) or local(host) for host in hosts):
        return
    deeds = bool(first & _SEEDS) or (len(words) > 1 and bool(words[1] & _DEEDS)) or seeding
    public = operation.authority.public or operation.authority.optional
    if public or (operation.unsafe and deeds):
        yield Hit(operation.node, {"segment": parts[0] if named else parts[-1]}, (operation,), on_key=True)


_SEEDS = frozenset("seed seeds seeder seeding fixtures fixture".split())
_DATA = frozenset("seed data database db demo test fixtures dev".split())
_DEEDS = frozenset("seed reset login users token tokens impersonate clock time data fixtures".split())


_MANAGEMENT = frozenset({"internal", "management", "manage", "monitoring", "ops", "system"})


@check(given="operations")
def internal_operation(_: Api, operation: Operation, __: Options) -> Iterator[Hit]:
    """Marked as internal, and served where the public is. One finding for an API."""
    marks = (holder.get("x-internal") for holder in (operation.node, operation.path_item))
    mark = next((node for node in marks if node is not None and node.value is True), None)
    if mark is None:
        return
    hosts = [host for server in operation.servers if (host := host_of(server.url))]
    outside = [host for host in hosts if not internal(host) and not local(host)]
    if outside:
        yield Hit(mark, {"host": outside[0]}, (operation,), cause="api", on_key=True)
