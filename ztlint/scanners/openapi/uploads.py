"""Checks of uploads and of the media types that request bodies may have."""

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from ztlint.documents import Node
from ztlint.openapi import Api, Media, Operation, Parameter, path_tokens, tokens, types_of
from ztlint.scanners.openapi.bodies import media_types, members, word_of
from ztlint.scanners.openapi.hit import Hit, Options, check


class _File(Struct, frozen=True):
    """A file that an operation takes in. ``kinds`` are media types it may have, empty where nothing says."""

    node: Node
    name: str
    kinds: tuple[str, ...]
    part: bool
    limited: bool
    prose: str


_RAW = (
    "application/octet-stream",
    "application/zip",
    "application/x-tar",
    "application/gzip",
    "application/pdf",
)
_RAW_FAMILIES = ("image/", "audio/", "video/", "font/", "model/")
_SIZE_WORDS = frozenset({"size", "length", "bytes", "limit"})
_SIZE_PROSE = re.compile(
    r"\b[0-9][0-9,.]*\s?(?:[kmg]i?b|(?:kilo|mega|giga)?bytes?)\b|\bmax(?:imum)?\b[^.]{0,30}\bsize|size limit",
    re.IGNORECASE,
)
_TYPE_PROSE = re.compile(
    r"\b(?:jpe?g|png|gif|pdf|csv|jsonl?|xlsx?|docx?|txt|mp[34]|wav|pem|webp|tiff|heic|parquet|svg|zip|wasm)\b",
    re.IGNORECASE,
)

_KIND_PROSE = re.compile(
    r"(?<!container )(?<!docker )(?<!disk )(?<!machine )(?<!system )(?<!boot )"
    r"\b(?:images?|photos?|pictures?|audio|videos?)\b"
    r"(?!['\u2019-]| (?:ids?|names?|captions?|titles?|urls?|gallery|galleries|albums?|players?|sets?)\b)",
    re.IGNORECASE,
)
"""What a file is, in a word of its own description."""


def _files(api: Api, operation: Operation) -> Iterator[_File]:
    for parameter in operation.parameters:
        if parameter.place == "formData" and types_of(parameter.schema.value) & {"file"}:
            yield _form_file(parameter)
    if api.version.major > 2:
        for media in operation.bodies:
            yield from _parts(api, media) if media.type.startswith("multipart/") else _raw(media)
    for media in operation.bodies:
        if media.type.split(";")[0].endswith("json"):
            yield from _encoded(api, media)


def _form_file(parameter: Parameter) -> _File:
    node = parameter.node
    prose = node.text("description")
    return _File(node, parameter.name, (), part=True, limited=_limits(node), prose=prose)


def _parts(api: Api, media: Media) -> Iterator[_File]:
    for name, place, target in members(api, media.schema) if media.schema is not None else ():
        inner = target.get("items") if "array" in types_of(target.value) else None
        element = api.resolve(inner) if inner is not None else target
        if not _binary(element.value):
            continue
        encoded = media.node.text("encoding", name, "contentType") or element.text("contentMediaType")
        kinds = tuple(kind.split(";")[0].strip().lower() for kind in encoded.split(",") if kind.strip())
        limited = any(_limits(node) for node in (place, target, element, media.node))
        prose = " ".join(node.text("description") for node in (place, target, element))
        yield _File(place, name, kinds, part=True, limited=limited, prose=prose)


_CONTENTS = frozenset(
    """file content contents image document data attachment photo picture avatar logo pdf scan media audio
    video upload""".split()
)


def _encoded(api: Api, media: Media) -> Iterator[_File]:
    """Files in JSON, as Base64."""
    for name, place, target in members(api, media.schema) if media.schema is not None else ():
        if _base64(target.value) and _CONTENTS & set(tokens(name)):
            limited = _limits(place) or _limits(target)
            prose = place.text("description") + " " + target.text("description")
            yield _File(place, name, (), part=False, limited=limited, prose=prose)


