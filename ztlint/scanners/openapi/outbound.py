"""Checks of calls that the API itself makes: to addresses it is given, and to other hosts."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from ztlint.documents import Node, walk
from ztlint.openapi import (
    Api,
    Operation,
    Property,
    closed_set,
    path_tokens,
    segments,
    tokens,
    types_of,
)
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.selectors import UsedParameter
from ztlint.scanners.openapi.transport import cleartext
from ztlint.scanners.openapi.words import parameter_words

_ADDRESS = frozenset(
    "url uri urls uris endpoint endpoints href callback webhook src link website links location".split()
)
_FETCH = frozenset(
    """webhook webhooks callback callbacks notify notification notifications hook import source feed fetch
    ping target remote proxy ingest crawl scrape upstream forward mirror destination delivery avatar
    listener push jwks metadata unfurl discovery wsdl rss sitemap backend""".split()
)
_REDIRECT = frozenset(
    """redirect return success cancel next continue goto failure refresh redir back complete completion exit
    thanks postback""".split()
)
_BROWSED = frozenset(
    {("thank", "you"), ("after", "login"), ("after", "payment"), ("on", "success"), ("on", "cancel")}
)
_ABOUT_HOOKS = frozenset(
    "webhook webhooks hook hooks callback callbacks subscription subscriptions import imports".split()
)
# What is done with an address that the operation is given, whatever the address is called.
_FETCHING = frozenset(
    """fetch crawl crawls crawler scrape scrapes scraper unfurl screenshot screenshots screencapture thumbnail
    thumbnails preview previews linkpreview proxy ping ingest ingestion embed oembed opengraph ogp mirror
    monitor monitors webproxy import imports importer convert conversions pdf render sideload
    validate-url urlcheck""".split()
)
_CONTENT = frozenset(
    "image file photo picture video audio media document page download thumbnail logo".split()
)
_TAKING = frozenset(
    """upload uploads import imports ingest convert conversions pdf render transcode transcribe ocr analyze
    analyse analysis process resize crawl download fetch""".split()
)
_SERVERS = frozenset("base server host api site instance".split())
_ABOUT_INTEGRATIONS = frozenset(
    """integration integrations connector connectors connection connections datasource datasources destination
    destinations""".split()
)


def purpose(name: str, schema: Node, operation: Operation, prose: str = "") -> str:
    """``fetch`` or ``redirect`` for a name that holds an address the API or the browser will go to; else
    empty. A bare ``url`` is fetched where the operation is about webhooks or imports, or the description
    says so.
    """
    parts = set(tokens(name))
    value = schema.value if isinstance(schema.value, dict) else {}
    words = path_tokens(operation)
    if not _free_text(value) or _about_the_call(name) or _DIALLED.search(prose) or _OUR_OWN.search(prose):
        return ""
    if parts in _REDIRECT_NAMES or (parts in _REDIRECT_AT_LOGIN and words & _ABOUT_LOGIN):
        return "redirect"
    if not (parts & _ADDRESS or _form(value) in ("uri", "url", "iri")):
        return ""
    if _leads_browser(name, parts) or (words & _ABOUT_LOGIN and "callback" in parts):
        return "redirect"
    if _fetched(parts, words) or not _FETCH_PROSE.search(prose):
        return "fetch" if _fetched(parts, words) else ""
    return "redirect" if _SENDS_ON.search(prose) else "fetch"


def _about_the_call(name: str) -> bool:
    words = tokens(name)
    return not _ABOUT_THE_CALL.isdisjoint(words) or not _HOW_CALLED.isdisjoint(words[-1:])


def _form(value: dict[str, object]) -> object:
    """The format of a text, or of the texts in a list."""
    items = value.get("items")
    return items.get("format") if isinstance(items, dict) else value.get("format")


def _leads_browser(name: str, parts: set[str]) -> bool:
    return bool(parts & _REDIRECT) or any(pair in _BROWSED for pair in pairwise(tokens(name)))


def _fetched(parts: set[str], words: frozenset[str]) -> bool:
    """Whether name and operation together say that the API goes there."""
    bare = parts <= _ADDRESS
    if parts & _FETCH or (bare and words & (_ABOUT_HOOKS | _FETCHING)):
        return True
    if parts & _CONTENT and parts & {"url", "uri", "src", "link", "urls"} and words & _TAKING:
        return True
    return bool(parts & _SERVERS and parts & {"url", "uri"} and words & _ABOUT_INTEGRATIONS)


def _may_be_address(name: str, schema: Node) -> bool:
    """A quick look: most properties are none."""
    parts = tokens(name)
    form = _form(schema.value) if isinstance(schema.value, dict) else None
    return form in ("uri", "url", "iri") or not _MAYBE.isdisjoint(parts)


_DIALLED = re.compile(r"\b(?:tel|sips?|mailto):", re.IGNORECASE)  # called or written to, and not fetched
_ABOUT_THE_CALL = frozenset(
    """header headers filter filters secret id ids name event events type enabled token key status method
    version""".split()
)
_HOW_CALLED = frozenset("mode algorithm encoding template format interval timeout retries version".split())
"""Behind the name of a webhook: how it is called, and not where."""
_REDIRECT_NAMES = (
    {"return", "to"}, {"redirect", "to"}, {"redirect"}, {"returnto"}, {"goto"}, {"redir"}, {"success",
    "redirect"},
    {"failure", "redirect"}, {"redirect", "after", "login"}, {"back", "to"}, {"forward", "to"}, {"return",
    "path"},
    {"redirect", "path"}, {"redirect", "location"}, {"redirect", "target"},
)  # fmt: skip
_REDIRECT_AT_LOGIN = (
    {"next"}, {"continue"}, {"return"}, {"target"}, {"destination"}, {"back"}, {"forward"}, {"dest"},
    {"service"},
    {"relay", "state"}, {"on", "success"},
)  # fmt: skip
_ABOUT_LOGIN = frozenset(
    "login signin logout signout sso oauth oauth2 authorize session client clients cas saml auth".split()
)
_MAYBE = frozenset().union(_ADDRESS, *_REDIRECT_AT_LOGIN, *_REDIRECT_NAMES)
_FETCH_PROSE = re.compile(
    r"\b(?:we|server|service|api|to|will|is|be|are) (?:fetch|download|crawl|import|scrape|retrieve)",
    re.IGNORECASE,
)


_OUR_OWN = re.compile(
    r"\bur[il] for (?:an endpoint|the next|the previous)\b"
    r"|\byou can (?:use to )?(?:retrieve|fetch|download)\b",
    re.IGNORECASE,
)
"""An address of the API itself, which it tells its callers."""
_SENDS_ON = re.compile(r"\bredirect", re.IGNORECASE)


def _free_text(value: dict[str, object]) -> bool:
    if types_of(value) == {"array"} and isinstance(value.get("items"), dict):
        return _free_text(value["items"])  # type: ignore[arg-type]  # just checked
    restricted = "pattern" in value and not _any_host(str(value["pattern"]))
    return "string" in types_of(value) and not closed_set(value) and not restricted


_ANY_HOST = re.compile(
    r"\^?\(?(?:https?(?:\?|\(s\)\?)?|\(https?\|https?\)|\w{2,5}(?:\|\w{2,5})*)\)?:(?:\\?/){2}"
    r"(?:\(?(?:\.|\[\^\\?s?\]|\\S|\[\^ \]|\[\\s\\S\])[+*](?:\?)?\)?)?\$?"
)


def _any_host(pattern: str) -> bool:
    """Whether a pattern fixes the scheme and lets any host follow: ``^https?://.+$``."""
    return _ANY_HOST.fullmatch(pattern) is not None


