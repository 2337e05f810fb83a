"""Checks of what operations give out."""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec.structs import replace

from ztlint.documents import Node
from ztlint.openapi import (
    Api,
    Operation,
    Origin,
    Property,
    Response,
    Term,
    closed_set,
    path_tokens,
    segments,
    terms,
    tokens,
    types_of,
)
from ztlint.scanners.openapi.demands import says_so
from ztlint.scanners.openapi.edits import marked
from ztlint.scanners.openapi.embedding import holding
from ztlint.scanners.openapi.hit import Hit, Options, check
from ztlint.scanners.openapi.shape import copies
from ztlint.scanners.openapi.words import (
    carries_token,
    minting,
    public_by_nature,
    read_like,
    takes_token_once,
    written_public,
)

_HARMLESS_PROSE = re.compile(
    r"\b(?:mask|redact|truncat|obfuscat|encrypted|(?:last|first) (?:four|4)|shown once|returned once"
    r"|write[- ]only|never returned|only (?:be )?(?:returned|shown|visible|available)|placeholder"
    r"|whether)\w*|\A(?:the )?(?:kubernetes )?secret (?:with|containing|holding|that (?:holds|contains))\b",
    re.IGNORECASE,
)


def texty(schema: object) -> bool:
    """Whether a schema may hold a free string: credentials and personal data are strings."""
    if not isinstance(schema, dict) or closed_set(schema) or schema.get("properties"):
        return False
    kinds = types_of(schema)
    return "string" in kinds or not (kinds or schema.keys() & {"allOf", "oneOf", "anyOf", "items"})


def holds(schema: object, found: Term) -> bool:
    """Whether a schema may hold what its name says: a text, and of what is known about people a number or a
    list of texts as well (``ssn``, ``salary``, ``allergies``).
    """
    if texty(schema):
        return True
    if not isinstance(schema, dict) or not found & _PERSONAL or closed_set(schema):
        return False
    kinds = types_of(schema)
    return bool(kinds & {"integer", "number"}) or ("array" in kinds and texty(schema.get("items")))


def named(name: str, schema: object) -> Term:
    """The classes of a name; of a list, those of one of its elements as well (``emails``)."""
    listed = isinstance(schema, dict) and "array" in types_of(schema)
    return terms(name) | terms(name.removesuffix("s")) if listed else terms(name)


def _discloses(prop: Property, wanted: Term) -> bool:
    found = named(prop.name, prop.schema.value) & wanted
    if not found or not holds(prop.schema.value, found):
        return False
    return _in_earnest(prop)


def _in_earnest(prop: Property) -> bool:
    """Whether no words beside a property say that what it holds is masked, encrypted, or not returned."""
    return not _HARMLESS_PROSE.search(prop.schema.text("description") + prop.node.text("description"))


@check(given="properties")
def credential_in_response(api: Api, prop: Property, options: Options) -> Iterator[Hit]:
    """A credential that success responses return. ``minting``: by operations that make one, or end what it
    opens; or by others.
    """
    if not prop.reach.output or not _may_hold(prop.name) or _echoed(api, prop):
        return
    bare = tokens(prop.name) == ("token",) and _bare_token(prop)
    if not (bare or _discloses(prop, Term.CREDENTIAL) or _lists_credentials(api, prop)):
        return
    creating = api.remember("minting", lambda: _mask([op for op in api.operations if _mints(op)]))
    if not terms(prop.name) & Term.PASSWORD:
        creating |= api.remember("ending", lambda: _mask([op for op in api.operations if _ends(op)]))
    mints, others = prop.reach.output & creating, prop.reach.output & ~creating
    if options["minting"] and not others:
        yield _hit(api, prop, api.operations_in(mints))
    if others and not options["minting"]:
        operations = api.operations_in(holding(api, prop, others))
        if not _shows_who_calls(prop, operations):
            yield _hit(api, prop, operations)


