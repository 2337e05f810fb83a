"""Which sources are API definitions, and what the rules find in them."""

import re
from collections.abc import Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from ztlint.config import PublicEntry
from ztlint.core import Failure, Finding, Rule
from ztlint.documents import Document, DocumentStore, Files, parse
from ztlint.engine import side_by_side
from ztlint.engine.barrier import barrier
from ztlint.engine.locating import located
from ztlint.engine.public import Intents, declared
from ztlint.openapi import Api, build, claims, recognise, sniff, supported, unfollowed, unrecognised
from ztlint.sources import Source

_DATA_FILE = re.compile(
    r"\.(?:ya?ml|json|json5|jsonc|jsonl|ndjson|oas|openapi|swagger)(?:\.(?:tmpl|tpl|template|j2|in))?\Z",
    re.IGNORECASE,
)


class Scanned(Struct):
    """What came of one definition. ``documents`` are all that it reached, its own first; ``foreign`` is the
    number of schemas in others than its own, and of the ways that lead on from them.

    ``spoken_of`` are the configuration's entries that name an operation of it; ``declaring`` are the places
    (path, part, pointer) of the operations that declare themselves public.
    """

    documents: list[Document]
    foreign: int = 0
    operations: int = 0
    findings: list[Finding] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    spoken_of: set[PublicEntry] = field(default_factory=set)
    overruled: list[str] = field(default_factory=list)
    declaring: set[tuple[str, int, str]] = field(default_factory=set)


def is_data_file(path: str) -> bool:
    """Whether a file name says YAML or JSON."""
    return _DATA_FILE.search(path) is not None


def definitions(source: Source, *, named: bool) -> list[Document] | Failure:
    """The documents of a file if one of them is an API definition or is meant to be one, else none.

    A file that can't be parsed is a Failure where it is named outright, or plainly means to be a definition.
    """
    data_file = is_data_file(source.path)
    if not (sniff(source.data) if data_file else claims(source.data)) and not (named and data_file):
        return []
    documents = parse(source.path, source.data)
    if isinstance(documents, Failure):
        plain = data_file and (named or claims(source.data))
        return documents if plain else []
    if any(_in_a_list(document) for document in documents):
        return Failure(source.path, "holds API definitions in a list", "Give each definition a file.", 1, 1)
    return documents if any(recognise(one) or unrecognised(one.data) for one in documents) else []


def _in_a_list(document: Document) -> bool:
    items = document.data if isinstance(document.data, list) else []
    mappings = [item for item in items if isinstance(item, dict)]
    versions = (item.get("openapi", item.get("swagger")) for item in mappings)
    return any(str(version)[:1].isdigit() for version in versions) or any(map(unrecognised, mappings))


def not_recognised(document: Document) -> Failure | None:
    """Where a document is meant to be a definition, and its version can't be read."""
    key = unrecognised(document.data)
    if key is None:
        return None
    span = document.span((key,), key=True)
    reason = f"looks like an API definition, but '{key[:20]}' does not say which version"
    advice = "Write it as the specification does (openapi: 3.0.3, swagger: '2.0'), once, in small letters."
    return Failure(document.path, reason, advice, span.start_line, span.start_column)


def scan_definition(
    document: Document,
    files: Files,
    rules: tuple[Rule, ...],
    intents: Intents,
) -> Scanned:
    """Build the model of one definition, run the rules over it, and turn pointers into spans."""
    path = document.path
    version = recognise(document)
    if version is None or not supported(version):
        label = version.label if version else "of no version"
        failure = Failure(path, f"OpenAPI {label} is not known", "2.0, 3.0, 3.1 and 3.2 are.", 1, 1)
        return Scanned([document], failures=[failure])
    store = DocumentStore(files)
    scanned = Scanned([document])
    with barrier(path, "reading the API definition", scanned.failures):
        api = build(document, store, intents.today)
        api.operations, scanned.spoken_of, scanned.overruled = declared(api.operations, intents)
        scanned.declaring = {
            (op.node.document.path, op.node.document.part, op.node.pointer)
            for op in api.operations
            if op.node.get("x-ztlint", "public")
        }
        scanned.operations = len(api.operations)
        scanned.failures += unfollowed(api.root)
        foreign = (one for one in api.reach.schemas.values() if one.node.document is not document)
        scanned.foreign = sum(1 + len(schema.edges) for schema in foreign)
        for item in _scan(api, rules, intents):
            if isinstance(item, Failure):
                scanned.failures.append(item)
            else:
                scanned.findings.append(located(item, document, store))
    reached = [store.load(other) for other in store.paths if other != path]
    scanned.documents += [other for other in reached if isinstance(other, Document)]
    scanned.failures += store.failures
    return scanned


def _scan(api: Api, rules: tuple[Rule, ...], intents: Intents) -> Iterator[Finding | Failure]:
    """Rules for which nobody may declare an operation public see a model without declarations."""
    firm = intents.bans.of("declare-public")
    yield from side_by_side.scan(api, tuple(rule for rule in rules if rule.id not in firm))
    others = tuple(rule for rule in rules if rule.id in firm)
    if others and any(operation.intended_public for operation in api.operations):
        plain = build(api.document, api.store, intents.today)
        plain.operations = tuple(replace(one, intended_public=False) for one in plain.operations)
        yield from side_by_side.scan(plain, others)
    else:
        yield from side_by_side.scan(api, others)
