"""Definitions for tests, written inline."""

from ztlint.core import Failure
from ztlint.documents import DocumentStore, Files, parse
from ztlint.openapi import Api, Operation, build


def api_of(text: str, **files: str) -> Api:
    """The model of one definition; ``files`` are what it may refer to, ``_`` in names read as ``.``."""
    documents = parse("openapi.yaml", text.encode())
    assert isinstance(documents, list), documents
    named = {name.replace("_", "."): content for name, content in files.items()}

    def read(path: str) -> bytes | Failure:
        return named[path].encode() if path in named else Failure(path, "no such file", "Correct the $ref.")

    return build(documents[0], DocumentStore(Files(read)))


def operation_of(api: Api, label: str) -> Operation:
    return next(operation for operation in api.operations if operation.label == label)