def _base64(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    return word_of(value, "format") in ("byte", "base64") or word_of(value, "contentEncoding").startswith(
        "base64"
    )


def _raw(media: Media) -> Iterator[_File]:
    kind = media.type.split(";")[0].strip()
    if kind in _RAW or kind.startswith(_RAW_FAMILIES):
        schemas = (media.schema,) if media.schema is not None else ()
        limited = any(_limits(node) for node in (media.node, *schemas))
        prose = " ".join(node.text("description") for node in schemas)
        yield _File(media.node, kind, (kind,), part=False, limited=limited, prose=prose)


def _binary(value: Any) -> bool:
    """A file by ``format`` (3.0), or by its media type or encoding (3.1 section 4.8.14.2)."""
    if not isinstance(value, dict):
        return False
    named = isinstance(value.get("contentMediaType"), str) and not value["contentMediaType"].endswith("json")
    return word_of(value, "format") in ("binary", "byte", "base64") or named or "contentEncoding" in value


def _limits(node: Node) -> bool:
    """Whether ``maxLength``, or an extension such as ``x-max-size``, says how large a file may be."""
    if not isinstance(node.value, dict):
        return False
    named = (set(tokens(key)) for key in node.value if key.startswith("x-"))
    return "maxLength" in node.value or any(
        {"max", "limit"} & words and words & _SIZE_WORDS for words in named
    )


def _says_size(operation: Operation, file: _File) -> bool:
    """A limit in the contract or in words, or the answer to what is over it (RFC 9110 section 15.5.14)."""
    refused = any(response.status == "413" for response in operation.responses)
    places = (("summary",), ("description",), ("requestBody", "description"))
    texts = (operation.node.text(*steps) for steps in places)
    said = any(_SIZE_PROSE.search(text) for text in (file.prose, *texts))
    return file.limited or refused or said or _limits(operation.node)


@check(given="operations")
def upload_without_size_limit(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """A file of any size, in a form or as the whole body. One finding for an API."""
    for file in _files(api, operation):
        if not _says_size(operation, file):
            yield Hit(file.node, {"name": file.name}, (operation,), cause="api", on_key=_has_key(file.node))


@check(given="operations")
def upload_of_any_type(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """A part of a form whose ``encoding`` does not list media types. One finding for an API. A piece of a
    file has no type of its own.
    """
    if path_tokens(operation) & _PIECES:
        return
    for file in _files(api, operation):
        listed = [kind for kind in file.kinds if kind not in _ANY]
        prose = f"{file.prose} {operation.node.text('summary')} {operation.node.text('description')}"
        if file.part and not listed and not (_TYPE_PROSE.search(prose) or _KIND_PROSE.search(file.prose)):
            yield Hit(file.node, {"name": file.name}, (operation,), cause="api", on_key=_has_key(file.node))


_PIECES = frozenset({"part", "parts", "chunk", "chunks", "block", "blocks"})
_ANY = ("*/*", "application/octet-stream", "application/*")


def _has_key(node: Node) -> bool:
    return isinstance(node.step, str)


_ACTIVE = {
    "image/svg+xml": "scripts run in an SVG that a browser opens",
    "text/html": "scripts run in a page that a browser opens",
    "application/xhtml+xml": "scripts run in a page that a browser opens",
    "application/zip": "an archive unpacks to any size and may name files outside its folder",
    "application/x-zip-compressed": "an archive unpacks to any size and may name files outside its folder",
    "application/x-tar": "an archive unpacks to any size and may name files outside its folder",
    "application/gzip": "compressed data unpacks to any size",
    "application/x-gzip": "compressed data unpacks to any size",
    "application/x-7z-compressed": "an archive unpacks to any size and may name files outside its folder",
    "application/x-rar-compressed": "an archive unpacks to any size and may name files outside its folder",
    "application/vnd.rar": "an archive unpacks to any size and may name files outside its folder",
    "application/java-archive": "an archive of code may be loaded",
    "application/x-msdownload": "a program may be run",
    "application/vnd.ms-excel.sheet.macroenabled.12": "a document carries macros",
    "application/vnd.ms-word.document.macroenabled.12": "a document carries macros",
    "image/*": "scripts run in an SVG that a browser opens",
}


@check(given="operations")
def active_content_upload(api: Api, operation: Operation, _: Options) -> Iterator[Hit]:
    """An upload whose allowed types include archives or what browsers execute. One finding for each type."""
    for file in _files(api, operation):
        for kind in file.kinds or _said_to_be(file):
            if kind in _ACTIVE:
                values = {"kind": kind, "danger": _ACTIVE[kind]}
                yield Hit(file.node, values, (operation,), cause=f"kind {kind}", on_key=_has_key(file.node))


def _said_to_be(file: _File) -> tuple[str, ...]:
    """Where no media type is listed, words may say that it is an archive; a stated size speaks of care."""
    if file.limited or _SIZE_PROSE.search(file.prose):
        return ()
    said = _ARCHIVE_PROSE.search(file.prose)
    return (_ARCHIVES[said[1].lower().removesuffix("s")],) if said else ()


_ARCHIVES = {
    "zip": "application/zip",
    "tar": "application/x-tar",
    "tarball": "application/x-tar",
    "tgz": "application/gzip",
    "gzip": "application/gzip",
    "tar.gz": "application/gzip",
    "7z": "application/x-7z-compressed",
    "rar": "application/x-rar-compressed",
}
_ARCHIVE_PROSE = re.compile(
    r"\b(zip|tar\.gz|tar|tarball|tgz|gzip|7z|rar)s?\b(?![- ]?(?:codes?\b|/))", re.IGNORECASE
)
_XML = frozenset({"application/xml", "text/xml"})
_YAML = frozenset("application/yaml application/x-yaml text/yaml text/x-yaml text/vnd.yaml".split())
# Formats whose readers build any object that the sender names.
_OBJECTS = re.compile(
    r"java-serialized|java-object|pickle|php-serialized|php\.serialized|ruby-marshal|\bhessian\b|x-amf\b|"
    r"\bkryo\b|net-?serialized|binaryformatter|\bjoblib\b|python-object|\bmarshal\b|\bburlap\b|node-serialize",
)


@check(given="operations")
def dangerous_media_type(api: Api, operation: Operation, options: Options) -> Iterator[Hit]:
    """A request body in a format whose readers do more than read. ``of``: ``xml``, ``yaml``, ``objects`` for
    serialised objects, or ``any`` for media types that stand for all others, and HTML.
    """
    for kind, node in media_types(api, operation):
        if _belongs(kind, options["of"]) and not (options["of"] == "any" and _blob(node)):
            cause = f"{options['of']}" if options["of"] != "objects" else kind
            on_key = isinstance(node.step, str)
            yield Hit(node, {"kind": kind}, (operation,), cause=cause, on_key=on_key)


def _belongs(kind: str, wanted: str) -> bool:
    if wanted == "xml":
        return kind in _XML or (
            kind.endswith("+xml") and kind not in ("image/svg+xml", "application/xhtml+xml")
        )
    if wanted == "yaml":
        return kind in _YAML or kind.endswith("+yaml")
    if wanted == "objects":
        return bool(_OBJECTS.search(kind))
    return kind in ("*/*", "application/*", "text/*", "*", "text/html")


def _blob(node: Node) -> bool:
    """Any bytes under any type are an upload, which has rules of its own."""
    schema = node.get("schema")
    return schema is not None and _binary(schema.value)


# What a page of another site can send without asking first (Fetch Standard, CORS-safelisted request-header).
_SIMPLE = frozenset({"application/x-www-form-urlencoded", "text/plain", "multipart/form-data"})


@check(given="operations")
def form_beside_json(api: Api, operation: Operation, options: Options) -> Iterator[Hit]:
    """A write that takes JSON and also what a form of another site can send. ``ambient``: only where browsers
    add the credentials by themselves (cookie, Basic, Digest).
    """
    if not operation.unsafe:
        return
    kinds = dict(media_types(api, operation))
    simple = next((kind for kind in kinds if kind in _SIMPLE), None)
    json = any(kind == "application/json" or kind.endswith("+json") for kind in kinds)
    if simple and json and (_ambient(operation) or not options["ambient"]):
        node = kinds[simple]
        yield Hit(node, {}, (operation,), cause="api", on_key=isinstance(node.step, str))


def _ambient(operation: Operation) -> bool:
    """Whether one of the ways in needs nothing but what a browser adds."""
    ways = operation.authority.alternatives
    return any(
        way.requirements
        and all(
            r.scheme is not None
            and (r.scheme.place == "cookie" or r.scheme.http_scheme in ("basic", "digest"))
            for r in way.requirements
        )
        for way in ways
    )
