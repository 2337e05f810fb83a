"""From a file's text to its documents, or to the Failure that says why not."""

from ztlint.core import Failure
from ztlint.documents import json_text, yaml_events
from ztlint.documents.document import Document
from ztlint.documents.limits import MAX_BYTES
from ztlint.documents.text import LineIndex, Undecodable, decode

_FIX = "Correct the file, or leave it out with `exclude` in the configuration."


def parse(path: str, data: bytes) -> list[Document] | Failure:
    """All documents of a YAML stream, or the one of a JSON file. JSON is known by its first character."""
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
    """A file that starts like JSON and is not (comments, trailing commas) may still be flow-style YAML."""
    if text.lstrip()[:1] not in ("{", "["):
        return yaml_events.compose(path, text)
    try:
        return [json_text.read(path, text)]
    except json_text.JsonError as error:
        if path.lower().endswith(".json"):
            raise
        try:
            return yaml_events.compose(path, text)
        except yaml_events.YamlError:
            raise error from None