def _shows_who_calls(prop: Property, operations: tuple[Operation, ...]) -> bool:
    """Whether the API sends it along with its own calls, to those who chose it."""
    prose = prop.schema.text("description") + prop.node.text("description")
    return bool(_CHOSEN_BY_YOU.search(prose)) and all(op.origin is not Origin.PATH for op in operations)


_CHOSEN_BY_YOU = re.compile(
    r"\b(?:specified|provided|given|set|passed|chosen) (?:by you |initially )?(?:when|at|on|in|during)\b"
    r"|\byou (?:specified|provided|gave|set|chose)\b"
    r"|\b(?:initially|originally) (?:specified|provided|given)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=65536)
def _may_hold(name: str) -> bool:
    """Whether a name is that of a credential, or of several."""
    return bool(terms(name) & Term.CREDENTIAL) or tokens(name) == ("token",) or _of_several(name)


def _of_several(name: str) -> bool:
    """``recoveryCodes``, ``apiKeys``. A list of ``secrets`` is one of names, signing keys are public ones."""
    words = tokens(name)
    if len(words) == 1 or (words[-1:] == ("keys",) and words[-2] not in _SECRET_KEYS):
        return False
    singular = " ".join(words).removesuffix("s")
    return bool((terms(name) | terms(singular)) & Term.CREDENTIAL)


_LETS_IN = re.compile(r"\b(?:auth\w*|access|api|bearer|session|login|sign(?:ed)? in|secret)\b", re.IGNORECASE)


def _bare_token(prop: Property) -> bool:
    """Whether ``token`` is one that lets its holder in: its words say so, or an account stands beside it."""
    if not texty(prop.schema.value) or not _in_earnest(prop):
        return False
    prose = prop.schema.text("description") + prop.node.text("description")
    if prose:
        return bool(_LETS_IN.search(prose)) and not _PAGES.search(prose)
    beside = prop.owner.node.value.get("properties")
    named = {name.lower().replace("_", "") for name in beside} if isinstance(beside, dict) else set()
    return bool(named & {"email", "username", "userid", "login", "user"})


_PAGES = re.compile(r"\b(?:page|cursor|continu\w+|public|push|device)\b", re.IGNORECASE)


def _lists_credentials(api: Api, prop: Property) -> bool:
    """A list of texts under a name for several credentials."""
    if "array" not in types_of(prop.schema.value) or not _of_several(prop.name):
        return False
    items = prop.schema.get("items")
    return items is not None and texty(api.resolve(items).value) and _in_earnest(prop)


_SECRET_KEYS = frozenset({"api", "private", "secret", "master"})


def _hit(api: Api, prop: Property, operations: tuple[Operation, ...]) -> Hit:
    """At the property. Schemas that are written out alike at several operations are one finding."""
    written = copies(api, prop.owner.node, prop.name)
    return Hit(prop.node, {"name": prop.name}, operations, copies=written, on_key=True)


def _mask(operations: list[Operation]) -> int:
    return sum(1 << operation.index for operation in operations)


_ENDS = frozenset({"cancel", "close", "archive", "disable", "deactivate", "expire", "suspend"})


_FOR_GOOD = frozenset({"cancel", "close", "expire", "revoke", "terminate", "end", "invalidate"})
_OPENED = frozenset(
    """session sessions key keys token tokens secret secrets credential credentials ticket tickets grant
    grants""".split()
)


def _ends(operation: Operation) -> bool:
    """Whether it ends, for good, the session or the key itself: the secret of that opens nothing afterwards.
    What is only disabled or archived may come back with the same.
    """
    if operation.origin is not Origin.PATH:
        return False
    literal = [part for part in segments(operation.path) if part != "*"]
    if literal and operation.method == "post" and _FOR_GOOD & {*tokens(literal[-1])}:
        literal.pop()
    elif operation.method != "delete":
        return False
    return bool(literal) and bool(_OPENED & {*tokens(literal[-1])})


def _mints(operation: Operation) -> bool:
    """Clients ask for it. What the API sends on its own, in webhooks and callbacks, nobody asked for."""
    if operation.origin is not Origin.PATH:
        return False
    last = operation.path.rstrip("/").rsplit("/", 1)[-1]
    creates = operation.method == "post" and not read_like(operation) and not _ENDS & set(tokens(last))
    return creates or (operation.method != "delete" and minting(operation))


def _echoed(api: Api, prop: Property) -> bool:
    """Taken in and given out by one schema: ``write_only_missing`` has the better advice for it. A password
    always; another credential where the caller who sends it is the only one to get it back.
    """
    if not prop.reach.input or not terms(prop.name) & Term.CREDENTIAL:
        return False
    if terms(prop.name) & Term.PASSWORD:
        return True
    handing_out = api.remember("handing out", lambda: _mask([op for op in api.operations if minting(op)]))
    return not prop.reach.output & ~prop.reach.input and not prop.reach.output & handing_out


@check(given="properties")
def write_only_missing(api: Api, prop: Property, _: Options) -> Iterator[Hit]:
    """A password, or another credential, that clients send and the same schema returns to them."""
    if prop.reach.output and _echoed(api, prop) and _discloses(prop, Term.CREDENTIAL):
        hit = _hit(api, prop, api.operations_in(prop.reach.output))
        yield replace(hit, edits=marked(api, prop, "writeOnly"))


@check(given="operations")
def personal_data_public(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """Personal data for callers who need not say who they are. APIs without any authentication have one
    finding for that already. An operation that is meant to be public need not be meant to return this.
    """
    open_to_all = operation.authority.public or operation.authority.optional
    if not (open_to_all and api.authenticates) or public_by_nature(operation):
        return
    if carries_token(operation) or takes_token_once(operation):
        return
    if says_so(operation.node.text("description")):
        return  # then they need to, and that no requirement asks them has a finding of its own
    found = [prop for mask, some in _disclosed(api) if mask >> operation.index & 1 for prop in some]
    if any(terms(prop.name) & _ALONE for prop in found) or len({prop.name for prop in found}) >= _TOGETHER:
        names = ", ".join(f"'{name}'" for name in dict.fromkeys(prop.name for prop in found[:4]))
        related = tuple((prop.node, f"Returns '{prop.name}'") for prop in found[:4])
        cause = "" if written_public(operation) else names
        yield Hit(operation.node, {"names": names}, (operation,), cause, related=related, on_key=True)


def _disclosed(api: Api) -> list[tuple[int, list[Property]]]:
    """Personal data by the operations that return it, a few of each, what identifies alone first."""

    def collect() -> list[tuple[int, list[Property]]]:
        groups: dict[int, list[Property]] = {}
        for prop in api.properties:
            if prop.reach.output and _discloses(prop, _PERSONAL):
                groups.setdefault(prop.reach.output, []).append(prop)
        return [(mask, sorted(some, key=_quasi)[:_ENOUGH]) for mask, some in groups.items()]

    return api.remember("disclosed", collect)


def _quasi(prop: Property) -> bool:
    return not terms(prop.name) & _ALONE


_ENOUGH = 20
_ALONE = Term.PII | Term.FINANCIAL | Term.HEALTH
_PERSONAL = _ALONE | Term.QUASI_PII
_TOGETHER = 3
"""Names that identify a person together: a full name, a postal code and a gender do."""


_STACK = frozenset({"stack", "stacktrace", "backtrace", "traceback", "exception"})


@check(given="properties")
def debug_detail_in_errors(api: Api, prop: Property, _: Options) -> Iterator[Hit]:
    """Internals of the implementation in the schema of an error. In one that results share, only what can't
    be part of a result. A file and a line tell where in the source only if both are there.
    """
    if not prop.reach.error:
        return
    if prop.reach.output and not _STACK & set(tokens(prop.name)):
        return
    operations = api.operations_in(prop.reach.error)
    if (
        (tokens(prop.name) == ("query",) and not any(path_tokens(op) & _QUERIES for op in operations))
        or terms(prop.name) & Term.DEBUG
        or (_place_in_source(prop) and not _takes_files(prop, operations))
    ):
        yield _hit(api, prop, operations)


_QUERIES = frozenset("search query queries find lookup graphql sql odata filter suggest".split())
_FILES = frozenset({("file",), ("filename",), ("file", "name"), ("source", "file")})
_LINES = frozenset({("line",), ("line", "number"), ("lineno",), ("line", "no")})


def _place_in_source(prop: Property) -> bool:
    """A file beside a line; the finding is at the file."""
    if tokens(prop.name) not in _FILES:
        return False
    beside = prop.owner.node.value.get("properties")
    return isinstance(beside, dict) and any(tokens(name) in _LINES for name in beside)


_OF_CLIENTS = frozenset("upload uploads import imports file files batch bulk csv document documents".split())
_UPLOADED = re.compile(r"upload|import|csv|spreadsheet|sent|request|input", re.IGNORECASE)


def _takes_files(prop: Property, operations: tuple[Operation, ...]) -> bool:
    """Whether file and line may be those of what the client sent."""
    if _UPLOADED.search(prop.schema.text("description")):
        return True
    return any(path_tokens(operation) & _OF_CLIENTS for operation in operations)


# What only a program says about itself: frames of a stack, messages of databases, paths of servers.
_TRACE = re.compile(
    r"^\s*at [\w$.<>]+\([\w.]+(?::\d+)?\)|Traceback \(most recent call last\)|\.py\", line \d+"
    r"|\bat [\w.]+\.[\w<>`]+\(.{0,200}?\) in .{1,200}?:line \d+|goroutine \d+ \["
    r"|\bat [\w.<>]+ \(/[^)]{1,200}:\d+:\d+\)|#\d+ /[\w./-]+\.php\(\d+\)"
    r"|\b(?:java|javax|org|com|net)\.(?:\w+\.){1,8}\w*(?:Exception|Error)\b"
    r"|\bSystem\.(?:\w+\.){0,6}\w*Exception\b|\bORA-\d{5}\b|SQLSTATE\[|\bpsycopg2?\.|\bPG::\w+Error"
    r"|\bsyntax error at or near\b|You have an error in your SQL|\bviolates unique constraint\b"
    r"|\bSELECT\b[^;]{1,200}\bFROM\b[^;]{1,200}\bWHERE\b"
    r"|/(?:home|var/www|usr/src|opt|srv)/[\w./-]+\.(?:py|rb|js|ts|php|java|go)\b",
    re.MULTILINE,
)
_LONGEST_TEXT = 20_000
_MOST_VALUES = 500


@check(given="operations")
def debug_detail_in_error_example(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """The example of an error shows a stack, a statement or a path of the server. All of one API are one
    finding: one error handler writes them.
    """
    for response in operation.responses:
        if response.fails:
            for node in _examples(api, response):
                yield Hit(node, {"status": response.status}, (operation,), cause="api")


def _examples(api: Api, response: Response) -> Iterator[Node]:
    """Texts in examples of an answer that say more than they should, each answer looked at once."""
    known: dict[int, list[Node]] = api.remember("traces", dict)
    key = id(response.node.value)
    if key not in known:
        held = [response.node.get("examples")]  # Swagger 2.0
        for media in response.media:
            held += [media.node.get("example"), media.node.get("examples")]
            schema = media.schema
            held += [schema.get("example"), schema.get("examples")] if schema is not None else []
        texts = (text for one in held if one is not None for text in _texts(api, one))
        known[key] = [node for node in texts if _TRACE.search(node.value[:_LONGEST_TEXT])]
    return iter(known[key])


def _texts(api: Api, example: Node) -> Iterator[Node]:
    pending = [example]
    for _ in range(_MOST_VALUES):
        if not pending:
            return
        node = api.resolve(pending.pop())
        if isinstance(node.value, str):
            yield node
        pending.extend(reversed([*(child for _, child in node.items()), *node.elements()]))