@check(given="properties")
def address_in_body(api: Api, prop: Property, options: Options) -> Iterator[Hit]:
    """An address in a request body that nothing restricts. ``purpose``: ``fetch`` or ``redirect``."""
    if not prop.reach.input or not _may_be_address(prop.name, prop.schema):
        return
    operations = [op for op in api.operations_in(prop.reach.input) if op.unsafe]
    if _only_compared(prop.name, _words_beside(prop), operations):
        return
    prose = prop.schema.text("description") or prop.node.text("description")
    if options["purpose"] == "redirect":
        operations = [op for op in operations if not _settings(op)]
    elif _pushed(prop) or _FIXED.search(prose):
        return
    if operations and purpose(prop.name, prop.schema, operations[0], prose) == options["purpose"]:
        yield Hit(
            prop.node, {"name": prop.name}, tuple(operations), cause=f"address {prop.name}", on_key=True
        )


_SETTINGS = frozenset("config configuration configurations settings setting preferences options".split())
_FIXED = re.compile(r"\b(?:may|can) only (?:be different|differ|change|be changed)\b", re.IGNORECASE)


def _settings(operation: Operation) -> bool:
    """Whether an operation keeps the settings of a service, and who keeps them decides where it leads."""
    last = next((part for part in reversed(segments(operation.path)) if part != "*"), "")
    return bool(_SETTINGS & {*tokens(last)})


