"""From a file's text to its documents, or to the Failure that says why not."""

import re
from collections.abc import Iterator
from contextlib import suppress

from ztlint.core import Failure
from ztlint.documents import json_text, yaml_events
from ztlint.documents.document import Document
from ztlint.documents.limits import MAX_BYTES
from ztlint.documents.text import LineIndex, Undecodable, decode

_FIX = "Correct the file, or leave it out with `exclude` in the configuration."

_JSON = ("{", "[", "//", "/*")
# Strings, comments as JSON with comments has them, and tabs, which YAML has not between values.
_TOKEN = re.compile(
    r"""("(?:[^"\\\r\n]|\\.)*+"|'(?:[^'\\\r\n]|\\.)*+')"""
    r"""|(?<![^\s,{}\[\]"'])(?://[^\r\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/|\Z))|\t""",
    re.DOTALL,
)
_CHARACTER = re.compile(r"[^\r\n]")


def parse(path: str, data: bytes) -> list[Document] | Failure:
    """All documents of a YAML stream, or the one of a JSON file. JSON is known by its first characters."""
    if len(data) > MAX_BYTES:
        return Failure(path, f"larger than {MAX_BYTES // 2**20} MiB", "Split the definition with $ref.")
    text = decode(data)
    if isinstance(text, Undecodable):
        reason = f"not valid {text.encoding.upper()}"
        return Failure(path, reason, "Save the file as UTF-8.", text.line, text.column)
    try:
        return _documents(path, text)
    except (json_text.JsonError, yaml_events.YamlError) as error:
        span = LineIndex(text).span(error.offset, error.offset)
        return Failure(path, f"cannot be parsed: {error.reason}", _FIX, span.start_line, span.start_column)


def _documents(path: str, text: str) -> list[Document]:
    """A file that starts like JSON and is not may have comments, and then still be flow-style YAML (trailing
    commas, keys without quotes).
    """
    if not text.lstrip().startswith(_JSON):
        return yaml_events.compose(path, text)
    try:
        return [json_text.read(path, text)]
    except json_text.JsonError as error:
        if path.lower().endswith(".json"):
            raise
        for documents in _otherwise(path, text):
            return documents
        raise error from None


def _otherwise(path: str, text: str) -> Iterator[list[Document]]:
    plain = _without_comments(text)
    if plain != text:
        with suppress(json_text.JsonError):
            yield [_as_written(json_text.read(path, plain), text)]
        with suppress(yaml_events.YamlError):
            yield [_as_written(document, text) for document in yaml_events.compose(path, plain)]
    with suppress(yaml_events.YamlError):
        yield yaml_events.compose(path, text)


def _without_comments(text: str) -> str:
    """With as many spaces in place of each comment, so that all else stays where it is."""
    return _TOKEN.sub(lambda found: found[1] or _CHARACTER.sub(" ", found[0]), text)


def _as_written(document: Document, text: str) -> Document:
    document.text, document.lines = text, LineIndex(text)
    return document