def _pushed(prop: Property) -> bool:
    """Whether what stands beside an address says that clients bring what is there: ``sync: api``."""
    beside = prop.owner.node.value.get("properties")
    fields = beside.items() if isinstance(beside, dict) else ()
    return any(
        not _HOW.isdisjoint(tokens(name))
        and isinstance(value, dict)
        and value.get("enum") in (["api"], ["push"])
        for name, value in fields
    )


_HOW = frozenset("sync mode behavior behaviour method delivery".split())


def _words_beside(prop: Property) -> frozenset[tuple[str, ...]]:
    properties = prop.owner.node.value.get("properties")
    if tokens(prop.name) not in _REDIRECT_URI or not isinstance(properties, dict):
        return frozenset()
    return frozenset(map(tokens, properties))


_REDIRECT_URI = (("redirect", "uri"), ("redirect", "url"))
_EXCHANGE = frozenset({("grant", "type"), ("client", "secret"), ("code", "verifier")})


def _only_compared(
    name: str, beside: frozenset[tuple[str, ...]], operations: Iterable[Operation] = ()
) -> bool:
    """At a token endpoint nobody is redirected: the address is compared with the one that the code was
    asked for with (RFC 6749 section 4.1.3).
    """
    if tokens(name) not in _REDIRECT_URI or ("code",) not in beside:
        return False
    at_tokens = [bool(_TOKEN_ENDPOINT.search(operation.path)) for operation in operations]
    return not _EXCHANGE.isdisjoint(beside) or (bool(at_tokens) and all(at_tokens))


_TOKEN_ENDPOINT = re.compile(r"oauth2?\b.*/(?:access[-_]?)?tokens?/?\Z", re.IGNORECASE)


@check(given="parameters")
def address_in_parameter(api: Api, used: UsedParameter, options: Options) -> Iterator[Hit]:
    """The same in a parameter."""
    parameter = used.parameter
    prose = parameter.prose
    beside = [parameter_words(api, op) for op in used.operations]
    if all(_only_compared(parameter.name, words) for words in beside):
        return
    if all(words >= _ASKED_TO_AUTHORIZE for words in beside) and tokens(parameter.name) in _REDIRECT_URI:
        return
    if all(_gives_oembed(op, words) for op, words in zip(used.operations, beside, strict=True)):
        return
    found = purpose(parameter.name, parameter.schema, used.operations[0], prose)
    if parameter.place in ("path", "cookie") and not _plainly(parameter.name, parameter.schema):
        return
    if parameter.place in ("query", "formData", "header", "cookie", "path") and found == options["purpose"]:
        node = parameter.node.get("name") or parameter.node
        yield Hit(node, {"name": parameter.name}, used.operations, cause=f"address {parameter.name}")


_ASKED_TO_AUTHORIZE = frozenset({("client", "id"), ("response", "type")})
"""Beside these an address is one that the client has registered (RFC 6749 section 3.1.2.3)."""


def _gives_oembed(operation: Operation, words: frozenset[tuple[str, ...]]) -> bool:
    """Whether an operation tells how to embed what it serves itself: https://oembed.com, section 2.2."""
    last = operation.path.rstrip("/").rsplit("/", 1)[-1].lower().split(".", maxsplit=1)[0]
    return last == "oembed" and not words.isdisjoint({("maxwidth",), ("max", "width")})


def _plainly(name: str, schema: Node) -> bool:
    """Whether it is an address for sure: in paths, ``webhook_endpoint`` is an id."""
    form = _form(schema.value) if isinstance(schema.value, dict) else None
    return form in ("uri", "url", "iri") or not {"url", "uri"}.isdisjoint(tokens(name))


@check(given="api")
def remote_reference(_: Api, api: Api, options: Options) -> Iterator[Hit]:
    """A ``$ref`` or an example's ``externalValue`` at another host. ``cleartext``: over http, or over
    anything else.
    """
    for node, unresolved in api.unresolved.values():
        if unresolved.remote and cleartext(unresolved.reference) is options["cleartext"]:
            yield Hit(node.get("$ref") or node, {"reference": unresolved.reference[:120]})
    for node, address in api.remember("external values", lambda: tuple(_external_values(api))):
        if cleartext(address) is options["cleartext"]:
            yield Hit(node, {"reference": address[:120]})


def _external_values(api: Api) -> Iterator[tuple[Node, str]]:
    if not api.document.mentions("externalValue"):
        return
    for node in walk(api.document):
        address = node.text("externalValue") if isinstance(node.value, dict) else ""
        if "://" in address:
            yield node.get("externalValue") or node, address
